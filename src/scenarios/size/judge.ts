import { failed, type Outcome, succeeded } from '#basics/problem.js';
import { projectPool } from '#collateral/projectPool.js';
import type { DealTerms } from '#deal/terms.js';
import { paymentTimes } from '#pricing/montecarlo/paymentTimes.js';
import {
  type ClassOutcome,
  classOutcomes,
  type PoolSample,
  sampleOf,
} from '#pricing/montecarlo/poolSample.js';
import { collectionsByPayment } from '#waterfall/availableFunds.js';
import type { PaymentPlan } from '#waterfall/paymentPlan.js';
import { applyScenario } from '../applyScenario.js';
import { planUnder } from '../planUnder.js';
import { collateralAssumptions, type ResolvedScenario } from '../resolvedScenario.js';
import type { ClassTargets, SizeTargets } from './targets.js';

/** One limit of a class as it stands in a structure. */
export interface JudgedLimit {
  readonly note: string;
  readonly target: keyof ClassTargets;
  readonly limit: number;
  /** In the search a break-even is only known to hold or not: then the limit, or 0; verification finds it. */
  readonly reached: number;
  /** Of `reached`; 0 where nothing is random. */
  readonly standardError: number;
  readonly holds: boolean;
}

export interface Judge {
  /** Losses and lives of all classes over the sample; `rough` on a few paths of it. */
  outcomes(terms: DealTerms, rough?: boolean): ClassOutcome[];
  /** The limits of a class about losses and lives; those about its size are the search's own. */
  limits(terms: DealTerms, note: string, rough?: boolean): JudgedLimit[];
}

/** Judges structures of a deal on paths that are simulated once, and on one projection for each break-even multiple. */
export async function newJudge(
  scenario: ResolvedScenario,
  targets: SizeTargets,
  sample: PoolSample,
): Promise<Outcome<Judge>> {
  const stressed = new Map<number, { readonly sample: PoolSample; readonly scenario: ResolvedScenario }>();
  for (const { breakEven } of targets.notes.values()) {
    if (breakEven === undefined || stressed.has(breakEven)) continue;
    const under = await withDefaultMultiple(scenario, breakEven);
    if (!under.ok) return under;
    const { plan, tape } = under.value;
    const flows = projectPool(tape.table, collateralAssumptions(under.value), plan.cutOffDate);
    stressed.set(breakEven, {
      scenario: under.value,
      sample: sampleOf(plan, collectionsByPayment(plan, flows)),
    });
  }
  const planOf = (terms: DealTerms, under = scenario): PaymentPlan => {
    const plan = planUnder(under, terms);
    if (plan.ok) return plan.value;
    throw new Error(
      `a structure cannot be planned: ${plan.problems.map(({ message }) => message).join('; ')}`,
    );
  };
  const outcomes: Judge['outcomes'] = (terms, rough) => {
    const plan = planOf(terms);
    return classOutcomes(plan, sample, paymentTimes(plan).years, rough);
  };
  const limits: Judge['limits'] = (terms, note, rough) => {
    const index = terms.notes.findIndex(({ name }) => name === note);
    const limitsOfClass = targets.notes.get(note) ?? {};
    const { breakEven } = limitsOfClass;
    const judged: JudgedLimit[] = [];
    if (breakEven !== undefined) {
      const { scenario: under, sample: path } = stressed.get(breakEven)!;
      const plan = planOf(terms, under);
      const lost = classOutcomes(plan, path, paymentTimes(plan).years)[index]!.lossProbability > 0;
      const reached = lost ? 0 : breakEven;
      judged.push({ note, target: 'breakEven', limit: breakEven, reached, standardError: 0, holds: !lost });
    }
    if (!needsPaths.some((target) => limitsOfClass[target] !== undefined)) return judged;
    return [...judged, ...simulatedLimits(note, limitsOfClass, outcomes(terms, rough)[index]!)];
  };
  return succeeded({ outcomes, limits });
}

const needsPaths = ['expectedLoss', 'lossProbability', 'lifeMin', 'lifeMax'] as const;

function simulatedLimits(note: string, limits: ClassTargets, outcome: ClassOutcome): JudgedLimit[] {
  const life = outcome.averageLife ?? 0;
  const figures = {
    expectedLoss: [outcome.expectedLoss, outcome.expectedLossStandardError, 'most'],
    lossProbability: [outcome.lossProbability, outcome.lossProbabilityStandardError, 'most'],
    lifeMin: [life, 0, 'least'],
    lifeMax: [life, 0, 'most'],
  } as const;
  return needsPaths.flatMap((target): JudgedLimit[] => {
    const limit = limits[target];
    if (limit === undefined) return [];
    const [reached, standardError, side] = figures[target];
    const holds = side === 'most' ? reached <= limit : reached >= limit;
    return [{ note, target, limit, reached, standardError, holds }];
  });
}

/** The scenario with all default rates times so much. */
export async function withDefaultMultiple(
  scenario: ResolvedScenario,
  multiple: number,
): Promise<Outcome<ResolvedScenario>> {
  const { statedOverrides } = await import('../statedOverrides.js');
  const stated = statedOverrides([
    { path: 'default.multiple', value: String(multiple), origin: 'the target breakEven' },
  ]);
  return stated.ok ? applyScenario(scenario, stated.value) : failed(stated.problems);
}
