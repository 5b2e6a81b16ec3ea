import { add, maximum, minimum, money, roundMoney, sum, times } from '#basics/money.js';
import type { AmountRule } from '#deal/amountRule.js';
import { amountOf, noAmount } from './amount.js';
import type { Amount, PlanAmountRule } from './paymentPlan.js';
import { indexOfName, issuedBalance, type PlanSizes } from './planSizes.js';

/** Bases known at closing become part of the fixed amount; the others stay a share of something that moves. */
export function planAmountRule(rule: AmountRule, sizes: PlanSizes): PlanAmountRule {
  const floor = rule.floor === undefined ? noAmount : amountOf(rule.floor);
  const cap = rule.cap === undefined ? undefined : amountOf(rule.cap);
  const limits = { floor, cap };
  const fixedAt = (exact: Amount['exact']): PlanAmountRule => ({
    fixed: amountOf(exact),
    share: noAmount,
    base: 'none',
    notes: [],
    ...limits,
  });
  const { measure } = rule;
  if (measure.kind === 'fixed') return fixedAt(measure.amount);
  const { of: base, share } = measure;
  switch (base.kind) {
    case 'initial-pool':
      return fixedAt(times(sizes.poolBalance.exact, share.text));
    case 'initial-notes':
      return fixedAt(times(issuedBalance(sizes.notes).exact, share.text));
    case 'pool':
      return { fixed: noAmount, share: amountOf(money(share.text)), base: 'pool', notes: [], ...limits };
    case 'notes': {
      const notes =
        base.notes === 'all'
          ? [...sizes.notes.keys()]
          : base.notes.map((name) => indexOfName(sizes.notes, name));
      return { fixed: noAmount, share: amountOf(money(share.text)), base: 'notes', notes, ...limits };
    }
    case 'collections':
    case 'interest collections':
    case 'principal collections':
      return { fixed: noAmount, share: amountOf(money(share.text)), base: base.kind, notes: [], ...limits };
    default:
      return base satisfies never;
  }
}

/** The amount that a rule gives at closing, to the minor unit. */
export function amountAtClosing(rule: AmountRule, sizes: PlanSizes): Amount {
  const planned = planAmountRule(rule, sizes);
  const base =
    planned.base === 'pool'
      ? sizes.poolBalance.exact
      : sum(planned.notes.map((i) => sizes.notes[i]!.openingBalance.exact));
  const measured = add(planned.fixed.exact, times(base, planned.share.exact));
  const capped = planned.cap === undefined ? measured : minimum(planned.cap.exact, measured);
  return amountOf(roundMoney(maximum(planned.floor.exact, capped), sizes.terms.decimals));
}
