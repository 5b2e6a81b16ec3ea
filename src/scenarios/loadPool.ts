import type { CalendarDate } from '#basics/calendarDate.js';
import { failed, type Outcome, type Problem, succeeded } from '#basics/problem.js';
import { checkCollateral } from '#collateral/checkCollateral.js';
import { checkLoans } from '#collateral/checkLoans.js';
import { readTape, type TapeReading } from '#collateral/tape/readTape.js';
import type { DealTerms } from '#deal/terms.js';
import { nominalCutOff } from '#waterfall/resolveDates.js';
import { placeProblems } from './assumptionPlaces.js';
import { nothingStated, type StatedAssumptions } from './assumptions.js';
import { headRecords } from './headRecords.js';
import { poolFacts } from './poolFacts.js';
import { resolveAssumptions } from './resolveAssumptions.js';
import { collateralAssumptions, type ResolvedPool } from './resolvedScenario.js';
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
  if (reading.value.table.rowCount === 0) return failed(before);
  if (!stated.ok || !tape.ok) {
    return failed([...before, ...checkLoans(reading.value.table, asOf ?? nominalCutOff)]);
  }
  const pool = resolvePool(sources, tape.value, terms, stated.value, asOf, before);
  return pool.problems.some((p) => p.severity === 'error')
    ? failed(pool.problems)
    : succeeded(pool, pool.problems);
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
  const { flags } = sources;
  const { table } = tape;
  const cutOffDate = asOf ?? nominalCutOff;
  const resolved = resolveAssumptions(stated, flags, poolFacts(table));
  const { assumptions, places } = resolved;
  const known = [...before, ...resolved.problems];
  const found = checkCollateral(table, collateralAssumptions({ assumptions }), cutOffDate);
  // Tape and projection may remark on the same thing, each under its own name of the column.
  const line = (p: Problem): string => p.at.split(':').slice(0, 2).join(':');
  const isNew = (p: Problem): boolean => !known.some((one) => one.code === p.code && line(one) === line(p));
  return {
    tape,
    cutOffDate,
    asOf,
    assumptions,
    records: [
      ...headRecords(sources, tape, terms, asOf),
      ...tapeFlagRecords(sources.tapeOptions),
      ...resolved.records,
    ],
    flags,
    places,
    problems: [...known, ...placeProblems(found.filter(isNew), places)],
  };
}
