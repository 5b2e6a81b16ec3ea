import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CollateralAssumptions } from '#collateral/assumptions.js';
import { checkCollateral } from '#collateral/checkCollateral.js';
import {
  type CollateralCashflow,
  collateralColumns,
  optionalColumns,
} from '#collateral/collateralCashflow.js';
import { checkIdentity, loanLevelCashflow } from '#collateral/loanLevel.js';
import { projectPool } from '#collateral/projectPool.js';
import { assume, cutOff, loanTable, type TestLoan, total } from './loans.js';

const settings = { seed: 20250102, numRuns: 150 };
const share = fc.oneof(fc.constantFrom(0, 1, 1 - 1e-12), fc.double({ min: 0, max: 1, noNaN: true }));
const money = {
  balance: fc.double({ min: 0.01, max: 1e7, noNaN: true }),
  rate: fc.constantFrom(0, 0.05, 0.18, 1),
  term: fc.integer({ min: 3, max: 40 }),
  monthsOnBook: fc.integer({ min: 0, max: 30 }),
};
const installments = { ...money, type: fc.constantFrom('level' as const, 'equal-principal' as const) };
const phases = fc
  .record({
    ...installments,
    interestOnlyMonths: fc.integer({ min: 0, max: 2 }),
    capitalizingMonths: fc.constantFrom(0, 0, 2),
    paymentFrequency: fc.constantFrom(12, 12, 4),
    balloon: fc.constantFrom(0, 0.3),
  })
  .map(({ balloon, ...loan }): TestLoan => ({ ...loan, balloonAmount: loan.balance * balloon }));
const floating = fc
  .record({
    ...installments,
    margin: fc.constantFrom(0, 0.02),
    resetMonths: fc.constantFrom(1, 6),
    periodicRateCap: fc.constantFrom(0.01, 1),
  })
  .map((loan): TestLoan => ({ ...loan, labels: { indexName: 'LPR' } }));
const often = fc.record({ ...installments, paymentFrequency: fc.constantFrom(24, 26, 52, 365) });
const line = fc.record({ ...money, creditLimit: fc.double({ min: 0, max: 1e7, noNaN: true }) });
const anyLoan: fc.Arbitrary<TestLoan> = fc.oneof(
  phases,
  floating,
  often,
  line.map((one): TestLoan => ({ ...one, type: 'credit-line' })),
  fc
    .record(money)
    .map((one): TestLoan => ({ ...one, type: 'discount', rate: 0, labels: { region: 'north' } })),
  fc
    .record(money)
    .map((one): TestLoan => ({ ...one, type: 'recovery-only', expectedRecovery: one.balance / 3 })),
);

const assumptions: fc.Arbitrary<CollateralAssumptions> = fc
  .record({
    order: fc.constantFrom('survivors' as const, 'actual' as const, 'sifma' as const),
    prepayment: fc.oneof(
      share.map((cpr) => ({ kind: 'cpr' as const, cpr })),
      share.map((rate) => ({
        kind: 'vector' as const,
        unit: 'smm' as const,
        by: 'month' as const,
        rates: [0.01, rate],
      })),
    ),
    default: fc.oneof(
      share.map((cdr) => ({ kind: 'cdr' as const, cdr })),
      share.map((amount) => ({ kind: 'curve' as const, share: amount, timing: [0.25, 0.75] })),
      share.map((rate) => ({
        kind: 'vector' as const,
        unit: 'mdr' as const,
        by: 'age' as const,
        rates: [0, rate, 0.02],
      })),
    ),
    recovery: fc.record({
      rate: share,
      lagMonths: fc.integer({ min: 0, max: 12 }),
      cost: fc.constantFrom(0, 0.2),
      timing: fc.constantFrom([1], [0.5, 0.25, 0.25]),
    }),
    partial: share,
    unpaidShare: fc.double({ min: 0, max: 0.7, noNaN: true }),
    segment: fc.boolean(),
  })
  .map(({ partial, unpaidShare, segment, ...made }) =>
    assume({
      ...made,
      indexRates: { LPR: [0.03, 0.06, 0.01] },
      creditLines: { averageDrawingDays: 45, dailyDrawing: 0.003 },
      payables: {
        unpaidShare,
        late: [{ months: 2, share: 0.3 }],
        defaultAfterMonths: 3,
        guarantee: { obligation: 'onDemand', claimDelayMonths: 1, limit: 0.5 },
      },
      ...(segment ? { segments: [{ where: { region: 'north' }, default: { kind: 'mdr', mdr: 0.03 } }] } : {}),
      ...(partial < 0.5 ? {} : { prepaymentPenalty: [{ throughAge: 9, rate: 0.02 }] }),
    }),
  );

/** What the pool of a case cannot be asked for is taken out of its assumptions; the rest must pass the checks. */
function fitting(loans: readonly TestLoan[], made: CollateralAssumptions): CollateralAssumptions | undefined {
  const has = (type: TestLoan['type']) => loans.some((one) => one.type === type);
  const { creditLines, payables, segments, prepaymentPenalty, ...rest } = made;
  const kept: CollateralAssumptions = {
    ...rest,
    ...(has('credit-line') ? { creditLines: creditLines! } : {}),
    ...(has('discount') ? { payables: payables! } : {}),
    ...(has('discount') && segments !== undefined ? { segments } : {}),
    ...(has('discount') || has('credit-line') || has('recovery-only') || prepaymentPenalty === undefined
      ? {}
      : { prepaymentPenalty }),
  };
  const problems = checkCollateral(loanTable(loans), kept, cutOff);
  return problems.every(({ severity }) => severity === 'warning') ? kept : undefined;
}

function expectSame(a: CollateralCashflow, b: CollateralCashflow, scale: number): void {
  for (const name of [...collateralColumns, ...optionalColumns]) {
    for (let k = 0; k < Math.max(a.monthCount, b.monthCount); k++) {
      const difference = Math.abs((a[name]?.[k] ?? 0) - (b[name]?.[k] ?? 0));
      if (!(difference <= 1e-9 * scale)) expect.fail(`${name} of month ${k + 1} differs by ${difference}`);
    }
  }
}

describe('any asset under any behavior that fits it', () => {
  const pool = fc.array(anyLoan, { minLength: 1, maxLength: 8 });
  let projected = 0;
  it('keeps months in balance and principal whole, in cohorts as loan by loan', () => {
    fc.assert(
      fc.property(pool, assumptions, (loans, all) => {
        const made = fitting(loans, all);
        if (made === undefined) return;
        projected++;
        const table = loanTable([...loans, ...loans]);
        const flow = projectPool(table, made, cutOff);
        const opening = 2 * total(loans.map((one) => one.balance));
        const grown = total(flow.capitalizedInterest ?? []) + total(flow.drawnPrincipal ?? []);
        const scale = opening + grown;
        checkIdentity(flow, 'the pool');
        for (const name of [...collateralColumns, ...optionalColumns]) {
          expect(
            flow[name]?.every((value) => Number.isFinite(value) && value >= -1e-9 * scale) ?? true,
            name,
          ).toBe(true);
        }
        const repaid = total(flow.scheduledPrincipal) + total(flow.prepaidPrincipal);
        expect(Math.abs(repaid + total(flow.defaultedPrincipal) - scale)).toBeLessThanOrEqual(1e-9 * scale);
        const worked = total(flow.recoveries) + total(flow.losses);
        expect(Math.abs(worked - total(flow.defaultedPrincipal))).toBeLessThanOrEqual(1e-9 * scale);
        expect(flow.balanceAtEnd.at(-1)).toBe(0);
        expectSame(flow, projectPool(table, made, cutOff, 'loan'), scale);
      }),
      settings,
    );
    expect(projected).toBeGreaterThan(60);
  });

  it('adds up loan by loan', () => {
    fc.assert(
      fc.property(pool, assumptions, (loans, all) => {
        const made = fitting(loans, all);
        if (made === undefined) return;
        const table = loanTable(loans);
        const flow = projectPool(table, made, cutOff);
        const parts = [...loanLevelCashflow(table, made, cutOff)];
        const scale = total(loans.map((one) => one.balance)) + total(flow.drawnPrincipal ?? []);
        for (const name of [...collateralColumns, ...optionalColumns]) {
          if (name === 'unplacedDefaults') continue;
          for (let k = 0; k < flow.monthCount; k++) {
            const sum = parts.reduce((all2, part) => all2 + (part.flow[name]?.[k] ?? 0), 0);
            expect(Math.abs(sum - (flow[name]?.[k] ?? 0)), `${name} ${k}`).toBeLessThanOrEqual(1e-8 * scale);
          }
        }
      }),
      { ...settings, numRuns: 80 },
    );
  });
});
