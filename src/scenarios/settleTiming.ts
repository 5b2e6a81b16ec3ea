import type { CalendarDate } from '#basics/calendarDate.js';
import { type Problem, problem } from '#basics/problem.js';
import type { LoanTable } from '#collateral/loanTable.js';
import { projectPool } from '#collateral/projectPool.js';
import { findRoot } from '#numerics/brent.js';
import { type Assumption, record, type Sourced, sourced } from './assumptionRecord.js';
import type { Assumptions } from './assumptions.js';
import { collateralAssumptions } from './resolvedScenario.js';
import type { DefaultTiming } from './stressTerms.js';

/**
 * Moves defaults in time without changing how many there are: each month's default rate is multiplied by the weight of
 * its month, and all weights by one factor such that the pool defaults as much in all as with level weights. `front`
 * falls in a straight line from twice the level to nothing at the last maturity, `back` rises the same way.
 */
export function settleTiming(
  loans: LoanTable,
  cutOff: CalendarDate,
  assumptions: Assumptions,
  timing: Sourced<DefaultTiming> | undefined,
): { assumptions: Assumptions; records: Assumption[]; problems: Problem[] } {
  if (timing === undefined || timing.value === 'even') {
    const records = timing === undefined ? [] : [record('default.timing', sourced('even', timing.origin))];
    return { assumptions, records, problems: [] };
  }
  const unfit = faultOf(assumptions);
  if (unfit !== undefined) {
    const found = problem(
      'error',
      'unused',
      timing.origin,
      `${unfit}; the timing of defaults has no hold on it`,
    );
    return { assumptions, records: [], problems: [found] };
  }
  const weights = weightsOf(timing.value, lastMaturity(loans));
  const under = (scale: number): Assumptions => ({
    ...assumptions,
    defaultProfile: weights.map((weight) => weight * scale),
  });
  const defaultedUnder = (chosen: Assumptions): number =>
    projectPool(loans, collateralAssumptions({ assumptions: chosen }), cutOff).defaultedPrincipal.reduce(
      (sum, amount) => sum + amount,
      0,
    );
  const level = defaultedUnder(assumptions);
  const scale = level === 0 ? 1 : scaleFor((k) => defaultedUnder(under(k)) - level, level);
  const text = typeof timing.value === 'string' ? timing.value : timing.value.join(' ');
  const records = [
    record('default.timing', sourced(text, timing.origin)),
    record(
      'default.timingScale',
      sourced(scale ?? scaleMost, 'solved: as many defaults in all as with level rates'),
    ),
  ];
  if (scale !== undefined) return { assumptions: under(scale), records, problems: [] };
  const message =
    'even with all loans of the weighted months defaulting there are fewer defaults than with level rates';
  return {
    assumptions: under(scaleMost),
    records,
    problems: [problem('warning', 'timing-not-reached', timing.origin, message)],
  };
}

const scaleMost = 1e6;

/** To 1e-12 of the defaults; undefined where no scale makes so many. */
function scaleFor(excess: (scale: number) => number, level: number): number | undefined {
  let high = 1;
  while (excess(high) < -1e-12 * level && high < scaleMost) high *= 2;
  if (high >= scaleMost) return undefined;
  const found = findRoot(excess, 0, high, { tolerance: 1e-13 });
  return found.found ? found.root : undefined;
}

function weightsOf(timing: Exclude<DefaultTiming, 'even'>, months: number): readonly number[] {
  if (typeof timing !== 'string') return timing;
  return Array.from({ length: Math.max(1, months) }, (_, month) => {
    const passed = (month + 0.5) / Math.max(1, months);
    return timing === 'front' ? 2 * (1 - passed) : 2 * passed;
  });
}

function lastMaturity(loans: LoanTable): number {
  return loans.remainingTermMonths.reduce((last, term) => Math.max(last, term), 0);
}

/** What has a timing of its own. */
function faultOf({ default: pool, segments, delinquency }: Assumptions): string | undefined {
  if (delinquency !== undefined) return 'the roll rates of delinquency make the defaults';
  const own = [pool, ...(segments ?? []).flatMap((one) => one.default ?? [])].find(
    ({ kind }) => kind === 'curve' || kind === 'amounts',
  );
  return own === undefined ? undefined : `defaults given as ${own.kind} have a timing of their own`;
}
