import type { LoanTable } from '../loanTable.js';
import { ExactSum, exactText } from './exactSum.js';

/** "; 1-30 days 3 loans 300.00, over 90 days 1 loan 50.00": what is a little late is another thing than what is lost. */
export function pastDueBuckets(loans: LoanTable, rows: readonly number[]): string {
  const parts = [...buckets, undefined].flatMap((bucket) => {
    const own = rows.filter((row) => bucketOf(daysAt(loans, row)) === bucket);
    if (own.length === 0) return [];
    const sum = new ExactSum();
    for (const row of own) sum.add(loans.currentBalance[row]!);
    const name = bucket === undefined ? 'days unknown' : `${bucket.name} days`;
    return [`${name} ${own.length} ${own.length === 1 ? 'loan' : 'loans'} ${exactText(sum.total())}`];
  });
  return `; ${parts.join(', ')}`;
}

const buckets = [
  { name: '1-30', most: 30 },
  { name: '31-60', most: 60 },
  { name: '61-90', most: 90 },
  { name: 'over 90', most: Number.POSITIVE_INFINITY },
] as const;

function daysAt({ numbers }: LoanTable, row: number): number | undefined {
  const days = numbers.daysPastDue;
  return days?.present[row] === 1 ? days.values[row] : undefined;
}

function bucketOf(days: number | undefined): (typeof buckets)[number] | undefined {
  return days === undefined ? undefined : buckets.find(({ most }) => days <= most);
}
