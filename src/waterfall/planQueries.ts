import type { PaymentPlan } from './paymentPlan.js';

/** Indices of the classes that are owed interest: those that a residual class stands behind. */
export function interestBearingNotes(plan: PaymentPlan): number[] {
  return [...plan.notes.keys()].filter((i) => plan.notes[i]!.kind === 'interest-bearing');
}

/** The smallest amount of the deal's currency. */
export function minorUnit(plan: PaymentPlan): number {
  let unit = 1;
  for (let i = 0; i < plan.decimals; i++) unit /= 10;
  return unit;
}

/** Whether collections depend on what the priority of payments leaves for new loans. */
export function buysLoans(plan: PaymentPlan): boolean {
  return plan.steps.some((step) => step.do === 'buy-loans');
}
