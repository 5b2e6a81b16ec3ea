import { readFileSync } from 'node:fs';
import type { LoanTable } from '#collateral/loanTable.js';
import { readTape } from '#collateral/tape/readTape.js';
import type { SimulationModels } from '#pricing/montecarlo/preparedSimulation.js';
import {
  type MonteCarloPrices,
  type MonteCarloRequest,
  priceByMonteCarlo,
} from '#pricing/priceByMonteCarlo.js';
import { planFor, standardModels } from '../syntheticPool.js';

const folder = new URL('../../../fixtures/reference/independent/', import.meta.url);

/** A pool of the independent simulation, and what that found for the built-in deal at a correlation of 15 %. */
export function referencePool(name: 'small' | 'medium') {
  const tape = readTape(readFileSync(new URL(`${name}.csv`, folder)), name, {});
  if (!tape.ok) throw new Error(JSON.stringify(tape.problems));
  const figures = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
  const { notes } = figures.simulated['correlation 0.15'].variants.turbo;
  return { loans: tape.value.table, expected: notes };
}

export const tapeModels: SimulationModels = {
  ...standardModels,
  default: { kind: 'tape', fallback: 0.02, multiple: 1 },
};

export async function priceOf(
  request: Partial<MonteCarloRequest> & {
    readonly loans: LoanTable;
    readonly stop: MonteCarloRequest['stop'];
  },
): Promise<MonteCarloPrices> {
  const models = request.models ?? tapeModels;
  const plan = planFor(request.loans, models.recovery.lagMonths);
  const found = await priceByMonteCarlo({ plan, models, seed: 'rare', estimator: 'two-level', ...request });
  if (!found.ok) throw new Error(JSON.stringify(found.problems));
  return found.value;
}

/** Σ ((x − mean)/error)² over repeated runs: chi-square with one degree less than runs, if the errors are right. */
export function chiSquareOfRuns(runs: readonly (readonly [value: number, error: number])[]): number {
  const mean = runs.reduce((sum, [value]) => sum + value, 0) / runs.length;
  return runs.reduce((sum, [value, error]) => sum + ((value - mean) / error) ** 2, 0);
}
