import { failed, type Outcome, type Problem, problem, succeeded } from '#basics/problem.js';
import { nestedVariance } from '#numerics/nestedVariance.js';
import { randomStream } from '#numerics/randomStream.js';
import { seedKey } from '#numerics/seedKey.js';
import type { MonteCarloClass } from '#pricing/monteCarloPrices.js';
import { applyScenario } from '../applyScenario.js';
import { standard } from '../defaultAssumptions.js';
import { priceScenario } from '../priceScenario.js';
import type { ResolvedScenario } from '../resolvedScenario.js';
import { drawnStatement, type ParameterMove, parameterMoves } from './parameterMoves.js';
import type { StatedUncertainty } from './statedUncertainty.js';
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

/** Draws have random numbers of their own, of no path's streams. */
const drawPurpose = 16;

/**
 * Prices a scenario again under parameters drawn from their covariance, a seed of its own each, and under the stated
 * alternatives to its model. `priced` are the classes of the scenario itself; undefined is returned when stopped.
 */
export async function priceUncertainty(
  scenario: ResolvedScenario,
  priced: readonly MonteCarloClass[],
  stated: StatedUncertainty,
  shouldStop: () => boolean = () => false,
): Promise<Outcome<Uncertainty | undefined>> {
  const found = parameterMoves(scenario, stated.parameters);
  if (!found.ok) return found;
  const moves = found.value;
  const seed = (scenario.flags.seed ?? standard.seed).slice(0, 160);
  const runs: (readonly MonteCarloClass[])[] = [];
  const cuts = moves.map(() => 0);
  for (let draw = 0; draw < stated.draws; draw++) {
    if (shouldStop()) return succeeded(undefined);
    const values = drawnValues(stated, moves, seed, draw, cuts);
    const under = applyScenario(scenario, drawnStatement(scenario, moves, values));
    if (!under.ok) return failed(under.problems);
    const run = await pricedWith(under.value, `${seed}, parameters ${draw}`, stated.paths);
    if (!run.ok) return run;
    runs.push(run.value);
  }
  const models: AlternativePrices[] = [];
  for (const model of stated.models) {
    if (shouldStop()) return succeeded(undefined);
    const run = await pricedWith(underModel(scenario, model), `${seed}, model ${model}`, undefined);
    if (!run.ok) return run;
    const notes = run.value.map(({ name, price, priceStandardError }) => ({
      name,
      price,
      priceStandardError,
    }));
    models.push({ model, notes });
  }
  const parameters = moves.map(({ name, base }, i) => ({
    name,
    value: base,
    deviation: stated.parameters[i]!.deviation,
    cut: cuts[i]!,
  }));
  const notes = priced.map((note, i) => classUncertainty(note, i, runs, models));
  const { draws, paths: pathsPerDraw } = stated;
  return succeeded({ draws, pathsPerDraw, parameters, notes, models }, cutWarnings(stated, parameters));
}

/** base + deviation · L z, at the bounds where it falls outside of them. */
function drawnValues(
  { lower, parameters }: StatedUncertainty,
  moves: readonly ParameterMove[],
  seed: string,
  draw: number,
  cuts: number[],
): number[] {
  const stream = randomStream(seedKey(seed), draw, drawPurpose);
  const normals = moves.map(() => stream.nextNormal());
  return moves.map(({ base, least, most }, i) => {
    let shock = 0;
    for (let k = 0; k <= i; k++) shock += lower[i * moves.length + k]! * normals[k]!;
    const value = base + parameters[i]!.deviation * shock;
    if (value < least || value > most) cuts[i]!++;
    return Math.min(most, Math.max(least, value));
  });
}

async function pricedWith(
  scenario: ResolvedScenario,
  seed: string,
  pathCount: number | undefined,
): Promise<Outcome<readonly MonteCarloClass[]>> {
  const paths = pathCount === undefined ? {} : { pathCount, standardError: undefined };
  const run = await priceScenario({ ...scenario, flags: { ...scenario.flags, ...paths, seed } });
  if (!run.ok) return run;
  const { result } = run.value;
  if (result.method !== 'mc') throw new Error('parameters are drawn around a simulation');
  return succeeded(result.prices.notes);
}

/** The same run with another law of defaults; everything else, groups included, stays. */
function underModel(scenario: ResolvedScenario, model: AlternativeModel): ResolvedScenario {
  const { assumptions, basis } = scenario;
  const { pdDeviation: _, ...kept } = assumptions.dependence ?? {};
  if (model === 'source') {
    const pdDeviation = basis.stated.pdDeviation?.value ?? standard.pdDeviation;
    return { ...scenario, assumptions: { ...assumptions, correlation: 0, dependence: { pdDeviation } } };
  }
  const { degreesOfFreedom, ...plain } = kept;
  const correlation = assumptions.correlation > 0 ? assumptions.correlation : standard.correlation;
  const dependence =
    model === 'gaussian'
      ? { ...plain, copula: 'gaussian' as const }
      : { ...plain, copula: 'student-t' as const, degreesOfFreedom: degreesOfFreedom ?? freedomByDefault };
  return { ...scenario, assumptions: { ...assumptions, correlation, dependence } };
}

const freedomByDefault = 5;

function classUncertainty(
  note: MonteCarloClass,
  index: number,
  runs: readonly (readonly MonteCarloClass[])[],
  models: readonly AlternativePrices[],
): ClassUncertainty {
  const { name, price, priceStandardError: simulationError } = note;
  if (price === null || simulationError === null) return { name, ...nothing };
  const over = nestedVariance(
    runs.map((run) => run[index]!.price!),
    runs.map((run) => run[index]!.priceStandardError! * run[index]!.priceStandardError!),
  );
  const prices = [price, ...models.map(({ notes }) => notes[index]!.price!)];
  return {
    name,
    simulationError,
    parameterError: Math.sqrt(Math.max(0, over.variance)),
    parameterVariance: over.variance,
    parameterVarianceStandardError: over.standardError,
    meanPrice: over.mean,
    modelSpread: Math.max(...prices) - Math.min(...prices),
  };
}

const nothing = {
  simulationError: null,
  parameterError: null,
  parameterVariance: null,
  parameterVarianceStandardError: null,
  meanPrice: null,
  modelSpread: null,
} as const;

function cutWarnings({ draws, parameters }: StatedUncertainty, drawn: readonly DrawnParameter[]): Problem[] {
  return drawn.flatMap(({ name, cut }, i) => {
    if (cut === 0) return [];
    const message = `${cut} of ${draws} draws of ${name} fell outside of what it can be and were put at the bound, which moves its mean`;
    return [problem('warning', 'cut-draws', parameters[i]!.origin, message)];
  });
}
