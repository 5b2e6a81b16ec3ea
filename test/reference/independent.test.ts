import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadScenario } from '#scenarios/loadScenario.js';
import { priceScenario } from '#scenarios/priceScenario.js';
import { type FlagTexts, parseScenarioFlags } from '#scenarios/scenarioFlags.js';

/**
 * The built-in deal on two pools, priced by an independent brute force: other language, other random numbers,
 * other algorithm, written from the documents without a look at this code (scripts/reference/independentPrice.py).
 * Simulated figures must lie within 4 joint standard errors; without chance they are the same number.
 */
const folder = fileURLToPath(new URL('../../fixtures/reference/independent/', import.meta.url));

interface Note {
  price: number;
  priceControlled: number;
  priceControlledStandardError: number;
  priceStandardDeviation: number;
  priceStandardDeviationStandardError: number;
  weightedAverageLife: number;
  yield: number;
}
interface Variants {
  turbo: { notes: Record<string, Note> };
}
interface Simulated {
  paths: number;
  pool: {
    lossQuantiles: Record<string, number>;
    lossQuantileStandardErrors: Record<string, number>;
  };
  variants: Variants;
}
interface Reference {
  promised: { variants: Variants };
  givenRates: { expectedDefaultRate: number };
  simulated: Record<string, Simulated>;
}

async function price(pool: string, texts: FlagTexts) {
  const flags = parseScenarioFlags(texts);
  if (!flags.ok) throw new Error(JSON.stringify(flags.problems));
  const scenario = await loadScenario({
    tape: { name: `${pool}.csv`, bytes: readFileSync(`${folder}${pool}.csv`) },
    deal: undefined,
    assumptions: undefined,
    flags: flags.value,
    tapeOptions: {},
  });
  if (!scenario.ok) throw new Error(JSON.stringify(scenario.problems));
  const priced = await priceScenario(scenario.value);
  if (!priced.ok) throw new Error(JSON.stringify(priced.problems));
  return priced.value.result;
}

/** A figure that these pools must have: null would be a class without balance. */
function known(figure: number | null): number {
  if (figure === null) throw new Error('a figure is missing');
  return figure;
}

const reference = (pool: string): Reference => JSON.parse(readFileSync(`${folder}${pool}.json`, 'utf8'));

describe.each(['small', 'medium'])('the independent derivation of the %s pool', (pool) => {
  const expected = reference(pool);

  it('agrees to 1e-9 where nothing is random and nothing defaults', async () => {
    const result = await price(pool, { method: 'dcf', cdr: '0' });
    for (const note of result.prices.notes) {
      const other = expected.promised.variants.turbo.notes[note.name]!;
      expect(Math.abs(known(note.price) / other.price - 1)).toBeLessThan(1e-9);
      expect(note.weightedAverageLife).toBeCloseTo(other.weightedAverageLife, 9);
      expect(note.yield).toBeCloseTo(other.yield, 9);
    }
  });

  it('agrees within the standard errors of a simulation', async () => {
    const result = await price(pool, { se: '0.002', seed: 'abs' });
    if (result.method !== 'mc') throw new Error('not simulated');
    const simulated = expected.simulated['correlation 0.15']!;
    const { pool: drawn, estimator } = result.prices;
    // The error of a sample figure is the reference's own, scaled to fewer paths.
    const scale = Math.sqrt(1 + simulated.paths / estimator.paths);
    for (const note of result.prices.notes) {
      const other = simulated.variants.turbo.notes[note.name]!;
      const joint = Math.sqrt(known(note.priceStandardError) ** 2 + other.priceControlledStandardError ** 2);
      expect(Math.abs(known(note.price) - other.priceControlled), note.name).toBeLessThan(4 * joint);
      const deviation = Math.abs(known(note.priceStandardDeviation) - other.priceStandardDeviation);
      expect(deviation, note.name).toBeLessThan(4 * other.priceStandardDeviationStandardError * scale);
      expect(note.yield).toBeCloseTo(other.yield, 3);
    }
    const defaultRate = Math.abs(drawn.expectedDefaultRate - expected.givenRates.expectedDefaultRate);
    expect(defaultRate).toBeLessThan(4 * drawn.expectedDefaultRateStandardError);
    for (const level of ['0.5', '0.95', '0.99'] as const) {
      const difference = Math.abs(drawn.lossQuantiles[level]! - simulated.pool.lossQuantiles[level]!);
      const error = simulated.pool.lossQuantileStandardErrors[level]! * scale;
      expect(difference, `pool loss at ${level}`).toBeLessThan(4 * error);
    }
  });
});

describe('the independent derivation at other correlations', () => {
  it.each(['0.0', '0.5'])('correlation %s', async (correlation) => {
    const result = await price('small', { se: '0.005', correlation });
    const { notes } = reference('small').simulated[`correlation ${correlation}`]!.variants.turbo;
    for (const note of result.prices.notes) {
      if (!('priceStandardError' in note)) throw new Error('not simulated');
      const other = notes[note.name]!;
      const joint = Math.sqrt(known(note.priceStandardError) ** 2 + other.priceControlledStandardError ** 2);
      expect(Math.abs(known(note.price) - other.priceControlled), note.name).toBeLessThan(4 * joint);
    }
  });
});
