import { currencyDecimals } from '#basics/currency.js';
import { type Money, moneyFromFloat } from '#basics/money.js';
import type { Problem } from '#basics/problem.js';
import { cashflowWarnings } from '#collateral/cashflowWarnings.js';
import {
  type CollateralCashflow,
  type OptionalColumn,
  optionalColumns,
} from '#collateral/collateralCashflow.js';
import { projectPool } from '#collateral/projectPool.js';
import { type ExactCollections, exactCollections, roundedFlow } from '#waterfall/exact/exactCollections.js';
import { placeProblems } from './assumptionPlaces.js';
import { collateralAssumptions, type ResolvedPool } from './resolvedScenario.js';

/** What a pool is projected to pay, month by month, without a deal on it. */
export interface PoolCashflow {
  readonly flow: CollateralCashflow;
  readonly decimals: number;
  /** In minor units, as an exact run takes them. */
  readonly months: ExactCollections;
  readonly optional: { readonly [name in OptionalColumn]?: readonly Money[] };
  readonly problems: readonly Problem[];
}

/** Balances late at a month's end; the other optional columns are flows. */
const lateColumns = ['delinquent1To30', 'delinquent31To60', 'delinquent61To90'] as const;

export function poolCashflow(pool: ResolvedPool): PoolCashflow {
  const flow = projectPool(pool.tape.table, collateralAssumptions(pool), pool.cutOffDate);
  const decimals = currencyDecimals(pool.tape.table.currency ?? '');
  const optional: { [name in OptionalColumn]?: Money[] } = {};
  for (const name of optionalColumns) {
    const column = flow[name];
    if (column === undefined) continue;
    const isLate = lateColumns.some((late) => late === name);
    optional[name] = isLate
      ? Array.from(column, (amount) => moneyFromFloat(amount, decimals))
      : roundedFlow(column, decimals);
  }
  return {
    flow,
    decimals,
    months: exactCollections({ ...flow, ...noneLate(flow.monthCount), named: [] }, decimals),
    optional,
    problems: [...pool.problems, ...flowWarnings(pool, flow)],
  };
}

/** Late balances are columns of their own here, and nothing is bought. */
function noneLate(months: number) {
  const none = new Float64Array(months);
  const bought = { purchasable: none, reinvested: none, loansOut: none, cashIdle: none };
  return { late: none, lateOver30: none, lateOver60: none, ...bought, failedFrom: new Int32Array(0) };
}

/** What a projection shows that nothing before it could, placed in the assumptions file. */
export function flowWarnings({ places }: Pick<ResolvedPool, 'places'>, flow: CollateralCashflow): Problem[] {
  return placeProblems(cashflowWarnings(flow), places);
}
