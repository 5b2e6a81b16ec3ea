import { expect, it } from 'vitest';
import { parseTerms } from '#deal/parseTerms.js';
import type { DealTerms } from '#deal/terms.js';
import { priceByDiscounting } from '#pricing/priceByDiscounting.js';
import { loanTable, planFor, standardModels } from './syntheticPool.js';

/**
 * Worked by hand: 1,000,000 of one-year loans at 12 % a year that pay interest monthly and principal at the end,
 * nobody prepays or defaults; quarterly payments on 30/360; A is half the pool at 6 %, C the rest.
 */
function deal(principalOrder: string, accounts = ''): DealTerms {
  const parsed = parseTerms(
    `name: by hand
currency: CNY
dates: { paymentMonths: 3 }
dayCount: 30e/360isda
notes:
  - { name: A, share: 50%, coupon: 6% }
  - { name: C, share: 50%, residual: true }
${accounts}fees:
  - { name: servicing, rate: 1%, of: pool }
steps:
  - { do: pay-fees, fees: [servicing] }
  - { do: pay-interest, notes: [A] }
  - { do: pay-principal, notes: ${principalOrder}, target: principal-collections }
${accounts === '' ? '' : '  - { do: fund-reserve, reserve: reserve }\n'}  - { do: pay-residual, to: C }
`,
    'deal.yaml',
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}

const loans = loanTable([{ balance: 1e6, rate: 0.12, term: 12, repayment: 'interest-only' }]);
const models = {
  ...standardModels,
  prepayment: { kind: 'none' } as const,
  default: { kind: 'none' } as const,
};

function priced(principalOrder: string) {
  const terms = deal(principalOrder);
  const plan = planFor(loans, 0, { ...terms, dates: { ...terms.dates, cutOff: loans.cutOffDate } });
  return priceByDiscounting({ loans, plan, models });
}

it('a quarterly class: price, yield and duration at its own compounding', () => {
  const quarter = 1 / (1 + 0.05 / 12) ** 3; // 3 % and 2 % premium, nominal monthly
  const present = [1, 2, 3, 4].map((k) => (k === 4 ? 101.5 : 1.5) * quarter ** k);
  const price = present.reduce((sum, value) => sum + value, 0);
  const macaulay = present.reduce((sum, value, k) => sum + (value * (k + 1)) / 4, 0) / price;
  const nominalYield = 4 * (1 / quarter - 1);
  const [a] = priced('[A, C]').notes;
  expect(a!.price).toBeCloseTo(price, 9);
  expect(a!.yield).toBeCloseTo(nominalYield, 10);
  expect(a!.yield).not.toBeCloseTo(0.05, 4);
  expect(a!.weightedAverageLife).toBeCloseTo(1, 12);
  expect(a!.modifiedDuration).toBeCloseTo(macaulay / (1 + nominalYield / 4), 8);
});

it('excess spread is interest less fees and class interest, over balance-years', () => {
  // 120,000 − 10,000 − 30,000 on 1,000,000 for a year.
  expect(priced('[A, C]').dealPrice.excessSpread).toBeCloseTo(0.08, 12);
});

it.each([
  ['[A, C]', 0.5, 0],
  ['[C, A]', 0, 0.5],
])('credit enhancement goes by the order of principal, %s', (order, ofA, ofC) => {
  const [a, c] = priced(order).notes;
  expect(a!.creditEnhancement).toBeCloseTo(ofA, 12);
  expect(c!.creditEnhancement).toBeCloseTo(ofC, 12);
});

it('the price of the deal is of expected flows, so defaults lower it', () => {
  const terms = deal('[A, C]');
  const plan = planFor(loans, 0, { ...terms, dates: { ...terms.dates, cutOff: loans.cutOffDate } });
  const stressed = { ...models, default: { kind: 'cdr', cdr: 0.2 } as const };
  const { notes, dealPrice } = priceByDiscounting({ loans, plan, models: stressed });
  expect(dealPrice.price).toBeLessThan(priced('[A, C]').dealPrice.price - 5);
  expect(dealPrice.price).toBeCloseTo((notes[0]!.expected.value + notes[1]!.expected.value) / 1e4, 10);
  // A residual class has promised nothing: its price is of expected flows; that of A is as promised.
  expect(notes[1]!.price).toBe(notes[1]!.expected.price);
  expect(notes[0]!.price).toBeCloseTo(priced('[A, C]').notes[0]!.price!, 12);
});

it('an account paid in at closing is no gift: what it holds comes back in the classes and off the price', () => {
  const price = (accounts: string) => {
    const terms = deal('[A, C]', accounts);
    const plan = planFor(loans, 0, { ...terms, dates: { ...terms.dates, cutOff: loans.cutOffDate } });
    return priceByDiscounting({ loans, plan, models });
  };
  const without = price('');
  const funded = price('accounts: { reserve: { opening: 50000.00, target: 50000.00 } }\n');
  // 5 per 100 of the pool paid in; returned at the end, discounted, so the deal is worth a little less.
  const returned = funded.notes.reduce((sum, note, i) => sum + note.value - without.notes[i]!.value, 0);
  expect(returned).toBeGreaterThan(45_000);
  expect(returned).toBeLessThanOrEqual(50_000);
  expect(funded.dealPrice.price).toBeCloseTo(without.dealPrice.price + (returned - 50_000) / 1e4, 9);
});
