import { type CopulaLoading, conditionalDefaultProbability } from '#pricing/models/conditionalDefault.js';
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

export function conditionalCurves(pool: SimulationPool, loading: CopulaLoading): ConditionalCurves {
  const { thresholds } = pool.largePool;
  const probabilities = new Float64Array(thresholds.length);
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
      for (let i = 0; i < thresholds.length; i++) {
        probabilities[i] = conditionalDefaultProbability(thresholds[i]!, loading, factor);
      }
      filled = true;
    },
  };
}
