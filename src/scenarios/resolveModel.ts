import { type Problem, problem } from '#basics/problem.js';
import type { BorrowerDependence } from '#pricing/models/borrowerDependence.js';
import { type Assumption, firstOf, record, type Sourced, sourced } from './assumptionRecord.js';
import type { StatedAssumptions } from './assumptions.js';
import { standard } from './defaultAssumptions.js';
import type { RateModelName } from './ratesSchema.js';
import type { DefaultModel, ScenarioFlags } from './scenarioFlags.js';

export interface ResolvedModel {
  readonly model: Sourced<DefaultModel>;
  /** Of the model source; undefined for the copula. */
  readonly dependence: BorrowerDependence | undefined;
  /** The rate model where nobody states one. */
  readonly rates: Sourced<RateModelName> | undefined;
  readonly records: readonly Assumption[];
  readonly problems: readonly Problem[];
}

/**
 * How defaults are made random: the copula, or the source documents' simplest model, in which the PD itself is normal
 * over paths and the rate a random walk. Nothing is recorded of the copula as such, which is the default.
 */
export function resolveModel(stated: StatedAssumptions, flags: ScenarioFlags): ResolvedModel {
  const flag = flags.model === undefined ? undefined : sourced(flags.model, 'flag --model');
  const model = firstOf<DefaultModel>([flag, stated.model], sourced('copula', 'default'));
  const records = model.origin === 'default' ? [] : [record('model', model)];
  if (model.value === 'copula') {
    return { model, dependence: undefined, rates: undefined, records, problems: copulaProblems(stated) };
  }
  const reason =
    'default (of the PD itself; the source documents name the normal distribution and no figure)';
  const deviation = firstOf([stated.pdDeviation], sourced<number>(standard.pdDeviation, reason));
  return {
    model,
    dependence: { pdDeviation: deviation.value },
    rates: sourced('random-walk', 'model source'),
    records: [...records, record('pdDeviation', deviation)],
    problems: sourceProblems(stated, flags),
  };
}

/** The file may leave the model to a flag, so that only now its settings turn out to mean nothing. */
function copulaProblems({ pdDeviation }: StatedAssumptions): Problem[] {
  if (pdDeviation === undefined) return [];
  return [
    problem('error', 'unused', `${pdDeviation.origin} pdDeviation`, 'has no meaning without --model source'),
  ];
}

function sourceProblems(
  { correlation, dependence, placeOf }: StatedAssumptions,
  flags: ScenarioFlags,
): Problem[] {
  const message =
    'has no meaning in the model source, whose loans default independently given the PD of the path';
  const places = [
    ...(flags.correlation === undefined ? [] : ['--correlation']),
    ...(correlation === undefined && dependence === undefined
      ? []
      : [placeOf(['correlation']) ?? 'correlation']),
  ];
  return places.map((at) => problem('error', 'unused', at, message));
}
