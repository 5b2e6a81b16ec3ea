import type { CollateralAssumptions } from './assumptions.js';

/** What a loan's contract needs to know of the world: index rates, a stress of fixed rates, how lines are used. */
export type ContractWorld = Pick<CollateralAssumptions, 'indexRates' | 'fixedRateStress' | 'creditLines'>;

export const noWorld: ContractWorld = {};
