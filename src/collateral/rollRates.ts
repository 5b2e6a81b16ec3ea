/** Where a loan can be: current, or one, two or three payments late (1–30, 31–60, 61–90 days). */
export const delinquencyBuckets = ['current', '1-30', '31-60', '61-90'] as const;
export type DelinquencyBucket = (typeof delinquencyBuckets)[number];
export const bucketCount = delinquencyBuckets.length;

/**
 * Monthly shares that move from each bucket, as rows [to current, to 1–30, to 31–60, to 61–90, to default]. A
 * month adds one missed payment at most, so a loan moves up by one bucket or stays or moves down: what lies
 * further up must be zero. Default is the move from 61–90; rows add up to 1.
 */
export interface RollRates {
  readonly current: readonly number[];
  readonly '1-30': readonly number[];
  readonly '31-60': readonly number[];
  readonly '61-90': readonly number[];
}

/** Row-major 4 × 5 for the kernel. */
export function rollMatrix(rates: RollRates): Float64Array {
  const matrix = new Float64Array(bucketCount * (bucketCount + 1));
  delinquencyBuckets.forEach((bucket, from) => {
    rates[bucket].forEach((share, to) => {
      matrix[from * (bucketCount + 1) + to] = share;
    });
  });
  return matrix;
}

/** Payments missed by a loan that many days past due: 0, 1 to 3, and 4 for one that counts as defaulted. */
export function missedPayments(daysPastDue: number): number {
  return daysPastDue <= 0 ? 0 : Math.min(Math.ceil(daysPastDue / 30), bucketCount);
}
