/**
 * How a loan amortizes, per unit of its balance at the cut-off. One recursion covers every type that the pool
 * knows, so that no loan needs a table of its own:
 *
 *   in a payment month   principal = balance / divisor, interest = balance · accrued + principal · feePerPrincipal
 *   after it             divisor ← (divisor − 1) · decay, accrued ← 0
 *   in every month       accrued ← accrued + monthlyRate   (before it is paid)
 *   in the last month    principal = balance               (divisor is 1)
 *
 * Level installments: divisor = s(n), decay = 1 / (1 + period rate), since s(n) − 1 = (1 + rate) · s(n − 1).
 * A kept installment is the same recursion from divisor = 1 / (installment/balance − rate); its last payment is
 * the remainder. Equal principal: divisor n, decay 1. Principal at the end: divisor infinite. A balloon b leaves
 * the recursion as it is: divisor / (1 − b). What else a contract does is in `changes`, see contractChanges.ts.
 */
export interface AmortizationTerms {
  /** Months to the last payment, at least 1. */
  monthCount: number;
  /** Interest that a month adds, per unit of balance: the annual rate by twelfths, or a day's where `byDays`. */
  monthlyRate: number;
  byDays: boolean;
  /** Whether growth in `changes` is money drawn rather than interest added. */
  draws: boolean;
  divisor: number;
  decay: number;
  /** Months between payments, counted back from the last one. */
  paymentInterval: number;
  /** Interest accrued but not due at the cut-off, per unit of balance. */
  accruedAtStart: number;
  /** Fee that comes with each unit of scheduled principal (flat fee), else zero. */
  feePerPrincipal: number;
  installment: InstallmentUse;
  /** Records of contractChanges.ts, sorted by month; empty for most loans. */
  changes: number[];
}

/**
 * What became of the tape's installment: none to use, equal to the level one, kept to the stated term, kept and
 * repaying the loan before it, or not fitting.
 */
export type InstallmentUse = 'none' | 'level' | 'kept' | 'ends-early' | 're-leveled';

export function newAmortizationTerms(): AmortizationTerms {
  return {
    monthCount: 1,
    monthlyRate: 0,
    byDays: false,
    draws: false,
    divisor: 1,
    decay: 1,
    paymentInterval: 1,
    accruedAtStart: 0,
    feePerPrincipal: 0,
    installment: 'none',
    changes: [],
  };
}
