import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { calendarDate } from '#basics/calendarDate.js';
import { builtInTerms } from '#deal/templates.js';
import type { SimulationModels } from '#pricing/montecarlo/preparedSimulation.js';
import { priceByMonteCarlo } from '#pricing/priceByMonteCarlo.js';
import { equalLoans, planFor } from '../syntheticPool.js';

// A plain numpy simulation, loan by loan and month by month; the script stands beside its figures.
const url = new URL('../../../fixtures/reference/pricing/independentSimulation.json', import.meta.url);
const reference = JSON.parse(readFileSync(url, 'utf8'));
const { case: given, expected, standardErrors } = reference;

const models: SimulationModels = {
  order: 'survivors',
  prepayment: { kind: 'cpr', cpr: given.cpr },
  pointsPerRatePoint: given.pointsPerRatePoint,
  default: { kind: 'cdr', cdr: given.annualDefaultRate },
  recovery: { rate: given.recoveryRate, lagMonths: given.lagMonths },
  correlation: given.correlation,
  rates: {
    kind: 'vasicek',
    initial: given.r0,
    mean: given.mean,
    speed: given.speed,
    volatility: given.volatility,
  },
  premium: { rate: given.premium, rule: 'full' },
};

it.each([
  ['two-level', 8192],
  ['plain', 32_768],
] as const)('%s agrees with an independent simulation', async (estimator, count) => {
  const loans = equalLoans(given.loans, { rate: given.annualRate, term: given.termMonths }, 1e9);
  const plan = planFor(loans, given.lagMonths, builtInTerms('CNY', calendarDate(2026, 1, 31)));
  const found = await priceByMonteCarlo({
    loans,
    plan,
    models,
    seed: 'independent',
    estimator,
    stop: { kind: 'paths', count },
  });
  if (!found.ok) throw new Error(JSON.stringify(found.problems));
  const { notes, pool } = found.value;
  const near = (value: number, error: number, key: string) => {
    const allowed = 3.5 * Math.hypot(error, standardErrors[key]);
    expect(Math.abs(value - expected[key]), key).toBeLessThan(allowed);
  };
  notes.forEach((note, i) => {
    near(note.price!, note.priceStandardError!, `price${'ABC'[i]}`);
  });
  for (const note of notes.slice(0, 2)) {
    near(note.expectedLoss!, note.expectedLossStandardError!, `expectedLoss${note.name}`);
    const p = expected[`lossProbability${note.name}`];
    near(note.lossProbability!, Math.sqrt((p * (1 - p)) / count), `lossProbability${note.name}`);
  }
  near(pool.expectedLossRate, pool.expectedLossRateStandardError, 'poolLoss');
  expect(notes[1]!.priceStandardDeviation! / reference.deviationB).toBeCloseTo(1, 1);
  for (const [level, loss] of Object.entries<number>(reference.lossQuantiles)) {
    expect(pool.lossQuantiles[level]! / loss).toBeCloseTo(1, 1);
  }
});
