import { type Dependence, type FactorDraw, type PathLaw, pathLaw } from '#pricing/models/dependence.js';
import type { SimulationPool } from './simulationPool.js';

/** Default curves given the factors of a path, worked out when first asked for. */
export interface ConditionalCurves {
  readonly law: PathLaw;
  /** Row-major risk group × (monthCount + 1): PD(t) given the factors. */
  readonly probabilities: Float64Array;
  setFactors(draw: FactorDraw): void;
  /** Fills `probabilities`, unless they are for these factors already. */
  fill(): void;
}

/** `probabilities`: where they are to be written, for a kernel that reads them there. */
export function conditionalCurves(
  pool: SimulationPool,
  dependence: Dependence,
  probabilities: Float64Array = new Float64Array(pool.largePool.thresholds.length),
): ConditionalCurves {
  const { thresholds, factorGroupOfRisk } = pool.largePool;
  const width = pool.monthCount + 1;
  const law = pathLaw(dependence);
  let filled = false;
  return {
    law,
    probabilities,
    setFactors(draw) {
      law.setFactors(draw);
      filled = false;
    },
    fill() {
      if (filled) return;
      for (let row = 0, i = 0; i < thresholds.length; row++) {
        const group = factorGroupOfRisk[row]!;
        let before = 0;
        for (const end = i + width; i < end; i++) {
          // Rising whatever the last digits of Φ do, so that every way of searching finds the same month.
          before = Math.max(before, law.probability(thresholds[i]!, group));
          probabilities[i] = before;
        }
      }
      filled = true;
    },
  };
}
