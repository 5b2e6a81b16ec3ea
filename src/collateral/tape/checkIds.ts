import { type Problem, problem } from '#basics/problem.js';
import type { LoanTable } from '../loanTable.js';
import { hashText, type RepeatCandidates, RepeatedRows } from './repeatedRows.js';

/** Ids that occur more than once. Rows stay apart whatever they share; equal ids with other balances are bad ids. */
export class IdCheck {
  readonly #firsts: RepeatedRows<number>;
  #rowCount = 0;
  #repeats = 0;
  #differ = 0;
  #firstLine = 0;

  constructor(rowCount: number, candidates: RepeatCandidates | undefined) {
    this.#firsts = new RepeatedRows(rowCount, candidates);
  }

  add(loans: LoanTable): void {
    const { rowCount, loanId, currentBalance } = loans;
    this.#rowCount += rowCount;
    const [highs, lows] = [new Int32Array(rowCount), new Int32Array(rowCount)];
    if (loanId.hashAll !== undefined) loanId.hashAll(highs, lows);
    else for (let row = 0; row < rowCount; row++) hashText(loanId.at(row), highs, lows, row);
    for (const row of this.#firsts.mayRepeat(highs, lows, rowCount)) {
      const seen = this.#firsts.earlier(loanId.at(row), currentBalance[row]!);
      if (seen === undefined) continue;
      if (this.#repeats++ === 0) this.#firstLine = loans.line[row]!;
      if (seen !== currentBalance[row]) this.#differ++;
    }
  }

  /** Ids that may repeat, if a second run has to tell. */
  get candidates(): RepeatCandidates | undefined {
    return this.#firsts.candidates;
  }

  get distinct(): number {
    return this.#rowCount - this.#repeats;
  }

  problem(tape: string, heading: string): Problem | undefined {
    if (this.#repeats === 0) return undefined;
    const verdict = this.#differ > 0 ? `${this.#differ} with another balance, so the ids are at fault; ` : '';
    const message = `${this.distinct} distinct ids on ${this.#rowCount} loans: ${this.#repeats} repeat an id (${verdict}no loans are merged)`;
    return problem('warning', 'duplicate-id', `${tape}:${this.#firstLine}:${heading}`, message);
  }
}
