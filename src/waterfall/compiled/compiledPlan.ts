import type { BeforePeriod, Collections } from '../availableFunds.js';
import type { PaymentPlan } from '../paymentPlan.js';
import type { CompiledFlows } from './layout.js';

/** One compiled plan holds one state: run it from one thread, one run at a time. */
export interface CompiledPlan<Flows = CompiledFlows> {
  readonly plan: PaymentPlan;
  /** Distributes the collections and overwrites `flows`. Allocates nothing. */
  run(collections: Collections, flows: Flows, before?: BeforePeriod<number>): void;
}
