import type { CalendarDate } from '#basics/calendarDate.js';
import { amortizeLoan, newAmortizationTerms } from './amortization.js';
import type { CohortOptions } from './cohortOptions.js';
import { loanAge } from './loanAge.js';
import { type LoanTable, repaymentTypes } from './loanTable.js';
import { missedPayments } from './rollRates.js';

/** Everything that two loans of a cohort have in common, as numbers. */
export class LoanKey {
  readonly terms = newAmortizationTerms();
  readonly values = new Float64Array(15);
  readonly #words = new Uint32Array(this.values.buffer);
  readonly #number = new Float64Array(1);
  readonly #numberWords = new Uint32Array(this.#number.buffer);
  readonly #loans: LoanTable;
  readonly #cutOff: CalendarDate;
  readonly #options: CohortOptions;

  constructor(loans: LoanTable, cutOff: CalendarDate, options: CohortOptions) {
    this.#loans = loans;
    this.#cutOff = cutOff;
    this.#options = options;
  }

  /** Reads a loan and returns the hash of its key: the words mixed one by one as in MurmurHash3. */
  read(row: number): number {
    const loans = this.#loans;
    const { terms, values } = this;
    amortizeLoan(loans, row, this.#cutOff, terms, this.#options.world);
    const defaultRate = loans.numbers.annualDefaultRate;
    values[0] = loans.annualRate[row]!;
    values[1] = terms.monthCount;
    values[2] = loans.repaymentType[row]!;
    values[3] = terms.monthlyRate;
    values[4] = terms.divisor;
    values[5] = terms.paymentInterval;
    values[6] = terms.accruedAtStart;
    values[7] = terms.feePerPrincipal;
    values[8] = defaultRate?.present[row] === 1 ? defaultRate.values[row]! : -1;
    values[9] = this.#options.byAge === true ? loanAge(loans, row, this.#cutOff) : 0;
    values[10] = this.#options.groupOfLoan?.[row] ?? 0;
    values[11] = this.#options.behaviorOfLoan?.[row] ?? 0;
    values[12] = terms.byDays ? 1 : 0;
    values[13] = this.#options.missedPayments === true ? missedAtCutOff(loans, row) : 0;
    values[14] = expectedRecovery(loans, row);
    let hash = mixWords(0, this.#words);
    for (const number of terms.changes) {
      this.#number[0] = number;
      hash = mixWords(hash, this.#numberWords);
    }
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return (hash ^ (hash >>> 16)) >>> 0;
  }

  equals(other: LoanKey): boolean {
    for (let i = 0; i < this.values.length; i++) if (this.values[i] !== other.values[i]) return false;
    const { changes } = this.terms;
    if (changes.length !== other.terms.changes.length) return false;
    for (let i = 0; i < changes.length; i++) if (changes[i] !== other.terms.changes[i]) return false;
    return true;
  }
}

function mixWords(start: number, words: Uint32Array): number {
  let hash = start;
  for (let i = 0; i < words.length; i++) {
    let word = Math.imul(words[i]!, 0xcc9e2d51);
    word = Math.imul((word << 15) | (word >>> 17), 0x1b873593);
    hash ^= word;
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  return hash;
}

/** Payments missed at the cut-off by the tape's days past due. */
function missedAtCutOff(loans: LoanTable, row: number): number {
  const days = loans.numbers.daysPastDue;
  return days?.present[row] === 1 ? missedPayments(days.values[row]!) : 0;
}

/** Net of its cost, per unit of balance; −1 for a loan that is not recovery-only or says nothing of it. */
function expectedRecovery(loans: LoanTable, row: number): number {
  const expected = loans.numbers.expectedRecovery;
  if (repaymentTypes[loans.repaymentType[row]!] !== 'recovery-only' || expected?.present[row] !== 1)
    return -1;
  const cost = loans.numbers.recoveryCost;
  const spent = cost?.present[row] === 1 ? cost.values[row]! : 0;
  return Math.max(0, expected.values[row]! - spent) / loans.currentBalance[row]!;
}
