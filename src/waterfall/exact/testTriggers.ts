import {
  add,
  compare,
  type Money,
  money,
  negate,
  roundMoney,
  subtract,
  sum,
  times,
  zero,
} from '#basics/money.js';
import type { RatioMetric } from '#deal/trigger.js';
import { comparisonHolds } from '../comparisonHolds.js';
import type { TriggerRow } from '../distribution.js';
import type { PlanTrigger } from '../paymentPlan.js';
import { interestBearingNotes } from '../planQueries.js';
import { issuedBalance } from '../planSizes.js';
import { owedTo, receive } from './exactAccounts.js';
import type { ExactState } from './exactState.js';

/** Tests every trigger on the state's date, before the first step, and sets which are in force. */
export function testTriggers(state: ExactState): TriggerRow[] {
  const rows = state.plan.triggers.map((trigger, index) => testTrigger(state, trigger, index));
  const inForce = state.plan.triggers.filter((_, index) => state.inForce[index]);
  state.sequential = inForce.some((trigger) => trigger.sequential);
  state.trap = inForce.some((trigger) => trigger.trap);
  state.buys =
    state.plan.buying[state.period] === 1 &&
    state.calledOn < 0 &&
    !inForce.some((trigger) => trigger.stopsPurchases || trigger.calls);
  if (state.calledOn < 0 && inForce.some((trigger) => trigger.calls)) callPool(state);
  return rows;
}

function testTrigger(state: ExactState, trigger: PlanTrigger, index: number): TriggerRow {
  const tested = trigger.tested[state.period] === 1;
  const ratio =
    trigger.condition.kind === 'ratio' && tested
      ? ratioOf(state, trigger.condition.metric, trigger.condition.subject)
      : undefined;
  if (tested) {
    const holds = conditionHolds(state, trigger, ratio);
    if (holds) state.inForce[index] = true;
    else if (trigger.curable) state.inForce[index] = false;
  }
  const { numerator, denominator } = ratio ?? {};
  return { tested, numerator, denominator, inForce: state.inForce[index]! };
}

interface Ratio {
  readonly numerator: Money;
  readonly denominator: Money;
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
function callPool(state: ExactState): void {
  const { plan } = state;
  state.calledOn = state.period;
  state.callProceeds = roundMoney(times(state.poolBalance, plan.callPrice.exact), plan.decimals);
  receive(state, plan.collect.principal, state.callProceeds);
  state.poolBalance = zero;
}

function ratioOf(state: ExactState, metric: RatioMetric, subject: number): Ratio {
  const { plan } = state;
  const atCutOff = plan.poolBalance.exact;
  switch (metric) {
    case 'cumulativeDefaultRate':
      return { numerator: state.cumulativeDefaults, denominator: atCutOff };
    case 'cumulativeLossRate':
      return { numerator: state.cumulativeLosses, denominator: atCutOff };
    case 'poolFactor':
      return { numerator: state.poolBalance, denominator: atCutOff };
    case 'noteFactor':
      return {
        numerator: owedTo(state, [...state.notes.keys()]),
        denominator: issuedBalance(plan.notes).exact,
      };
    case 'overcollateralization':
      return {
        numerator: subtract(
          add(state.poolBalance, state.principalCollected),
          owedTo(state, interestBearingNotes(plan)),
        ),
        denominator: state.poolBalance,
      };
    case 'interestCoverage':
      return {
        numerator: state.interestCollected,
        denominator: sum([...state.notes.map((n) => n.interestLeft), ...state.fees.map((f) => f.left)]),
      };
    case 'excessSpread':
      return {
        numerator: times(sum(state.spreads.map(({ amount }) => amount)), 12),
        denominator: times(sum(state.spreads.map(({ pool }) => pool)), plan.paymentMonths),
      };
    case 'classFactor':
      return { numerator: state.notes[subject]!.balance, denominator: plan.notes[subject]!.issued.exact };
    case 'carriedInterest':
      return { numerator: state.notes[subject]!.carried, denominator: plan.notes[subject]!.issued.exact };
    case 'ledger':
      return { numerator: state.ledgers[subject]!.balance, denominator: atCutOff };
    default:
      return metric satisfies never;
  }
}
