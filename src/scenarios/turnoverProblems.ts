import { type Problem, problem } from '#basics/problem.js';
import { repaymentTypes } from '#collateral/loanTable.js';
import { shortFrequency } from '#collateral/paymentFrequency.js';
import type { DealTerms } from '#deal/terms.js';
import type { ResolvedPool } from './resolvedScenario.js';

/**
 * Purchases by the day need a pool of which it is known what comes in by the day: credit lines whose use is assumed.
 * Every other pool pays at the ends of months, so that days and weeks buy there.
 */
export function turnoverProblems(
  { tape, assumptions }: ResolvedPool,
  { purchases, steps }: DealTerms,
): Problem[] {
  const { every } = purchases;
  if (every === 'payment' || every === 'month' || !steps.some((step) => step.do === 'buy-loans')) return [];
  const { table } = tape;
  const line = repaymentTypes.indexOf('credit-line');
  const lines = table.repaymentType.reduce((count, type) => count + (type === line ? 1 : 0), 0);
  const at = 'purchases.every';
  if (assumptions.creditLines !== undefined && lines > 0) {
    if (lines === table.rowCount) return [];
    const message = `${lines} of ${table.rowCount} loans are credit lines, repaid by the day, and the others pay at the ends of months: purchases by the ${every} need all of one kind; say every: month`;
    return [problem('error', 'mixed-pool', at, message)];
  }
  const often = Array.from({ length: table.rowCount }, (_, row) => row).some(
    (row) => shortFrequency(table, row) !== undefined,
  );
  const which = often
    ? 'payments more often than monthly are known by the month'
    : lines > 0
      ? 'nothing is assumed of the use of the credit lines (creditLines)'
      : 'no loan of the tape is repaid by the day';
  const message = `${which}: principal is taken to come at the ends of months and buys there, as every: month`;
  return [problem('warning', 'by-month', at, message)];
}
