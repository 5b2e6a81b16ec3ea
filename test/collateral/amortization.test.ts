import { describe, expect, it } from 'vitest';
import { formatDate } from '#basics/calendarDate.js';
import { annuityGrowth } from '#collateral/annuity.js';
import { countInstallmentUse } from '#collateral/checkLoans.js';
import { collateralMonthEnd } from '#collateral/collateralMonths.js';
import { projectPool } from '#collateral/projectPool.js';
import { assume, cutOff, day, loanTable, type TestLoan } from './loans.js';

const round = (values: Float64Array) => [...values].map((value) => Math.round(value * 1e6) / 1e6);

/** Worked by hand: 1,200 at 12 % (1 % a month) over three months, unless said otherwise. */
describe('one loan of each kind', () => {
  it.each<[string, Partial<TestLoan>, number[], number[]]>([
    //                                                principal         interest
    ['level', { rate: 0 }, [400, 400, 400], [0, 0, 0]],
    ['equal principal', { type: 'equal-principal' }, [400, 400, 400], [12, 8, 4]],
    ['equal principal at no rate', { type: 'equal-principal', rate: 0 }, [400, 400, 400], [0, 0, 0]],
    ['interest only', { type: 'interest-only' }, [0, 0, 1200], [12, 12, 12]],
    // 1,200 at 12 % over 365, for 31, 28 and 31 days
    ['credit line', { type: 'credit-line' }, [0, 0, 1200], [12.230137, 11.046575, 12.230137]],
    [
      'credit line at a daily rate',
      { type: 'credit-line', dailyRate: 0.0005 },
      [0, 0, 1200],
      [18.6, 16.8, 18.6],
    ],
    ['bullet', { type: 'bullet' }, [0, 0, 1200], [0, 0, 36]],
    ['bullet, two months old', { type: 'bullet', monthsOnBook: 2 }, [0, 0, 1200], [0, 0, 60]],
    [
      'bullet due next month, eleven months old',
      { type: 'bullet', term: 1, monthsOnBook: 11 },
      [1200],
      [144],
    ],
    ['discount', { type: 'discount' }, [0, 0, 1200], [0, 0, 0]],
    ['flat fee, new', { type: 'flat-fee', originalTermMonths: 3 }, [400, 400, 400], [12, 12, 12]],
    ['flat fee, half way', { type: 'flat-fee', originalTermMonths: 6 }, [400, 400, 400], [24, 24, 24]],
    ['kept installment', { rate: 0, installment: 500 }, [500, 500, 200], [0, 0, 0]],
    ['kept installment with interest', { installment: 500 }, [488, 492.88, 219.12], [12, 7.12, 2.1912]],
    ['kept installment, larger last payment', { rate: 0, installment: 350 }, [350, 350, 500], [0, 0, 0]],
    ['an installment that repays a month early', { rate: 0, installment: 600 }, [600, 600], [0, 0]],
    ['the same with a rest', { rate: 0, installment: 599 }, [599, 601], [0, 0]],
    ['one month', { term: 1 }, [1200], [12]],
    ['one month, equal principal', { term: 1, type: 'equal-principal' }, [1200], [12]],
    ['quarterly', { type: 'interest-only', paymentFrequency: 4 }, [0, 0, 1200], [0, 0, 36]],
    [
      'quarterly, a month before a payment',
      { type: 'interest-only', term: 4, paymentFrequency: 4 },
      [0, 0, 0, 1200],
      [36, 0, 0, 36],
    ],
    [
      'the same, a month old',
      { type: 'interest-only', term: 4, monthsOnBook: 1, paymentFrequency: 4 },
      [0, 0, 0, 1200],
      [24, 0, 0, 36],
    ],
    [
      'yearly, new, six months',
      { type: 'interest-only', term: 6, monthsOnBook: 0, paymentFrequency: 1 },
      [0, 0, 0, 0, 0, 1200],
      [0, 0, 0, 0, 0, 72],
    ],
  ])('%s', (_what, change, principal, interest) => {
    const loans = loanTable([{ balance: 1200, rate: 0.12, term: 3, ...change }]);
    const flow = projectPool(loans, assume(), cutOff);
    expect(round(flow.scheduledPrincipal)).toEqual(principal);
    expect(round(flow.interest)).toEqual(interest);
    expect(flow.balanceAtEnd[flow.monthCount - 1]).toBe(0);
  });
});

describe('the installment of a tape', () => {
  it.each<[number, 'level' | 'kept' | 'ends-early' | 're-leveled']>([
    [400, 'level'],
    [400.01, 'level'],
    [399.99, 'level'],
    [401, 'level'], // last payment 398, over 99 %
    [402, 'kept'],
    [598, 'kept'], // last payment 4, over 0.5 %
    [599, 'ends-early'], // last payment 2: two months, the second of 601
    [600, 'ends-early'],
    [1190, 'ends-early'], // two months, the second of 10
    [1195, 're-leveled'], // the second of 5 is under 0.5 %, and one month under half the term
    [1201, 're-leveled'],
    [398, 'level'], // last payment 404, under 102 %
    [397, 'kept'], // last payment 406
    [301, 'kept'], // last payment 598, under two
    [299, 're-leveled'], // last payment 602
    [0, 're-leveled'],
  ])('%s for 1,200 over three months at no rate is %s', (installment, use) => {
    const counts = countInstallmentUse(loanTable([{ balance: 1200, rate: 0, term: 3, installment }]), cutOff);
    expect(counts[use]).toEqual({ loanCount: 1, balance: 1200 });
  });

  it('below the interest is re-leveled', () => {
    const loans = loanTable([{ balance: 1200, rate: 0.12, term: 3, installment: 11 }]);
    expect(countInstallmentUse(loans, cutOff)['re-leveled'].loanCount).toBe(1);
  });

  it('where there is none is none', () => {
    const loans = loanTable([
      { balance: 1, rate: 0, term: 3 },
      { balance: 2, rate: 0, term: 3, type: 'bullet' },
    ]);
    expect(countInstallmentUse(loans, cutOff).none).toEqual({ loanCount: 2, balance: 3 });
  });
});

describe('the growth of an annuity', () => {
  it.each([
    [0, 360, 360],
    [0.5, 0, 0],
    [0.5, 1, 1],
    [0.5, 3, 4.75],
    [1, 10, 1023],
    [1e-17, 12, 12],
  ])('at %s over %s is %s', (rate, count, growth) => expect(annuityGrowth(rate, count)).toBe(growth));
});

describe('collateral months', () => {
  it.each([
    ['2025-01-01', ['2025-01-01', '2025-02-01', '2025-03-01', '2026-01-01']],
    ['2025-01-31', ['2025-01-31', '2025-02-28', '2025-03-31', '2026-01-31']],
    ['2026-02-28', ['2026-02-28', '2026-03-31', '2026-04-30', '2027-02-28']],
    ['2024-01-30', ['2024-01-30', '2024-02-29', '2024-03-30', '2025-01-30']],
  ])('from %s', (from, ends) => {
    expect([0, 1, 2, 12].map((month) => formatDate(collateralMonthEnd(day(from), month)))).toEqual(ends);
  });
});
