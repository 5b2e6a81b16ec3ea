import { describe, expect, it } from 'vitest';
import { loadScenario } from '#scenarios/loadScenario.js';
import { plainTape, sourcesOf } from './poolOf.js';

const lineTape = `loanId,currentBalance,annualRate,remainingTermMonths,repaymentType,currency,creditLimit,cutOffDate
A,1000.00,18%,12,credit-line,CNY,2000.00,2026-01-31
`;
const drawings = 'creditLines: { averageDrawingDays: 1 }';

async function problemsOf(purchases: string, tape = plainTape, assumptions?: string): Promise<string[]> {
  const deal = `name: growing
currency: CNY
dates: { cutOff: 2026-01-31 }
notes: [ { name: A, share: 80%, coupon: 5% }, { name: R, share: 20%, residual: true } ]
purchases: { ${purchases} }
steps:
  - { do: pay-interest, notes: A }
  - { do: buy-loans }
  - { do: pay-principal, notes: A }
  - { do: pay-residual, to: R }
`;
  const sources = sourcesOf({ tape, deal, ...(assumptions === undefined ? {} : { assumptions }) });
  const loaded = await loadScenario(sources);
  const problems = loaded.ok ? loaded.value.problems : loaded.problems;
  return problems
    .filter(({ severity }) => severity === 'error')
    .map(({ at, message }) => `${at}: ${message}`);
}

const grows = [
  expect.stringMatching(/^deal\.yaml:5:\d+ purchases\.price: at 50% of principal .* 10\^12 times over/),
];

describe('purchases below par', () => {
  // At half of principal a pool can double on each date: 2^39 is 5.5 × 10^11, 2^40 is 1.1 × 10^12.
  it.each([
    ['39 dates can buy the pool 5.5 × 10^11 times over', 'price: 50%, months: 39', []],
    ['40 dates can buy it 10^12 times over', 'price: 50%, months: 40', grows],
    ['no number of dates at par', 'price: 100%, months: 300', []],
    // 1 / 0.9 a date: 1.111^200 is 1.4 × 10^9.
    ['nor two hundred at 90 %', 'price: 90%, months: 200', []],
  ])('%s', async (_, purchases, expected) => {
    expect(await problemsOf(purchases)).toEqual(expected);
  });

  // Drawings of a day come back daily: 2^28 in February, 2^31 more in March, and the payment dates.
  it.each([
    ['a month by the day', 'price: 50%, every: day, months: 1', []],
    ['two months by the day', 'price: 50%, every: day, months: 2', grows],
  ])('%s', async (_, purchases, expected) => {
    expect(await problemsOf(purchases, lineTape, drawings)).toEqual(expected);
  });

  it('a tenth of principal is the least price', async () => {
    expect(await problemsOf('price: 10%, months: 1')).toEqual([]);
    expect(await problemsOf('price: 9.99%, months: 1')).toEqual([
      expect.stringMatching(/^deal\.yaml:5:\d+ purchases\.price: 9\.99% of principal .* 10% is the least$/),
    ]);
  });
});
