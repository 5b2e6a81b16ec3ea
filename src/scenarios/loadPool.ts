import type { CalendarDate } from '#basics/calendarDate.js';
import { failed, type Outcome, type Problem, problem, succeeded } from '#basics/problem.js';
import { checkLoans } from '#collateral/checkLoans.js';
import type { LoanTable } from '#collateral/loanTable.js';
import { readTape, type TapeReading } from '#collateral/tape/readTape.js';
import type { DealTerms } from '#deal/terms.js';
import { nominalCutOff } from '#waterfall/resolveDates.js';
import { nothingStated, type StatedAssumptions } from './assumptions.js';
import type { ReadCurve } from './curve/readCurve.js';
import { placeInDeal } from './dealPlaces.js';
import { headRecords } from './headRecords.js';
import { poolFacts } from './poolFacts.js';
import { poolUnder } from './poolUnder.js';
import { purchaseRecords } from './purchaseRecords.js';
import { type PurchaseTerms, purchaseTerms } from './purchaseTerms.js';
import type { AssumptionBasis, ResolvedPool } from './resolvedScenario.js';
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
  const curve = await readCurveOf(sources, asOf);
  const before = [
    ...read,
    ...unusedColumns(reading.value),
    ...tape.problems,
    ...curve.problems,
    ...rejectProblems(reading.value, sources.flags),
  ];
  if (reading.value.table.rowCount === 0) return failed(withNoLoans(before, sources.tape.name));
  if (!stated.ok || !tape.ok || !curve.ok) {
    return failed([...before, ...checkLoans(reading.value.table, asOf ?? nominalCutOff)]);
  }
  const laid = await withCurveOf(stated.value, curve.value, tape.value.table);
  const found = [...before, ...laid.problems];
  const pool = resolvePool(
    sources,
    tape.value,
    terms,
    { stated: laid.stated, curve: curve.value },
    asOf,
    found,
  );
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

async function readCurveOf(
  { curve }: ScenarioSources,
  asOf: CalendarDate | undefined,
): Promise<Outcome<ReadCurve | undefined>> {
  if (curve === undefined) return succeeded(undefined);
  const { readCurve } = await import('./curve/readCurve.js');
  return readCurve(curve, asOf);
}

async function withCurveOf(
  stated: StatedAssumptions,
  curve: ReadCurve | undefined,
  loans: LoanTable,
): Promise<{ readonly stated: StatedAssumptions; readonly problems: readonly Problem[] }> {
  if (curve === undefined) return { stated, problems: [] };
  const { withCurve } = await import('./curve/withCurve.js');
  return withCurve(stated, curve, loans);
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
  { stated, curve }: Pick<AssumptionBasis, 'stated' | 'curve'>,
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
      curve,
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
