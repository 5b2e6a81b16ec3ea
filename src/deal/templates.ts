import { businessCalendar } from '#basics/businessCalendar.js';
import type { CalendarDate } from '#basics/calendarDate.js';
import { currencyDecimals } from '#basics/currency.js';
import type { DayCount } from '#basics/dayCount.js';
import { rateOf } from '#basics/rate.js';
import { collectionsAccount } from './account.js';
import type { Fee } from './fee.js';
import type { NoteClass } from './noteClass.js';
import { noRatings } from './ratings.js';
import type { Step } from './step.js';
import type { DealTerms } from './terms.js';

/** Months are whole: a month-end to month-end payment period is 1/12 of a year, February's too. */
const wholeMonths: DayCount = '30e/360isda';

/**
 * The deal that is priced when none is given: A 75 % at 5.5 %, B 15 % at 7 %, C 10 % residual; monthly and
 * sequential, interest before principal; closing at the cut-off, first payment a month later, legal final
 * twelve months after the last possible collection; servicing fee 1 % a year of the opening performing balance;
 * no reserve, no trigger. Without a cut-off date it runs in whole months.
 */
export function builtInTerms(currency: string, cutOff: CalendarDate | undefined): DealTerms {
  return {
    name: 'built-in 75/15/10',
    currency,
    decimals: currencyDecimals(currency),
    dates: {
      cutOff,
      closing: undefined,
      firstPayment: undefined,
      legalFinal: undefined,
      firstCollectionEnd: undefined,
      paymentDay: undefined,
      paymentMonths: 1,
      calendar: businessCalendar('none'),
      roll: 'none',
      accrual: 'scheduled',
    },
    notes: [
      noteClass('A', '0.75', '0.055'),
      noteClass('B', '0.15', '0.07'),
      noteClass('C', '0.10', undefined),
    ],
    accounts: [],
    collect: {
      interest: collectionsAccount,
      principal: collectionsAccount,
      recoveries: collectionsAccount,
    },
    amounts: [],
    indices: [],
    hedges: [],
    ledgers: [],
    supports: [],
    fees: [servicingFee],
    triggers: [],
    purchases: {
      until: undefined,
      months: undefined,
      every: 'payment',
      price: undefined,
      yield: undefined,
      eligibility: [],
      limits: [],
    },
    ratings: noRatings,
    parties: [],
    closing: { poolPrice: undefined, fees: [] },
    steps: [
      { do: 'pay-fees', fees: ['servicing'], cap: undefined, ...inOrder },
      { do: 'pay-interest', notes: ['A', 'B'], ...inOrder },
      { do: 'pay-principal', notes: ['A', 'B', 'C'], target: { kind: 'all' }, ...inOrder },
      {
        do: 'pay-residual',
        to: [{ note: 'C', share: rateOf('1') }],
        hurdle: undefined,
        from: undefined,
        when: [],
        unless: [],
      },
    ] satisfies Step[],
  };
}

const inOrder = { share: 'sequential', from: undefined, when: [], unless: [] } as const;

const servicingFee: Fee = {
  name: 'servicing',
  charge: { kind: 'annual', rate: rateOf('0.01'), of: 'pool', dayCount: wholeMonths, over: 'accrual' },
  unpaid: 'carried',
};

function noteClass(name: string, share: string, coupon: string | undefined): NoteClass {
  return {
    name,
    kind: coupon === undefined ? 'residual' : 'interest-bearing',
    size: { kind: 'share', share: rateOf(share) },
    coupon: coupon === undefined ? undefined : { kind: 'fixed', rate: rateOf(coupon) },
    dayCount: wholeMonths,
    unpaidInterest: 'carried',
    notional: [],
    lockout: undefined,
    interestFrom: undefined,
    interestAfter: [],
    schedule: undefined,
    profile: undefined,
    issuePrice: rateOf('1'),
    sold: rateOf(coupon === undefined ? '0' : '1'),
    holders: [],
  };
}
