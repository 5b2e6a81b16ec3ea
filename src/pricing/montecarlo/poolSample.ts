import { type Collections, newCollections } from '#waterfall/availableFunds.js';
import { compilePlan } from '#waterfall/compiled/compilePlan.js';
import { newCompiledFlows } from '#waterfall/compiled/layout.js';
import type { PaymentPlan } from '#waterfall/plan.js';
import { blockRunner } from './pathBlock.js';
import { recordLayout } from './pathRecord.js';
import type { PreparedSimulation } from './preparedSimulation.js';
import { importancePlan, pilotSpecs } from './rareLosses.js';
import { blockPathCount } from './rounds.js';

/**
 * What a pool pays on each of many paths, kept: the common random numbers of a search. A pool that buys no loans pays
 * the same under every structure of classes, so that a structure is judged by its waterfall alone.
 */
export interface PoolSample {
  readonly pathCount: number;
  /** Likelihood ratio of each path: what it counts for in a mean. */
  readonly weights: Float64Array;
  readonly periodCount: number;
  /** Row-major path × column × period. */
  readonly rows: Float64Array;
}

const columns = [
  'interest',
  'scheduledPrincipal',
  'prepaidPrincipal',
  'recoveries',
  'defaultedPrincipal',
  'losses',
  'balanceAtStart',
  'balanceAtEnd',
  'late',
  'lateOver30',
  'lateOver60',
] as const satisfies readonly (keyof Collections)[];

/** Paths that fit into so many bytes. */
export function sampleLimit(plan: PaymentPlan, bytes: number): number {
  return Math.floor(bytes / (columns.length * plan.periods.length * 8));
}

/**
 * Single-loan paths, drawn where the classes of the prepared plan lose: by importance sampling if their losses are
 * rare, as `abs price` does it.
 */
export function samplePool(prepared: PreparedSimulation, pathCount: number): PoolSample {
  const periodCount = prepared.plan.periods.length;
  const width = columns.length * periodCount;
  const sample = {
    pathCount,
    periodCount,
    weights: new Float64Array(pathCount),
    rows: new Float64Array(pathCount * width),
  };
  const runPilot = blockRunner(prepared);
  const layout = recordLayout(prepared.plan.notes.length, prepared.spreads.length);
  const importance = importancePlan(prepared, layout, pilotSpecs.map(runPilot));
  let path = 0;
  const runBlock = blockRunner(prepared, (collections, weight) => {
    sample.weights[path] = weight;
    columns.forEach((name, i) => {
      sample.rows.set(collections[name], path * width + i * periodCount);
    });
    path++;
  });
  const strata = importance === undefined ? {} : { strata: importance.strata };
  for (let firstPath = 0; firstPath < pathCount; firstPath += blockPathCount.loans) {
    const count = Math.min(blockPathCount.loans, pathCount - firstPath);
    runBlock({ level: 'loans', firstPath, pathCount: count, ...strata });
  }
  return sample;
}

/** One path that has happened for certain: a projection. */
export function sampleOf(plan: PaymentPlan, collections: Collections): PoolSample {
  const periodCount = plan.periods.length;
  const rows = new Float64Array(columns.length * periodCount);
  columns.forEach((name, i) => {
    rows.set(collections[name], i * periodCount);
  });
  return { pathCount: 1, periodCount, weights: Float64Array.of(1), rows };
}

/** What a class comes to over the paths of a sample. */
export interface ClassOutcome {
  /** Principal unpaid at legal final over balance, a mean; and the mean's standard error. */
  readonly expectedLoss: number;
  readonly expectedLossStandardError: number;
  /** Of a loss above one minor unit. */
  readonly lossProbability: number;
  readonly lossProbabilityStandardError: number;
  /** Years on the month grid; undefined where no principal is paid. */
  readonly averageLife: number | undefined;
}

/** Runs the deal of a plan on the first `pathCount` paths of a sample. */
export function classOutcomes(
  plan: PaymentPlan,
  sample: PoolSample,
  years: Float64Array,
  pathCount = sample.pathCount,
): ClassOutcome[] {
  const { periodCount, rows, weights } = sample;
  const width = columns.length * periodCount;
  const collections = newCollections(plan);
  const flows = newCompiledFlows(plan);
  const { run } = compilePlan(plan);
  const minorUnit = 1 / Number(`1e${plan.decimals}`);
  const sums = plan.notes.map(() => ({ loss: 0, square: 0, hits: 0, hitSquares: 0, time: 0, principal: 0 }));
  for (let path = 0; path < pathCount; path++) {
    const weight = weights[path]!;
    columns.forEach((name, i) => {
      const start = path * width + i * periodCount;
      collections[name].set(rows.subarray(start, start + periodCount));
    });
    run(collections, flows);
    for (let note = 0; note < sums.length; note++) {
      const sum = sums[note]!;
      const row = note * periodCount;
      const loss = weight * flows.balanceAtEnd[row + periodCount - 1]!;
      const hit = flows.balanceAtEnd[row + periodCount - 1]! > minorUnit ? weight : 0;
      sum.loss += loss;
      sum.square += loss * loss;
      sum.hits += hit;
      sum.hitSquares += hit * hit;
      for (let p = 0; p < periodCount; p++) {
        const repaid = weight * flows.principalPaid[row + p]!;
        sum.principal += repaid;
        sum.time += repaid * years[p]!;
      }
    }
  }
  return plan.notes.map(({ openingBalance }, note) => {
    const sum = sums[note]!;
    const balance = openingBalance.value;
    const scale = balance > 0 ? 1 / balance : 0;
    return {
      expectedLoss: (sum.loss / pathCount) * scale,
      expectedLossStandardError: errorOfMean(sum.loss, sum.square, pathCount) * scale,
      lossProbability: sum.hits / pathCount,
      lossProbabilityStandardError: errorOfMean(sum.hits, sum.hitSquares, pathCount),
      averageLife: sum.principal > 0 ? sum.time / sum.principal : undefined,
    };
  });
}

function errorOfMean(sum: number, squares: number, count: number): number {
  if (count < 2) return 0;
  const mean = sum / count;
  return Math.sqrt(Math.max(0, squares / count - mean * mean) / (count - 1));
}
