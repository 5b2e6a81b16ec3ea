import { type Money, times, zero } from '#basics/money.js';
import { rateOf } from '#basics/rate.js';
import type { Charge, Fee } from '#deal/fee.js';
import { amountOf, applyTerms, noAmount } from './amount.js';
import type { Amount, ChargeBase, PeriodFactors, PlanCharge, PlanFee } from './paymentPlan.js';
import { constantFactors, type DateSpan, planFactors } from './planFactors.js';
import type { PlanCalendar } from './planPeriods.js';
import { accountIndex, indexOfName, issuedBalance, type PlanSizes } from './planSizes.js';

export function planFee(fee: Fee, calendar: PlanCalendar, sizes: PlanSizes): PlanFee {
  const head = { name: fee.name, carried: fee.unpaid === 'carried' };
  return { ...head, ...planCharge(fee.charge, calendar, sizes) };
}

function planCharge(charge: Charge, calendar: PlanCalendar, sizes: PlanSizes): PlanCharge {
  const { periods } = calendar;
  const onBase = (base: ChargeBase, factors: PeriodFactors) => ({
    base,
    refs: base === 'notes' ? [...sizes.notes.keys()] : [],
    factors,
    fixed: periods.map(() => noAmount),
    named: -1,
  });
  const onFixed = (fixed: Amount[]): PlanCharge => ({
    base: 'none' as const,
    refs: [],
    factors: constantFactors(rateOf('0'), periods.length),
    fixed,
    named: -1,
  });
  const onTimes = (amount: Money, { exact }: PeriodFactors): PlanCharge => ({
    ...onFixed(exact.map((terms) => amountOf(applyTerms(amount, terms)))),
    fixedOf: { amount, factors: exact },
  });
  switch (charge.kind) {
    case 'collected':
      return onBase(charge.of, constantFactors(charge.rate, periods.length));
    case 'named': {
      const nothing = onFixed(periods.map(() => noAmount));
      return { ...nothing, named: indexOfName(sizes.terms.amounts, charge.amount) };
    }
    case 'fixed':
      if (charge.per === 'year') {
        const years = planFactors(rateOf('1'), charge.dayCount, accrualSpans(calendar));
        return onTimes(charge.amount, years);
      }
      return onFixed(fixedAmounts(charge, charge.per, calendar));
    case 'annual': {
      const factors = planFactors(charge.rate, charge.dayCount, feeSpans(charge, calendar));
      if (typeof charge.of === 'object') {
        const { terms, notes } = sizes;
        if ('notes' in charge.of) {
          const refs = charge.of.notes.map((name) => indexOfName(notes, name));
          return { ...onBase('notes', factors), refs };
        }
        return 'drawn' in charge.of
          ? { ...onBase('drawn', factors), refs: [accountIndex(terms, charge.of.drawn)] }
          : { ...onBase('accounts', factors), refs: [accountIndex(terms, charge.of.account)] };
      }
      if (charge.of === 'pool' || charge.of === 'notes') return onBase(charge.of, factors);
      const base = charge.of === 'initial pool' ? sizes.poolBalance : issuedBalance(sizes.notes);
      return onTimes(base.exact, factors);
    }
    default:
      return charge satisfies never;
  }
}

function feeSpans(charge: Extract<Charge, { kind: 'annual' }>, calendar: PlanCalendar): DateSpan[] {
  return calendar.periods.map((p) =>
    charge.over === 'collection'
      ? { start: p.collectionStart, end: p.collectionEnd }
      : { start: p.accrualStart, end: p.accrualEnd },
  );
}

function accrualSpans({ periods }: PlanCalendar): DateSpan[] {
  return periods.map((p) => ({ start: p.accrualStart, end: p.accrualEnd }));
}

type FixedCharge = Extract<Charge, { kind: 'fixed' }>;

function fixedAmounts(
  charge: FixedCharge,
  per: Exclude<FixedCharge['per'], 'year'>,
  { periods }: PlanCalendar,
): Amount[] {
  const amountAt = (index: number): Money => {
    switch (per) {
      case 'payment':
        return charge.amount;
      case 'month':
        return times(charge.amount, periods[index]!.endMonth - periods[index]!.firstMonth);
      case 'once':
        return index === 0 ? charge.amount : zero;
      default:
        return per satisfies never;
    }
  };
  return periods.map((_, index) => amountOf(amountAt(index)));
}
