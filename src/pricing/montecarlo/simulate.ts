import { type ClassEstimate, classEstimate } from './classEstimates.js';
import { type BlockResult, type BlockSpec, blockRunner } from './pathBlock.js';
import { noteColumn, type RecordLayout, simulationLayout } from './pathRecord.js';
import type { PreparedSimulation, SimulationModels } from './preparedSimulation.js';
import { type ImportancePlan, importancePlan, pilotSpecs } from './rareLosses.js';
import {
  firstRound,
  type LevelErrors,
  loanLevelOf,
  newBlocks,
  nextRound,
  pathsBeyondReach,
  pathTotal,
  type RoundCounts,
  type RoundRules,
  shareDone,
} from './rounds.js';
import { type SampleStatistics, sampleStatistics } from './sampleStatistics.js';

export interface SimulationProgress {
  readonly round: number;
  readonly loanPathCount: number;
  readonly largePoolPathCount: number;
  /** Of the worst class with a coupon, per 100. */
  readonly standardError: number;
  /** Paths so far over those that the run is expected to have, 0 to 1. */
  readonly shareDone: number;
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
  /** Asked between blocks after the first round: a round that is given up leaves what was known before it. */
  readonly shouldGiveUp?: () => boolean;
}

/** undefined when given up. */
type BlockResults = readonly BlockResult[] | undefined;

export type RunBlocks = (
  specs: readonly BlockSpec[],
  runBlock: (spec: BlockSpec) => BlockResult,
  /** For threads that make their own `blockRunner` of it. */
  prepared: PreparedSimulation,
  shouldGiveUp?: () => boolean,
) => BlockResults | Promise<BlockResults>;

export interface SimulationResult {
  readonly layout: RecordLayout;
  readonly sample: SampleStatistics;
  /** Of the deal; behind them, where there is one, of the deal without its originator's supports. */
  readonly classes: readonly ClassEstimate[];
  readonly roundCount: number;
  /** False when a target was asked for and not met. */
  readonly converged: boolean;
  readonly partial: boolean;
  /** Paths that the target would take, where they are so many that it was given up; else undefined. */
  readonly pathsNeeded: number | undefined;
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
  const layout = simulationLayout(prepared);
  const runBlock = blockRunner(prepared);
  const runBlocks = options.runBlocks ?? runHere;
  const blocks: BlockResult[] = [];
  const isTwoLevel = options.estimator === 'two-level';
  const pilot = isTwoLevel ? await runBlocks(pilotSpecs, runBlock, prepared) : [];
  const importance = isTwoLevel ? importancePlan(prepared, layout, pilot ?? []) : undefined;
  const tailColumns = (importance?.notes ?? []).map((note) => noteColumn(layout, note, 'loss'));
  let counts = firstRound(options, prepared.pool.loans.count);
  let known: SimulationResult | undefined;
  for (let roundCount = 1; ; roundCount++) {
    const specs = blocksOf(counts, options, importance);
    const found = await runBlocks(specs, runBlock, prepared, known && options.shouldGiveUp);
    if (found === undefined) return { ...known!, converged: false, partial: true };
    blocks.push(...found);
    const sample = sampleStatistics(blocks, layout.width, tailColumns);
    const classes = Array.from({ length: layout.noteCount }, (_, note) =>
      classEstimate(prepared, layout, sample, options.premium, note),
    );
    const errors = levelErrors(prepared, classes);
    const standardError = Math.sqrt(errors.largePool + errors.loans);
    const { loanPathCount, largePoolPathCount } = sample;
    const progress = { round: roundCount, loanPathCount, largePoolPathCount, standardError };
    options.onRound?.({ ...progress, shareDone: shareDone(counts, errors, options) });
    const pathsNeeded = pathsBeyondReach(counts, errors, options);
    const next = pathsNeeded === undefined ? nextRound(counts, errors, options) : undefined;
    const partial = next !== undefined && options.shouldStop?.(pathShare(counts, next)) === true;
    const converged =
      options.stop.kind === 'paths' ? next === undefined : standardError <= options.stop.target;
    known = { layout, sample, classes, roundCount, converged, partial, pathsNeeded, importance };
    if (next === undefined || partial) return known;
    counts = next;
  }
}

const runHere: RunBlocks = (specs, runBlock, _, shouldGiveUp) => {
  const results: BlockResult[] = [];
  for (const spec of specs) {
    if (shouldGiveUp?.() === true) return undefined;
    results.push(runBlock(spec));
  }
  return results;
};

function blocksOf(
  counts: RoundCounts,
  rules: RoundRules,
  importance: ImportancePlan | undefined,
): readonly BlockSpec[] {
  return [
    ...newBlocks(loanLevelOf(rules), counts.loans, importance?.strata),
    ...newBlocks('loans', counts.singles, importance?.strata),
    ...newBlocks('large-pool', counts.largePool, importance?.largePoolStrata),
    ...(importance === undefined ? [] : newBlocks('large-pool-tail', counts.largePool, importance.strata)),
  ];
}

function pathShare(counts: RoundCounts, next: RoundCounts): number {
  return pathTotal(next) / pathTotal(counts) - 1;
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
