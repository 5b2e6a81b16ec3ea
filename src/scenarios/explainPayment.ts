import { yearMonthDay } from '#basics/calendarDate.js';
import { didYouMean } from '#basics/closestName.js';
import { quoted } from '#basics/printable.js';
import { failed, type Outcome, problem, succeeded } from '#basics/problem.js';
import type { DistributionResult, Movement } from '#waterfall/distribution.js';
import type { PaymentPlan } from '#waterfall/paymentPlan.js';

/** Why a name was paid what it was paid on a date: every movement of cash up to the last one to it. */
export interface PaymentExplanation {
  readonly name: string;
  readonly period: number;
  readonly movements: readonly Movement[];
}

/** `A@2026-06`, `A@2026-06-26`, or `A@5` for the fifth payment. */
export function explainPayment(request: string, result: DistributionResult): Outcome<PaymentExplanation> {
  const { plan } = result;
  const at = request.lastIndexOf('@');
  if (at <= 0 || at === request.length - 1) {
    return refuse('bad-request', `${quoted(request)} is not NAME@DATE, such as ${exampleRequest(plan)}`);
  }
  const name = request.slice(0, at);
  const names = namesOf(plan);
  if (!names.includes(name)) {
    if (plan.closing.lines.some((line) => line.kind === 'fee' && line.name === name)) {
      return refuse(
        'unknown-name',
        `fee ${quoted(name)} is paid at closing, from the proceeds of the classes; the closing statement of abs cashflow has it`,
      );
    }
    const suggestion = didYouMean(name, names) || `; known: ${names.join(', ')}`;
    return refuse('unknown-name', `there is no class, fee or account ${quoted(name)}${suggestion}`);
  }
  const period = periodOf(request.slice(at + 1), plan);
  if (period === undefined) {
    const when = quoted(request.slice(at + 1));
    return refuse('unknown-date', `${when} is no payment of this deal; ${paymentRange(plan)}`);
  }
  const onDate = result.movements.filter((movement) => movement.period === period);
  const last = onDate.findLastIndex((movement) => movement.name === name || isDrawOn(movement, name));
  return succeeded({ name, period, movements: onDate.slice(0, last + 1) });
}

function isDrawOn(movement: Movement, account: string): boolean {
  return movement.from.some((draw) => draw.account === account);
}

function namesOf(plan: PaymentPlan): string[] {
  return [...plan.notes, ...plan.fees, ...plan.accounts].map((item) => item.name);
}

function periodOf(text: string, plan: PaymentPlan): number | undefined {
  if (/^\d{1,4}$/.test(text) && plan.periods[Number(text) - 1] !== undefined) return Number(text) - 1;
  const match = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(text);
  if (match === null || plan.nominalDates) return undefined;
  const index = plan.periods.findIndex(({ paymentDate }) => {
    const { year, month, day } = yearMonthDay(paymentDate);
    const sameMonth = year === Number(match[1]) && month === Number(match[2]);
    return sameMonth && (match[3] === undefined || day === Number(match[3]));
  });
  return index < 0 ? undefined : index;
}

function exampleRequest(plan: PaymentPlan): string {
  return `${plan.notes[0]?.name ?? 'A'}@${plan.nominalDates ? '1' : monthText(plan, 0)}`;
}

function paymentRange(plan: PaymentPlan): string {
  const count = plan.periods.length;
  if (plan.nominalDates) return `payments are numbered 1 to ${count}`;
  return `payments run from ${monthText(plan, 0)} to ${monthText(plan, count - 1)}, or by number from 1 to ${count}`;
}

function monthText(plan: PaymentPlan, period: number): string {
  const { year, month } = yearMonthDay(plan.periods[period]!.paymentDate);
  return `${year}-${String(month).padStart(2, '0')}`;
}

function refuse(code: string, message: string): Outcome<never> {
  return failed([problem('error', code, '--explain', message)]);
}
