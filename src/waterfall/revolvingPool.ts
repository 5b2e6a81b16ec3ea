import type { CollateralAssumptions } from '#collateral/assumptions.js';
import { cohortOptionsFor } from '#collateral/cohortOptionsFor.js';
import { buildCohorts, type Cohorts } from '#collateral/cohorts.js';
import { collateralMonthEnd } from '#collateral/collateralMonths.js';
import { type DailyDrawings, dailyDrawings, drawnOn } from '#collateral/dailyDrawings.js';
import type { LoanTable } from '#collateral/loanTable.js';
import {
  addBoughtInside,
  addCohorts,
  advancePool,
  type CollateralMonth,
  openPoolOfCohorts,
  type Pool,
  poolBalance,
} from '#collateral/pool.js';
import { oneLot, type PurchaseLots } from '#collateral/screening/purchaseLots.js';
import { servicerMonths } from '#collateral/servicerMonths.js';
import { type BeforePeriod, type Collections, fillLate } from './availableFunds.js';
import { idleSince } from './idleCash.js';
import { joiningMonth } from './joiningMonth.js';
import { clearTurnover, newTurnover, type Turnover } from './monthTurnover.js';
import type { PaymentPlan } from './paymentPlan.js';
import { type PurchaseMarket, purchaseMarket } from './purchaseMarket.js';
import { boughtMix, buysInside, turnOver, turnoverMonth, withoutReinvested } from './turnOver.js';

/** A pool that grows by what the priority of payments leaves, and the months it went through. */
export interface RevolvingPool {
  /** Takes in what was bought on the date before, and fills the period's collections. */
  readonly before: BeforePeriod<number>;
  readonly months: readonly CollateralMonth[];
}

export interface RevolvingPoolOptions {
  readonly lots?: PurchaseLots | undefined;
  /** Purchases inside a month: by the day in whole units of the currency, or in closed form. */
  readonly ledger?: 'by-day' | 'formula';
}

/**
 * Loans bought look like the pool at the cut-off: the same cohorts, as old as they were then, `cash / price` of
 * them, in the mix that `purchaseMarket` allows. What a payment date buys joins by `joiningMonth`; what principal
 * buys inside a month (`purchases.every`) is out from its day on, and balances hold both from then on.
 */
export function openRevolvingPool(
  plan: PaymentPlan,
  loans: LoanTable,
  assumptions: CollateralAssumptions,
  into: Collections,
  { lots = oneLot(loans), ledger = 'formula' }: RevolvingPoolOptions = {},
): RevolvingPool {
  const options = cohortOptionsFor(loans, assumptions, plan.cutOffDate);
  const cohorts = buildCohorts(loans, plan.cutOffDate, { ...options, groupOfLoan: lots.ofLoan });
  const pool = openPoolOfCohorts(cohorts, assumptions);
  const market = purchaseMarket(lots, lotSums(cohorts, lots.count), plan.purchasePrice.value);
  const months: CollateralMonth[] = [];
  const arrived = servicerMonths(assumptions.servicer);
  const waiting: { month: number; multiples: Float64Array }[] = [];
  const drawings = dailyDrawings(
    cohorts,
    { count: lots.count, ofCohort: cohorts.group },
    assumptions.creditLines,
  );
  const line = replacementLine(plan, cohorts, drawings);
  const join = (): void => {
    while (waiting[0] !== undefined && waiting[0].month <= pool.month) {
      addCohorts(pool, multiplied(line(pool.month), waiting.shift()!.multiples), 1);
    }
  };
  const held = (): Float64Array => {
    const balances = lotBalances(pool, cohorts, lots.count);
    for (const { multiples } of waiting) market.add(multiples, balances);
    return balances;
  };
  const inside = insideMonths(plan, pool, cohorts, {
    lots,
    market,
    ledger,
    assumptions,
    held,
    drawings,
    line,
  });
  return {
    months,
    before: (period, purchased, isStopped) => {
      if (purchased > 0) {
        waiting.push({ month: joiningMonth(plan, period - 1), multiples: market.buy(purchased).slice() });
      }
      const { firstMonth, endMonth } = plan.periods[period]!;
      const first = months.length;
      join();
      into.balanceAtStart[period] = poolBalance(pool);
      const days = { loans: 0, cash: idleSince(plan, into, period, purchased) };
      let reinvested = 0;
      while (pool.month < endMonth) {
        const month = inside(isStopped);
        reinvested += month.spent;
        days.loans += month.loanDays;
        days.cash += month.cashDays;
        months.push(arrived(month.row));
        join();
      }
      into.balanceAtEnd[period] = poolBalance(pool);
      into.purchasable[period] = market.open(held());
      sumFlows(into, period, months.slice(Math.max(first, firstMonth)));
      withoutReinvested(into, period, reinvested);
      const { collectionStart, collectionEnd } = plan.periods[period]!;
      const length = Math.max(1, collectionEnd - collectionStart);
      into.loansOut[period] = days.loans / length;
      into.cashIdle[period] = days.cash / length;
    },
  };
}

interface InsideMonth extends Pick<Turnover, 'spent' | 'loanDays' | 'cashDays'> {
  readonly row: CollateralMonth;
}

/** Advances the pool by a month, whose principal buys loans as it comes in where the plan says so. */
function insideMonths(
  plan: PaymentPlan,
  pool: Pool,
  cohorts: Cohorts,
  by: {
    readonly lots: PurchaseLots;
    readonly market: PurchaseMarket;
    readonly ledger: 'by-day' | 'formula';
    readonly assumptions: CollateralAssumptions;
    readonly held: () => Float64Array;
    readonly drawings: DailyDrawings | undefined;
    readonly line: (month: number) => Cohorts;
  },
): (isStopped: boolean) => InsideMonth {
  const { lots, market, assumptions, held, drawings, line } = by;
  const mix = boughtMix(lots, drawings);
  const turnover = newTurnover(lots.count);
  const lotBalance = lotSums(cohorts, lots.count);
  return (isStopped) => {
    const { month } = pool;
    const heldAtStart = buysInside(plan, month, isStopped) ? held() : undefined;
    const row = advancePool(pool);
    const told = turnoverMonth(plan, month, row, drawings, assumptions.order);
    if (heldAtStart === undefined) {
      return { row, spent: 0, loanDays: told.performing * told.days - told.repaidDays, cashDays: 0 };
    }
    clearTurnover(turnover);
    const sides = {
      market,
      lotBalance,
      mix,
      heldAtStart,
      heldAtEnd: held(),
    };
    turnOver(plan, told, { ...sides, ledger: by.ledger }, turnover);
    const multiples = turnover.atEnd.map((out, lot) => (out === 0 ? 0 : out / lotBalance[lot]!));
    addBoughtInside(pool, multiplied(line(pool.month), multiples));
    return { ...turnover, row: withTurnover(row, turnover, pool.balanceAtEnd) };
  };
}

/** What purchases are like: the cohorts of the cut-off; drawings have the days of their own months. */
function replacementLine(
  { cutOffDate }: PaymentPlan,
  cohorts: Cohorts,
  drawings: DailyDrawings | undefined,
): (month: number) => Cohorts {
  if (drawings === undefined) return () => cohorts;
  const byMonth = new Map<number, Cohorts>();
  return (month) => {
    const known = byMonth.get(month) ?? drawnOn(cohorts, drawings, collateralMonthEnd(cutOffDate, month));
    byMonth.set(month, known);
    return known;
  };
}

function withTurnover(row: CollateralMonth, turnover: Turnover, balanceAtEnd: number): CollateralMonth {
  return {
    ...row,
    interest: row.interest + turnover.interest,
    scheduledPrincipal: row.scheduledPrincipal + turnover.repaid,
    reinvestedPrincipal: turnover.bought,
    balanceAtEnd,
  };
}

function lotSums(cohorts: Cohorts, count: number): Float64Array {
  const sums = new Float64Array(count);
  cohorts.group.forEach((lot, cohort) => {
    sums[lot]! += cohorts.balance[cohort]!;
  });
  return sums;
}

/** The pool by lot, loans that have not joined yet left out. */
function lotBalances({ batches }: Pool, { group }: Cohorts, count: number): Float64Array {
  const balances = new Float64Array(count);
  for (const { alive, originalRow, balance } of batches) {
    for (let i = 0; i < alive; i++) balances[group[originalRow[i]!]!]! += balance[i]!;
  }
  return balances;
}

function multiplied(cohorts: Cohorts, multiples: Float64Array): Cohorts {
  const balance = cohorts.balance.map((amount, cohort) => amount * multiples[cohorts.group[cohort]!]!);
  return { ...cohorts, balance };
}

const summed = [
  'interest',
  'scheduledPrincipal',
  'prepaidPrincipal',
  'recoveries',
  'defaultedPrincipal',
  'losses',
] as const;

function sumFlows(into: Collections, period: number, months: readonly CollateralMonth[]): void {
  for (const name of summed) {
    let total = 0;
    for (const month of months) total += month[name];
    into[name][period] = total;
  }
  const late = months.at(-1)?.optional;
  if (late !== undefined) {
    fillLate(into, period, late.delinquent1To30, late.delinquent31To60, late.delinquent61To90);
  }
}
