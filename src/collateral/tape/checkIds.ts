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
    this.#rowCount += loans.rowCount;
    const hashes = new Int32Array(2);
    for (let row = 0; row < loans.rowCount; row++) {
      if (loans.loanId.hashesAt === undefined) hashText(loans.loanId.at(row), hashes);
      else loans.loanId.hashesAt(row, hashes);
      if (!this.#firsts.mayRepeat(hashes[0]!, hashes[1]!)) continue;
      const balance = loans.currentBalance[row]!;
      const seen = this.#firsts.earlier(loans.loanId.at(row), balance);
      if (seen === undefined) continue;
      if (this.#repeats++ === 0) this.#firstLine = loans.line[row]!;
      if (seen !== balance) this.#differ++;
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
