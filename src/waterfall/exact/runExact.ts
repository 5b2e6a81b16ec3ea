import type { Money } from '#basics/money.js';
import type { BeforePeriod, Collections } from '../availableFunds.js';
import type { DistributionResult } from '../distribution.js';
import type { PaymentPlan } from '../paymentPlan.js';
import { closePeriod } from './closePeriod.js';
import { type ExactCollections, exactCollections } from './exactCollections.js';
import { type ExactState, newExactState } from './exactState.js';
import { openPeriod } from './openPeriod.js';
import { conserved, newRunRecord } from './runRecord.js';
import { runStep } from './runStep.js';
import { testTriggers } from './testTriggers.js';

/** Distributes projected collections, in decimal, to the minor unit. */
export function runExact(plan: PaymentPlan, collections: Collections): DistributionResult {
  return distributeExactly(plan, exactCollections(collections, plan.decimals));
}

/** As `runExact`, on collections that are whole minor units already, such as reported ones. */
export function distributeExactly(
  plan: PaymentPlan,
  collections: ExactCollections,
  before: BeforePeriod<Money> = () => undefined,
): DistributionResult {
  const state = newExactState(plan);
  const record = newRunRecord(plan);
  for (let period = 0; period < plan.periods.length; period++) {
    before(period, state.purchased, isStopped(state));
    const start = openPeriod(state, collections, period);
    for (const [k, row] of testTriggers(state).entries()) record.triggers[k]!.push(row);
    for (const [index, step] of plan.steps.entries()) runStep(state, step, index);
    closePeriod(state, start, record);
  }
  return {
    plan,
    notes: named(plan.notes, record.notes),
    fees: named(plan.fees, record.fees),
    accounts: named(plan.accounts, record.accounts),
    inflows: named(plan.inflows, record.inflows),
    ledgers: named(plan.ledgers, record.ledgers),
    purchases: record.purchases,
    collected: record.collected,
    triggers: named(plan.triggers, record.triggers),
    movements: state.movements,
    conservation: conserved(plan, record),
  };
}

function isStopped({ plan, inForce }: ExactState): boolean {
  return plan.triggers.some(({ stopsPurchases, calls }, k) => (stopsPurchases || calls) && inForce[k]!);
}

function named<Row>(items: readonly { readonly name: string }[], rows: readonly Row[][]) {
  return items.map(({ name }, index) => ({ name, rows: rows[index]! }));
}
