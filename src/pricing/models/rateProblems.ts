import { type Problem, problem } from '#basics/problem.js';
import { rateDeviation, rateSteps, type ShortRateModel } from './rateSteps.js';

/** A short rate that is expected beyond 100 %, or that scatters by more, is no rate, and discounts nothing. */
const rateMost = 1;

/** Rate models that run away before the last month: coefficients of a root above 1, a volatility of another unit. */
export function rateProblems(model: ShortRateModel, monthCount: number): Problem[] {
  const { farthest, deviation } = reachOf(model, monthCount);
  if (farthest <= rateMost && deviation <= rateMost) return [];
  return [runaway(monthCount, `${percent(farthest)} with a standard deviation of ${percent(deviation)}`)];
}

/** The same where flows are discounted by the expectation alone. */
export function expectedRateProblems(model: ShortRateModel, monthCount: number): Problem[] {
  const { farthest } = reachOf(model, monthCount);
  return farthest <= rateMost ? [] : [runaway(monthCount, percent(farthest))];
}

function reachOf(model: ShortRateModel, monthCount: number) {
  const steps = rateSteps(model, monthCount, 1 / 12);
  // A rate that has run past all numbers is as far as can be: maxima alone would pass over a NaN.
  const farthest = steps.expected.reduce(
    (most, rate) => (Number.isNaN(rate) ? Number.POSITIVE_INFINITY : Math.max(most, Math.abs(rate))),
    0,
  );
  return { farthest, deviation: rateDeviation(steps) };
}

function runaway(monthCount: number, howFar: string): Problem {
  const message = `within ${monthCount} months the short rate is expected at up to ${howFar}; up to 100 % is taken`;
  return problem('error', 'runaway-rates', 'rates.model', message);
}

function percent(rate: number): string {
  return rate < 1e6 ? `${Number((rate * 100).toPrecision(3))} %` : 'beyond all bounds';
}
