import type { CalendarDate } from '#basics/calendarDate.js';
import { advanceBatch, type MonthLength } from './advanceBatch.js';
import { type AmountPlan, amountPlansOf, setAmountRates } from './amountPlans.js';
import type { CollateralAssumptions } from './assumptions.js';
import type { CohortOptions } from './cohortOptions.js';
import { cohortOptionsFor } from './cohortOptionsFor.js';
import { buildCohorts, type Cohorts } from './cohorts.js';
import type { OptionalColumn } from './collateralCashflow.js';
import { collateralMonthEnd } from './collateralMonths.js';
import { type DueQueue, dueBalances, newDueQueue, nextDue, takeDueFace } from './dueQueue.js';
import { type HandedOver, handedOverOf, queueHandedOver } from './handedOver.js';
import type { LoanTable } from './loanTable.js';
import { addMonthSums, type MonthSums, newMonthSums } from './monthSums.js';
import { type PoolBatch, poolBatches } from './poolBatch.js';
import {
  isQueueEmpty,
  newRecoveryQueue,
  nextRecovery,
  queueAmounts,
  queueGuaranteed,
  queueRecovery,
  type RecoveryQueue,
} from './recoveryQueue.js';

/**
 * A pool as a state: `advancePool` takes it one month on, `addLoans` lets purchased loans in between. It knows
 * neither what buys the loans nor whom the collections pay.
 */
export interface Pool {
  readonly assumptions: CollateralAssumptions;
  readonly cutOffDate: CalendarDate;
  /** Months advanced; month k ends at `collateralMonthEnd(cutOffDate, k)`. */
  month: number;
  readonly batches: PoolBatch[];
  /** Defaults given as amounts, by the loans that joined together and share the assumption. */
  readonly amountPlans: AmountPlan[];
  /** Performing balance at the end of the last month. */
  balanceAtEnd: number;
  /** Principal added since then; a purchase of the next month. */
  purchasedSince: number;
  readonly recovery: RecoveryQueue;
  readonly due: DueQueue;
  /** Recovery-only collateral that joined since the last month; it counts as defaulted in the next. */
  readonly handedOver: HandedOver[];
}

/** One month of a pool: a row of `CollateralCashflow`. */
export interface CollateralMonth {
  readonly date: CalendarDate;
  readonly balanceAtStart: number;
  readonly interest: number;
  readonly scheduledPrincipal: number;
  readonly prepaidPrincipal: number;
  readonly defaultedPrincipal: number;
  readonly recoveries: number;
  readonly losses: number;
  readonly purchasedPrincipal: number;
  /** Bought inside the month with principal of the same month; the pool itself buys nothing. */
  readonly reinvestedPrincipal: number;
  readonly balanceAtEnd: number;
  readonly optional: { readonly [name in OptionalColumn]: number };
}

/** A pool at its cut-off. Loans and assumptions must have passed `checkCollateral`; what has not may throw. */
export function openPool(
  loans: LoanTable,
  assumptions: CollateralAssumptions,
  cutOff: CalendarDate,
  each: CohortOptions['each'] = 'distinct',
): Pool {
  const options = { ...cohortOptionsFor(loans, assumptions, cutOff), each };
  return openPoolOfCohorts(buildCohorts(loans, cutOff, options), assumptions);
}

/** The same from cohorts; they must have been built with `cohortOptionsFor`. */
export function openPoolOfCohorts(cohorts: Cohorts, assumptions: CollateralAssumptions): Pool {
  const pool: Pool = {
    assumptions,
    cutOffDate: cohorts.cutOffDate,
    month: 0,
    batches: [],
    amountPlans: [],
    balanceAtEnd: sumOf(cohorts.balance),
    purchasedSince: 0,
    recovery: newRecoveryQueue(),
    due: newDueQueue(),
    handedOver: [],
  };
  join(pool, cohorts, 1);
  return pool;
}

/**
 * Takes purchased loans in, at the end of the month just advanced. Their terms and ages are as of then; they
 * first pay in the next month, which also reports the purchase.
 */
export function addLoans(pool: Pool, loans: LoanTable): void {
  const cutOff = collateralMonthEnd(pool.cutOffDate, pool.month);
  addCohorts(pool, buildCohorts(loans, cutOff, cohortOptionsFor(loans, pool.assumptions, cutOff)), 1);
}

/** The same from cohorts, each balance times `multiple`: a purchase that looks like a given pool. */
export function addCohorts(pool: Pool, cohorts: Cohorts, multiple: number): void {
  if (!(multiple >= 0)) throw new Error(`cannot add ${multiple} times a pool`);
  join(pool, cohorts, multiple);
  pool.purchasedSince += sumOf(cohorts.balance) * multiple;
}

/** As `addCohorts`, of loans bought inside the month just advanced: what is out of them at its end joins its end. */
export function addBoughtInside(pool: Pool, cohorts: Cohorts): void {
  join(pool, cohorts, 1);
  pool.balanceAtEnd += sumOf(cohorts.balance);
}

function join(pool: Pool, cohorts: Cohorts, multiple: number): void {
  const batches = poolBatches(cohorts, pool.assumptions, multiple, pool.month);
  pool.batches.push(...batches);
  pool.amountPlans.push(...amountPlansOf(batches, pool.cutOffDate, pool.month));
  pool.handedOver.push(...handedOverOf(cohorts, multiple));
}

/** Performing balance now, purchases included. */
export function poolBalance(pool: Pool): number {
  return pool.balanceAtEnd + pool.purchasedSince;
}

/** Whether nothing is left to be paid, recovered or lost. */
export function isRunOff(pool: Pool): boolean {
  return (
    poolBalance(pool) === 0 &&
    isQueueEmpty(pool.recovery) &&
    pool.batches.every((batch) => batch.advances === undefined)
  );
}

/** Takes the pool one month on and says what happened in it. */
export function advancePool(pool: Pool): CollateralMonth {
  const balanceAtStart = pool.balanceAtEnd;
  const purchasedPrincipal = pool.purchasedSince;
  const { date, length } = nextMonth(pool);
  const unplacedDefaults = setAmountRates(pool.amountPlans, pool.month);
  const sums = newMonthSums();
  const due = nextDue(pool.due);
  for (const batch of pool.batches) advanceOne(pool, batch, length, sums, due);
  for (const one of pool.handedOver.splice(0)) {
    sums.defaultedPrincipal += one.balance;
    queueHandedOver(pool.recovery, one, pool.assumptions.recovery);
  }
  sums.scheduledPrincipal += due.paid + due.claimed;
  for (const { amount, covered, claimDelayMonths, recovery } of due.defaults) {
    sums.defaultedPrincipal += amount;
    queueGuaranteed(pool.recovery, amount, covered, claimDelayMonths, recovery);
  }
  const [within1, within2, older] = dueBalances(pool.due);
  sums.balanceAtEnd += within1 + within2 + older;
  sums.delinquent1To30 += within1;
  sums.delinquent31To60 += within2;
  sums.delinquent61To90 += older;
  removeEnded(pool.batches);
  pool.month++;
  pool.balanceAtEnd = sums.balanceAtEnd;
  pool.purchasedSince = 0;
  const recovered = nextRecovery(pool.recovery);
  return {
    date,
    balanceAtStart,
    interest: sums.interest,
    scheduledPrincipal: sums.scheduledPrincipal,
    prepaidPrincipal: sums.prepaidPrincipal,
    defaultedPrincipal: sums.defaultedPrincipal,
    recoveries: sums.recoveries + recovered.recoveries,
    losses: sums.losses + recovered.losses,
    purchasedPrincipal,
    reinvestedPrincipal: 0,
    balanceAtEnd: sums.balanceAtEnd,
    optional: {
      capitalizedInterest: sums.capitalizedInterest,
      drawnPrincipal: sums.drawnPrincipal,
      prepaymentPenalties: sums.prepaymentPenalties,
      advancedInterest: sums.advancedInterest,
      advancedPrincipal: sums.advancedPrincipal,
      recoveryCosts: recovered.costs,
      guaranteeOnDemand: due.claimed,
      guaranteeAfterDefault: recovered.guarantees,
      delinquent1To30: sums.delinquent1To30,
      delinquent31To60: sums.delinquent31To60,
      delinquent61To90: sums.delinquent61To90,
      unplacedDefaults,
    },
  };
}

/** The month of one batch; its defaults go into the queue by its own recovery assumption. */
function advanceOne(
  pool: Pool,
  batch: PoolBatch,
  length: MonthLength,
  total: MonthSums,
  due: ReturnType<typeof nextDue>,
): void {
  const sums = newMonthSums();
  advanceBatch(batch, length, sums);
  const { recovery, payables } = batch.behavior;
  if (batch.advances !== undefined) takeAdvanced(pool, batch.advances);
  else if (batch.isDiscount && payables?.guarantee !== undefined) {
    const { limit, claimDelayMonths } = payables.guarantee;
    const covered = sums.defaultedPrincipal * Math.min(1, limit);
    queueGuaranteed(pool.recovery, sums.defaultedPrincipal, covered, claimDelayMonths, recovery);
  } else queueRecovery(pool.recovery, sums.defaultedPrincipal, recovery);
  if (batch.isDiscount && payables !== undefined) {
    takeDueFace(pool.due, due, sums.scheduledPrincipal, payables, recovery);
    sums.scheduledPrincipal = 0;
  }
  addMonthSums(total, sums);
}

/** Liquidations after a loan's maturity: the ledger counts from the next month, the queue from this one. */
function takeAdvanced(pool: Pool, ledger: NonNullable<PoolBatch['advances']>): void {
  ledger.laterLosses.forEach((lost, i) => {
    queueAmounts(pool.recovery, ledger.laterRecoveries[i]!, lost, i + 1);
  });
  ledger.laterLosses.length = 0;
  ledger.laterRecoveries.length = 0;
}

/** The next month's end and its length: for annual rates a twelfth, or in the order `actual` its days over 365. */
function nextMonth(pool: Pool): { date: CalendarDate; length: MonthLength } {
  const date = collateralMonthEnd(pool.cutOffDate, pool.month + 1);
  const days = date - collateralMonthEnd(pool.cutOffDate, pool.month);
  return { date, length: { days, years: pool.assumptions.order === 'actual' ? days / 365 : 1 / 12 } };
}

function removeEnded(batches: PoolBatch[]): void {
  for (let i = batches.length - 1; i >= 0; i--) if (batches[i]!.alive === 0) batches.splice(i, 1);
}

function sumOf(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
