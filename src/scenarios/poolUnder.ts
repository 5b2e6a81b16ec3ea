import { type Problem, problem } from '#basics/problem.js';
import { formatRate } from '#basics/rate.js';
import type { SegmentCondition } from '#collateral/assumptions.js';
import { dependenceProblems } from '#pricing/montecarlo/borrowerGroups.js';
import { placeProblems } from './assumptionPlaces.js';
import type { StatedAssumptions } from './assumptions.js';
import { applyPdModel } from './defaultModel/applyPdModel.js';
import { type PoolFacts, tapeDefaultRates } from './poolFacts.js';
import { resolveAssumptions } from './resolveAssumptions.js';
import { type AssumptionBasis, collateralAssumptions, type ResolvedPool } from './resolvedScenario.js';
import { checkWithMemory, type ScenarioMemory } from './scenarioMemory.js';
import { settleTiming } from './settleTiming.js';

/** A tape that has been read under the assumptions of a basis; errors are among the problems. */
export function poolUnder(
  read: Pick<ResolvedPool, 'tape' | 'cutOffDate' | 'asOf' | 'flags'>,
  basis: AssumptionBasis,
  memory?: ScenarioMemory,
): ResolvedPool {
  const stated = withLargestLabels(basis.stated, basis.facts);
  // A flag goes before the file, its model included.
  const model = read.flags.cdr === undefined ? stated.pdModel : undefined;
  const modeled = model === undefined ? undefined : applyPdModel(read.tape.table, model);
  const table = modeled?.table ?? read.tape.table;
  const facts =
    modeled === undefined ? basis.facts : { ...basis.facts, defaultRates: tapeDefaultRates(table) };
  const resolved = resolveAssumptions(stated, read.flags, facts);
  const { places } = resolved;
  const known = [
    ...basis.readProblems,
    ...(modeled?.problems ?? []),
    ...(model === undefined ? [] : overriddenRates(model.origin, basis.facts)),
    ...resolved.problems,
  ];
  const { assumptions } = resolved;
  const found = [
    ...checkWithMemory(table, collateralAssumptions(resolved), read.cutOffDate, memory),
    // Its warnings wait until defaults are simulated.
    ...dependenceProblems(table, assumptions.correlation, assumptions.dependence).filter(isError),
  ];
  // Tape and projection may remark on the same thing, each under its own name of the column.
  const line = (p: Problem): string => p.at.split(':').slice(0, 2).join(':');
  const isNew = (p: Problem): boolean => !known.some((one) => one.code === p.code && line(one) === line(p));
  const problems = [...known, ...placeProblems(found.filter(isNew), places)];
  const isSound = !problems.some(isError);
  const timed = isSound
    ? settleTiming(table, read.cutOffDate, resolved.assumptions, basis.stated.stress.defaultTiming)
    : { assumptions: resolved.assumptions, records: [], problems: [] };
  return {
    ...read,
    tape: { ...read.tape, table },
    basis,
    assumptions: timed.assumptions,
    records: [...basis.headRecords, ...resolved.records, ...(modeled?.records ?? []), ...timed.records],
    places,
    problems: [...problems, ...timed.problems],
  };
}

/** Of the tape itself: those that a model has made are no column of it. */
function overriddenRates(origin: string, { defaultRates }: PoolFacts): Problem[] {
  if (defaultRates === undefined) return [];
  const mean = formatRate(Number(defaultRates.mean.toPrecision(4)));
  const message = `stands in for the tape column annualDefaultRate, whose mean is ${mean}`;
  return [problem('warning', 'overridden', origin, message)];
}

function isError({ severity }: Problem): boolean {
  return severity === 'error';
}

/** What a segment may name in place of a label: the one with the largest balance on the tape. */
const largest = '(largest)';

function withLargestLabels(stated: StatedAssumptions, { largestLabels }: PoolFacts): StatedAssumptions {
  if (!stated.segments.some(({ where }) => Object.values(where).includes(largest))) return stated;
  const named = (where: SegmentCondition): SegmentCondition =>
    Object.fromEntries(
      Object.entries(where).map(([column, label]) => [
        column,
        label === largest && Object.hasOwn(largestLabels, column) ? largestLabels[column] : label,
      ]),
    );
  return { ...stated, segments: stated.segments.map((one) => ({ ...one, where: named(one.where) })) };
}
