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

/** `probabilities`: where they are to be written, for a kernel that reads them there. */
export function conditionalCurves(
  pool: SimulationPool,
  loading: CopulaLoading,
  probabilities: Float64Array = new Float64Array(pool.largePool.thresholds.length),
): ConditionalCurves {
  const { thresholds } = pool.largePool;
  const width = pool.monthCount + 1;
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
      if (filled) return;
      for (let row = 0; row < thresholds.length; row += width) {
        fillConditionalCurve(thresholds, loading, factor, row, width, probabilities);
      }
      filled = true;
    },
  };
}
