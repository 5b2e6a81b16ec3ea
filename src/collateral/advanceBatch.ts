import { advanceDefaulted } from './advances.js';
import { stepContracts } from './contractColumns.js';
import { stepLate } from './lateLedger.js';
import { fillRates } from './monthlyHazards.js';
import type { MonthSums } from './monthSums.js';
import type { PoolBatch } from './poolBatch.js';
import { bucketCount } from './rollRates.js';

/** A month's length: `years` for annual rates, `days` for daily interest. */
export interface MonthLength {
  readonly years: number;
  readonly days: number;
}

/** Months after their maturity in which late loans are still worked out. */
export const lateTail = bucketCount - 1;

/** One month of all loans of a batch, added to `sums`. */
export function advanceBatch(batch: PoolBatch, length: MonthLength, sums: MonthSums): void {
  if (batch.alive === 0) return;
  fillMonth(batch, length.years);
  batch.elapsed++;
  const tail = batch.late === undefined ? 0 : lateTail;
  let surviving = batch.alive;
  while (surviving > 0 && batch.monthCount[surviving - 1]! + tail === batch.elapsed) {
    surviving--;
    batch.divisor[surviving] = 1; // the last payment is all that is left
  }
  const before = sums.balanceAtEnd;
  if (batch.plain) payPlain(batch, sums);
  else if (batch.late !== undefined) payLate(batch, length.days, sums);
  else payAny(batch, length.days, sums);
  batch.performing = sums.balanceAtEnd - before;
  batch.alive = surviving;
}

function fillMonth(batch: PoolBatch, years: number): void {
  const { hazards } = batch;
  const constant = !hazards.byLoanMonth && hazards.default !== undefined;
  if (constant && batch.filledForYears === years) return;
  const { alive: count, ageAtStart, monthCount, originalRow, elapsed, amountRate } = batch;
  const month = { years, elapsed, poolMonth: batch.joinedMonth + elapsed, amountRate };
  fillRates(hazards, month, { count, ageAtStart, monthCount, originalRow }, batch.smm, batch.mdr);
  batch.filledForYears = years;
}

/**
 * The month of loans that pay interest and principal every month, in the batch's order of events; each order's
 * formulas are in docs/methodology/collateral.md. Columns are read once, sums stay in locals.
 */
function payPlain(batch: PoolBatch, sums: MonthSums): void {
  const { balance, monthlyRate, divisor, decay, smm, mdr, order } = batch;
  const count = batch.alive;
  let interest = 0;
  let scheduled = 0;
  let prepaid = 0;
  let defaulted = 0;
  let atEnd = 0;
  for (let i = 0; i < count; i++) {
    const opening = balance[i]!;
    const defaulting = opening * mdr[i]!;
    let paying = opening - defaulting;
    let prepaying: number;
    let principal: number;
    let left: number;
    if (order === 'survivors') {
      principal = paying / divisor[i]!;
      left = paying - principal;
      prepaying = left * smm[i]!;
      left -= prepaying;
    } else if (order === 'actual') {
      prepaying = paying * smm[i]!;
      paying -= prepaying;
      principal = paying / divisor[i]!;
      left = paying - principal;
    } else {
      principal = paying / divisor[i]!;
      const afterPrincipal = opening - opening / divisor[i]!;
      prepaying = afterPrincipal * smm[i]!;
      left = afterPrincipal * Math.max(0, 1 - mdr[i]! - smm[i]!);
    }
    interest += paying * monthlyRate[i]!;
    scheduled += principal;
    prepaid += prepaying;
    defaulted += defaulting;
    atEnd += left;
    balance[i] = left;
    divisor[i] = (divisor[i]! - 1) * decay[i]!;
  }
  sums.interest += interest;
  sums.scheduledPrincipal += scheduled;
  sums.prepaidPrincipal += prepaid;
  sums.defaultedPrincipal += defaulted;
  sums.balanceAtEnd += atEnd;
}

/**
 * The same month for any contract. Interest is on what neither defaults nor, in the order `actual`, prepays; prepaid
 * principal brings what is owed on it since the last payment: to the end of the month, or in the order `actual`,
 * where it leaves first, to its start. Partial prepayments that shorten the term come last.
 */
function payAny(batch: PoolBatch, days: number, sums: MonthSums): void {
  const { balance, smm, mdr, order, advances, shorteningSmm, penaltyByAge, ageAtStart } = batch;
  const contract = batch.contract!;
  const { share, due, growth, owedBefore, owedAfter, draws } = contract;
  stepContracts(contract, batch, batch.alive, batch.elapsed, days);
  const month = { recovered: 0, lost: 0, principal: 0, interest: 0 };
  for (let i = 0; i < batch.alive; i++) {
    const opening = balance[i]!;
    const defaulting = opening * mdr[i]!;
    const kept = 1 - share[i]! + growth[i]!;
    let paying = opening - defaulting;
    let prepaying: number;
    let left: number;
    let owed: number;
    if (order === 'survivors') {
      left = paying * kept;
      prepaying = left * smm[i]!;
      left -= prepaying;
      owed = owedAfter[i]!;
    } else if (order === 'actual') {
      prepaying = paying * smm[i]!;
      paying -= prepaying;
      left = paying * kept;
      owed = owedBefore[i]!;
    } else {
      const afterPrincipal = opening * kept;
      prepaying = afterPrincipal * smm[i]!;
      left = afterPrincipal * Math.max(0, 1 - mdr[i]! - smm[i]!);
      owed = owedAfter[i]!;
    }
    sums.interest += paying * due[i]! + prepaying * owed;
    const grown = paying * growth[i]!;
    if (draws[i] === 1) sums.drawnPrincipal += grown;
    else sums.capitalizedInterest += grown;
    if (shorteningSmm > 0) {
      const partial = left * shorteningSmm;
      shortenTerm(batch, i, shorteningSmm);
      left -= partial;
      prepaying += partial;
      sums.interest += partial * owedAfter[i]!;
    }
    if (penaltyByAge.length > 0) {
      const age = Math.min(ageAtStart[i]! + batch.elapsed - 1, penaltyByAge.length - 1);
      sums.prepaymentPenalties += prepaying * penaltyByAge[age]!;
      sums.interest += prepaying * penaltyByAge[age]!;
    }
    if (advances !== undefined) {
      const isLast = batch.monthCount[i] === batch.elapsed;
      const terms = { share: share[i]!, due: due[i]!, growth: growth[i]!, isLast };
      advanceDefaulted(advances, i, batch.elapsed, terms, defaulting, month);
      sums.advancedPrincipal += month.principal;
      sums.advancedInterest += month.interest;
      sums.interest += month.interest;
      sums.recoveries += month.recovered + month.principal;
      sums.losses += month.lost;
    }
    sums.scheduledPrincipal += paying * share[i]!;
    sums.prepaidPrincipal += prepaying;
    sums.defaultedPrincipal += defaulting;
    sums.balanceAtEnd += left;
    balance[i] = left;
  }
}

/**
 * The installment stays and the balance falls by `partial` of itself: the next principal is what the installment
 * leaves after interest on the lower balance, 1/d' + r·partial of the balance before. Where no principal is being
 * paid (an infinite divisor) nothing changes.
 */
function shortenTerm({ divisor, decay }: PoolBatch, i: number, partial: number): void {
  if (divisor[i] === Number.POSITIVE_INFINITY) return;
  const periodRate = 1 / decay[i]! - 1;
  divisor[i] = Math.max(1, (1 - partial) / (1 / divisor[i]! + periodRate * partial));
}

/** The month of loans that may pay late; their order is that of single loans, `survivors`. */
function payLate(batch: PoolBatch, days: number, sums: MonthSums): void {
  const { balance, smm, late, penaltyByAge, ageAtStart, elapsed, monthCount } = batch;
  const contract = batch.contract!;
  stepContracts(contract, batch, batch.alive, elapsed, days);
  const month = { interest: 0, principal: 0, prepaid: 0, defaulted: 0, atEnd: new Float64Array(bucketCount) };
  const over = { share: 1, due: 0 };
  for (let i = 0; i < batch.alive; i++) {
    const isOver = monthCount[i]! < elapsed;
    const terms = isOver ? over : { share: contract.share[i]!, due: contract.due[i]! };
    stepLate(late!, i, terms, smm[i]!, month);
    if (penaltyByAge.length > 0) {
      const age = Math.min(ageAtStart[i]! + elapsed - 1, penaltyByAge.length - 1);
      sums.prepaymentPenalties += month.prepaid * penaltyByAge[age]!;
      sums.interest += month.prepaid * penaltyByAge[age]!;
    }
    sums.interest += month.interest + month.prepaid * contract.owedAfter[i]!;
    sums.scheduledPrincipal += month.principal;
    sums.prepaidPrincipal += month.prepaid;
    sums.defaultedPrincipal += month.defaulted;
    sums.delinquent1To30 += month.atEnd[1]!;
    sums.delinquent31To60 += month.atEnd[2]!;
    sums.delinquent61To90 += month.atEnd[3]!;
    balance[i] = month.atEnd[0]! + month.atEnd[1]! + month.atEnd[2]! + month.atEnd[3]!;
    sums.balanceAtEnd += balance[i]!;
  }
}
