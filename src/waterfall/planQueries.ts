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

/** Accounts in which `buy-loans` steps leave what they could not spend. */
export function keepingAccounts(plan: PaymentPlan): number[] {
  const kept = plan.steps.flatMap((step) => (step.do === 'buy-loans' && step.keep >= 0 ? [step.keep] : []));
  return [...new Set(kept)].sort((a, b) => a - b);
}

/** Whether a trigger looks at how much of the money is out in loans. */
export function measuresUse({ triggers }: PaymentPlan): boolean {
  return triggers.some(({ condition }) => condition.kind === 'ratio' && condition.metric === 'utilization');
}
