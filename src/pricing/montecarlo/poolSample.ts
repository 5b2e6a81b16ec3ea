import { type Collections, newCollections } from '#waterfall/availableFunds.js';
import { compileCash } from '#waterfall/compiled/compilePlan.js';
import { type CashFlows, newCashFlows } from '#waterfall/compiled/layout.js';
import type { PaymentPlan } from '#waterfall/plan.js';
import { blockRunner } from './pathBlock.js';
import { simulationLayout } from './pathRecord.js';
import type { PreparedSimulation } from './preparedSimulation.js';
import { failingOnPaths } from './providers.js';
import { scrambleCount } from './quasiFactors.js';
import { importancePlan, pilotSpecs } from './rareLosses.js';
import { blockPathCount } from './rounds.js';

/**
 * What a pool pays on each of many paths, kept: the common random numbers of a search. A pool that buys no loans pays
 * the same under every structure of classes, so that a structure is judged by its waterfall alone.
 *
 * Two levels, as in `abs price`: large pools on scrambled Sobol points, and pairs on common factors, single loans less
 * large pool. A mean is that of the first rows plus the mean difference of the pairs; it has no bias.
 */
export interface PoolSample {
  readonly largePoolCount: number;
  /** Rows after the large pools': of each pair the single loans, then the large pool. */
  readonly pairCount: number;
  /** Likelihood ratio of each row: what it counts for in a mean. */
  readonly weights: Float64Array;
  readonly periodCount: number;
  /** Row-major row × column × period. */
  readonly rows: Float64Array;
  /** Supports whose providers fail by chance: on each row, the payment from which they pay no more. */
  readonly failing: readonly { readonly name: string; readonly failedFrom: Int32Array }[];
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

/** Large pools for each pair: a difference of two pools on the same factors is much less than either. */
const largePoolsPerPair = 4;

/** Pairs, with the large pools that go with them, that fit into so many bytes. */
export function pairLimit(plan: PaymentPlan, bytes: number): number {
  return Math.floor(bytes / ((largePoolsPerPair + 2) * columns.length * plan.periods.length * 8));
}

/** Drawn where the classes of the prepared plan lose: by importance sampling if their losses are rare. */
export function samplePool(prepared: PreparedSimulation, pairCount: number): PoolSample {
  const periodCount = prepared.plan.periods.length;
  const width = columns.length * periodCount;
  const largePoolCount = largePoolsPerPair * pairCount;
  const rowCount = largePoolCount + 2 * pairCount;
  const weights = new Float64Array(rowCount);
  const rows = new Float64Array(rowCount * width);
  const runPilot = blockRunner(prepared);
  const layout = simulationLayout(prepared);
  const importance = importancePlan(prepared, layout, pilotSpecs.map(runPilot));
  const strata = importance === undefined ? {} : { strata: importance.strata };
  const failing = prepared.plan.accounts.flatMap(({ name, support }, account) =>
    support?.failsOnPaths === true ? [{ name, account, failedFrom: new Int32Array(rowCount) }] : [],
  );
  let row = 0;
  const runBlock = blockRunner(prepared, (collections, weight) => {
    weights[row] = weight;
    columns.forEach((name, i) => {
      rows.set(collections[name], row * width + i * periodCount);
    });
    for (const { account, failedFrom } of failing) failedFrom[row] = collections.failedFrom[account]!;
    row++;
  });
  const largePool = importance === undefined ? 'large-pool' : 'large-pool-tail';
  for (const [level, count] of [
    [largePool, largePoolCount],
    ['pairs', pairCount],
  ] as const) {
    const size = blockPathCount[level];
    for (let firstPath = 0; firstPath < count; firstPath += size) {
      runBlock({ level, firstPath, pathCount: Math.min(size, count - firstPath), ...strata });
    }
  }
  return { largePoolCount, pairCount, weights, periodCount, rows, failing };
}

/** One path that has happened for certain: a projection. */
export function sampleOf(plan: PaymentPlan, collections: Collections): PoolSample {
  const periodCount = plan.periods.length;
  const rows = new Float64Array(columns.length * periodCount);
  columns.forEach((name, i) => {
    rows.set(collections[name], i * periodCount);
  });
  return { largePoolCount: 1, pairCount: 0, periodCount, weights: Float64Array.of(1), rows, failing: [] };
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

/** Runs the deal of a plan on the paths of a sample; `rough` on a few large pools alone, to find the way. */
export function classOutcomes(
  dealPlan: PaymentPlan,
  sample: PoolSample,
  years: Float64Array,
  rough = false,
): ClassOutcome[] {
  const failing = sample.failing.map(({ name, failedFrom }) => ({
    account: dealPlan.accounts.findIndex((account) => account.name === name),
    failedFrom,
  }));
  const plan = failingOnPaths(dealPlan, (account) => failing.some((one) => one.account === account));
  const { periodCount, rows, weights, pairCount } = sample;
  const width = columns.length * periodCount;
  const collections = newCollections(plan);
  const filled = columns.map((name) => collections[name]);
  const flows = newCashFlows(plan);
  const { run } = compileCash(plan);
  const minorUnit = 1 / Number(`1e${plan.decimals}`);
  const largePoolCount = rough ? Math.min(roughCount, sample.largePoolCount) : sample.largePoolCount;
  const sums = plan.notes.map(() => newSums());
  const settle = (row: number, add: (sum: ClassSums, path: PathOutcome) => void): void => {
    let at = row * width;
    for (const into of filled) for (let p = 0; p < periodCount; p++) into[p] = rows[at++]!;
    for (const { account, failedFrom } of failing) collections.failedFrom[account] = failedFrom[row]!;
    run(collections, flows);
    for (let note = 0; note < sums.length; note++) {
      add(sums[note]!, pathOutcome(flows, note, weights[row]!, minorUnit, years));
    }
  };
  for (let row = 0; row < largePoolCount; row++) {
    settle(row, (sum, path) => {
      const scramble = row % scrambleCount;
      for (const figure of figures) sum.largePool[figure][scramble]! += path[figure];
    });
  }
  for (let pair = 0; pair < (rough ? 0 : pairCount); pair++) {
    const first = sample.largePoolCount + 2 * pair;
    settle(first, (sum, path) => {
      sum.single = path;
    });
    settle(first + 1, (sum, path) => {
      for (const figure of figures) {
        const difference = sum.single[figure] - path[figure];
        sum.pairs[figure].sum += difference;
        sum.pairs[figure].squares += difference * difference;
      }
    });
  }
  const counts = { largePool: largePoolCount, pairs: rough ? 0 : pairCount };
  return plan.notes.map(({ openingBalance }, note) => outcomeOf(sums[note]!, counts, openingBalance.value));
}

const roughCount = 2048;
const figures = ['loss', 'hit', 'time', 'principal'] as const;
type PathOutcome = { readonly [figure in (typeof figures)[number]]: number };

interface ClassSums {
  /** By scramble of the Sobol points. */
  readonly largePool: { readonly [figure in (typeof figures)[number]]: Float64Array };
  readonly pairs: { readonly [figure in (typeof figures)[number]]: { sum: number; squares: number } };
  /** The single-loan half of the pair that is being run. */
  single: PathOutcome;
}

function newSums(): ClassSums {
  const scrambles = () => new Float64Array(scrambleCount);
  const pair = () => ({ sum: 0, squares: 0 });
  return {
    largePool: { loss: scrambles(), hit: scrambles(), time: scrambles(), principal: scrambles() },
    pairs: { loss: pair(), hit: pair(), time: pair(), principal: pair() },
    single: { loss: 0, hit: 0, time: 0, principal: 0 },
  };
}

function pathOutcome(
  { balanceAtEnd, principalPaid, periodCount }: CashFlows,
  note: number,
  weight: number,
  minorUnit: number,
  years: Float64Array,
): PathOutcome {
  const row = note * periodCount;
  const left = balanceAtEnd[note]!;
  let time = 0;
  let principal = 0;
  for (let p = 0; p < periodCount; p++) {
    principal += principalPaid[row + p]!;
    time += principalPaid[row + p]! * years[p]!;
  }
  return {
    loss: weight * left,
    hit: left > minorUnit ? weight : 0,
    time: weight * time,
    principal: weight * principal,
  };
}

function outcomeOf(
  sums: ClassSums,
  counts: { readonly largePool: number; readonly pairs: number },
  balance: number,
): ClassOutcome {
  const mean = (figure: (typeof figures)[number]): number => {
    const large = sums.largePool[figure].reduce((sum, part) => sum + part, 0) / counts.largePool;
    return large + (counts.pairs === 0 ? 0 : sums.pairs[figure].sum / counts.pairs);
  };
  const error = (figure: (typeof figures)[number]): number =>
    Math.sqrt(
      scrambleVariance(sums.largePool[figure], counts.largePool) +
        pairVariance(sums.pairs[figure], counts.pairs),
    );
  const scale = balance > 0 ? 1 / balance : 0;
  const principal = mean('principal');
  return {
    expectedLoss: Math.max(0, mean('loss')) * scale,
    expectedLossStandardError: error('loss') * scale,
    lossProbability: Math.max(0, mean('hit')),
    lossProbabilityStandardError: error('hit'),
    averageLife: principal > 0 ? mean('time') / principal : undefined,
  };
}

/** Of the mean over scrambles; each has as many points. One certain path has none. */
function scrambleVariance(sums: Float64Array, count: number): number {
  if (count < 2 * scrambleCount) return 0;
  const means = sums.map((sum) => (sum * scrambleCount) / count);
  const mean = means.reduce((sum, one) => sum + one, 0) / scrambleCount;
  const squares = means.reduce((sum, one) => sum + (one - mean) * (one - mean), 0);
  return squares / (scrambleCount - 1) / scrambleCount;
}

function pairVariance({ sum, squares }: { sum: number; squares: number }, count: number): number {
  if (count < 2) return 0;
  const mean = sum / count;
  return Math.max(0, squares / count - mean * mean) / (count - 1);
}
