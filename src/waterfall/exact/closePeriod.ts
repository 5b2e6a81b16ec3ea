import { add, isNegative, isZero, subtract, sum, zero } from '#basics/money.js';
import type { AccountRow } from '../distribution.js';
import type { PaymentPlan } from '../paymentPlan.js';
import type { ExactState } from './exactState.js';
import type { PeriodStart } from './openPeriod.js';
import { missingOf } from './payResidual.js';
import type { RunRecord } from './runRecord.js';

/** Records the date, and decides what becomes of claims that were not paid. */
export function closePeriod(state: ExactState, start: PeriodStart, record: RunRecord): void {
  const { plan } = state;
  state.notes.forEach((note, i) => {
    const rule = plan.notes[i]!.unpaidInterest;
    const interestShortfall = note.interestLeft;
    const interestCapitalized = rule === 'capitalized' ? interestShortfall : zero;
    note.balance = add(note.balance, interestCapitalized);
    if (rule === 'capitalized' || rule === 'lost') note.interestLeft = zero;
    const { interestPaid, principalPaid, residualPaid, writtenOff, balance } = note;
    record.notes[i]!.push({
      balanceAtStart: start.balances[i]!,
      interestDue: start.interestDue[i]!,
      interestPaid,
      interestShortfall,
      interestCapitalized,
      principalPaid,
      writtenOff,
      residualPaid,
      balanceAtEnd: balance,
    });
  });
  state.fees.forEach((fee, i) => {
    record.fees[i]!.push({ due: start.feeDue[i]!, paid: fee.paid, shortfall: fee.left });
    if (!plan.fees[i]!.carried) fee.left = zero;
  });
  record.purchases.push(state.purchased);
  record.collected.push(sum([state.interestCollected, state.principalCollected, state.callProceeds]));
  start.inflows.forEach((received, i) => {
    record.inflows[i]!.push({ received });
  });
  state.ledgers.forEach(({ debited, credited, balance }, i) => {
    const balanceAtStart = start.ledgers[i]!;
    record.ledgers[i]!.push({ balanceAtStart, debited, credited, balanceAtEnd: balance });
  });
  plan.hurdles.forEach((hurdle, k) => {
    state.hurdles[k] = missingOf(state, k, hurdle.note);
  });
  state.accounts.forEach(({ received, paid, target, repaid, balance }, i) => {
    const balanceAtStart = start.accounts[i]!;
    const row = { balanceAtStart, received, paid, target, repaid, balanceAtEnd: balance };
    assertConserved(plan, i, state.period, row);
    record.accounts[i]!.push(row);
  });
}

function assertConserved(plan: PaymentPlan, account: number, period: number, row: AccountRow): void {
  const expected = subtract(add(row.balanceAtStart, row.received), row.paid);
  const where = `account ${plan.accounts[account]!.name}, payment ${period + 1}`;
  if (!isZero(subtract(expected, row.balanceAtEnd))) {
    throw new Error(`${where}: holds ${row.balanceAtEnd}, its movements give ${expected}`);
  }
  if (isNegative(row.balanceAtEnd)) throw new Error(`${where}: overdrawn to ${row.balanceAtEnd}`);
}
