import { type Problem, problem } from '#basics/problem.js';
import type { DefaultBehavior, PrepaymentBehavior, SegmentAssumption } from '#collateral/assumptions.js';
import type { PayableAssumption } from '#collateral/payables.js';
import type { ShortRateModel } from '#pricing/models/rateSteps.js';
import { type Assumption, record, type Sourced } from './assumptionRecord.js';
import type { Assumptions, PlanEvents } from './assumptions.js';
import { flatRecords } from './flatRecords.js';
import { defaultGiven, scaleDefault } from './moveDefault.js';
import type { StatedStress } from './stressTerms.js';

/** Assumptions before and after what moves them, and what there is to say about it. */
export interface StressedAssumptions {
  readonly assumptions: Assumptions;
  readonly records: readonly Assumption[];
  readonly problems: readonly Problem[];
}

/**
 * Moves resolved assumptions: rates first, then multiples, then the state of the economy, so that a multiple is of
 * what was assumed and the economy acts on all of it. The timing of defaults needs a projection: `settleTiming`.
 */
export function resolveStress(base: Assumptions, stress: StatedStress): StressedAssumptions {
  const problems: Problem[] = [];
  const shifted = shiftRates(base, stress.rateShift, problems);
  const multiplied = multiplyDefaults(shifted, stress.defaultMultiple, problems);
  const moved = setEconomy(multiplied, stress.factorGlobal, problems);
  const { servicer, drought, supportsDefault } = stress;
  const events: PlanEvents = {
    ...(drought === undefined ? {} : { drought: drought.value }),
    ...(supportsDefault === undefined ? {} : { supportsDefaultInMonth: supportsDefault.value }),
  };
  return {
    assumptions: { ...moved, ...(servicer === undefined ? {} : { servicer: servicer.value }), events },
    records: stressRecords(stress),
    problems,
  };
}

function stressRecords(stress: StatedStress): Assumption[] {
  const one = (name: string, stated: Sourced<number> | undefined): Assumption[] =>
    stated === undefined ? [] : [record(name, stated)];
  const { servicer, drought } = stress;
  return [
    ...one('rates.shift', stress.rateShift),
    ...one('factors.global', stress.factorGlobal),
    ...(servicer === undefined ? [] : flatRecords(servicer.value, ['servicer'], () => servicer.origin)),
    ...(drought === undefined
      ? []
      : [
          { name: 'purchases.droughtFromMonth', value: drought.value.fromMonth, origin: drought.origin },
          { name: 'purchases.droughtMonths', value: drought.value.months ?? null, origin: drought.origin },
        ]),
    ...one('supports.defaultsInMonth', stress.supportsDefault),
  ];
}

function shiftRates(base: Assumptions, shift: Sourced<number> | undefined, problems: Problem[]): Assumptions {
  if (shift === undefined) return base;
  const { indexRates } = base;
  const moved: { [index: string]: readonly number[] } = Object.create(null);
  for (const [name, rates] of Object.entries(indexRates ?? {})) {
    moved[name] = rates.map((rate) => rate + shift.value);
  }
  return {
    ...base,
    rates: shiftedModel(base.rates, shift.value),
    prepayment: shiftedPrepayment(base, shift, problems),
    ...(indexRates === undefined ? {} : { indexRates: moved }),
  };
}

function shiftedModel(model: ShortRateModel, shift: number): ShortRateModel {
  switch (model.kind) {
    case 'vasicek':
      return { ...model, initial: model.initial + shift, mean: model.mean + shift };
    case 'random-walk':
      return { ...model, initial: model.initial + shift };
    case 'hull-white-flat':
      return { ...model, curveRate: model.curveRate + shift };
    case 'hull-white':
      return { ...model, curve: model.curve.map(({ years, rate }) => ({ years, rate: rate + shift })) };
    case 'cir':
      // This rate is never negative.
      return {
        ...model,
        initial: Math.max(0, model.initial + shift),
        mean: Math.max(0, model.mean + shift),
      };
    case 'arima':
      return {
        ...model,
        mean: model.differences === 0 ? model.mean + shift : model.mean,
        history: model.history.map((rate) => rate + shift),
      };
  }
  return model satisfies never;
}

/** The rule of the simulation at a rate that has moved once: CPR + points · shift, from 0 to 99 %. */
function shiftedPrepayment(
  { prepayment, pointsPerRatePoint }: Assumptions,
  shift: Sourced<number>,
  problems: Problem[],
): PrepaymentBehavior {
  if (pointsPerRatePoint === 0 || shift.value === 0 || prepayment.kind === 'none') return prepayment;
  if (prepayment.kind !== 'cpr') {
    const message = `the shift of rates does not move prepayment given as ${prepayment.kind}; only a cpr moves`;
    problems.push(problem('warning', 'not-moved', placeOf(shift), message));
    return prepayment;
  }
  const moved = prepayment.cpr + pointsPerRatePoint * shift.value;
  return { kind: 'cpr', cpr: Math.min(Math.max(moved, 0), Math.max(0.99, prepayment.cpr)) };
}

function multiplyDefaults(
  base: Assumptions,
  multiple: Sourced<number> | undefined,
  problems: Problem[],
): Assumptions {
  if (multiple === undefined || multiple.value === 1) return base;
  if (base.delinquency !== undefined) {
    const message = 'the roll rates of delinquency make the defaults, and a multiple has no hold on them';
    problems.push(problem('error', 'unused', placeOf(multiple), message));
    return base;
  }
  let capped = false;
  const scale = (behavior: DefaultBehavior): DefaultBehavior => {
    const moved = scaleDefault(behavior, multiple.value);
    capped ||= moved.capped;
    return moved.behavior;
  };
  const unpaid = (payables: PayableAssumption): PayableAssumption => {
    const room = 1 - (payables.partial?.share ?? 0) - lateShare(payables);
    if (payables.unpaidShare * multiple.value > room) capped = true;
    return { ...payables, unpaidShare: Math.min(room, payables.unpaidShare * multiple.value) };
  };
  const moved: Assumptions = {
    ...base,
    default: scale(base.default),
    ...(base.payables === undefined ? {} : { payables: unpaid(base.payables) }),
    ...(base.segments === undefined
      ? {}
      : {
          segments: base.segments.map(
            (segment): SegmentAssumption => ({
              ...segment,
              ...(segment.default === undefined ? {} : { default: scale(segment.default) }),
              ...(segment.payables === undefined ? {} : { payables: unpaid(segment.payables) }),
            }),
          ),
        }),
  };
  if (capped) {
    const message = `${multiple.value} times the default assumption passes 1; capped at 1`;
    problems.push(problem('warning', 'capped-rate', placeOf(multiple), message));
  }
  return moved;
}

function lateShare({ late }: PayableAssumption): number {
  return (late ?? []).reduce((sum, { share }) => sum + share, 0);
}

function setEconomy(
  base: Assumptions,
  factor: Sourced<number> | undefined,
  problems: Problem[],
): Assumptions {
  if (factor === undefined) return base;
  const state = { factor: factor.value, correlation: base.correlation };
  const given = (behavior: DefaultBehavior): DefaultBehavior => {
    const moved = defaultGiven(behavior, state);
    if (moved !== undefined) return moved;
    const message = `a state of the economy has no hold on defaults given as ${behavior.kind}`;
    problems.push(problem('error', 'unused', placeOf(factor), message));
    return behavior;
  };
  return {
    ...base,
    default: given(base.default),
    ...(base.segments === undefined
      ? {}
      : {
          segments: base.segments.map(
            (segment): SegmentAssumption =>
              segment.default === undefined ? segment : { ...segment, default: given(segment.default) },
          ),
        }),
  };
}

/** `flag --cdr (instead of …)` stands at `--cdr`. */
function placeOf({ origin }: Sourced<unknown>): string {
  return origin.replace(/^flag /, '').split(' (')[0]!;
}
