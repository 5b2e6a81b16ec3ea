import type { RandomStream } from '#numerics/randomStream.js';
import type { FactorDraw } from '#pricing/models/dependence.js';
import type { AliveSchedule } from './poolFlows.js';
import type { DrawPurchase } from './purchasedLoans.js';

/**
 * The work that grows with the pool: which loans default on a path, and what that takes out of the schedule.
 * A kernel is made for one pool and keeps its scratch space, so it runs one path at a time: first the factors,
 * then either level or both. Every kernel gives the same bytes; the TypeScript one is the oracle.
 */
export interface PoolKernel {
  setFactors(draw: FactorDraw): void;
  /** Single loans: each defaults or not, drawn from its own random numbers given the factor. */
  loanLevel(stream: RandomStream, alive: AliveSchedule): void;
  /** The expectation of the above given the factor: what a pool of infinitely many such loans does. */
  largePool(alive: AliveSchedule): void;
  /** Single loans bought from the pool's replacement line, drawn given the factor. */
  purchase: DrawPurchase;
}
