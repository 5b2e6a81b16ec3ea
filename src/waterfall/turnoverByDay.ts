import type { DailyDrawings } from '#collateral/dailyDrawings.js';
import { purchaseInterval, type Turnover, type TurnoverMonth } from './monthTurnover.js';
import type { PurchaseMarket } from './purchaseMarket.js';

export interface DayLedger {
  readonly market: PurchaseMarket;
  readonly lotBalances: Float64Array;
  readonly dailyRate: DailyDrawings['dailyRate'];
  /** Principal is spent in whole multiples of this; zero for all of it. */
  readonly unit: number;
  /** The pool by lot without what the month buys: at the start of the month, and at its end. */
  readonly heldAtStart: Float64Array;
  readonly heldAtEnd: Float64Array;
}

/**
 * The same month day by day: on each day interest on what is out at its start, then what is repaid comes in; on a
 * purchase day all cash buys within the limits. Limits are judged on the pool as it stands: before the last day every
 * lot has fallen alike since the start of the month, on the last day it is what the month has left.
 */
export function turnoverByDay(month: TurnoverMonth, ledger: DayLedger, into: Turnover): void {
  const { days, repaidPerDay: h, performing, price } = month;
  const { market, unit, dailyRate } = ledger;
  const interval = purchaseInterval(month.every, days);
  const { atEnd: out } = into;
  const held = new Float64Array(out.length);
  const start = sumOf(ledger.heldAtStart);
  let own = month.paying;
  let arrived = 0;
  let taken = 0;
  let cash = 0;
  for (let day = 1; day <= days; day++) {
    let boughtOut = 0;
    for (let lot = 0; lot < out.length; lot++) {
      boughtOut += out[lot]!;
      into.interest += out[lot]! * dailyRate[lot]!;
      out[lot]! *= 1 - h;
    }
    into.loanDays += performing - month.paying + own + boughtOut;
    into.cashDays += cash;
    into.repaid += h * boughtOut;
    arrived += h * (own + boughtOut) + (day === days ? month.atEnd : 0);
    own *= 1 - h;
    // What arrives is counted in whole units, and the fraction waits for the next.
    const whole = unit === 0 ? arrived : Math.floor(arrived / unit + 1e-9) * unit;
    cash += whole - taken;
    taken = whole;
    if (day % interval !== 0 && day !== days) continue;
    const left = start === 0 ? 0 : (performing - month.paying + own) / start;
    for (let lot = 0; lot < out.length; lot++) {
      held[lot] = out[lot]! + (day === days ? ledger.heldAtEnd[lot]! : ledger.heldAtStart[lot]! * left);
    }
    const room = market.open(held);
    const spent = Math.min(
      cash,
      unit === 0 || room === Number.POSITIVE_INFINITY ? room : Math.floor(room / unit) * unit,
    );
    if (spent <= 0) continue;
    const multiples = market.buy(spent);
    for (let lot = 0; lot < out.length; lot++) out[lot]! += multiples[lot]! * ledger.lotBalances[lot]!;
    into.spent += spent;
    into.bought += spent / price;
    cash -= spent;
  }
}

function sumOf(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
