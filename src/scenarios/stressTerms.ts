import type { ServicerFailure } from '#collateral/servicerFailure.js';
import type { Sourced } from './assumptionRecord.js';

export const timings = ['front', 'back', 'even'] as const;
/** How defaults fall over the life of the pool: a shape, or weights by month. */
export type DefaultTiming = (typeof timings)[number] | readonly number[];

/** No loan can be bought from a month on, for so many months (to the end where it is undefined). */
export interface PurchaseDrought {
  readonly fromMonth: number;
  readonly months: number | undefined;
}

/**
 * What is stated on top of the base of a run rather than in its place: each moves whatever the base is, so that
 * a scenario can say "twice the defaults" without knowing how they were given.
 */
export interface StatedStress {
  readonly defaultMultiple: Sourced<number> | undefined;
  readonly defaultTiming: Sourced<DefaultTiming> | undefined;
  /** Fraction added to the risk-free rate. */
  readonly rateShift: Sourced<number> | undefined;
  /** The systematic factor, in deviations; a low one is a bad economy. */
  readonly factorGlobal: Sourced<number> | undefined;
  readonly servicer: Sourced<ServicerFailure> | undefined;
  readonly drought: Sourced<PurchaseDrought> | undefined;
  /** Month of the pool from which no support pays. */
  readonly supportsDefault: Sourced<number> | undefined;
}

export const noStress: StatedStress = {
  defaultMultiple: undefined,
  defaultTiming: undefined,
  rateShift: undefined,
  factorGlobal: undefined,
  servicer: undefined,
  drought: undefined,
  supportsDefault: undefined,
};
