import type { PaymentPlan } from '../paymentPlan.js';
import type { CompiledPlan } from './compiledPlan.js';
import type { Records } from './emit.js';
import { generatePlan } from './generatePlan.js';
import type { CashFlows, CompiledFlows } from './layout.js';

export type { CompiledPlan } from './compiledPlan.js';

/**
 * A plan as one generated function over float64 locals: no name and no text of a deal file reaches it, only indices and
 * numbers of the validated plan. `closurePlan` is its twin.
 */
export function compilePlan(plan: PaymentPlan): CompiledPlan {
  return { plan, run: generated<CompiledFlows>(plan, 'everything') };
}

/** The same function, which writes down no more than a simulation needs: the same bits in a fraction of the time. */
export function compileCash(plan: PaymentPlan): CompiledPlan<CashFlows> {
  return { plan, run: generated<CashFlows>(plan, 'cash') };
}

function generated<Flows>(plan: PaymentPlan, records: Records): CompiledPlan<Flows>['run'] {
  const { source, tables } = generatePlan(plan, records);
  const make = new Function('K', source) as (
    tables: readonly ArrayLike<number>[],
  ) => CompiledPlan<Flows>['run'];
  return make(tables);
}
