import { setImmediate } from 'node:timers/promises';
import type { BlockResult } from '#pricing/montecarlo/pathBlock.js';
import type { PreparedSimulation } from '#pricing/montecarlo/preparedSimulation.js';
import type { RunBlocks } from '#pricing/montecarlo/simulate.js';
import { type RoundMessage, takeBlock } from './blockMessages.js';
import { type BlockThread, type KeepResult, startThread } from './blockThread.js';
import { sharedCopy } from './sharedCopy.js';

export interface BlockPool {
  /** Runs blocks on this thread and the others. Each block's result depends on the block alone. */
  readonly runBlocks: RunBlocks;
  /** Ends the threads; without it the process would not end. */
  readonly close: () => Promise<void>;
}

export interface BlockPoolOptions {
  /** Threads in all, this one included. */
  readonly workers: number;
  /** The bundled worker; without it everything runs here. */
  readonly workerFile: URL | undefined;
  /** Threads start when the work that is left seems to take longer than this; by default half a second. */
  readonly worthwhileMilliseconds?: number;
  /** Told how many of a round's blocks are taken, each time this thread has finished one. */
  readonly onBlock?: (taken: number, count: number) => void;
}

/**
 * Blocks for several threads with shared memory. This thread works too, and lets signals and messages through
 * between blocks. Threads take blocks by a shared counter, so nobody waits for anybody before a round's end.
 */
export function blockPool(options: BlockPoolOptions): BlockPool {
  const { workers, workerFile, worthwhileMilliseconds = 500 } = options;
  const threads: BlockThread[] = [];
  let round = 0;
  let simulation: PreparedSimulation | undefined;
  const runOn = (thread: BlockThread, message: RoundMessage, keep: KeepResult) => {
    const done = thread.runRound(message, keep);
    // A failure is reported when the round is awaited; until then it must not count as unhandled.
    done.catch(() => {});
    return done;
  };
  const runBlocks: RunBlocks = async (specs, runBlock, prepared, shouldGiveUp) => {
    if (simulation !== undefined && simulation !== prepared) throw new Error('one pool, one simulation');
    simulation = prepared;
    const next = new Int32Array(new SharedArrayBuffer(4));
    const message: RoundMessage = { round: round++, specs, next };
    const results = new Map<number, BlockResult>();
    const keep: KeepResult = (index, result) => results.set(index, result);
    const others = threads.map((thread) => runOn(thread, message, keep));
    const begin = performance.now();
    let isGivenUp = false;
    for (let done = 1, index = takeBlock(message); index !== undefined; done++, index = takeBlock(message)) {
      results.set(index, runBlock(specs[index]!));
      await setImmediate();
      if (shouldGiveUp?.() === true) {
        isGivenUp = true;
        Atomics.store(next, 0, specs.length); // nobody takes another
      }
      const taken = Math.min(specs.length, Atomics.load(next, 0));
      options.onBlock?.(taken, specs.length);
      const left = ((performance.now() - begin) / done) * (specs.length - taken);
      const isWorthwhile = threads.length === 0 && workers > 1 && left > worthwhileMilliseconds;
      if (!isWorthwhile || workerFile === undefined) continue;
      const data = sharedCopy(prepared);
      for (let k = 1; k < workers; k++) threads.push(startThread(workerFile, data));
      others.push(...threads.map((thread) => runOn(thread, message, keep)));
    }
    await Promise.all(others);
    return isGivenUp ? undefined : specs.map((_, index) => results.get(index)!);
  };
  return {
    runBlocks,
    close: async () => {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}
