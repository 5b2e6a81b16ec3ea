import type { PaymentPlan } from '../paymentPlan.js';
import type { CompiledPlan } from './compiledPlan.js';
import { generatePlan } from './generatePlan.js';

export type { CompiledPlan } from './compiledPlan.js';

/**
 * A plan as one generated function over float64 locals: no name and no text of a deal file reaches it, only indices and
 * numbers of the validated plan. `closurePlan` is its twin.
 */
export function compilePlan(plan: PaymentPlan): CompiledPlan {
  const { source, tables } = generatePlan(plan);
  const make = new Function('K', source) as (tables: readonly ArrayLike<number>[]) => CompiledPlan['run'];
  return { plan, run: make(tables) };
}
