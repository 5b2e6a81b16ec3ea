import { type Problem, problem } from '#basics/problem.js';
import { rateDeviation, rateSteps, type ShortRateModel } from './rateSteps.js';

/** A short rate that is expected beyond 100 %, or that scatters by more, is no rate, and discounts nothing. */
const rateMost = 1;

/** Rate models that run away before the last month: coefficients of a root above 1, a volatility of another unit. */
export function rateProblems(model: ShortRateModel, monthCount: number): Problem[] {
  const steps = rateSteps(model, monthCount, 1 / 12);
  const farthest = steps.expected.reduce((most, rate) => Math.max(most, Math.abs(rate)), 0);
  const deviation = rateDeviation(steps);
  if (farthest <= rateMost && deviation <= rateMost) return [];
  const percent = (rate: number) =>
    rate < 1e6 ? `${Number((rate * 100).toPrecision(3))} %` : 'beyond all bounds';
  const message =
    `within ${monthCount} months the short rate is expected at up to ${percent(farthest)} with a standard deviation ` +
    `of ${percent(deviation)}; up to 100 % is simulated`;
  return [problem('error', 'runaway-rates', 'rates.model', message)];
}
