import type { CollateralAssumptions, DefaultBehavior, PrepaymentBehavior } from './assumptions.js';
import { assumptionsOfSegments } from './segments.js';

/** What one kind of loan does: the pool's assumptions after segments, and the original term where rates go by it. */
export interface LoanBehavior
  extends Pick<CollateralAssumptions, 'prepayment' | 'default' | 'recovery' | 'payables'> {
  /** 0 where no rate goes by original term. */
  readonly originalTermMonths: number;
}

/** Whether an assumption reads the loan's age, so that cohorts must keep ages apart. */
export function needsAge(assumptions: CollateralAssumptions): boolean {
  const parts = [assumptions, ...(assumptions.segments ?? [])];
  return (
    (assumptions.prepaymentPenalty ?? []).length > 0 ||
    parts.some((part) => goesByAge(part.prepayment) || goesByAge(part.default))
  );
}

function goesByAge(behavior: PrepaymentBehavior | DefaultBehavior | undefined): boolean {
  switch (behavior?.kind) {
    case 'psa':
    case 'abs':
    case 'sda':
    case 'by-term':
      return true;
    case 'vector':
      return behavior.by === 'age';
    default:
      return false;
  }
}

/** The behavior of cohorts that were built without segments and terms. */
export function poolBehavior(assumptions: CollateralAssumptions): LoanBehavior {
  return { ...assumptionsOfSegments(assumptions, []), originalTermMonths: 0 };
}

/** Whether some rate goes by a loan's original term. */
export function goesByTerm(assumptions: CollateralAssumptions): boolean {
  return [assumptions, ...(assumptions.segments ?? [])].some(
    (part) => part.prepayment?.kind === 'by-term' || part.default?.kind === 'by-term',
  );
}

/** Whether loans of one pool can follow different assumptions. */
export function variesByLoan(assumptions: CollateralAssumptions): boolean {
  return (assumptions.segments ?? []).length > 0 || goesByTerm(assumptions);
}
