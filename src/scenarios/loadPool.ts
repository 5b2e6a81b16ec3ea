import type { CalendarDate } from '#basics/calendarDate.js';
import { failed, type Outcome, type Problem, problem, succeeded } from '#basics/problem.js';
import { checkLoans } from '#collateral/checkLoans.js';
import type { LoanTable } from '#collateral/loanTable.js';
import { readTape, type TapeReading } from '#collateral/tape/readTape.js';
import type { DealTerms } from '#deal/terms.js';
import { nominalCutOff } from '#waterfall/resolveDates.js';
import { nothingStated, type StatedAssumptions } from './assumptions.js';
import { placeInDeal } from './dealPlaces.js';
import { headRecords } from './headRecords.js';
import { poolFacts } from './poolFacts.js';
import { poolUnder } from './poolUnder.js';
import { purchaseRecords } from './purchaseRecords.js';
import { type PurchaseTerms, purchaseTerms } from './purchaseTerms.js';
import type { ResolvedPool } from './resolvedScenario.js';
import { rejectProblems, unusedColumns } from './scenarioProblems.js';
import type { ScenarioSources } from './scenarioSources.js';
import { tapeFlagRecords } from './tapeFlags.js';

/**
 * Reads and resolves what a projection rests on; `terms` are those of a deal file, if there is one. Whatever has
 * failed, the rest is looked at too, so that one run names every fault.
 */
export async function loadPool(
  sources: ScenarioSources,
  terms: DealTerms | undefined,
): Promise<Outcome<ResolvedPool>> {
  const stated = await readAssumptions(sources);
  const cutOffDate = sources.flags.cutOffDate ?? terms?.dates.cutOff;
  const reading = readTape(sources.tape.bytes, sources.tape.name, { ...sources.tapeOptions, cutOffDate });
  const read = [...reading.problems, ...stated.problems];
  if (!reading.ok) return failed(read);
  const asOf = cutOffDate ?? reading.value.table.cutOffDate;
  const tape = await withSchedules(sources, reading.value, asOf);
  const before = [
    ...read,
    ...unusedColumns(reading.value),
    ...tape.problems,
    ...rejectProblems(reading.value, sources.flags),
  ];
  if (reading.value.table.rowCount === 0) return failed(withNoLoans(before, sources.tape.name));
  if (!stated.ok || !tape.ok) {
    return failed([...before, ...checkLoans(reading.value.table, asOf ?? nominalCutOff)]);
  }
  const pool = resolvePool(sources, tape.value, terms, stated.value, asOf, before);
  return pool.problems.some((p) => p.severity === 'error')
    ? failed(pool.problems)
    : succeeded(pool, pool.problems);
}

/** A tape whose rows are all left out, as loans repaid or totals, is clean, and yet nothing can be made of it. */
function withNoLoans(problems: readonly Problem[], tapeName: string): readonly Problem[] {
  if (problems.some(({ severity }) => severity === 'error')) return problems;
  const message = 'no row of the tape is a loan with a balance';
  return [...problems, problem('error', 'no-loans', tapeName, message)];
}

async function readAssumptions({ assumptions }: ScenarioSources): Promise<Outcome<StatedAssumptions>> {
  if (assumptions === undefined) return succeeded(nothingStated);
  const { parseAssumptions } = await import('./parseAssumptions.js');
  return parseAssumptions(assumptions.bytes, assumptions.name);
}

async function withSchedules(
  { schedules }: ScenarioSources,
  tape: TapeReading,
  asOf: CalendarDate | undefined,
): Promise<Outcome<TapeReading>> {
  if (schedules === undefined) return succeeded(tape);
  const { readSchedules } = await import('./readSchedules.js');
  const table = readSchedules(schedules.bytes, schedules.name, tape.table, asOf ?? nominalCutOff);
  return table.ok ? succeeded({ ...tape, table: table.value }, table.problems) : table;
}

function resolvePool(
  sources: ScenarioSources,
  tape: TapeReading,
  terms: DealTerms | undefined,
  stated: StatedAssumptions,
  asOf: CalendarDate | undefined,
  before: readonly Problem[],
): ResolvedPool {
  const bought = terms === undefined ? undefined : purchasesOf(sources, terms, tape.table, asOf);
  const purchases = bought?.ok === true ? bought.value : undefined;
  return poolUnder(
    {
      tape,
      cutOffDate: asOf ?? nominalCutOff,
      asOf,
      flags: sources.flags,
    },
    {
      stated,
      facts: poolFacts(tape.table),
      headRecords: [
        ...headRecords(sources, tape, terms, asOf),
        ...(terms === undefined || purchases === undefined
          ? []
          : purchaseRecords(terms, tape.table, purchases, sources.deal?.name ?? 'deal')),
        ...tapeFlagRecords(sources.tapeOptions),
      ],
      readProblems: [...before, ...(bought?.problems ?? [])],
      purchases,
    },
  );
}

/** What the deal may buy, its problems placed in its file; undefined where it buys nothing. */
function purchasesOf(
  { deal }: ScenarioSources,
  terms: DealTerms,
  loans: LoanTable,
  asOf: CalendarDate | undefined,
): Outcome<PurchaseTerms> | undefined {
  if (!terms.steps.some((step) => step.do === 'buy-loans')) return undefined;
  const found = purchaseTerms(terms, loans, asOf ?? nominalCutOff);
  const problems = placeInDeal(found.problems, deal);
  return found.ok ? succeeded(found.value, problems) : failed(problems);
}
