import { didYouMean } from '#basics/closestName.js';
import { failed, type Outcome, problem, succeeded } from '#basics/problem.js';
import { type Sourced, sourced } from '../assumptionRecord.js';
import { nothingStated, type StatedAssumptions } from '../assumptions.js';
import type { PdModel } from '../defaultModel/pdModel.js';
import type { ResolvedScenario } from '../resolvedScenario.js';
import { noStress } from '../stressTerms.js';
import type { UncertainParameter } from './statedUncertainty.js';

/** A parameter of a run: what it is, between which bounds, and the statement that moves it. */
export interface ParameterMove {
  readonly name: string;
  readonly base: number;
  readonly least: number;
  readonly most: number;
  readonly state: (value: number, so: StatedAssumptions) => StatedAssumptions;
}

interface Kind extends Pick<ParameterMove, 'least' | 'most' | 'state'> {
  /** Where the run's record has no value of this name, this one; undefined where there must be one. */
  readonly absent?: number;
}

const anything = { least: -1e6, most: 1e6 } as const;
const drawn = <T>(value: T): Sourced<T> => sourced(value, 'drawn');

const kinds: { readonly [name: string]: Kind } = {
  'default.cdr': { least: 0, most: 1, state: (cdr, so) => ({ ...so, default: drawn({ kind: 'cdr', cdr }) }) },
  'default.multiple': {
    least: 0,
    most: 1000,
    absent: 1,
    state: (multiple, so) => ({ ...so, stress: { ...so.stress, defaultMultiple: drawn(multiple) } }),
  },
  'recovery.rate': { least: 0, most: 1, state: (rate, so) => ({ ...so, recoveryRate: drawn(rate) }) },
  'recovery.sensitivity': {
    least: 0,
    most: 10,
    state: (b, so) => ({ ...so, recoverySensitivity: drawn(b) }),
  },
  'prepayment.cpr': {
    least: 0,
    most: 1,
    state: (cpr, so) => ({ ...so, prepayment: drawn({ kind: 'cpr', cpr }) }),
  },
  'prepayment.pointsPerRatePoint': {
    ...anything,
    state: (points, so) => ({ ...so, pointsPerRatePoint: drawn(points) }),
  },
  correlation: { least: 0, most: 0.99, state: (rho, so) => ({ ...so, correlation: drawn(rho) }) },
};

/** How each stated parameter is moved in this run; one that it does not have is an error. */
export function parameterMoves(
  scenario: ResolvedScenario,
  parameters: readonly UncertainParameter[],
): Outcome<readonly ParameterMove[]> {
  const { records, basis } = scenario;
  const values = new Map(records.map(({ name, value }) => [name, value]));
  const ofModel = modelKinds(basis.stated);
  const known = { ...kinds, ...ofModel };
  const moves: ParameterMove[] = [];
  const problems = parameters.flatMap(({ name, origin }) => {
    const kind = Object.hasOwn(known, name) ? known[name] : undefined;
    const base = kind === undefined ? undefined : (values.get(name) ?? kind.absent);
    if (kind !== undefined && typeof base === 'number') {
      moves.push({ name, base, least: kind.least, most: kind.most, state: kind.state });
      return [];
    }
    const names = Object.keys(known);
    const why =
      kind === undefined
        ? `is no parameter that can be drawn${didYouMean(name, names) || `; known: ${names.join(', ')}`}`
        : 'has no part in this run, so that nothing can be drawn around it';
    return [problem('error', 'unknown-parameter', origin, `${name} ${why}`)];
  });
  return problems.length > 0 ? failed(problems) : succeeded(moves);
}

/** Nothing stated but the drawn values; a model of PDs with all its drawn coefficients. */
export function drawnStatement(
  scenario: ResolvedScenario,
  moves: readonly ParameterMove[],
  values: readonly number[],
): StatedAssumptions {
  const { default: defaults, pdModel } = scenario.basis.stated;
  const keepsModel = moves.some(({ name }) => name.startsWith('default.logistic.'));
  const start = { ...nothingStated, stress: noStress, ...(keepsModel ? { default: defaults, pdModel } : {}) };
  return moves.reduce<StatedAssumptions>((so, move, i) => move.state(values[i]!, so), start);
}

/** Coefficients of the logistic model, where there is one. */
function modelKinds({ pdModel }: StatedAssumptions): { readonly [name: string]: Kind } {
  if (pdModel?.value.kind !== 'logistic') return {};
  const model = pdModel.value;
  const moved = (change: (model: LogisticModel, value: number) => LogisticModel): Kind['state'] => {
    return (value, so) =>
      so.pdModel?.value.kind === 'logistic'
        ? { ...so, pdModel: sourced(change(so.pdModel.value, value), so.pdModel.origin) }
        : so;
  };
  const found: { [name: string]: Kind } = {
    'default.logistic.intercept': { ...anything, state: moved((one, intercept) => ({ ...one, intercept })) },
  };
  for (const { column } of model.terms) {
    found[`default.logistic.columns.${column}.coefficient`] = {
      ...anything,
      state: moved((one, coefficient) => ({
        ...one,
        terms: one.terms.map((term) => (term.column === column ? { ...term, coefficient } : term)),
      })),
    };
  }
  return found;
}

type LogisticModel = Extract<PdModel, { kind: 'logistic' }>;
