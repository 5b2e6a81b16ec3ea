import type { AlternativeModel } from './uncertaintySchema.js';

/** Errors of a class price per 100, apart; null for a class without a price. */
export interface ClassUncertainty {
  readonly name: string;
  /** Standard error of the price itself: more paths make it less. */
  readonly simulationError: number | null;
  /** Standard deviation of the price over draws of the parameters, simulation noise taken out; 0 if noise is all. */
  readonly parameterError: number | null;
  /** Of the variance whose root that is. */
  readonly parameterVariance: number | null;
  readonly parameterVarianceStandardError: number | null;
  /** Mean price over draws: differs from the price where it bends in the parameters. */
  readonly meanPrice: number | null;
  /** Lowest to highest price over the model of the run and the alternatives; 0 without alternatives. */
  readonly modelSpread: number | null;
}

export interface Uncertainty {
  readonly draws: number;
  readonly pathsPerDraw: number;
  readonly parameters: readonly DrawnParameter[];
  readonly notes: readonly ClassUncertainty[];
  readonly models: readonly AlternativePrices[];
}

export interface DrawnParameter {
  readonly name: string;
  readonly value: number;
  readonly deviation: number;
  /** Draws that fell outside of what it can be, and were put at the bound. */
  readonly cut: number;
}

export interface AlternativePrices {
  readonly model: AlternativeModel;
  readonly notes: readonly {
    readonly name: string;
    readonly price: number | null;
    readonly priceStandardError: number | null;
  }[];
}
