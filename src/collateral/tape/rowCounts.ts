import { amountMost } from './canonicalColumns.js';
import { ExactSum, exactText } from './exactSum.js';
import { fateOf, ignoredFates, type Judgement, type RowFate } from './judgeRows.js';
import type { LoanColumns } from './loanColumns.js';
import { present } from './tapeCells.js';
import type { RejectedCell, TapeReport } from './tapeReport.js';

type Counts = Pick<
  TapeReport,
  | 'rows'
  | 'accepted'
  | 'rejected'
  | 'ignored'
  | 'money'
  | 'ignoredFor'
  | 'currentBalance'
  | 'rejects'
  | 'faultCount'
>;

/** Rows and their money by what became of them, run by run. The total is summed on its own, so that a test can compare it. A total row is no money. */
export class RowCounts {
  readonly #counts: Record<RowFate, number> = {
    accepted: 0,
    rejected: 0,
    'zero-balance': 0,
    'total-row': 0,
    'note-row': 0,
    'other-day': 0,
  };
  readonly #sums: Record<RowFate, ExactSum> = {
    accepted: new ExactSum(),
    rejected: new ExactSum(),
    'zero-balance': new ExactSum(),
    'total-row': new ExactSum(),
    'note-row': new ExactSum(),
    'other-day': new ExactSum(),
  };
  readonly #total = new ExactSum();
  readonly #ignored = new ExactSum();
  readonly #rejects: RejectedCell[] = [];
  readonly #rejectsListed: number;
  #rows = 0;
  #rowsWithoutBalance = 0;
  #faultCount = 0;

  constructor(rejectsListed: number) {
    this.#rejectsListed = rejectsListed;
  }

  add({ balance }: LoanColumns, judgement: Judgement): void {
    const { values, state } = balance;
    this.#rows += values.length;
    if (judgement.areAllAccepted) {
      const sum = new ExactSum();
      sum.addAll(values);
      this.#sums.accepted.addSum(sum);
      this.#total.addSum(sum);
      this.#counts.accepted += values.length;
      return;
    }
    for (let row = 0; row < values.length; row++) {
      const fate = fateOf(judgement, row);
      this.#counts[fate]++;
      const believable = state[row] === present && Math.abs(values[row]!) <= amountMost;
      if (!believable || judgement.ragged[row] === 1) {
        this.#rowsWithoutBalance++;
        continue;
      }
      this.#sums[fate].add(values[row]!);
      if (fate === 'total-row') continue; // its amount is that of the rows above, which are counted
      this.#total.add(values[row]!);
      if (fate !== 'accepted' && fate !== 'rejected') this.#ignored.add(values[row]!);
    }
    this.#faultCount += judgement.rejects.faultCount;
    const room = this.#rejectsListed - this.#rejects.length;
    if (room > 0 && judgement.rejects.faultCount > 0) this.#rejects.push(...judgement.rejects.list(room));
  }

  result(): Counts {
    const counts = this.#counts;
    const text = (sum: ExactSum) => exactText(sum.total());
    const reasons = ignoredFates.filter((reason) => counts[reason] > 0);
    const accepted = text(this.#sums.accepted);
    return {
      rows: this.#rows,
      accepted: counts.accepted,
      rejected: counts.rejected,
      ignored: reasons.reduce((sum, reason) => sum + counts[reason], 0),
      money: {
        total: text(this.#total),
        accepted,
        rejected: text(this.#sums.rejected),
        ignored: text(this.#ignored),
        rowsWithoutBalance: this.#rowsWithoutBalance,
      },
      ignoredFor: reasons.map((reason) => ({
        reason,
        rows: counts[reason],
        money: text(this.#sums[reason]),
      })),
      currentBalance: accepted,
      rejects: this.#rejects,
      faultCount: this.#faultCount,
    };
  }
}
