import { formatDate } from '#basics/calendarDate.js';
import type { LoanTable } from '#collateral/loanTable.js';
import type { DealTerms } from '#deal/terms.js';
import type { Assumption } from './assumptionRecord.js';
import { poolFacts } from './poolFacts.js';

/** What a deal that buys loans is taken to buy, for how long and at which price. */
export function purchaseRecords(
  { purchases, steps }: DealTerms,
  loans: LoanTable,
  origin: string,
): Assumption[] {
  if (!steps.some((step) => step.do === 'buy-loans')) return [];
  const { until, months, price } = purchases;
  const stated = (path: string, value: unknown) =>
    value === undefined ? `default (${origin} states no ${path})` : `${origin} purchases.${path}`;
  const lasting =
    until !== undefined
      ? `payments before ${formatDate(until)}`
      : months !== undefined
        ? `payments of the first ${months} months' collections`
        : 'until legal final';
  return [
    {
      name: 'purchases.payments',
      value: lasting,
      origin: until !== undefined ? stated('until', until) : stated('months', months),
    },
    {
      name: 'purchases.price',
      value: price?.value ?? 1,
      origin: price === undefined ? `default (par: ${origin} states no price)` : `${origin} purchases.price`,
    },
    ...lineRecords(loans),
  ];
}

/** The replacement line: what nobody can know of loans that are not written yet, and is assumed of them. */
function lineRecords(loans: LoanTable): Assumption[] {
  let balance = 0;
  let rate = 0;
  let term = 0;
  for (let row = 0; row < loans.rowCount; row++) {
    const weight = loans.currentBalance[row]!;
    balance += weight;
    rate += weight * loans.annualRate[row]!;
    term += weight * loans.remainingTermMonths[row]!;
  }
  const { defaultRates } = poolFacts(loans);
  const origin =
    'default (loans bought are like the pool at the cut-off, loan for loan, and as old as it was)';
  return [
    { name: 'purchases.line.rate', value: rounded(rate / balance, 6), origin },
    { name: 'purchases.line.remainingTermMonths', value: rounded(term / balance, 2), origin },
    ...(defaultRates === undefined
      ? []
      : [{ name: 'purchases.line.defaultRate', value: rounded(defaultRates.mean, 6), origin }]),
    {
      name: 'purchases.line.risk',
      value: "the pool's",
      origin:
        'default (loans bought default and prepay by the curves of the pool from their purchase on, in the same economy)',
    },
  ];
}

function rounded(value: number, decimals: number): number {
  const unit = Number(`1e${decimals}`);
  return Math.round(value * unit) / unit;
}
