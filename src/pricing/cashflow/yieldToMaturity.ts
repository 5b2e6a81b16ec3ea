import { searchRoot } from '#numerics/brent.js';
import type { Compounding } from './compounding.js';
import { presentValue } from './presentValue.js';
import type { TimedFlows } from './timedFlows.js';

/** A yield, or why there is none. */
export type YieldOutcome =
  | { readonly found: true; readonly rate: number }
  | { readonly found: false; readonly reason: string };

/**
 * The rate at which the flows are worth `price`, in the compounding asked for.
 *
 * Flows that are never negative are worth less at a higher rate, so there is at most one such rate. Prices no
 * rate between a loss of all but a millionth a year and 100,000 % reaches have no yield, and the reason says so.
 */
export function yieldToMaturity(flows: TimedFlows, price: number, compounding: Compounding): YieldOutcome {
  if (!(price > 0) || !Number.isFinite(price)) return none(`a price of ${price} has no yield`);
  const amounts = Array.from(flows.amounts);
  if (amounts.some((amount) => !(amount >= 0))) return none('a flow is negative: use internalRateOfReturn');
  return yieldOfEstimatedFlows(flows, price, compounding);
}

/**
 * The same for expected flows that a simulation has estimated: late ones may come out a little below zero by
 * sampling error, which counts as it is, so that flows and price stay those of one sample.
 */
export function yieldOfEstimatedFlows(
  flows: TimedFlows,
  price: number,
  compounding: Compounding,
): YieldOutcome {
  if (!(price > 0) || !Number.isFinite(price)) return none(`a price of ${price} has no yield`);
  const paid = Array.from(flows.amounts).some((amount, k) => amount > 0 && flows.years[k]! > 0);
  if (!paid) return none('nothing is paid');
  // Long flows at a rate near −m are worth more than a float64 holds; only the sign matters there.
  return solve((rate) => Math.min(presentValue(flows, rate, compounding) / price - 1, 1e12), compounding);
}

/**
 * The rate at which flows of both signs are worth nothing (IRR; XIRR on dated flows). Defined here only when
 * the amounts, in order of time, change sign once (Descartes: exactly one rate above −100 %).
 */
export function internalRateOfReturn(flows: TimedFlows, compounding: Compounding): YieldOutcome {
  const inOrder = Array.from(flows.amounts, (amount, k) => ({ amount, years: flows.years[k]! }))
    .filter(({ amount }) => amount !== 0)
    .sort((a, b) => a.years - b.years);
  const changes = inOrder.filter((flow, k) => k > 0 && flow.amount > 0 !== inOrder[k - 1]!.amount > 0).length;
  if (changes === 0) return none('all flows have one sign, so no rate makes them worth nothing');
  if (changes > 1) return none(`flows change sign ${changes} times, so several rates may do`);
  const scale = inOrder.reduce((total, flow) => total + Math.abs(flow.amount), 0);
  return solve((rate) => presentValue(flows, rate, compounding) / scale, compounding);
}

const highestRate = 1000;

/** The rate at which a value that falls with the rate (or rises with it) is zero. */
function solve(excessValue: (rate: number) => number, compounding: Compounding): YieldOutcome {
  const floor = compounding.kind === 'periodic' ? -compounding.perYear * (1 - 1e-6) : -14;
  const outcome = searchRoot(excessValue, 0, 0.1, { floor, ceiling: highestRate });
  if (outcome.found) return { found: true, rate: outcome.root };
  return none('no rate between the loss of nearly everything and 100,000 % gives this price');
}

function none(reason: string): YieldOutcome {
  return { found: false, reason };
}
