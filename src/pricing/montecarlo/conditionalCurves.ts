import { type CopulaLoading, fillConditionalCurve } from '#pricing/models/conditionalDefault.js';
import type { SimulationPool } from './simulationPool.js';

/** Default curves given the factor of a path, worked out when first asked for. */
export interface ConditionalCurves {
  readonly loading: CopulaLoading;
  readonly factor: number;
  /** Row-major risk group × (monthCount + 1): PD(t) given the factor. */
  readonly probabilities: Float64Array;
  setFactor(factor: number): void;
  /** Fills `probabilities`, unless they are for this factor already. */
  fill(): void;
}

/** Writes `probabilities` for a factor. */
export type FillCurves = (factor: number, probabilities: Float64Array) => void;

export function conditionalCurves(pool: SimulationPool, loading: CopulaLoading): ConditionalCurves {
  const { thresholds } = pool.largePool;
  const width = pool.monthCount + 1;
  return curvesFilledBy(loading, new Float64Array(thresholds.length), (factor, probabilities) => {
    for (let row = 0; row < thresholds.length; row += width) {
      fillConditionalCurve(thresholds, loading, factor, row, width, probabilities);
    }
  });
}

/** The same with another way of filling, of the same bytes. */
export function curvesFilledBy(
  loading: CopulaLoading,
  probabilities: Float64Array,
  fillCurves: FillCurves,
): ConditionalCurves {
  let factor = 0;
  let filled = false;
  return {
    loading,
    probabilities,
    get factor() {
      return factor;
    },
    setFactor(next) {
      factor = next;
      filled = false;
    },
    fill() {
      if (!filled) fillCurves(factor, probabilities);
      filled = true;
    },
  };
}
