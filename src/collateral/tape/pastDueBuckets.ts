import type { LoanTable } from '../loanTable.js';
import { Finding } from './findings.js';

const buckets = [
  { name: '1-30 days', most: 30 },
  { name: '31-60 days', most: 60 },
  { name: '61-90 days', most: 90 },
  { name: 'over 90 days', most: Number.POSITIVE_INFINITY },
] as const;

/** "; 1-30 days 3 loans 300.00, over 90 days 1 loan 50.00": what is a little late is another thing than what is lost. */
export class PastDueBuckets {
  readonly #found = buckets.map(() => new Finding());
  readonly #unknown = new Finding();

  add({ numbers, currentBalance }: LoanTable, row: number): void {
    const days = numbers.daysPastDue;
    const bucket = days?.present[row] === 1 ? buckets.findIndex(({ most }) => days.values[row]! <= most) : -1;
    (this.#found[bucket] ?? this.#unknown).add(undefined, currentBalance[row]!);
  }

  text(): string {
    const all = [...buckets.map(({ name }, i) => ({ name, found: this.#found[i]! }))];
    const parts = [...all, { name: 'days unknown', found: this.#unknown }]
      .filter(({ found }) => found.count > 0)
      .map(
        ({ name, found }) =>
          `${name} ${found.count} ${found.count === 1 ? 'loan' : 'loans'} ${found.balance}`,
      );
    return `; ${parts.join(', ')}`;
  }
}
