import type { CalendarDate } from '#basics/calendarDate.js';
import type { PaymentPlan } from '#waterfall/paymentPlan.js';
import { lossDistribution } from './montecarlo/distributions.js';
import { type PurchaseColumn, purchaseColumn } from './montecarlo/pathRecord.js';
import type { SimulationResult } from './montecarlo/simulate.js';

/** What a revolving deal is expected to buy, and how often a trigger keeps it from that. Currency units. */
export interface PurchaseFigures {
  /** On which loans are bought if no trigger stands against it. */
  readonly dates: number;
  readonly lastDate: CalendarDate | undefined;
  /** Cash spent on loans until then, reinvested principal included. */
  readonly expectedSpent: number;
  readonly expectedSpentStandardError: number;
  /** Of it: principal that bought loans before a payment date. */
  readonly expectedReinvested: number;
  readonly expectedReinvestedStandardError: number;
  /** Of no purchases on at least one of the dates, cured later or not. */
  readonly stopped: PurchaseStop;
  /** Of no purchases on the last date: they have ended early. */
  readonly endedEarly: PurchaseStop;
}

/** Over single-loan paths. Where no path had it: with 95 % confidence the probability is below `upperBound`. */
export interface PurchaseStop {
  readonly probability: number | null;
  readonly standardError: number | null;
  readonly upperBound: number | null;
}

/** undefined for a deal that buys no loans. */
export function purchaseFigures(
  { buying, periods }: PaymentPlan,
  { sample, layout }: SimulationResult,
): PurchaseFigures | undefined {
  if (!layout.buysLoans) return undefined;
  const mean = (column: PurchaseColumn) => Math.max(0, sample.means[purchaseColumn(layout, column)]!);
  const error = (column: PurchaseColumn) => {
    const weights = new Float64Array(layout.width);
    weights[purchaseColumn(layout, column)] = 1;
    const { largePool, loans } = sample.varianceOf(weights);
    return Math.sqrt(largePool + loans);
  };
  const frequency = (column: PurchaseColumn): PurchaseStop => {
    const found = lossDistribution(sample, purchaseColumn(layout, column), 0.5);
    const { probability, standardError, upperBound } = found;
    return upperBound === null
      ? { probability, standardError, upperBound }
      : { probability: null, standardError: null, upperBound };
  };
  return {
    dates: buying.reduce((sum, buys) => sum + buys, 0),
    lastDate: periods[buying.lastIndexOf(1)]?.paymentDate,
    expectedSpent: mean('spent'),
    expectedSpentStandardError: error('spent'),
    expectedReinvested: mean('reinvested'),
    expectedReinvestedStandardError: error('reinvested'),
    stopped: frequency('stopped'),
    endedEarly: frequency('endedEarly'),
  };
}
