import { type Problem, problem } from '#basics/problem.js';
import type { ClassValuation } from '#pricing/classPrice.js';

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
