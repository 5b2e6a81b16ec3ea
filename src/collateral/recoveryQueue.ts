import type { RecoveryAssumption } from './assumptions.js';

/** Recoveries and losses to come, by month: element 0 is the month being advanced. */
export interface RecoveryQueue {
  readonly recoveries: number[];
  readonly losses: number[];
  readonly costs: number[];
  readonly guarantees: number[];
}

export function newRecoveryQueue(): RecoveryQueue {
  return { recoveries: [], losses: [], costs: [], guarantees: [] };
}

/** What a month takes off the queue. */
export interface DueRecovery {
  readonly recoveries: number;
  readonly losses: number;
  readonly costs: number;
  readonly guarantees: number;
}

export function nextRecovery(queue: RecoveryQueue): DueRecovery {
  return {
    recoveries: queue.recoveries.shift() ?? 0,
    losses: queue.losses.shift() ?? 0,
    costs: queue.costs.shift() ?? 0,
    guarantees: queue.guarantees.shift() ?? 0,
  };
}

export function isQueueEmpty(queue: RecoveryQueue): boolean {
  return queue.losses.length === 0;
}

/**
 * A default now: `rate` of it comes by the timing (all of it after the lag where there is none), less the cost of
 * collecting; the rest is a loss with the last recovery. At rate 0 it is a loss at once.
 */
export function queueRecovery(queue: RecoveryQueue, defaulted: number, recovery: RecoveryAssumption): void {
  if (defaulted === 0) return;
  const timing = recovery.timing ?? [1];
  const wait = recovery.rate === 0 ? 0 : recovery.lagMonths;
  const last = recovery.rate === 0 ? 0 : wait + timing.length - 1;
  const cost = recovery.cost ?? 0;
  reach(queue, last);
  let recovered = 0;
  timing.forEach((share, i) => {
    const gross = defaulted * recovery.rate * share;
    if (gross === 0) return;
    const net = gross - gross * cost;
    recovered += net;
    queue.recoveries[wait + i]! += net;
    queue.costs[wait + i]! += gross - net;
  });
  queue.losses[last]! += defaulted - recovered;
}

/** `covered` of a default comes from its guarantor after `wait` months, the rest as for any default. */
export function queueGuaranteed(
  queue: RecoveryQueue,
  defaulted: number,
  covered: number,
  wait: number,
  recovery: RecoveryAssumption,
): void {
  queueRecovery(queue, defaulted - covered, recovery);
  if (covered === 0) return;
  reach(queue, wait);
  queue.recoveries[wait]! += covered;
  queue.guarantees[wait]! += covered;
}

/** An amount and a loss of their own, after `wait` months. */
export function queueAmounts(queue: RecoveryQueue, recovered: number, lost: number, wait: number): void {
  reach(queue, wait);
  queue.recoveries[wait]! += recovered;
  queue.losses[wait]! += lost;
}

function reach(queue: RecoveryQueue, wait: number): void {
  while (queue.losses.length <= wait) {
    queue.recoveries.push(0);
    queue.losses.push(0);
    queue.costs.push(0);
    queue.guarantees.push(0);
  }
}
