import type { CalendarDate } from '#basics/calendarDate.js';
import type { CollateralAssumptions } from './assumptions.js';
import type { CohortOptions } from './cohortOptions.js';
import {
  type CollateralCashflow,
  type CollateralColumn,
  type OptionalColumn,
  optionalColumns,
} from './collateralCashflow.js';
import type { LoanTable } from './loanTable.js';
import { advancePool, type CollateralMonth, isRunOff, openPool, type Pool } from './pool.js';
import { afterServicerFailure, arrivalMonth } from './servicerFailure.js';

/**
 * What a static pool pays, from its cut-off to the last recovery: a pool opened and advanced until nothing is
 * left. Loans are projected in cohorts of identical terms; `each: 'loan'` projects them one by one, with the
 * same result to rounding.
 */
export function projectPool(
  loans: LoanTable,
  assumptions: CollateralAssumptions,
  cutOff: CalendarDate,
  each: CohortOptions['each'] = 'distinct',
): CollateralCashflow {
  return runOff(openPool(loans, assumptions, cutOff, each));
}

/** Advances a pool to its end and collects its months, as they arrive if the servicer fails. */
export function runOff(pool: Pool): CollateralCashflow {
  const { servicer } = pool.assumptions;
  const months: CollateralMonth[] = [];
  while (!isRunOff(pool)) months.push(advancePool(pool));
  if (servicer === undefined || servicer.failsInMonth > months.length) return cashflowOf(months);
  const arrival = arrivalMonth(servicer) ?? 0;
  while (months.length <= arrival) months.push(advancePool(pool));
  return afterServicerFailure(cashflowOf(months), servicer);
}

/** Months as columns. */
export function cashflowOf(months: readonly CollateralMonth[]): CollateralCashflow {
  const column = (name: CollateralColumn) => Float64Array.from(months, (month) => month[name]);
  return {
    monthCount: months.length,
    dates: months.map((month) => month.date),
    balanceAtStart: column('balanceAtStart'),
    interest: column('interest'),
    scheduledPrincipal: column('scheduledPrincipal'),
    prepaidPrincipal: column('prepaidPrincipal'),
    defaultedPrincipal: column('defaultedPrincipal'),
    recoveries: column('recoveries'),
    losses: column('losses'),
    purchasedPrincipal: column('purchasedPrincipal'),
    balanceAtEnd: column('balanceAtEnd'),
    ...optionalOf(months),
  };
}

/** The optional columns of which some month is not zero. */
function optionalOf(months: readonly CollateralMonth[]): { [name in OptionalColumn]?: Float64Array } {
  const columns: { [name in OptionalColumn]?: Float64Array } = {};
  for (const name of optionalColumns) {
    if (months.some(({ optional }) => optional[name] !== 0)) {
      columns[name] = Float64Array.from(months, ({ optional }) => optional[name]);
    }
  }
  return columns;
}
