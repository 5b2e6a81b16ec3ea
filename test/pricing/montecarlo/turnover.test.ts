import { describe, expect, it } from 'vitest';
import type { SimulationModels } from '#pricing/montecarlo/preparedSimulation.js';
import { priceByDiscounting } from '#pricing/priceByDiscounting.js';
import { priceByMonteCarlo } from '#pricing/priceByMonteCarlo.js';
import { terms } from '../../waterfall/runs.js';
import { loanTable, planFor, type SyntheticLoan, standardModels } from '../syntheticPool.js';

/** Drawings out ten days on average; lines of two rates and terms. */
const lines: SyntheticLoan[] = Array.from({ length: 40 }, (_, i) => ({
  balance: 25_000,
  rate: i % 2 === 0 ? 0.18 : 0.2,
  term: i % 2 === 0 ? 6 : 9,
  repayment: 'credit-line',
}));

/** Systematic samples of equal lines leave no difference. */
const equal = lines.map((line) => ({ ...line, rate: 0.18, term: 6 }));

const deal = (every: string) =>
  terms(`
name: turnover
currency: CNY
dates: { cutOff: 2026-01-31, firstPayment: 2026-03-10, paymentDay: 10 }
notes: [ { name: A, share: 80%, coupon: 6% }, { name: R, share: 20%, residual: true } ]
purchases: { months: 7, every: ${every}, price: 97% }
triggers: [ { name: idle, when: utilization < 10%, then: stop-purchases } ]
steps:
  - { do: pay-interest, notes: A }
  - { do: buy-loans }
  - { do: pay-principal, notes: A }
  - { do: pay-residual, to: R }
`);

const calm = { ...standardModels.rates, volatility: 0 };
const models: SimulationModels = {
  ...standardModels,
  default: { kind: 'none' },
  rates: calm,
  premium: { rate: 0, rule: 'full' },
  creditLines: { averageDrawingDays: 10 },
};

async function bothPrices(
  every: string,
  changes: Partial<SimulationModels>,
  paths: number,
  of: readonly SyntheticLoan[] = lines,
) {
  const table = loanTable(of);
  const assumed = { ...models, ...changes };
  const plan = planFor(table, 9 + 7, deal(every));
  const discounted = priceByDiscounting({ loans: table, plan, models: assumed });
  const found = await priceByMonteCarlo({
    loans: table,
    plan,
    models: assumed,
    seed: 'turnover',
    estimator: 'two-level',
    stop: { kind: 'paths', count: paths },
  });
  if (!found.ok) throw new Error(JSON.stringify(found.problems));
  return found.value.notes.map((note, i) => ({ note, expected: discounted.notes[i]!.price! }));
}

describe('paths buy inside the month as the projection does', () => {
  it.each(['payment', 'month', 'week', 'day'])(
    'nothing random, %s: the same price to 1e-9',
    async (every) => {
      for (const { note, expected } of await bothPrices(every, {}, 64, equal)) {
        expect(Math.abs(note.price! / expected - 1), `${note.name} ${note.price}`).toBeLessThan(1e-9);
      }
    },
  );

  it('the more often it buys, the more the residual earns', async () => {
    const values = [];
    for (const every of ['month', 'week', 'day']) values.push((await bothPrices(every, {}, 64))[1]!.expected);
    expect(values[0]!).toBeLessThan(values[1]!);
    expect(values[1]!).toBeLessThan(values[2]!);
  });

  it('with defaults that know no economy, the mean is the projection within its error', async () => {
    const found = await bothPrices('day', { default: { kind: 'cdr', cdr: 0.1 }, correlation: 0 }, 4096);
    // Class A never loses here: what is left is the shape of the payments.
    for (const { note, expected } of found) {
      expect(Math.abs(note.price! - expected)).toBeLessThan(4 * note.priceStandardError! + 0.02);
    }
  });
});
