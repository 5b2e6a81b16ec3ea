import { compare, type Money, money, negate, roundMoney, subtract, times, zero } from '#basics/money.js';
import { comparisonHolds } from '../comparisonHolds.js';
import type { TriggerRow } from '../distribution.js';
import type { PlanTrigger } from '../paymentPlan.js';
import { receive } from './exactAccounts.js';
import type { ExactState } from './exactState.js';
import { type Ratio, ratioOf } from './metricRatio.js';

/** Tests every trigger on the state's date, before the first step, and sets which are in force. */
export function testTriggers(state: ExactState): TriggerRow[] {
  const rows = state.plan.triggers.map((trigger, index) => testTrigger(state, trigger, index));
  const inForce = state.plan.triggers.filter((_, index) => state.inForce[index]);
  state.sequential = inForce.some((trigger) => trigger.sequential);
  state.trap = inForce.some((trigger) => trigger.trap);
  state.accelerated = inForce.some((trigger) => trigger.accelerates);
  state.buys =
    state.plan.buying[state.period] === 1 &&
    state.calledOn < 0 &&
    !inForce.some((trigger) => trigger.stopsPurchases || trigger.calls);
  const call = inForce.find((trigger) => trigger.calls);
  if (state.calledOn < 0 && call !== undefined) callPool(state, call.price.exact);
  return rows;
}

function testTrigger(state: ExactState, trigger: PlanTrigger, index: number): TriggerRow {
  const tested = trigger.tested[state.period] === 1;
  const ratio = trigger.condition.kind === 'ratio' && tested ? ratioOf(state, trigger.condition) : undefined;
  if (tested) {
    const holds = conditionHolds(state, trigger, ratio);
    state.held[index] = holds ? state.held[index]! + 1 : 0;
    if (state.held[index]! >= trigger.consecutive) state.inForce[index] = true;
    else if (trigger.curable) state.inForce[index] = false;
  }
  const { numerator, denominator } = ratio ?? {};
  return { tested, numerator, denominator, inForce: state.inForce[index]! };
}

function conditionHolds(state: ExactState, { condition }: PlanTrigger, ratio: Ratio | undefined): boolean {
  if (condition.kind === 'date') return condition.holds[state.period] === 1;
  if (ratio === undefined) throw new Error(`metric ${condition.metric} was not measured`);
  const difference = subtract(
    ratio.numerator,
    times(ratio.denominator, condition.thresholds[state.period]!.exact),
  );
  const unit = money(state.plan.decimals === 0 ? '1' : `0.${'1'.padStart(state.plan.decimals, '0')}`);
  const sign = compare(difference, unit) > 0 ? 1 : compare(difference, negate(unit)) < 0 ? -1 : 0;
  return comparisonHolds(condition.comparison, sign);
}

/** The pool is sold for its price; it arrives with the pool's principal, and everything falls due. */
function callPool(state: ExactState, price: Money): void {
  const { plan } = state;
  state.calledOn = state.period;
  state.callProceeds = roundMoney(times(state.poolBalance, price), plan.decimals);
  receive(state, plan.collect.principal, state.callProceeds);
  state.poolBalance = zero;
}
