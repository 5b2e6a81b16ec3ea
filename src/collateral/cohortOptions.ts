import type { ContractWorld } from './contractWorld.js';
import type { LoanBehavior } from './loanBehavior.js';

/** What keeps loans apart besides their terms. */
export interface CohortOptions {
  /** Loans of different age apart: needed when a rate goes by age. */
  readonly byAge?: boolean;
  /** A code per loan (region, industry); loans of different groups apart. */
  readonly groupOfLoan?: Uint32Array;
  /** `loan` puts every loan in a cohort of its own: the plain twin of grouping. */
  readonly each?: 'loan' | 'distinct';
  /** What contracts need to know: index rates, a stress of fixed rates, how lines are used. */
  readonly world?: ContractWorld;
  /** Which of `behaviors` each loan follows; both come from `cohortOptionsFor`. */
  readonly behaviorOfLoan?: Uint32Array;
  readonly behaviors?: readonly LoanBehavior[];
  /** Loans with payments missed at the cut-off apart: needed for roll rates. */
  readonly missedPayments?: boolean;
}
