import type { PlanSupport } from '#waterfall/paymentPlan.js';
import { minorUnit } from '#waterfall/planQueries.js';
import { lossDistribution } from './montecarlo/distributions.js';
import { noteColumn, type SupportColumn, supportAccounts, supportColumn } from './montecarlo/pathRecord.js';
import type { PreparedSimulation } from './montecarlo/preparedSimulation.js';
import type { SimulationResult } from './montecarlo/simulate.js';

/** What a support is expected to pay, and how often it fails its class. Currency units; probabilities until legal final. */
export interface SupportFigures {
  readonly name: string;
  readonly kind: PlanSupport['kind'];
  readonly provider: PlanSupport['provider'];
  readonly limit: number;
  /** All draws of a path, those repaid included. */
  readonly expectedDrawn: number;
  readonly expectedDrawnStandardError: number;
  readonly providerDefaultProbability: number;
  readonly providerDefaultProbabilityStandardError: number;
  /** Of draws using up the limit while the provider could pay. */
  readonly exhaustionProbability: number;
  readonly exhaustionProbabilityStandardError: number;
}

/** A class as it is without what its own originator pays; how much of its value rests on that. */
export interface ClassAlone {
  readonly name: string;
  readonly price: number | null;
  readonly priceStandardError: number | null;
  /** null where no path had a loss, and for a residual class. */
  readonly expectedLoss: number | null;
  readonly expectedLossStandardError: number | null;
  readonly weightedAverageLife: number | null;
  /** 1 − value without / value with; null where the class is worth nothing. */
  readonly shareOfValue: number | null;
  readonly shareOfValueStandardError: number | null;
}

export function supportFigures(prepared: PreparedSimulation, result: SimulationResult): SupportFigures[] {
  const { accounts } = prepared.plan;
  const { sample, layout } = result;
  return supportAccounts(prepared.plan).map((account, k) => {
    const { name, limit, support } = accounts[account]!;
    if (support === undefined) throw new Error(`account ${name} is external and no support`);
    const mean = (column: SupportColumn) => Math.max(0, sample.means[supportColumn(layout, k, column)]!);
    const error = (column: SupportColumn) => errorOfColumn(result, supportColumn(layout, k, column));
    return {
      name,
      kind: support.kind,
      provider: support.provider,
      limit: limit.value,
      expectedDrawn: mean('drawn'),
      expectedDrawnStandardError: error('drawn'),
      providerDefaultProbability: Math.min(1, mean('failed')),
      providerDefaultProbabilityStandardError: error('failed'),
      exhaustionProbability: Math.min(1, mean('exhausted')),
      exhaustionProbabilityStandardError: error('exhausted'),
    };
  });
}

/** undefined where the originator supports nothing. */
export function classesAlone(
  { plan, alone }: PreparedSimulation,
  result: SimulationResult,
): readonly ClassAlone[] | undefined {
  if (alone === undefined) return undefined;
  const { classes, sample, layout } = result;
  return plan.notes.map(({ name, kind, openingBalance }, note) => {
    const withIt = classes[note]!;
    const without = classes[plan.notes.length + note]!;
    const balance = openingBalance.value;
    const priced = balance > 0;
    const loses = priced && kind !== 'residual';
    const lossColumn = noteColumn(layout, plan.notes.length + note, 'loss');
    // A loss that no path saw is not one of zero.
    const isSeen =
      loses &&
      (without.expectedLoss > 0 || lossDistribution(sample, lossColumn, minorUnit(plan)).upperBound === null);
    const rests = withIt.value > 0 ? 1 - without.value / withIt.value : null;
    // d(1 − V₀/V) = V₀/V² dV − dV₀/V
    const weights = withIt.influenceWeights.map(
      (weight, c) =>
        (weight * without.value) / (withIt.value * withIt.value) -
        without.influenceWeights[c]! / withIt.value,
    );
    return {
      name,
      price: priced ? (100 * without.value) / balance : null,
      priceStandardError: priced ? (100 * errorOf(sample, without.influenceWeights)) / balance : null,
      expectedLoss: isSeen ? without.expectedLoss / balance : null,
      expectedLossStandardError: isSeen ? errorOfColumn(result, lossColumn) / balance : null,
      weightedAverageLife: without.weightedAverageLife ?? null,
      shareOfValue: rests,
      shareOfValueStandardError: rests === null ? null : errorOf(sample, weights),
    };
  });
}

function errorOfColumn({ sample, layout }: SimulationResult, column: number): number {
  const weights = new Float64Array(layout.width);
  weights[column] = 1;
  return errorOf(sample, weights);
}

function errorOf(sample: SimulationResult['sample'], weights: Float64Array): number {
  const { largePool, loans } = sample.varianceOf(weights);
  return Math.sqrt(largePool + loans);
}
