import { describe, expect, it } from 'vitest';
import { addDays } from '#basics/calendarDate.js';
import { cohortOptionsFor } from '#collateral/cohortOptionsFor.js';
import { buildCohorts } from '#collateral/cohorts.js';
import { attachSchedules, monthOf } from '#collateral/customSchedule.js';
import { rateAtReset } from '#collateral/floatingRate.js';
import { scheduleShapes } from '#collateral/loanSchedules.js';
import { projectPool } from '#collateral/projectPool.js';
import { assume, cutOff, day, loanTable, rounded, type TestLoan, total } from './loans.js';

/** Worked by hand: 1,200 at 12 % (1 % a month) unless said otherwise. */
const loan: TestLoan = { balance: 1200, rate: 0.12, term: 4 };
const flowOf = (change: Partial<TestLoan>, made = assume()) =>
  projectPool(loanTable([{ ...loan, ...change }]), made, cutOff);

describe('opening phases and balloons', () => {
  it('interest only, then level over what is left', () => {
    const flow = flowOf({ rate: 0, interestOnlyMonths: 2 });
    expect(rounded(flow.scheduledPrincipal)).toEqual([0, 0, 600, 600]);
    const dear = flowOf({ interestOnlyMonths: 2 });
    // Level over two months at 1 %: 1200 / 1.9704 = 609.0149, first principal 597.0149.
    expect(rounded(dear.interest)).toEqual([12, 12, 12, 6.029851]);
    expect(rounded(dear.scheduledPrincipal)).toEqual([0, 0, 597.014925, 602.985075]);
  });
  it('interest-only that says for how long is level after it', () => {
    expect(flowOf({ type: 'interest-only', interestOnlyMonths: 2 }).scheduledPrincipal).toEqual(
      flowOf({ interestOnlyMonths: 2 }).scheduledPrincipal,
    );
  });
  it('interest only, then equal principal', () => {
    const flow = flowOf({ type: 'equal-principal', interestOnlyMonths: 1 });
    expect(rounded(flow.scheduledPrincipal)).toEqual([0, 400, 400, 400]);
    expect(rounded(flow.interest)).toEqual([12, 12, 8, 4]);
  });
  it('a capitalizing start adds interest to the balance, and its own column shows it', () => {
    const flow = flowOf({ term: 3, capitalizingMonths: 2 });
    expect(rounded(flow.capitalizedInterest)).toEqual([12, 12.12, 0]);
    expect(rounded(flow.balanceAtEnd)).toEqual([1212, 1224.12, 0]);
    expect(rounded(flow.interest)).toEqual([0, 0, 12.2412]);
    expect(rounded(flow.scheduledPrincipal)).toEqual([0, 0, 1224.12]);
  });
  it('a balloon comes with the last installment', () => {
    const flow = flowOf({ rate: 0, balloonAmount: 600 });
    expect(rounded(flow.scheduledPrincipal)).toEqual([150, 150, 150, 750]);
    const dear = flowOf({ balloonAmount: 600 });
    // 600 amortizes over four months at 1 % (installment 147.7687), 600 pays interest until the end.
    expect(rounded(dear.scheduledPrincipal)).toEqual([147.768656, 149.246343, 150.738806, 752.246194]);
    expect(rounded(flowOf({ type: 'equal-principal', balloonAmount: 600 }).scheduledPrincipal)).toEqual([
      150, 150, 150, 750,
    ]);
  });
  it('interest only, level, balloon', () => {
    const flow = flowOf({ rate: 0, interestOnlyMonths: 2, balloonAmount: 600 });
    expect(rounded(flow.scheduledPrincipal)).toEqual([0, 0, 300, 900]);
  });
});

describe('floating rates', () => {
  const terms = {
    index: [0.03, 0.04, 0.05],
    margin: 0.02,
    firstResetMonths: 1,
    resetMonths: 1,
    firstCap: 1,
    periodicCap: 1,
    lifeCap: 1,
    floor: 0,
    rounding: 0,
  };
  it.each([
    ['index and margin', {}, 0.05, 1, false, 0.06],
    ['the last rate of the curve stays', {}, 0.05, 9, false, 0.07],
    ['first cap', { firstCap: 0.002, periodicCap: 0.001 }, 0.05, 1, true, 0.052],
    ['periodic cap', { firstCap: 0.002, periodicCap: 0.001 }, 0.05, 1, false, 0.051],
    ['periodic cap downward', { periodicCap: 0.001 }, 0.08, 1, false, 0.079],
    ['life cap', { lifeCap: 0.055 }, 0.05, 1, false, 0.055],
    ['floor', { floor: 0.065 }, 0.05, 1, false, 0.065],
    ['rounded to an eighth', { margin: 0.0207, rounding: 0.00125 }, 0.05, 1, false, 0.06125],
  ] as const)('%s', (_what, change, before, month, first, rate) => {
    expect(rateAtReset({ ...terms, ...change }, before, month, first)).toBeCloseTo(rate, 14);
  });

  it('re-level a loan over what is left at each reset', () => {
    const floats = {
      type: 'level' as const,
      margin: 0,
      firstResetMonths: 2,
      resetMonths: 2,
      labels: { indexName: 'LPR' },
    };
    const made = assume({ indexRates: { LPR: [0.12, 0.12, 0.24] } });
    const flow = flowOf(floats, made);
    const installment = (balance: number, i: number, n: number) => (balance * i) / (1 - (1 + i) ** -n);
    const q = installment(1200, 0.01, 4);
    const left = (1200 * 1.01 - q) * 1.01 - q;
    expect(flow.balanceAtEnd[1]).toBeCloseTo(left, 9);
    expect(flow.interest[2]).toBeCloseTo(left * 0.02, 9);
    expect(flow.scheduledPrincipal[2]).toBeCloseTo(installment(left, 0.02, 2) - left * 0.02, 9);
    expect(total(flow.scheduledPrincipal)).toBeCloseTo(1200, 9);
  });

  it('a stress moves fixed rates from its month on, not below zero', () => {
    const stress = (change: number) =>
      flowOf({ type: 'interest-only' }, assume({ fixedRateStress: { change, fromMonth: 3 } }));
    expect(rounded(stress(-0.06).interest)).toEqual([12, 12, 6, 6]);
    expect(rounded(stress(-0.5).interest)).toEqual([12, 12, 0, 0]);
  });
});

describe('custom schedules', () => {
  const loans = loanTable([{ ...loan, type: 'schedule', term: 1 }, loan]);
  const rows = [
    { line: 2, loanId: 'L1', due: { month: 2 }, principal: 200, interest: 30 },
    { line: 3, loanId: 'L1', due: { date: day('2025-05-15') }, principal: 1000, interest: 20 },
    { line: 4, loanId: 'L1', due: { date: day('2024-12-15') }, principal: 77, interest: 1 },
  ];
  it('are paid as they stand, and scale with what is left', () => {
    const attached = attachSchedules(loans, { name: 'rows.csv', rows }, cutOff);
    if (!attached.ok) throw new Error(JSON.stringify(attached.problems));
    expect([...attached.value.remainingTermMonths]).toEqual([5, 4]);
    const one = { ...attached.value, rowCount: 1 };
    const flow = projectPool(one, assume(), cutOff);
    expect(rounded(flow.scheduledPrincipal)).toEqual([0, 200, 0, 0, 1000]);
    expect(rounded(flow.interest)).toEqual([0, 30, 0, 0, 20]);
    const halved = projectPool(
      one,
      assume({ prepayment: { kind: 'vector', unit: 'smm', by: 'month', rates: [0.5, 0] } }),
      cutOff,
    );
    expect(rounded(halved.interest)).toEqual([0, 15, 0, 0, 10]);
  });
  it('that do not fit are errors, all at once', () => {
    const wrong = [
      { line: 2, loanId: 'L9', due: { month: 2 }, principal: 1, interest: 0 },
      { line: 3, loanId: 'L2', due: { month: 2 }, principal: 1, interest: 0 },
      { line: 4, loanId: 'L1', due: { month: 2 }, principal: 1100, interest: -5 },
      { line: 5, loanId: 'L1', due: { month: 2.5 }, principal: 1, interest: 0 },
    ];
    const found = attachSchedules(loans, { name: 'rows.csv', rows: wrong }, cutOff);
    expect(found.problems.map(({ code, at }) => `${code} ${at}`)).toEqual([
      'unknown-name rows.csv:2:loanId',
      'unknown-name rows.csv:3:loanId',
      'out-of-range rows.csv:4:interest',
      'out-of-range rows.csv:5:month',
      'schedule-mismatch test.csv:2:repaymentType',
    ]);
    const none = attachSchedules(loans, { name: 'rows.csv', rows: [] }, cutOff);
    expect(none.problems.map(({ code }) => code)).toEqual(['missing-schedule']);
    const after = [
      rows[0]!,
      rows[1]!,
      { line: 6, loanId: 'L1', due: { month: 7 }, principal: 0, interest: 3 },
    ];
    const late = attachSchedules(loans, { name: 'rows.csv', rows: after }, cutOff);
    expect(late.problems.map(({ code }) => code)).toEqual(['schedule-mismatch']);
  });
  it.each([
    ['2025-01-01', 0],
    ['2025-01-02', 1],
    ['2025-02-01', 1],
    ['2025-02-02', 2],
    ['2026-01-01', 12],
  ])('%s is in month %s after 1 January', (date, month) => expect(monthOf(cutOff, day(date))).toBe(month));
});

/** A plainly written daily-dated contract, payment by payment. */
function weekly(balance: number, rate: number, months: number, days: number) {
  const end = (k: number) => day(`${2025 + Math.floor(k / 12)}-${String((k % 12) + 1).padStart(2, '0')}-01`);
  const last = end(months);
  const count = Math.ceil((last - cutOff) / days);
  const i = (rate * days) / 365;
  const installment = (balance * i) / (1 - (1 + i) ** -count);
  const principal = new Float64Array(months);
  const interest = new Float64Array(months);
  let left = balance;
  for (let p = 1; p <= count; p++) {
    const date = addDays(last, -(count - p) * days);
    let month = 0;
    while (end(month + 1) < date) month++;
    const due = left * i;
    const paid = p === count ? left : installment - due;
    interest[month]! += due;
    principal[month]! += paid;
    left -= paid;
  }
  return { principal, interest };
}

describe('payments within a month', () => {
  it.each([
    [52, 7],
    [26, 14],
    [365, 1],
  ])('%s a year, each of %s days', (paymentFrequency, days) => {
    const flow = flowOf({ term: 14, paymentFrequency });
    const plain = weekly(1200, 0.12, 14, days);
    for (let k = 0; k < 14; k++) {
      expect(flow.scheduledPrincipal[k], `principal ${k}`).toBeCloseTo(plain.principal[k]!, 9);
      expect(flow.interest[k], `interest ${k}`).toBeCloseTo(plain.interest[k]!, 9);
    }
  });
  it('twice a month is level over twice the payments', () => {
    const flow = flowOf({ term: 2, paymentFrequency: 24 });
    const i = 0.005;
    const q = (1200 * i) / (1 - (1 + i) ** -4);
    expect(flow.interest[0]! + flow.scheduledPrincipal[0]!).toBeCloseTo(2 * q, 9);
  });
  it('no rate, equal principal: as many payments as the month has', () => {
    const flow = flowOf({ type: 'equal-principal', rate: 0, term: 2, paymentFrequency: 365 });
    // 31 and 28 days.
    expect(rounded(flow.scheduledPrincipal)).toEqual([
      rounded([(1200 * 31) / 59])[0],
      rounded([(1200 * 28) / 59])[0],
    ]);
  });
});

describe('shapes and projection agree for every contract', () => {
  const loans: TestLoan[] = [
    { ...loan, interestOnlyMonths: 1, balloonAmount: 300 },
    { ...loan, term: 7, capitalizingMonths: 3 },
    { ...loan, term: 9, paymentFrequency: 52 },
    { ...loan, term: 9, firstResetMonths: 2, resetMonths: 3, margin: 0.01, labels: { indexName: 'LPR' } },
    { ...loan, type: 'credit-line', term: 3, dailyRate: 0.0005, creditLimit: 3000 },
    { ...loan, type: 'flat-fee', originalTermMonths: 8, term: 6, feeFreeMonths: 4 },
  ];
  it.each(loans.map((one) => [one.type ?? 'level', one] as const))('%s', (_type, one) => {
    const made = assume({
      indexRates: { LPR: [0.03, 0.05, 0.02, 0.08] },
      creditLines: { averageDrawingDays: 60, dailyDrawing: 0.001 },
    });
    const table = loanTable([one]);
    const shapes = scheduleShapes(buildCohorts(table, cutOff, cohortOptionsFor(table, made, cutOff)));
    const flow = projectPool(table, made, cutOff);
    for (let k = 0; k < one.term; k++) {
      expect(shapes.balance[k]! * 1200).toBeCloseTo(flow.balanceAtStart[k]!, 9);
      expect(shapes.interest[k]! * 1200).toBeCloseTo(flow.interest[k]!, 9);
      expect(shapes.scheduledPrincipal[k]! * 1200).toBeCloseTo(flow.scheduledPrincipal[k]!, 9);
    }
  });
});
