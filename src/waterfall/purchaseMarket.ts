import { allotPurchase } from '#collateral/screening/allotPurchase.js';
import type { PurchaseLots } from '#collateral/screening/purchaseLots.js';

/** What a deal finds to buy: the lots of its replacement line at a price, within its limits. */
export interface PurchaseMarket {
  /** Sees the pool by lot on a payment date; returns the cash that loans can be bought for, infinite without limits. */
  open(balances: Float64Array): number;
  /** What cash buys on the date seen last: by lot, how many times the lot as it was at the cut-off. Reused. */
  buy(cash: number): Float64Array;
  /** Adds loans bought to balances by lot. */
  add(multiples: Float64Array, balances: Float64Array): void;
}

export function purchaseMarket(lots: PurchaseLots, lotBalances: Float64Array, price: number): PurchaseMarket {
  const seen = new Float64Array(lots.count);
  const principal = new Float64Array(lots.count);
  const multiples = new Float64Array(lots.count);
  return {
    open(balances) {
      seen.set(balances);
      return price * allotPurchase(lots, seen, Number.POSITIVE_INFINITY, principal);
    },
    buy(cash) {
      allotPurchase(lots, seen, cash / price, principal);
      for (let lot = 0; lot < lots.count; lot++) {
        multiples[lot] = principal[lot] === 0 ? 0 : principal[lot]! / lotBalances[lot]!;
      }
      return multiples;
    },
    add(bought, balances) {
      for (let lot = 0; lot < lots.count; lot++) balances[lot]! += bought[lot]! * lotBalances[lot]!;
    },
  };
}
