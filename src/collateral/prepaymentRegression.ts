/**
 * Prepayment as a linear rule on two paths, both in percentage points by month of the pool (the last stays):
 *
 *   additive   p = base + pointsPerRatePoint · rateChange/100 + pointsPerGrowthPoint · cashFlowGrowth/100
 *   relative   p = base · (1 + pointsPerRatePoint · rateChange/100) · (1 + pointsPerGrowthPoint · growth/100)
 *
 * floored at 0 and capped at `cap`. Source: three years of rates and payers' cash flows in the documents that the
 * project was made for: one point lower rates, five points more prepayment; ten points more cash flow, three
 * points more (−5 and 0.3). From a base of 10 % these two give 18 % additive, 10.815 % relative. Additive is meant
 * unless stated. `reading`: an annual CPR for amortizing loans, or the probability of payment before the due
 * date for discount instruments.
 */
export interface PrepaymentRegression {
  readonly base: number;
  readonly pointsPerRatePoint: number;
  readonly pointsPerGrowthPoint: number;
  readonly rateChange: readonly number[];
  readonly cashFlowGrowth: readonly number[];
  readonly reading: 'cpr' | 'probability-before-due';
  readonly effect?: 'additive' | 'relative';
  /** Greatest p, below 1; 0.99 unless stated. */
  readonly cap?: number;
}

export const sourcePointsPerRatePoint = -5;
export const sourcePointsPerGrowthPoint = 0.3;

/** p of pool month `month` (the first is 1), a fraction. */
export function regressedPrepayment(rule: PrepaymentRegression, month: number): number {
  const fromRate = (rule.pointsPerRatePoint * elementOrLast(rule.rateChange, month)) / 100;
  const fromGrowth = (rule.pointsPerGrowthPoint * elementOrLast(rule.cashFlowGrowth, month)) / 100;
  const p =
    rule.effect === 'relative'
      ? rule.base * (1 + fromRate) * (1 + fromGrowth)
      : rule.base + fromRate + fromGrowth;
  return Math.min(Math.max(0, p), rule.cap ?? 0.99);
}

function elementOrLast(path: readonly number[], month: number): number {
  return path[Math.min(month, path.length) - 1] ?? 0;
}
