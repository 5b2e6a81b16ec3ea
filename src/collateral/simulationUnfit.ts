import { type Problem, problem } from '#basics/problem.js';
import type { CollateralAssumptions } from './assumptions.js';
import { type LoanTable, repaymentTypes } from './loanTable.js';
import { rowsProblem } from './rowsProblem.js';

/**
 * What a projection can do and a simulation of single loans cannot: each an error, so that nothing that was assumed
 * is left out of a price without a word.
 */
export function simulationUnfit(loans: LoanTable, assumptions: CollateralAssumptions): Problem[] {
  const { prepayment, recovery, creditLines } = assumptions;
  const problems: Problem[] = [];
  const unfit = (at: string, what: string) => {
    const message = `${what} is projected, and not simulated yet; --method dcf takes it`;
    problems.push(problem('error', 'not-simulated', at, message));
  };
  const byAge = ['none', 'cpr', 'smm', 'psa', 'abs'].includes(prepayment.kind);
  if (!byAge && !(prepayment.kind === 'vector' && prepayment.by === 'age')) {
    unfit('prepayment', `prepayment "${prepayment.kind}"`);
  }
  const defaults = assumptions.default;
  const defaultsByAge = ['none', 'cdr', 'mdr', 'sda', 'cumulative', 'tape'].includes(defaults.kind);
  if (!defaultsByAge && !(defaults.kind === 'vector' && defaults.by === 'age')) {
    unfit('default', `default "${defaults.kind}"`);
  }
  if (assumptions.defaultProfile !== undefined) unfit('default.timing', 'the timing of defaults');
  if (assumptions.servicer !== undefined) unfit('servicer', 'the failure of a servicer');
  if (recovery.advances === 'principal-and-interest') unfit('recovery.advances', 'advancing');
  for (const name of [
    'segments',
    'partialPrepayment',
    'prepaymentPenalty',
    'delinquency',
    'indexRates',
    'fixedRateStress',
  ] as const) {
    if (assumptions[name] !== undefined) unfit(name, name);
  }
  payablesUnfit(assumptions, unfit);
  // Lines that are only repaid are a schedule like any other.
  if ((creditLines?.dailyDrawing ?? 0) > 0) unfit('creditLines.dailyDrawing', 'drawing on credit lines');
  const unfitRows = [
    ['repaymentType', (row: number) => repaymentTypes[loans.repaymentType[row]!] === 'recovery-only'],
    ['capitalizingMonths', (row: number) => (loans.numbers.capitalizingMonths?.values[row] ?? 0) > 0],
  ] as const;
  for (const [column, fits] of unfitRows) {
    const message = 'this kind of asset is projected, and not simulated yet; --method dcf takes it';
    const found = rowsProblem(loans, 'error', 'not-simulated', column, message, fits);
    if (found !== undefined) problems.push(found);
  }
  return problems;
}

/** Who stands behind a bill is simulated; that payers pay late or in part is not. */
function payablesUnfit({ payables }: CollateralAssumptions, unfit: (at: string, what: string) => void): void {
  if (payables === undefined) return;
  if ((payables.late?.length ?? 0) > 0) unfit('payables.late', 'late payment');
  if (payables.partial !== undefined) unfit('payables.partial', 'payment in part');
  if (payables.unpaidShare > 0) {
    unfit(
      'payables.unpaidShare',
      'a share that stays unpaid (in a simulation payers default by their default rate)',
    );
  }
  if (payables.guarantee === undefined) unfit('payables', 'payables without a guarantee');
}
