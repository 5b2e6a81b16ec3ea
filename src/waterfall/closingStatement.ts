import {
  add,
  isNegative,
  type Money,
  negate,
  positivePart,
  roundMoney,
  subtract,
  sum,
  times,
} from '#basics/money.js';
import type { ClosingFee } from '#deal/closingTerms.js';
import type { ClosingLine, ClosingStatement } from './closing.js';
import type { PlanAccount } from './paymentPlan.js';
import { issuedBalance, type PlanSizes } from './planSizes.js';

/** Proceeds, price, fees and reserves of a deal; whatever is left over or missing is settled with the originator. */
export function closingStatement(sizes: PlanSizes, accounts: readonly PlanAccount[]): ClosingStatement {
  const { terms, poolBalance } = sizes;
  const rounded = (amount: Money): Money => roundMoney(amount, terms.decimals);
  const issues = sizes.notes.map(({ name, issued }, i) => {
    const { issuePrice, sold } = terms.notes[i]!;
    const whole = rounded(times(issued.exact, issuePrice.text));
    const proceeds = rounded(times(times(issued.exact, issuePrice.text), sold.text));
    return { name, proceeds, unsold: subtract(whole, proceeds) };
  });
  const price = rounded(times(poolBalance.exact, terms.closing.poolPrice?.text ?? '1'));
  const paid: ClosingLine[] = [
    ...terms.closing.fees.map((fee): ClosingLine => {
      return { kind: 'fee', name: fee.name, amount: negate(rounded(feeAmount(fee, sizes))) };
    }),
    ...accounts
      .filter(({ external }) => !external)
      .map(({ name, opening }): ClosingLine => ({ kind: 'reserve', name, amount: negate(opening.exact) })),
  ];
  const lines: ClosingLine[] = [
    ...issues.map(({ name, proceeds }): ClosingLine => ({ kind: 'proceeds', name, amount: proceeds })),
    ...issues.map(({ name, unsold }): ClosingLine => ({ kind: 'unsold', name, amount: unsold })),
    { kind: 'pool-price', name: '', amount: negate(price) },
    ...paid,
  ];
  const left = sum(lines.map(({ amount }) => amount));
  const settled: ClosingLine = isNegative(left)
    ? { kind: 'paid-by-originator', name: '', amount: negate(left) }
    : { kind: 'surplus-to-originator', name: '', amount: negate(left) };
  const all = [...lines, settled].filter(({ amount }) => !amount.isZero());
  const cash = sum(issues.map(({ proceeds }) => proceeds));
  return {
    lines: all,
    total: sum(all.map(({ amount }) => amount)),
    cashToOriginator: add(cash, sum(paid.map(({ amount }) => amount))),
  };
}

function feeAmount({ size }: ClosingFee, { poolBalance, notes }: PlanSizes): Money {
  if (size.kind === 'amount') return size.amount;
  const base = size.of === 'initial pool' ? poolBalance : issuedBalance(notes);
  return times(positivePart(base.exact), size.rate.text);
}
