import { formatDate } from '#basics/calendarDate.js';
import { formatRate } from '#basics/rate.js';
import type { LoanTable } from '#collateral/loanTable.js';
import type { PurchaseLots } from '#collateral/screening/purchaseLots.js';
import type { DealTerms } from '#deal/terms.js';
import type { Assumption } from './assumptionRecord.js';
import { poolFacts } from './poolFacts.js';
import type { PurchaseTerms } from './purchaseTerms.js';

/** What a deal that buys loans is taken to buy, for how long and at which price. */
export function purchaseRecords(
  { purchases }: DealTerms,
  loans: LoanTable,
  { lots, tests, price }: PurchaseTerms,
  origin: string,
): Assumption[] {
  const { until, months } = purchases;
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
    ...rhythmRecords(purchases, origin),
    { name: 'purchases.price', value: price?.value ?? 1, origin: priceOrigin(purchases, origin) },
    ...criteriaRecords(purchases, lots, tests, origin),
    ...lineRecords(loans, lots),
  ];
}

const rhythms = {
  month: 'on payment dates, and with principal at the end of every month',
  week: 'on payment dates, and with principal every seventh day of a month and on its last',
  day: 'on payment dates, and with principal every day',
} as const;

/** Purchases inside a period, where there are any. */
function rhythmRecords({ every }: DealTerms['purchases'], origin: string): Assumption[] {
  if (every === 'payment') return [];
  return [{ name: 'purchases.every', value: rhythms[every], origin: `${origin} purchases.every` }];
}

function priceOrigin({ price, yield: stated }: DealTerms['purchases'], origin: string): string {
  if (price !== undefined) return `${origin} purchases.price`;
  if (stated === undefined) return `default (par: ${origin} states no price)`;
  return `${origin} purchases.yield: scheduled payments of the line at ${formatRate(stated)}, by months`;
}

function criteriaRecords(
  { eligibility, limits }: DealTerms['purchases'],
  lots: PurchaseLots | undefined,
  tests: readonly string[],
  origin: string,
): Assumption[] {
  if (lots === undefined) return [];
  const records: Assumption[] = [];
  if (eligibility.length > 0) {
    const value = tests.join('; ');
    records.push({ name: 'purchases.eligibility', value, origin: `${origin} purchases.eligibility` });
  }
  if (limits.length > 0) {
    const value = lots.limits.map(({ name, names }) => `${name} (${names.length} held)`).join(', ');
    records.push({ name: 'purchases.limits', value, origin: `${origin} purchases.limits` });
  }
  return records;
}

/** The replacement line: what nobody can know of loans that are not written yet, and is assumed of them. */
function lineRecords(loans: LoanTable, lots: PurchaseLots | undefined): Assumption[] {
  let balance = 0;
  let rate = 0;
  let term = 0;
  for (let row = 0; row < loans.rowCount; row++) {
    if (lots !== undefined && lots.share[lots.ofLoan[row]!] === 0) continue;
    const weight = loans.currentBalance[row]!;
    balance += weight;
    rate += weight * loans.annualRate[row]!;
    term += weight * loans.remainingTermMonths[row]!;
  }
  const { defaultRates } = poolFacts(loans);
  const like = lots === undefined ? 'the pool' : 'the eligible loans of the pool';
  const origin = `default (loans bought are like ${like} at the cut-off, loan for loan, and as old as then)`;
  return [
    { name: 'purchases.line.rate', value: rounded(rate / balance, 6), origin },
    { name: 'purchases.line.remainingTermMonths', value: rounded(term / balance, 2), origin },
    ...(defaultRates === undefined || lots !== undefined
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
