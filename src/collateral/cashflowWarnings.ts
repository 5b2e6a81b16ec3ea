import { formatMoney, moneyFromFloat } from '#basics/money.js';
import { type Problem, problem } from '#basics/problem.js';
import type { CollateralCashflow } from './collateralCashflow.js';

/** What a projection shows that its assumptions alone do not: defaults that the pool was too small for. */
export function cashflowWarnings(flow: CollateralCashflow): Problem[] {
  const column = flow.unplacedDefaults ?? new Float64Array(0);
  const unplaced = column.reduce((sum, amount) => sum + amount, 0);
  if (unplaced === 0) return [];
  const first = column.findIndex((amount) => amount > 0) + 1;
  const amount = formatMoney(moneyFromFloat(unplaced, 2), 2);
  const message = `defaults of ${amount} were asked for that the pool does not have, first in month ${first}; all of it defaults there`;
  return [problem('warning', 'capped-default', 'default', message)];
}
