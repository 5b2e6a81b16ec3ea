import { describe, expect, it } from 'vitest';
import { priceByMonteCarlo } from '#pricing/priceByMonteCarlo.js';
import { equalLoans, planFor, standardModels } from '../syntheticPool.js';

const loans = equalLoans(100, { rate: 0.09, term: 12 });
const plan = planFor(loans);
const models = { ...standardModels, default: { kind: 'cdr', cdr: 0.08 } } as const;

async function yields(seed: string, estimator: 'two-level' | 'plain', count: number) {
  const stop = { kind: 'paths', count } as const;
  const found = await priceByMonteCarlo({ loans, plan, models, seed, estimator, stop });
  if (!found.ok) throw new Error(JSON.stringify(found.problems));
  return found.value.notes.map((note) => ({ rate: note.yield!, error: note.yieldStandardError }));
}

describe('the standard error of a yield', () => {
  // Standard deviation of 40 yields: known to 11 % of itself; the mean of their errors to about 3 %.
  it('is the scatter of yields over seeds, for every class', async () => {
    const runs = [];
    for (let k = 0; k < 40; k++) runs.push(await yields(`yield ${k}`, 'plain', 256));
    for (let note = 0; note < 3; note++) {
      const rates = runs.map((run) => run[note]!.rate);
      const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
      const scatter = Math.sqrt(rates.reduce((sum, r) => sum + (r - mean) ** 2, 0) / (rates.length - 1));
      const error = Math.sqrt(runs.reduce((sum, run) => sum + run[note]!.error! ** 2, 0) / runs.length);
      expect(error / scatter).toBeGreaterThan(0.67);
      expect(error / scatter).toBeLessThan(1.6);
    }
  });

  it('of two levels is less than that of as many plain paths', async () => {
    const twoLevel = await yields('yield', 'two-level', 2048);
    const plain = await yields('yield', 'plain', 2048);
    for (const [note, { error }] of twoLevel.entries()) expect(error!).toBeLessThan(plain[note]!.error!);
  });

  it('is not stated of fewer paths than two a batch', async () => {
    const few = await yields('yield', 'plain', 31);
    expect(few.map(({ error }) => error)).toEqual([null, null, null]);
  });
});
