import type { Cohorts } from './cohorts.js';
import { bucketCount, type RollRates, rollMatrix } from './rollRates.js';

/**
 * Loans that pay late, by cohort. A loan in bucket b has missed its last b payments, so its balance is what the
 * contract owed b months ago: with c the contract's balance and U_b the part of the cohort in the bucket,
 *
 *   balance of bucket b = U_b · c(k − b)
 *
 * Moving from b to b' in month k + 1 pays the b + 1 − b' oldest payments: principal c(k − b) − c(k + 1 − b') and the
 * contract's interest of the same months. A cure so pays all arrears; nothing is charged on late interest. Own
 * construction on the contract's terms; balances and principal follow from the identity of the month.
 */
export interface LateLedger {
  /** Row-major 4 × 5: shares from bucket to bucket, the last column to default. */
  readonly matrix: Float64Array;
  /** Row-major loan × bucket. */
  readonly units: Float64Array;
  /** Row-major loan × 4: contract balance now and 1 to 3 months ago, and interest due up to then. */
  readonly balances: Float64Array;
  readonly interests: Float64Array;
  /** Balance of loans that count as defaulted at the cut-off; defaults in the first month. */
  readonly defaultedAtStart: Float64Array;
}

export function newLateLedger(
  cohorts: Cohorts,
  rows: Uint32Array,
  balance: Float64Array,
  rates: RollRates,
): LateLedger {
  const count = rows.length;
  const ledger: LateLedger = {
    matrix: rollMatrix(rates),
    units: new Float64Array(count * bucketCount),
    balances: new Float64Array(count * bucketCount),
    interests: new Float64Array(count * bucketCount),
    defaultedAtStart: new Float64Array(count),
  };
  for (let i = 0; i < count; i++) {
    lookBack(cohorts, rows[i]!, ledger, i);
    const missed = cohorts.missedPayments[rows[i]!]!;
    if (missed >= bucketCount) ledger.defaultedAtStart[i] = balance[i]!;
    else {
      ledger.units[i * bucketCount + missed] = balance[i]! / ledger.balances[i * bucketCount + missed]!;
    }
  }
  return ledger;
}

/**
 * The contract's last three months before the cut-off, by its recursion backward: what a loan that is late at the
 * cut-off has missed. d(k − 1) = d(k) / decay + 1, c(k − 1) = c(k) · d / (d − 1), interest c(k − 1) · rate.
 */
function lookBack(cohorts: Cohorts, row: number, ledger: LateLedger, i: number): void {
  const { terms } = cohorts;
  const first = terms.changeStart[row]!;
  const changesAtOnce = first < terms.changeStart[row + 1]! && terms.changes[first] === 0;
  const decay = changesAtOnce ? terms.changes[first + 2]! : terms.decay[row]!;
  const rate = changesAtOnce ? terms.changes[first + 3]! : terms.monthlyRate[row]!;
  let divisor = changesAtOnce ? terms.changes[first + 1]! : terms.divisor[row]!;
  let balance = 1;
  let interest = 0;
  for (let back = 0; back < bucketCount; back++) {
    ledger.balances[i * bucketCount + back] = balance;
    ledger.interests[i * bucketCount + back] = interest;
    divisor = divisor / decay + 1;
    if (divisor !== Number.POSITIVE_INFINITY) balance *= divisor / (divisor - 1);
    interest -= balance * rate;
  }
}

/** What a month brings on one cohort that may pay late. */
export interface LateMonth {
  interest: number;
  principal: number;
  prepaid: number;
  defaulted: number;
  /** Balances at the end, by bucket. */
  readonly atEnd: Float64Array;
}

/**
 * One month: the contract's `share` and `due` of its balance at the month's start (zero after its maturity), and
 * prepayment of `smm` by those who are current once they have paid.
 */
export function stepLate(
  ledger: LateLedger,
  i: number,
  contract: { share: number; due: number },
  smm: number,
  into: LateMonth,
): void {
  const at = i * bucketCount;
  const { matrix, units, balances, interests, defaultedAtStart } = ledger;
  const [u0, u1, u2, u3] = [units[at]!, units[at + 1]!, units[at + 2]!, units[at + 3]!];
  const opening = balances[at]!;
  const oldBalances = [opening, balances[at + 1]!, balances[at + 2]!, balances[at + 3]!];
  const oldInterests = [interests[at]!, interests[at + 1]!, interests[at + 2]!, interests[at + 3]!];
  shift(balances, at, opening * (1 - contract.share));
  shift(interests, at, oldInterests[0]! + opening * contract.due);
  into.interest = 0;
  into.principal = 0;
  into.defaulted = defaultedAtStart[i]!;
  defaultedAtStart[i] = 0;
  units.fill(0, at, at + bucketCount);
  [u0, u1, u2, u3].forEach((from, b) => {
    if (from === 0) return;
    for (let to = 0; to < bucketCount; to++) {
      const moved = from * matrix[b * (bucketCount + 1) + to]!;
      if (moved === 0) continue;
      units[at + to]! += moved;
      into.principal += moved * (oldBalances[b]! - balances[at + to]!);
      into.interest += moved * (interests[at + to]! - oldInterests[b]!);
    }
    into.defaulted += from * matrix[b * (bucketCount + 1) + bucketCount]! * oldBalances[b]!;
  });
  into.prepaid = units[at]! * smm * balances[at]!;
  units[at]! *= 1 - smm;
  for (let b = 0; b < bucketCount; b++) into.atEnd[b] = units[at + b]! * balances[at + b]!;
}

function shift(column: Float64Array, at: number, newest: number): void {
  column[at + 3] = column[at + 2]!;
  column[at + 2] = column[at + 1]!;
  column[at + 1] = column[at]!;
  column[at] = newest;
}
