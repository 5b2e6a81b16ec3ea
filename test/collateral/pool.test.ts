import { describe, expect, it } from 'vitest';
import { smmFromCpr } from '#collateral/behavior/prepayment.js';
import { buildCohorts } from '#collateral/cohorts.js';
import { collateralColumns } from '#collateral/collateralCashflow.js';
import { addCohorts, addLoans, advancePool, isRunOff, openPool, poolBalance } from '#collateral/pool.js';
import { cashflowOf, projectPool, runOff } from '#collateral/projectPool.js';
import { assume, cutOff, day, loanTable, type TestLoan } from './loans.js';

const stressed = assume({
  prepayment: { kind: 'psa', psa: 3 },
  default: { kind: 'sda', sda: 20, noneInLastMonths: 2 },
  recovery: { rate: 0.6, lagMonths: 4 },
});
const first: TestLoan = { balance: 1000, rate: 0.12, term: 12, monthsOnBook: 5 };
const bought: TestLoan = { balance: 700, rate: 0.15, term: 8, monthsOnBook: 20, type: 'bullet' };

describe('a pool that takes in loans', () => {
  it('gives the flows of its parts, each from its own start and at its own age', () => {
    const pool = openPool(loanTable([first]), stressed, cutOff);
    const months = [1, 2, 3].map(() => advancePool(pool));
    addLoans(pool, loanTable([bought]));
    expect(poolBalance(pool)).toBe(months[2]!.balanceAtEnd + 700);
    while (!isRunOff(pool)) months.push(advancePool(pool));
    const whole = cashflowOf(months);
    const a = projectPool(loanTable([first]), stressed, cutOff);
    const b = projectPool(loanTable([bought]), stressed, cutOff);
    for (const name of collateralColumns) {
      if (name === 'balanceAtStart' || name === 'purchasedPrincipal') continue;
      for (let k = 0; k < whole.monthCount; k++) {
        expect(whole[name][k], `${name} ${k}`).toBeCloseTo((a[name][k] ?? 0) + (b[name][k - 3] ?? 0), 9);
      }
    }
    expect(
      [...whole.purchasedPrincipal].map((value, k) => [k, value]).filter(([, value]) => value !== 0),
    ).toEqual([[3, 700]]);
    for (let k = 0; k < whole.monthCount; k++) {
      const end =
        whole.balanceAtStart[k]! -
        whole.scheduledPrincipal[k]! -
        whole.prepaidPrincipal[k]! -
        whole.defaultedPrincipal[k]! +
        whole.purchasedPrincipal[k]!;
      expect(end).toBeCloseTo(whole.balanceAtEnd[k]!, 9);
    }
  });

  it('buys a multiple of a pool as loans of that balance', () => {
    const one = openPool(loanTable([first]), stressed, cutOff);
    const other = openPool(loanTable([first]), stressed, cutOff);
    addLoans(one, loanTable([{ ...first, balance: 250 }]));
    addCohorts(other, buildCohorts(loanTable([first]), cutOff, { byAge: true }), 0.25);
    expect(runOff(one).interest).toEqual(runOff(other).interest);
    expect(() => addCohorts(other, buildCohorts(loanTable([first]), cutOff), -1)).toThrow('-1');
  });

  it('reads the age of a purchased loan at its purchase', () => {
    const made = assume({ prepayment: { kind: 'psa', psa: 1 } });
    const pool = openPool(loanTable([]), made, cutOff);
    for (let month = 1; month <= 3; month++) advancePool(pool);
    const { monthsOnBook: _age, ...unaged } = first;
    const dated = loanTable([{ ...unaged, type: 'interest-only' }]);
    const originationDate = { days: Int32Array.of(day('2024-10-15')), present: Uint8Array.of(1) };
    addLoans(pool, { ...dated, dates: { originationDate } });
    // October to the end of month three, on 1 April, is six months: the next is the seventh, 1.4 % a year.
    expect(advancePool(pool).prepaidPrincipal).toBeCloseTo(1000 * smmFromCpr(0.014), 9);
  });

  it('without loans is run off at once', () => {
    expect(projectPool(loanTable([]), stressed, cutOff).monthCount).toBe(0);
  });
});

describe('recovery', () => {
  const loans = loanTable([{ balance: 1000, rate: 0.12, term: 3, type: 'interest-only' }]);
  const certain = { kind: 'mdr', mdr: 1 } as const;

  it('of a pool that defaults whole in month one comes after the lag', () => {
    const flow = projectPool(
      loans,
      assume({ default: certain, recovery: { rate: 0.6, lagMonths: 6 } }),
      cutOff,
    );
    expect(flow.monthCount).toBe(7);
    expect([...flow.defaultedPrincipal]).toEqual([1000, 0, 0, 0, 0, 0, 0]);
    expect([...flow.recoveries]).toEqual([0, 0, 0, 0, 0, 0, 600]);
    expect([...flow.losses]).toEqual([0, 0, 0, 0, 0, 0, 400]);
    expect([...flow.interest]).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it.each([
    ['no recovery: a loss at once', { rate: 0, lagMonths: 6 }, 1, [0], [1000]],
    ['no lag: both at once', { rate: 0.6, lagMonths: 0 }, 1, [600], [400]],
    ['all recovered after a month', { rate: 1, lagMonths: 1 }, 2, [0, 1000], [0, 0]],
  ])('%s', (_what, recovery, monthCount, recoveries, losses) => {
    const flow = projectPool(loans, assume({ default: certain, recovery }), cutOff);
    expect(flow.monthCount).toBe(monthCount);
    expect([...flow.recoveries]).toEqual(recoveries);
    expect([...flow.losses]).toEqual(losses);
  });
});

/** One month of 1,000 in ten equal principal parts at 1 % a month, SMM 10 %, MDR 20 %, by hand. */
describe('the order of events in a month', () => {
  it.each([
    //            interest  scheduled  prepaid  defaulted  end
    ['survivors', [8, 80, 72, 200, 648]],
    ['sifma', [8, 80, 90, 200, 630]],
    ['actual', [7.2, 72, 80, 200, 648]],
  ] as const)('%s', (order, [interest, scheduled, prepaid, defaulted, end]) => {
    const loans = loanTable([{ balance: 1000, rate: 0.12, term: 10, type: 'equal-principal' }]);
    const made = assume({ order, prepayment: { kind: 'smm', smm: 0.1 }, default: { kind: 'mdr', mdr: 0.2 } });
    const month = advancePool(openPool(loans, made, cutOff));
    expect(month.interest).toBeCloseTo(interest, 10);
    expect(month.scheduledPrincipal).toBeCloseTo(scheduled, 10);
    expect(month.prepaidPrincipal).toBeCloseTo(prepaid, 10);
    expect(month.defaultedPrincipal).toBeCloseTo(defaulted, 10);
    expect(month.balanceAtEnd).toBeCloseTo(end, 10);
  });
});

describe('default rates of the tape', () => {
  it('are each loan’s own, times the multiple, or the fallback', () => {
    const rates = [0.1, undefined, 0.6];
    const loans = rates.map((annualDefaultRate) => ({
      balance: 1000,
      rate: 0,
      term: 13,
      type: 'interest-only' as const,
      ...(annualDefaultRate === undefined ? {} : { annualDefaultRate }),
    }));
    const flow = projectPool(
      loanTable(loans),
      assume({ default: { kind: 'tape', fallback: 0.05, multiple: 2 } }),
      cutOff,
    );
    // After a year 20 % and 10 % of the first two are gone, and all of the third: twice 60 % is capped at 1.
    expect(flow.balanceAtEnd[11]).toBeCloseTo(800 + 900, 9);
    expect(flow.defaultedPrincipal[0]).toBeGreaterThan(1000);
  });
});
