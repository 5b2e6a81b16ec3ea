import type { CalendarDate } from '#basics/calendarDate.js';
import { type Money, money, moneyToFloat, roundMoney, subtract, sum, times, zero } from '#basics/money.js';
import { rateOf } from '#basics/rate.js';
import type { Coupon } from '#deal/coupon.js';
import type { NoteClass } from '#deal/noteClass.js';
import type { DealTerms } from '#deal/terms.js';
import { amountOf } from './amount.js';
import { levelBalances } from './levelBalances.js';
import type { Amount, PlanNote } from './paymentPlan.js';
import { constantFactors, planRateFactors } from './planFactors.js';
import { scheduledAmounts } from './planLedgers.js';
import type { PlanCalendar } from './planPeriods.js';
import { accountIndex, indexOfName } from './planSizes.js';
import { rateOn } from './rateSpans.js';

export function planNotes(terms: DealTerms, poolBalance: Money, calendar: PlanCalendar): PlanNote[] {
  const balances = noteBalances(terms, poolBalance);
  const spans = calendar.periods.map((p) => ({ start: p.accrualStart, end: p.accrualEnd }));
  return terms.notes.map((note, i) => ({
    name: note.name,
    kind: note.kind,
    openingBalance: amountOf(balances[i]!),
    issued: amountOf(balances[i]!),
    couponRate: note.coupon === undefined ? 0 : initialRate(note.coupon, terms, spans[0]!.start),
    interest:
      note.coupon === undefined
        ? constantFactors(rateOf('0'), spans.length)
        : planRateFactors(note.coupon, terms.indices, note.dayCount, spans),
    unpaidInterest: note.unpaidInterest,
    notional: note.notional.map((name) => indexOfName(terms.notes, name)),
    principalLocked: before(calendar, lockedUntil(note, calendar)),
    interestLocked: before(calendar, note.interestFrom),
    interestAfter: note.interestAfter.map((name) => indexOfName(terms.notes, name)),
    schedule: plannedBalances(note, terms, calendar, balances[i]!),
    isPlanned: note.profile?.kind === 'level-installments',
    passesThrough: note.profile?.kind === 'pro-rata-by-units',
    accumulation:
      note.profile?.kind === 'interest-then-principal' ? accountIndex(terms, note.profile.accumulation) : -1,
    holders: note.holders,
  }));
}

/** Principal at maturity: the legal final date, unless an earlier one is stated. */
function lockedUntil({ profile, lockout }: NoteClass, { periods }: PlanCalendar): CalendarDate | undefined {
  if (profile?.kind !== 'interest-then-principal') return lockout;
  return profile.maturity ?? periods.at(-1)!.scheduledDate;
}

function plannedBalances(
  note: NoteClass,
  terms: DealTerms,
  calendar: PlanCalendar,
  balance: Money,
): Amount[] | undefined {
  if (note.profile?.kind === 'level-installments') {
    return levelBalances(note, note.profile.installments, balance, terms, calendar).map(amountOf);
  }
  if (note.schedule === undefined) return undefined;
  return scheduledAmounts(note.schedule, calendar.periods, balance);
}

/** 1 on scheduled dates before a date. */
function before(calendar: PlanCalendar, date: CalendarDate | undefined): Uint8Array {
  return Uint8Array.from(calendar.periods, (p) => (date !== undefined && p.scheduledDate < date ? 1 : 0));
}

function initialRate(coupon: Coupon, { indices }: DealTerms, start: CalendarDate): number {
  return moneyToFloat(rateOn(coupon, indices, start, start));
}

/**
 * Shares of the pool balance at the cut-off, each rounded half up to the minor unit; one class, the residual
 * one or else the last that has a share, takes what rounding leaves, so that the sum is the rounded sum.
 */
export function noteBalances(terms: DealTerms, poolBalance: Money): Money[] {
  const sharing = terms.notes.filter((note) => note.size.kind === 'share');
  const balancing = sharing.find((note) => note.kind === 'residual') ?? sharing.at(-1);
  const shareOf = (note: NoteClass): Money =>
    note.size.kind === 'share' ? money(note.size.share.text) : zero;
  const rounded = (share: Money): Money => roundMoney(times(poolBalance, share), terms.decimals);
  const others = sum(sharing.filter((note) => note !== balancing).map((note) => rounded(shareOf(note))));
  const rest = subtract(rounded(sum(sharing.map(shareOf))), others);
  return terms.notes.map((note) => {
    switch (note.size.kind) {
      case 'balance':
        return note.size.balance;
      case 'share':
        return note === balancing ? rest : rounded(shareOf(note));
      case 'none':
        return zero;
      default:
        return note.size satisfies never;
    }
  });
}
