import { describe, expect, it } from 'vitest';
import { formatDate } from '#basics/calendarDate.js';
import { type DiscountFee, discountFee, invoiceFlows } from '#collateral/discountFee.js';
import { type PayableAssumption, splitDueFace } from '#collateral/payables.js';
import { projectPool } from '#collateral/projectPool.js';
import reference from '../../fixtures/reference/collateral/invoices.json' with { type: 'json' };
import { assume, cutOff, day, loanTable, rounded, type TestLoan, total } from './loans.js';

const { inputs, expected, tolerance } = reference;

/** The seven rules of the reference, in its order. */
const feeRules: readonly DiscountFee[][] = [
  [],
  [{ kind: 'fixed', amount: 50 }],
  [{ kind: 'share', rate: 0.03 }],
  [{ kind: 'per-period', rate: 0.01, days: 25, count: 'started' }],
  [{ kind: 'per-period', rate: 0.01, days: 25, count: 'completed' }],
  [{ kind: 'interest', annualRate: 0.12 }],
  [
    { kind: 'fixed', amount: 20 },
    { kind: 'interest', annualRate: 0.12 },
  ],
];
const invoice = { ...inputs.invoice, start: day(inputs.invoice.start), due: day(inputs.invoice.due) };

describe('invoices of the open engine', () => {
  it.each(inputs.feeRules.map((rule, i) => [rule, feeRules[i]!, expected.principalAndFee[i]!] as const))(
    '%s',
    (_rule, fees, [principal, fee]) => {
      const [flow] = invoiceFlows(invoice, fees, { defaultShare: 0, recoveryRate: 0, recoveryByDays: [] });
      expect(Math.abs(flow!.fee - fee!)).toBeLessThanOrEqual(tolerance);
      expect(Math.abs(flow!.principal - principal!)).toBeLessThanOrEqual(tolerance);
    },
  );
  it.each([
    [0.1, expected.default10pct],
    [1, expected.defaultAll],
  ] as const)('of which %s defaults', (defaultShare, rows) => {
    const large = {
      face: inputs.large.face,
      advance: 0,
      start: day(inputs.large.start),
      due: day(inputs.large.due),
    };
    const byDays = inputs.recovery.byDays.map(([days, share]) => ({ days: days!, share: share! }));
    const flows = invoiceFlows(large, [{ kind: 'share', rate: 0.03 }], {
      defaultShare,
      recoveryRate: inputs.recovery.rate,
      recoveryByDays: byDays,
    });
    expect(flows.map(({ date }) => formatDate(date))).toEqual(rows.map(({ date }) => date));
    rows.forEach((row, i) => {
      const wanted = { principal: 0, fee: 0, default: 0, recovery: 0, loss: 0, ...row };
      const got = flows[i]!;
      expect(Math.abs(got.principal - wanted.principal)).toBeLessThanOrEqual(tolerance);
      expect(Math.abs(got.fee - wanted.fee)).toBeLessThanOrEqual(tolerance);
      expect(Math.abs(got.defaulted - wanted.default)).toBeLessThanOrEqual(tolerance);
      expect(Math.abs(got.recovery - wanted.recovery)).toBeLessThanOrEqual(tolerance);
      expect(Math.abs(got.loss - wanted.loss)).toBeLessThanOrEqual(tolerance);
    });
  });
  it('the same default on the pool’s monthly grid recovers the same amounts in the same months', () => {
    const loan: TestLoan = { balance: inputs.large.face, rate: 0, term: 3, type: 'discount' };
    const made = assume({
      payables: { unpaidShare: 0.1, defaultAfterMonths: 0 },
      recovery: { rate: inputs.recovery.rate, lagMonths: 1, timing: [0.5, 0.3, 0.2] },
    });
    const flow = projectPool(loanTable([loan]), made, cutOff);
    expect(rounded(flow.defaultedPrincipal)).toEqual([0, 0, 150000, 0, 0, 0]);
    expect(rounded(flow.recoveries)).toEqual([0, 0, 0, 30000, 18000, 12000]);
    expect(rounded(flow.losses)).toEqual([0, 0, 0, 0, 0, 90000]);
  });
  it('a fee never passes the face', () => {
    expect(discountFee(invoice, [{ kind: 'fixed', amount: 9999 }])).toBe(1500);
  });
});

describe('what becomes of face on its due date', () => {
  const face: TestLoan = { balance: 1000, rate: 0, term: 2, type: 'discount' };
  const flowOf = (payables: PayableAssumption, recovery = { rate: 0.5, lagMonths: 2 }) =>
    projectPool(loanTable([face]), assume({ payables, recovery }), cutOff);

  it('late payment comes in full, and is a late balance until then', () => {
    const flow = flowOf({
      late: [
        { months: 1, share: 0.2 },
        { months: 3, share: 0.1 },
      ],
      unpaidShare: 0,
      defaultAfterMonths: 3,
    });
    expect(rounded(flow.scheduledPrincipal)).toEqual([0, 700, 200, 0, 100]);
    expect(rounded(flow.balanceAtEnd)).toEqual([1000, 300, 100, 100, 0]);
    expect(rounded(flow.delinquent1To30)).toEqual([0, 300, 0, 0, 0]);
    expect(rounded(flow.delinquent31To60)).toEqual([0, 0, 100, 0, 0]);
    expect(rounded(flow.delinquent61To90)).toEqual([0, 0, 0, 100, 0]);
  });
  it('unpaid face is late first, then a default, then recovered', () => {
    const flow = flowOf({ unpaidShare: 0.1, defaultAfterMonths: 1 });
    expect(rounded(flow.defaultedPrincipal)).toEqual([0, 0, 100, 0, 0]);
    expect(rounded(flow.recoveries)).toEqual([0, 0, 0, 0, 50]);
  });
  it('partial payment leaves the rest unpaid', () => {
    const flow = flowOf({ partial: { share: 0.5, paidShare: 0.8 }, unpaidShare: 0, defaultAfterMonths: 0 });
    expect(rounded(flow.scheduledPrincipal.subarray(0, 2))).toEqual([0, 900]);
    expect(rounded(flow.defaultedPrincipal.subarray(0, 2))).toEqual([0, 100]);
  });
  it('a guarantee on demand pays instead of a default, up to its limit', () => {
    const guarantee = { obligation: 'onDemand' as const, claimDelayMonths: 1, limit: 0.9 };
    const flow = flowOf({ unpaidShare: 0.2, defaultAfterMonths: 3, guarantee });
    expect(rounded(flow.scheduledPrincipal.subarray(0, 5))).toEqual([0, 800, 180, 0, 0]);
    expect(rounded(flow.guaranteeOnDemand?.subarray(0, 5))).toEqual([0, 0, 180, 0, 0]);
    expect(rounded(flow.defaultedPrincipal.subarray(0, 5))).toEqual([0, 0, 0, 0, 20]);
    expect(total(flow.recoveries)).toBeCloseTo(10, 9);
  });
  it('a guarantee after default pays as a recovery; the rest recovers as any default', () => {
    const guarantee = { obligation: 'afterDefault' as const, claimDelayMonths: 1, limit: 0.9 };
    const flow = flowOf({ unpaidShare: 0.2, defaultAfterMonths: 3, guarantee });
    expect(rounded(flow.scheduledPrincipal.subarray(0, 5))).toEqual([0, 800, 0, 0, 0]);
    expect(rounded(flow.defaultedPrincipal.subarray(0, 5))).toEqual([0, 0, 0, 0, 200]);
    expect(rounded(flow.guaranteeAfterDefault)).toEqual([0, 0, 0, 0, 0, 180, 0]);
    expect(rounded(flow.recoveries)).toEqual([0, 0, 0, 0, 0, 180, 10]);
    expect(total(flow.losses)).toBeCloseTo(10, 9);
  });
  it('early payment is a level hazard, and what is left is due', () => {
    const made = assume({
      prepayment: { kind: 'before-due', probability: 0.15 },
      payables: { unpaidShare: 0, defaultAfterMonths: 0 },
    });
    const flow = projectPool(loanTable([{ ...face, term: 6 }]), made, cutOff);
    expect(flow.prepaidPrincipal[0]! / 1000).toBeCloseTo(0.02672, 5);
    expect(total(flow.scheduledPrincipal) + total(flow.prepaidPrincipal)).toBeCloseTo(1000, 9);
  });
  it('the parts of a due face add up to it', () => {
    const split = splitDueFace({
      late: [{ months: 1, share: 0.1 }],
      partial: { share: 0.2, paidShare: 0.3 },
      unpaidShare: 0.05,
      defaultAfterMonths: 0,
      guarantee: { obligation: 'onDemand', claimDelayMonths: 0, limit: 0.5 },
    });
    expect(split.onTime + split.late + split.claimed + split.defaulting).toBeCloseTo(1, 14);
    // Unpaid: 0.05 and 0.2 × 0.7; the guarantor owes half of each face at most: 0.025 and 0.2 × 0.5.
    expect(split.claimed).toBeCloseTo(0.125, 14);
  });
});
