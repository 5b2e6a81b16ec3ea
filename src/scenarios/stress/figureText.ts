import { formatRate } from '#basics/rate.js';
import type { PaymentPlan } from '#waterfall/paymentPlan.js';
import { minorUnit } from '#waterfall/planQueries.js';
import type { SolvedFigure } from './scenarioBlock.js';

/** A figure of a class in words: rates as percent, the others as numbers, nine digits. */
export function figureText(figure: SolvedFigure, value: number): string {
  const digits = Number(value.toPrecision(9));
  return isRate(figure) ? formatRate(digits) : String(digits);
}

/**
 * How near a figure has to come to its target to be at it. Amounts, sizes and rates of a deal are written with so many
 * digits, so that no value of a term may give the figure to the last bit: rates and prices per 100 to a millionth of a
 * percent and of a unit, amounts to a hundredth of the minor unit.
 */
export function figureWithin(figure: SolvedFigure, plan: PaymentPlan): number {
  switch (figure) {
    case 'price':
    case 'weightedAverageLife':
      return 1e-6;
    case 'yield':
    case 'return':
    case 'lossRate':
      return 1e-8;
    case 'principalLoss':
    case 'interestShortfall':
    case 'shortfall':
      return minorUnit(plan) / 100;
  }
  return figure satisfies never;
}

function isRate(figure: SolvedFigure): boolean {
  return figure === 'yield' || figure === 'return' || figure === 'lossRate';
}
