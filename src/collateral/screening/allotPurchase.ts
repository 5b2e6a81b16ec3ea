import type { PurchaseLots } from './purchaseLots.js';

/**
 * What is bought of each lot for `wanted` principal, into `bought`; returns how much that is. Lots are bought in
 * proportion to their shares of the line. A name that reaches its limit, as a share of the pool with what is bought,
 * is bought no more on that date, and the others share the rest in proportion; what cannot be bought stays cash.
 *
 * `balances`: the pool by lot before the purchase. With `wanted` infinite the result is the most that can be bought.
 */
export function allotPurchase(
  lots: PurchaseLots,
  balances: Float64Array,
  wanted: number,
  bought: Float64Array,
): number {
  bought.fill(0);
  const open = lots.share.map((share) => (share > 0 ? 1 : 0));
  let total = 0;
  for (const balance of balances) total += balance;
  let placed = 0;
  for (;;) {
    const share = openShare(lots, open);
    if (share === 0 || placed >= wanted) return placed;
    const { step, limit, name } = nextStop(lots, open, share, balances, bought, total + placed);
    const taken = Math.min(step, wanted - placed);
    if (taken === Number.POSITIVE_INFINITY) return taken;
    for (let lot = 0; lot < lots.count; lot++) {
      if (open[lot] === 1) bought[lot]! += (taken * lots.share[lot]!) / share;
    }
    placed += taken;
    if (taken < step || limit === undefined) return placed;
    limit.nameOfLot.forEach((other, lot) => {
      if (other === name) open[lot] = 0;
    });
  }
}

function openShare({ share }: PurchaseLots, open: Float64Array): number {
  let total = 0;
  for (let lot = 0; lot < share.length; lot++) total += open[lot]! * share[lot]!;
  return total;
}

interface Stop {
  /** Principal that can be bought until the limit stops a name; infinite where none is stopped. */
  readonly step: number;
  readonly limit: PurchaseLots['limits'][number] | undefined;
  readonly name: number;
}

/** What cents may put a name over its limit by. */
const rounding = 0.05;

/** The name that reaches its limit first. */
function nextStop(
  lots: PurchaseLots,
  open: Float64Array,
  share: number,
  balances: Float64Array,
  bought: Float64Array,
  total: number,
): Stop {
  let first: Stop = { step: Number.POSITIVE_INFINITY, limit: undefined, name: -1 };
  for (const limit of lots.limits) {
    const held = new Float64Array(limit.names.length);
    const growth = new Float64Array(limit.names.length);
    for (let lot = 0; lot < lots.count; lot++) {
      const name = limit.nameOfLot[lot]!;
      if (name < 0) continue;
      held[name]! += balances[lot]! + bought[lot]!;
      growth[name]! += (open[lot]! * lots.share[lot]!) / share;
    }
    for (let name = 0; name < held.length; name++) {
      // Of each unit bought the name takes `growth`, and the limit gives way by its share of the unit.
      const excess = growth[name]! - limit.atMost;
      const room = limit.atMost * total - held[name]!;
      // A name that sits on its limit but for rounding, of cents too, is not over it.
      if (growth[name] === 0 || (excess <= 0 && room >= -(rounding + 1e-7 * total))) continue;
      const step = room <= 0 ? 0 : room / excess;
      if (step < first.step) first = { step, limit, name };
    }
  }
  return first;
}
