import { add, subtract } from '#basics/money.js';
import type { StepOf } from '../paymentPlan.js';
import { drawnOf, receive } from './exactAccounts.js';
import type { ExactState } from './exactState.js';
import { settleClaims } from './settleClaims.js';

/** Pays back what was drawn, the first support first; what a support restores can be drawn again. */
export function repaySupport(
  state: ExactState,
  step: StepOf<'repay-support'>,
  index: number,
  runs: boolean,
): void {
  const { plan } = state;
  const paid = settleClaims(state, index, {
    kind: 'repayment',
    names: step.supports.map((support) => plan.accounts[support]!.name),
    claims: step.supports.map((support) => drawnOf(state, support)),
    share: 'sequential',
    from: step.from,
    bound: undefined,
    boundName: 'cash',
    runs,
  });
  step.supports.forEach((support, k) => {
    const account = state.accounts[support]!;
    account.repaid = add(account.repaid, paid[k]!);
    if (plan.accounts[support]!.restores) receive(state, support, paid[k]!);
    else account.limit = subtract(account.limit, paid[k]!);
  });
}
