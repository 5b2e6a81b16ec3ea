import { type ClassEstimate, classEstimate } from './classEstimates.js';
import { type BlockResult, type BlockSpec, blockRunner } from './pathBlock.js';
import { noteColumn, type RecordLayout, recordLayout } from './pathRecord.js';
import type { PreparedSimulation, SimulationModels } from './preparedSimulation.js';
import { type ImportancePlan, importancePlan, pilotSpecs } from './rareLosses.js';
import {
  firstRound,
  type LevelErrors,
  loanLevelOf,
  newBlocks,
  nextRound,
  type RoundCounts,
  type RoundRules,
  unreachablePathCount,
} from './rounds.js';
import { type SampleStatistics, sampleStatistics } from './sampleStatistics.js';

export interface SimulationProgress {
  readonly round: number;
  readonly loanPathCount: number;
  readonly largePoolPathCount: number;
  /** Of the worst class with a coupon, per 100. */
  readonly standardError: number;
}

export interface SimulationOptions extends RoundRules {
  readonly premium: SimulationModels['premium'];
  /** Runs blocks, in any order and on any thread, and returns their results in the order of the specs. */
  readonly runBlocks?: RunBlocks;
  readonly onRound?: (progress: SimulationProgress) => void;
  /**
   * Asked between rounds, with the paths of the next round over those so far: a run that stops early keeps what
   * it has and is partial.
   */
  readonly shouldStop?: (nextShare: number) => boolean;
}

export type RunBlocks = (
  specs: readonly BlockSpec[],
  runBlock: (spec: BlockSpec) => BlockResult,
  /** For threads that make their own `blockRunner` of it. */
  prepared: PreparedSimulation,
) => readonly BlockResult[] | Promise<readonly BlockResult[]>;

export interface SimulationResult {
  readonly layout: RecordLayout;
  readonly sample: SampleStatistics;
  readonly classes: readonly ClassEstimate[];
  readonly roundCount: number;
  /** False when a target was asked for and not met. */
  readonly converged: boolean;
  readonly partial: boolean;
  /** Paths that the target would have taken, where that is far more than are run. */
  readonly neededPathCount: number | undefined;
  /** How rare losses were looked for; undefined where paths are plain. */
  readonly importance: ImportancePlan | undefined;
}

/**
 * Simulates in rounds of whole blocks until the stop rule is met. What is simulated depends on estimates after
 * whole rounds only, never on time or on which block came first, so that one thread and forty give the same
 * bytes.
 */
export async function simulate(
  prepared: PreparedSimulation,
  options: SimulationOptions,
): Promise<SimulationResult> {
  const layout = recordLayout(prepared.plan.notes.length, prepared.spreads.length);
  const runBlock = blockRunner(prepared);
  const runBlocks: RunBlocks = options.runBlocks ?? ((specs, run) => specs.map(run));
  const blocks: BlockResult[] = [];
  const twoLevel = options.estimator === 'two-level';
  const pilot = twoLevel ? await runBlocks(pilotSpecs, runBlock, prepared) : [];
  const importance = twoLevel ? importancePlan(prepared, layout, pilot) : undefined;
  const tailColumns = (importance?.notes ?? []).map((note) => noteColumn(layout, note, 'loss'));
  let counts = firstRound(options, prepared.pool.loans.count);
  for (let roundCount = 1; ; roundCount++) {
    const specs = [
      ...newBlocks(loanLevelOf(options), counts, importance?.strata),
      ...newBlocks('large-pool', counts, importance?.largePoolStrata),
      ...(importance === undefined ? [] : newBlocks('large-pool-tail', counts, importance.strata)),
    ];
    blocks.push(...(await runBlocks(specs, runBlock, prepared)));
    const sample = sampleStatistics(blocks, layout.width, tailColumns);
    const classes = prepared.plan.notes.map((_, note) =>
      classEstimate(prepared, layout, sample, options.premium, note),
    );
    const errors = levelErrors(prepared, classes);
    const standardError = Math.sqrt(errors.largePool + errors.loans);
    const { loanPathCount, largePoolPathCount } = sample;
    options.onRound?.({ round: roundCount, loanPathCount, largePoolPathCount, standardError });
    const neededPathCount = unreachablePathCount(counts, errors, options);
    const next = nextRound(counts, errors, options);
    const partial = next !== undefined && options.shouldStop?.(pathShare(counts, next)) === true;
    if (next === undefined || partial || neededPathCount !== undefined) {
      const converged = options.stop.kind === 'paths' || standardError <= options.stop.target;
      return { layout, sample, classes, roundCount, converged, partial, importance, neededPathCount };
    }
    counts = next;
  }
}

function pathShare(counts: RoundCounts, next: RoundCounts): number {
  const added = next.loans.to - next.loans.from + next.largePool.to - next.largePool.from;
  return added / (counts.loans.to + counts.largePool.to);
}

/** Variances of the price per 100 of the class with a coupon whose error is largest. */
function levelErrors(prepared: PreparedSimulation, classes: readonly ClassEstimate[]): LevelErrors {
  let worst = { largePool: 0, loans: 0 };
  prepared.plan.notes.forEach((note, i) => {
    const balance = note.openingBalance.value;
    if (note.kind === 'residual' || balance === 0) return;
    const scale = (100 / balance) * (100 / balance);
    const { largePool, loans } = classes[i]!.variance;
    if ((largePool + loans) * scale > worst.largePool + worst.loans) {
      worst = { largePool: largePool * scale, loans: loans * scale };
    }
  });
  return worst;
}
