import type { ScenarioAt } from '../stress/runScenarioAt.js';

/** Scenarios are taken by counting `next` up, so that nobody waits for anybody. */
export interface StressWork {
  /** One number in shared memory: the first scenario that nobody has taken. */
  readonly next: Int32Array;
  readonly count: number;
  /** Scenarios taken at once. */
  readonly chunk: number;
}

export interface StressReply {
  readonly from: number;
  readonly results: readonly ScenarioAt[];
}

export function takeScenarios({
  next,
  count,
  chunk,
}: StressWork): { from: number; until: number } | undefined {
  const from = Atomics.add(next, 0, chunk);
  return from < count ? { from, until: Math.min(count, from + chunk) } : undefined;
}
