import { type Problem, problem } from '#basics/problem.js';
import type { ClassValuation } from '#pricing/classPrice.js';
import type { MonteCarloClass } from '#pricing/monteCarloPrices.js';

/**
 * Classes whose expected loss takes the whole premium. The net rule then discounts them at the risk-free rate,
 * and a riskier class may come out dearer than a safe one: right by the rule, and no price to pay.
 */
export function premiumWarnings(
  notes: readonly (ClassValuation & { readonly expected?: ClassValuation })[],
  dealName: string,
): Problem[] {
  return notes.flatMap(({ name, expected, discount: headline }) => {
    const { rule, premium, expectedLossPerYear } = expected?.discount ?? headline;
    if (rule !== 'net' || expectedLossPerYear === null || expectedLossPerYear < premium || premium === 0)
      return [];
    const yearly = `${(expectedLossPerYear * 100).toFixed(2)} %`;
    const message =
      `the expected loss of ${yearly} a year takes the whole premium of ${(premium * 100).toFixed(2)} %, so the class ` +
      'is discounted at the risk-free rate, with nothing for its risk; --premium full keeps the premium';
    return [problem('warning', 'premium-spent', `${dealName} notes.${name}`, message)];
  });
}

/**
 * Classes whose premium and expected loss are within three standard errors of each other. The spread max(0, premium −
 * loss) has a kink there, so that its error is one-sided: on average it comes out too large, and the price too low.
 */
export function kinkWarnings(notes: readonly MonteCarloClass[], dealName: string): Problem[] {
  return notes.flatMap(({ name, discount, expectedLossStandardError, weightedAverageLife }) => {
    const { rule, premium, expectedLossPerYear } = discount;
    if (rule !== 'net' || expectedLossPerYear === null || expectedLossStandardError === null) return [];
    if (weightedAverageLife === null || weightedAverageLife === 0) return [];
    const error = expectedLossStandardError / weightedAverageLife;
    if (error === 0 || Math.abs(premium - expectedLossPerYear) > 3 * error) return [];
    const message =
      `premium and expected loss a year differ by less than three standard errors of the loss (${(error * 100).toPrecision(2)} ` +
      'points): the spread cannot fall below zero, so its error is one-sided and the price a little low; more paths help';
    return [problem('warning', 'spread-near-zero', `${dealName} notes.${name}`, message)];
  });
}
