import type { Problem } from '#basics/problem.js';
import { checkCollateral } from '#collateral/checkCollateral.js';
import { placeProblems } from './assumptionPlaces.js';
import { resolveAssumptions } from './resolveAssumptions.js';
import { type AssumptionBasis, collateralAssumptions, type ResolvedPool } from './resolvedScenario.js';
import { settleTiming } from './settleTiming.js';

/** A tape that has been read under the assumptions of a basis; errors are among the problems. */
export function poolUnder(
  read: Pick<ResolvedPool, 'tape' | 'cutOffDate' | 'asOf' | 'flags'>,
  basis: AssumptionBasis,
): ResolvedPool {
  const { table } = read.tape;
  const resolved = resolveAssumptions(basis.stated, read.flags, basis.facts);
  const { places } = resolved;
  const known = [...basis.readProblems, ...resolved.problems];
  const found = checkCollateral(table, collateralAssumptions(resolved), read.cutOffDate);
  // Tape and projection may remark on the same thing, each under its own name of the column.
  const line = (p: Problem): string => p.at.split(':').slice(0, 2).join(':');
  const isNew = (p: Problem): boolean => !known.some((one) => one.code === p.code && line(one) === line(p));
  const problems = [...known, ...placeProblems(found.filter(isNew), places)];
  const isSound = problems.every(({ severity }) => severity !== 'error');
  const timed = isSound
    ? settleTiming(table, read.cutOffDate, resolved.assumptions, basis.stated.stress.defaultTiming)
    : { assumptions: resolved.assumptions, records: [], problems: [] };
  return {
    ...read,
    basis,
    assumptions: timed.assumptions,
    records: [...basis.headRecords, ...resolved.records, ...timed.records],
    places,
    problems: [...problems, ...timed.problems],
  };
}
