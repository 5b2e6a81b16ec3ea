import type { CalendarDate } from '#basics/calendarDate.js';
import { formatMoney, moneyFromFloat } from '#basics/money.js';
import { type Outcome, outcomeOf, type Problem, problem } from '#basics/problem.js';
import { collateralMonthEnd } from './collateralMonths.js';
import { pushMonth } from './contractChanges.js';
import { type LoanTable, type PaymentSchedules, repaymentTypes } from './loanTable.js';

/**
 * Payments of loans of the type `schedule`, one row each, in any order, as a second file gives them: the loan,
 * the date (or the month of the pool, the first is 1) and what is due. Rows on or before the cut-off are past.
 */
export interface ScheduleTable {
  /** Base name of the file, for the place of a problem. */
  readonly name: string;
  readonly rows: readonly ScheduleRow[];
}

export interface ScheduleRow {
  readonly line: number;
  readonly loanId: string;
  readonly due: { readonly date: CalendarDate } | { readonly month: number };
  readonly principal: number;
  readonly interest: number;
}

/**
 * The loan table with its schedules: terms of the loans concerned run to their last payment. Every problem at
 * once: unknown loans, loans of another type, amounts below zero, loans without rows, and a principal that does
 * not add up to the loan's balance (to half a cent a row).
 */
export function attachSchedules(
  loans: LoanTable,
  table: ScheduleTable,
  cutOff: CalendarDate,
): Outcome<LoanTable> {
  const problems: Problem[] = [];
  const wanted = repaymentTypes.indexOf('schedule');
  const rowOfLoan = new Map<string, number>();
  for (let row = 0; row < loans.rowCount; row++) rowOfLoan.set(loans.loanId.at(row), row);
  const paymentsOf = new Map<number, { month: number; principal: number; interest: number }[]>();
  for (const { line, loanId, due, principal, interest } of table.rows) {
    const at = (column: string) => `${table.name}:${line}:${column}`;
    const row = rowOfLoan.get(loanId);
    if (row === undefined || loans.repaymentType[row] !== wanted) {
      const why = row === undefined ? 'is not on the tape' : 'does not repay by a schedule';
      problems.push(problem('error', 'unknown-name', at('loanId'), `loan "${loanId}" ${why}`));
      continue;
    }
    for (const [column, amount] of [
      ['principal', principal],
      ['interest', interest],
    ] as const) {
      if (amount >= 0 && Number.isFinite(amount)) continue;
      problems.push(
        problem('error', 'out-of-range', at(column), `${amount} is not an amount of zero or more`),
      );
    }
    const month = 'month' in due ? due.month : monthOf(cutOff, due.date);
    if (!Number.isInteger(month) || month > 1200) {
      problems.push(
        problem('error', 'out-of-range', at('month'), `${month} is not a whole month up to 1200`),
      );
      continue;
    }
    if (month < 1) continue;
    const payments = paymentsOf.get(row) ?? [];
    payments.push({ month, principal, interest });
    paymentsOf.set(row, payments);
  }
  for (let row = 0; row < loans.rowCount; row++) {
    if (loans.repaymentType[row] !== wanted) continue;
    const found = scheduleProblem(loans, row, paymentsOf.get(row) ?? []);
    if (found !== undefined) problems.push(found);
  }
  return outcomeOf(problems, () => withSchedules(loans, paymentsOf));
}

/** Pool month in which a date falls: month k is after the end of month k − 1, up to its own end. */
export function monthOf(cutOff: CalendarDate, date: CalendarDate): number {
  let month = Math.max(0, Math.floor((date - cutOff) / 31));
  while (collateralMonthEnd(cutOff, month) < date) month++;
  return month;
}

function scheduleProblem(
  loans: LoanTable,
  row: number,
  payments: readonly { month: number; principal: number; interest: number }[],
): Problem | undefined {
  const at = `${loans.name}:${loans.line[row]!}:repaymentType`;
  if (payments.length === 0) {
    const message = `loan "${loans.loanId.at(row)}" repays by a schedule, and none of its payments is after the cut-off`;
    return problem('error', 'missing-schedule', at, message);
  }
  const principal = payments.reduce((sum, payment) => sum + payment.principal, 0);
  const balance = loans.currentBalance[row]!;
  const lastPrincipal = Math.max(...payments.map(({ month, principal: due }) => (due > 0 ? month : 0)));
  if (payments.some(({ month, interest }) => interest > 0 && month > lastPrincipal)) {
    const message = `the schedule of loan "${loans.loanId.at(row)}" has interest after its last principal, on nothing`;
    return problem('error', 'schedule-mismatch', at, message);
  }
  if (Math.abs(principal - balance) <= 0.005 * payments.length + 1e-9 * balance) return undefined;
  const text = (amount: number) => formatMoney(moneyFromFloat(amount, 2), 2);
  const message = `the schedule of loan "${loans.loanId.at(row)}" repays ${text(principal)}, its balance is ${text(balance)}`;
  return problem('error', 'schedule-mismatch', at, message);
}

function withSchedules(
  loans: LoanTable,
  paymentsOf: ReadonlyMap<number, { month: number; principal: number; interest: number }[]>,
): LoanTable {
  const start = new Uint32Array(loans.rowCount + 1);
  const remainingTermMonths = loans.remainingTermMonths.slice();
  const month: number[] = [];
  const principal: number[] = [];
  const interest: number[] = [];
  for (let row = 0; row < loans.rowCount; row++) {
    const payments = [...(paymentsOf.get(row) ?? [])].sort((a, b) => a.month - b.month);
    for (const payment of payments) {
      month.push(payment.month);
      principal.push(payment.principal);
      interest.push(payment.interest);
    }
    start[row + 1] = month.length;
    const last = payments.at(-1);
    if (last !== undefined) remainingTermMonths[row] = last.month;
  }
  const schedules: PaymentSchedules = {
    start,
    month: Int32Array.from(month),
    principal: Float64Array.from(principal),
    interest: Float64Array.from(interest),
  };
  return { ...loans, remainingTermMonths, schedules };
}

/** A loan's payments as shares of what it then owes; interest as the schedule has it, on an untouched loan. */
export function scheduleChanges(schedules: PaymentSchedules, row: number, changes: number[]): void {
  const { start, month, principal, interest } = schedules;
  let left = 0;
  for (let i = start[row]!; i < start[row + 1]!; i++) left += principal[i]!;
  let quiet = true;
  let next = 0;
  for (let i = start[row]!; i < start[row + 1]!; ) {
    const at = month[i]! - 1;
    let due = 0;
    let coupon = 0;
    for (; i < start[row + 1]! && month[i]! - 1 === at; i++) {
      due += principal[i]!;
      coupon += interest[i]!;
    }
    if (at > next && !quiet) pushMonth(changes, next, 0, 0);
    if (next === 0 && at > 0) pushMonth(changes, 0, 0, 0);
    pushMonth(changes, at, left > 0 ? Math.min(1, due / left) : 1, left > 0 ? coupon / left : 0);
    left -= due;
    quiet = false;
    next = at + 1;
  }
}
