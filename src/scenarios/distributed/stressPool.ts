import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { runScenarioAt, type ScenarioAt } from '../stress/runScenarioAt.js';
import type { StressJob } from '../stress/stressJob.js';
import type { StressRequest } from '../stress/stressRequest.js';
import { type StressReply, type StressWork, takeScenarios } from './stressMessages.js';

export interface StressPoolOptions {
  /** Threads in all, this one included. */
  readonly workers: number;
  /** The bundled worker; without it everything runs here. */
  readonly workerFile: URL | undefined;
  /** The first scenario to run: those before it are there already. */
  readonly from: number;
  /** Called in the order of the scenarios, whichever thread ran them. */
  readonly keep: (index: number, result: ScenarioAt) => void;
  readonly shouldStop: () => boolean;
}

const chunk = 16;
/** Threads read the tape again before they help, so they start only where some seconds of work are left. */
const worthwhileMilliseconds = 2000;

/**
 * Runs scenarios `from` to the last and hands them on in order. A result is a function of its number, so neither the
 * number of threads nor who is faster shows. Ends early, after what is in order, when asked to stop.
 */
export async function runScenarios(
  job: StressJob,
  request: StressRequest,
  { workers, workerFile, from, keep, shouldStop }: StressPoolOptions,
): Promise<void> {
  const work: StressWork = { next: new Int32Array(new SharedArrayBuffer(4)), count: job.count, chunk };
  Atomics.store(work.next, 0, from);
  const waiting = new Map<number, ScenarioAt>();
  let kept = from;
  const arrive = ({ from: first, results }: StressReply): void => {
    for (const [i, result] of results.entries()) waiting.set(first + i, result);
    for (let result = waiting.get(kept); result !== undefined; result = waiting.get(kept)) {
      waiting.delete(kept);
      keep(kept++, result);
    }
  };
  const threads: { worker: Worker; ended: Promise<void> }[] = [];
  const begin = performance.now();
  try {
    for (let taken = takeScenarios(work); taken !== undefined; taken = takeScenarios(work)) {
      const results: ScenarioAt[] = [];
      for (let index = taken.from; index < taken.until; index++) {
        if (shouldStop()) return;
        results.push(runScenarioAt(job, index));
        // Signals and messages come through between scenarios.
        await setImmediate();
      }
      arrive({ from: taken.from, results });
      const done = taken.until - from;
      const left = ((performance.now() - begin) / done) * (job.count - Atomics.load(work.next, 0));
      if (threads.length > 0 || workers === 1 || workerFile === undefined || left < worthwhileMilliseconds)
        continue;
      for (let k = 1; k < workers; k++) threads.push(startThread(workerFile, { request, work }, arrive));
    }
    await Promise.all(threads.map(({ ended }) => ended));
  } finally {
    await Promise.all(threads.map(({ worker }) => worker.terminate()));
  }
}

function startThread(file: URL, data: object, arrive: (reply: StressReply) => void) {
  const worker = new Worker(file, { workerData: data });
  worker.on('message', arrive);
  const ended = new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', () => resolve());
  });
  // A failure is reported when the threads are awaited; until then it must not count as unhandled.
  ended.catch(() => {});
  return { worker, ended };
}
