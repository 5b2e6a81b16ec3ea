import { type Problem, problem } from '#basics/problem.js';
import { formatRate } from '#basics/rate.js';
import type { DefaultBehavior, PrepaymentBehavior } from '#collateral/assumptions.js';
import { type AssumptionPlaces, assumptionPlaces } from './assumptionPlaces.js';
import { type Assumption, firstOf, record, type Sourced, sourced } from './assumptionRecord.js';
import type { Assumptions, StatedAssumptions } from './assumptions.js';
import { defaultRecords, prepaymentRecords } from './behaviorRecords.js';
import { standard, standardDefault, standardPoints, standardPrepayment } from './defaultAssumptions.js';
import { flatRecords, type OriginOf } from './flatRecords.js';
import type { PoolFacts } from './poolFacts.js';
import { resolveModel } from './resolveModel.js';
import { resolveRates } from './resolveRates.js';
import { resolveRecovery } from './resolveRecovery.js';
import { resolveStress } from './resolveStress.js';
import type { ScenarioFlags } from './scenarioFlags.js';
import { segmentRecords } from './segmentRecords.js';

export interface ResolvedAssumptions {
  readonly assumptions: Assumptions;
  readonly records: readonly Assumption[];
  readonly places: AssumptionPlaces;
  readonly problems: readonly Problem[];
}

/** Flags before the file before the tape before defaults; each value keeps its origin. */
export function resolveAssumptions(
  stated: StatedAssumptions,
  flags: ScenarioFlags,
  facts: PoolFacts,
): ResolvedAssumptions {
  const order = firstOf([stated.order], sourced('survivors' as const, 'default'));
  const prepayment = firstOf<PrepaymentBehavior>(
    [fromFlag('--cpr', flags.cpr, (cpr) => ({ kind: 'cpr', cpr })), stated.prepayment],
    standardPrepayment(facts),
  );
  const points = firstOf([stated.pointsPerRatePoint], standardPoints(prepayment.value));
  const defaults = firstOf<DefaultBehavior>(
    [fromFlag('--cdr', flags.cdr, (cdr) => ({ kind: 'cdr', cdr })), stated.default],
    standardDefault(facts, stated.extras),
  );
  const recoveryRate = numberFrom(
    '--recovery',
    flags.recoveryRate,
    stated.recoveryRate,
    standard.recoveryRate,
  );
  const inFile: OriginOf = (path) => stated.placeOf(path)?.split(' ')[0] ?? 'default';
  const recovery = resolveRecovery(stated, recoveryRate, defaults.value, inFile);
  const sensitivity = firstOf([stated.recoverySensitivity], sourced(standard.recoverySensitivity, 'default'));
  const model = resolveModel(stated, flags);
  const isSource = model.model.value === 'source';
  const correlation = isSource
    ? sourced(0, 'model source')
    : numberFrom('--correlation', flags.correlation, stated.correlation, standard.correlation);
  const rates = resolveRates(stated.rates, model.rates);
  const dependence = model.dependence ?? stated.dependence;
  const premiumRate = firstOf([stated.premiumRate], sourced(standard.premiumRate, 'default'));
  const premiumRule = firstOf(
    [fromFlag('--premium', flags.premium, (rule) => rule), stated.premiumRule],
    sourced('net' as const, 'default (less the expected loss of each class)'),
  );
  const assumptions: Assumptions = {
    order: order.value,
    prepayment: prepayment.value,
    pointsPerRatePoint: points.value,
    default: defaults.value,
    recovery: recovery.recovery,
    ...(recovery.segments.length === 0 ? {} : { segments: recovery.segments }),
    ...stated.extras,
    recoverySensitivity: sensitivity.value,
    correlation: correlation.value,
    ...(dependence === undefined ? {} : { dependence }),
    rates: rates.model,
    premium: { rate: premiumRate.value, rule: premiumRule.value },
    events: {},
  };
  const stressed = resolveStress(assumptions, stated.stress);
  return {
    assumptions: stressed.assumptions,
    records: [
      record('order', order),
      ...prepaymentRecords(
        prepayment.value,
        ['prepayment'],
        originsOf(prepayment, stated.prepayment, inFile),
      ),
      record('prepayment.pointsPerRatePoint', points),
      ...defaultRecords(defaults.value, ['default'], originsOf(defaults, stated.default, inFile), facts),
      ...multipleRecords(defaults.value, stated.stress.defaultMultiple),
      ...recovery.records,
      record('recovery.sensitivity', sensitivity),
      ...segmentRecords(recovery.segments, inFile, facts),
      ...flatRecords(stated.extras, [], inFile),
      ...stressed.records,
      ...model.records,
      ...(isSource ? [] : [record('correlation', correlation)]),
      ...flatRecords(stated.dependence, ['correlation'], inFile),
      ...rates.records,
      record('premium.rate', premiumRate),
      record('premium.rule', premiumRule),
    ],
    places: assumptionPlaces(stated, stressed.assumptions, [
      ['prepayment', prepayment.origin],
      ['default', defaults.origin],
      ['recovery.rate', recoveryRate.origin],
      ['correlation.asset', correlation.origin],
    ]),
    problems: [...defaultProblems(defaults, facts), ...model.problems, ...stressed.problems],
  };
}

/** Beside a default rate of the tape the multiple always stands; beside others where it is stated. */
function multipleRecords(behavior: DefaultBehavior, multiple: Sourced<number> | undefined): Assumption[] {
  if (multiple !== undefined) return [record('default.multiple', multiple)];
  return behavior.kind === 'tape' ? [record('default.multiple', sourced(1, 'default'))] : [];
}

/** Each value of a stated behavior has its own place; a flag or a default says the same of all. */
function originsOf<T>(chosen: Sourced<T>, stated: Sourced<T> | undefined, inFile: OriginOf): OriginOf {
  return chosen === stated ? inFile : () => chosen.origin;
}

function fromFlag<T, U>(flag: string, value: T | undefined, make: (value: T) => U): Sourced<U> | undefined {
  return value === undefined ? undefined : sourced(make(value), `flag ${flag}`);
}

function numberFrom(
  flag: string,
  value: number | undefined,
  stated: Sourced<number> | undefined,
  fallback: number,
): Sourced<number> {
  return firstOf([fromFlag(flag, value, (v) => v), stated], sourced(fallback, 'default'));
}

/** What a reader of the numbers must know about default rates that were set aside or are missing. */
function defaultProblems({ value, origin }: Sourced<DefaultBehavior>, facts: PoolFacts): Problem[] {
  const rates = facts.defaultRates;
  if (rates === undefined) return [];
  // `flag --cdr (instead of a.yaml:3:5)` stands at `--cdr`.
  const at = origin.replace(/^flag /, '').split(' (')[0]!;
  const warn = (code: string, message: string): Problem[] => [problem('warning', code, at, message)];
  if (value.kind !== 'tape') {
    const mean = formatRate(Number(rates.mean.toPrecision(4)));
    return warn('overridden', `stands in for the tape column annualDefaultRate, whose mean is ${mean}`);
  }
  if (rates.missing > 0) {
    const fallback = formatRate(value.fallback);
    return warn(
      'fallback',
      `${rates.missing} of ${facts.loanCount} loans have no annualDefaultRate; ${fallback} is used`,
    );
  }
  return [];
}
