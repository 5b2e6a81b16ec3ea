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

/** Writes `probabilities` for the factors of the law. */
export type FillCurves = (law: PathLaw, probabilities: Float64Array) => void;

export function conditionalCurves(pool: SimulationPool, dependence: Dependence): ConditionalCurves {
  return curvesFilledBy(dependence, new Float64Array(pool.largePool.thresholds.length), fillByLaw(pool));
}

export function fillByLaw({ largePool, monthCount }: SimulationPool): FillCurves {
  const { thresholds, factorGroupOfRisk } = largePool;
  const width = monthCount + 1;
  return (law, probabilities) => {
    for (let row = 0, i = 0; i < thresholds.length; row++) {
      const group = factorGroupOfRisk[row]!;
      let before = 0;
      for (const end = i + width; i < end; i++) {
        // Rising whatever the last digits of Φ do, so that every way of searching finds the same month.
        before = Math.max(before, law.probability(thresholds[i]!, group));
        probabilities[i] = before;
      }
    }
  };
}

/** The same with another way of filling, of the same bytes. */
export function curvesFilledBy(
  dependence: Dependence,
  probabilities: Float64Array,
  fillCurves: FillCurves,
): ConditionalCurves {
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
      if (!filled) fillCurves(law, probabilities);
      filled = true;
    },
  };
}
