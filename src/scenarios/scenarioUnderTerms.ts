import { type Outcome, outcomeOf, type Problem, succeeded } from '#basics/problem.js';
import type { DealTerms } from '#deal/terms.js';
import { planUnder } from './planUnder.js';
import { purchaseTerms } from './purchaseTerms.js';
import type { ResolvedScenario } from './resolvedScenario.js';

/**
 * A loaded scenario with other terms of its deal: what it may buy is looked up again, and the deal is planned anew. The
 * cut-off and the currency stay those with which the tape was read.
 */
export function scenarioUnderTerms(base: ResolvedScenario, changed: DealTerms): Outcome<ResolvedScenario> {
  const { currency, decimals } = base.terms;
  const dated = { ...changed, currency, decimals, dates: { ...changed.dates, cutOff: base.asOf } };
  const purchases = purchasesOf(base, dated);
  if (!purchases.ok) return purchases;
  const price = purchases.value?.price;
  const terms = price === undefined ? dated : { ...dated, purchases: { ...dated.purchases, price } };
  const pool = { ...base, basis: { ...base.basis, purchases: purchases.value } };
  const plan = planUnder(pool, terms);
  const problems: Problem[] = [...purchases.problems, ...plan.problems];
  return outcomeOf(problems, () => {
    if (!plan.ok) throw new Error('a failed plan without an error');
    return { ...pool, terms, plan: plan.value };
  });
}

function purchasesOf(base: ResolvedScenario, terms: DealTerms) {
  const buys = terms.steps.some((step) => step.do === 'buy-loans');
  return buys ? purchaseTerms(terms, base.tape.table, base.cutOffDate) : succeeded(undefined);
}
