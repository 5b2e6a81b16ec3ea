import type { PlanStep } from '../paymentPlan.js';
import type { ExactState } from './exactState.js';
import { fundReserve } from './fundReserve.js';
import { payFees, payInterest } from './payDue.js';
import { payPrincipal, writeOff } from './payPrincipal.js';
import { payResidual } from './payResidual.js';
import { repaySupport } from './repaySupport.js';
import { buyLoans, transfer } from './transfer.js';

/** One step of a plan on the state's payment date; what it means is stated in docs/methodology/waterfall.md. */
export function runStep(state: ExactState, step: PlanStep, index: number): void {
  const runs =
    step.when.every((trigger) => state.inForce[trigger]) &&
    !step.unless.some((trigger) => state.inForce[trigger]);
  switch (step.do) {
    case 'pay-fees':
      payFees(state, step, index, runs);
      break;
    case 'pay-interest':
      payInterest(state, step, index, runs);
      break;
    case 'pay-principal':
      payPrincipal(state, step, index, runs);
      break;
    case 'fund-reserve':
      if (runs) fundReserve(state, step, index);
      break;
    case 'transfer':
      if (runs) transfer(state, step, index);
      break;
    case 'write-off':
      if (runs) writeOff(state, step, index);
      break;
    case 'buy-loans':
      if (runs && state.buys) buyLoans(state, step, index);
      break;
    case 'repay-support':
      repaySupport(state, step, index, runs);
      break;
    case 'pay-residual':
      payResidual(state, step, index, runs);
      break;
    default:
      step satisfies never;
  }
}
