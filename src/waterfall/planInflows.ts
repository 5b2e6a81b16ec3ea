import { rateOf } from '#basics/rate.js';
import { noAmount } from './amount.js';
import type { PlanInflow } from './paymentPlan.js';
import { constantFactors, type DateSpan, planRateFactors } from './planFactors.js';
import { planHedge } from './planHedges.js';
import { accountIndex, indexOfName, type PlanSizes } from './planSizes.js';

/** Account interest, what hedges bring, and named amounts that are cash; in this order. */
export function planInflows(spans: readonly DateSpan[], sizes: PlanSizes): PlanInflow[] {
  const { terms } = sizes;
  const fixed = spans.map(() => noAmount);
  const interest = terms.accounts.flatMap(({ name, interest: earned }): PlanInflow[] => {
    if (earned === undefined) return [];
    const into = accountIndex(terms, name);
    const factors = planRateFactors(earned.rate, terms.indices, earned.dayCount, spans);
    return [{ name: `interest on ${name}`, into, base: 'accounts', refs: [into], factors, fixed, named: -1 }];
  });
  const hedges = terms.hedges.map(
    (hedge) => planHedge(hedge, spans, sizes, accountIndex(terms, hedge.into)).inflow,
  );
  const told = terms.amounts.flatMap(({ name, into }): PlanInflow[] => {
    if (into === undefined) return [];
    const factors = constantFactors(rateOf('0'), spans.length);
    const named = indexOfName(terms.amounts, name);
    return [{ name, into: accountIndex(terms, into), base: 'none', refs: [], factors, fixed, named }];
  });
  return [...interest, ...hedges, ...told];
}
