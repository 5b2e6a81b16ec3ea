import type { DiscountSpread } from '#pricing/classPrice.js';
import { noteColumn, type RecordLayout, valueColumn } from './pathRecord.js';
import type { PreparedSimulation } from './preparedSimulation.js';
import { dot, type SampleStatistics } from './sampleStatistics.js';
import { interpolationWeights, slopeWeights } from './spreadNodes.js';

export interface ClassEstimate {
  readonly discount: DiscountSpread;
  /** Currency units. */
  readonly value: number;
  readonly variance: { readonly largePool: number; readonly loans: number };
  /** Mean of single loans less large pool in the value. */
  readonly correction: number;
  readonly correctionVariance: number;
  /** Columns → value of a path at the class's spread. */
  readonly valueWeights: Float64Array;
  /** Columns → value of a path, and what the path does to the estimated spread; its mean has the price's error. */
  readonly influenceWeights: Float64Array;
  /** Principal unpaid at legal final, currency units; years. */
  readonly expectedLoss: number;
  readonly expectedInterestShortfall: number;
  readonly weightedAverageLife: number | undefined;
}

/**
 * Value of a class from the sample: expected flows at the path's rates plus the class's spread, which is
 *
 *   s = max(0, premium − EL / WAL),  EL expected loss per unit of balance, WAL = Σ t·E[P] / Σ E[P]
 *
 * from the same sample. The standard error counts that s is itself an estimate, to first order (delta method):
 * each path's value plus dV/ds times the path's effect on s. A residual class has promised nothing it could lose:
 * it keeps the whole premium.
 */
export function classEstimate(
  prepared: PreparedSimulation,
  layout: RecordLayout,
  sample: SampleStatistics,
  premium: { readonly rate: number; readonly rule: 'net' | 'full' },
  note: number,
): ClassEstimate {
  const { means } = sample;
  // Behind the classes of the deal stand those of the deal without its originator's supports.
  const terms = prepared.plan.notes[note % prepared.plan.notes.length]!;
  const mean = (column: Parameters<typeof noteColumn>[2]) => means[noteColumn(layout, note, column)]!;
  const balance = terms.openingBalance.value;
  const principal = mean('principal');
  const principalTime = mean('principalTime');
  const expectedLoss = Math.max(0, mean('loss'));
  const expectedLossPerYear =
    terms.kind === 'residual' || balance === 0
      ? null
      : yearlyLoss(expectedLoss / balance, principal, principalTime, prepared.times.years.at(-1)!);
  const deducted = premium.rule === 'net' ? (expectedLossPerYear ?? 0) : 0;
  const spread = Math.max(0, premium.rate - deducted);
  const valueWeights = spreadOver(layout, note, interpolationWeights(prepared.spreads, spread));
  const influenceWeights = valueWeights.slice();
  if (deducted > 0 && spread > 0 && principalTime > 0) {
    const slope = dot(means, 0, spreadOver(layout, note, slopeWeights(prepared.spreads, spread)));
    // s = premium − (L/B) · P/T: its derivatives by mean loss L, principal P and principal-time T.
    const perLoss = principal / principalTime / balance;
    influenceWeights[noteColumn(layout, note, 'loss')] = -slope * perLoss;
    influenceWeights[noteColumn(layout, note, 'principal')] = (-slope * deducted) / principal;
    influenceWeights[noteColumn(layout, note, 'principalTime')] = (slope * deducted) / principalTime;
  }
  return {
    discount: { premium: premium.rate, expectedLossPerYear, rule: premium.rule, spread },
    value: dot(means, 0, valueWeights),
    variance: sample.varianceOf(influenceWeights),
    correction: dot(sample.correction, 0, valueWeights),
    correctionVariance: sample.varianceOf(valueWeights).loans,
    valueWeights,
    influenceWeights,
    expectedLoss,
    expectedInterestShortfall: Math.max(0, mean('interestShortfall')),
    weightedAverageLife: principal > 0 ? principalTime / principal : undefined,
  };
}

/** EL / WAL; over the time to legal final for a class that is never repaid and so has no average life. */
function yearlyLoss(
  expectedLoss: number,
  principal: number,
  principalTime: number,
  finalYears: number,
): number {
  if (expectedLoss === 0) return 0;
  return principalTime > 0 ? (expectedLoss * principal) / principalTime : expectedLoss / finalYears;
}

function spreadOver(layout: RecordLayout, note: number, weights: Float64Array): Float64Array {
  const row = new Float64Array(layout.width);
  row.set(weights, valueColumn(layout, note, 0));
  return row;
}
