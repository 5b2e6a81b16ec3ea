import { type CalendarDate, calendarDate } from '#basics/calendarDate.js';
import { moneyFromFloat } from '#basics/money.js';
import { type LoanTable, repaymentTypes } from '#collateral/loanTable.js';
import { builtInTerms } from '#deal/templates.js';
import type { DealTerms } from '#deal/terms.js';
import type { FactorDraw } from '#pricing/models/dependence.js';
import type { SimulationModels } from '#pricing/montecarlo/preparedSimulation.js';
import { type PaymentPlan, planPayments } from '#waterfall/plan.js';

/** The factors of a path that has one. */
export function onlyEconomy(systematic: number): FactorDraw {
  return { systematic, others: new Float64Array(0), mixing: 1 };
}

export const cutOff = calendarDate(2026, 1, 31);

export interface SyntheticLoan {
  readonly balance: number;
  readonly rate: number;
  readonly term: number;
  readonly annualDefaultRate?: number;
  readonly repayment?: (typeof repaymentTypes)[number];
}

export function loanTable(loans: readonly SyntheticLoan[], cutOffDate: CalendarDate = cutOff): LoanTable {
  const hasRates = loans.some((loan) => loan.annualDefaultRate !== undefined);
  return {
    name: 'synthetic.csv',
    rowCount: loans.length,
    currency: 'CNY',
    cutOffDate,
    line: Uint32Array.from(loans, (_, row) => row + 2),
    loanId: { at: (row) => `L${row}` },
    currentBalance: Float64Array.from(loans, (loan) => loan.balance),
    annualRate: Float64Array.from(loans, (loan) => loan.rate),
    remainingTermMonths: Int32Array.from(loans, (loan) => loan.term),
    repaymentType: Uint8Array.from(loans, (loan) => repaymentTypes.indexOf(loan.repayment ?? 'level')),
    numbers: hasRates
      ? {
          annualDefaultRate: {
            values: Float64Array.from(loans, (loan) => loan.annualDefaultRate ?? 0),
            present: Uint8Array.from(loans, (loan) => (loan.annualDefaultRate === undefined ? 0 : 1)),
          },
        }
      : {},
    dates: {},
    categories: {},
  };
}

/** Equal loans of a pool of `balance`. */
export function equalLoans(count: number, loan: Omit<SyntheticLoan, 'balance'>, balance = 1e8): LoanTable {
  return loanTable(Array.from({ length: count }, () => ({ ...loan, balance: balance / count })));
}

export const standardModels: SimulationModels = {
  order: 'survivors',
  prepayment: { kind: 'cpr', cpr: 0.1 },
  pointsPerRatePoint: -5,
  default: { kind: 'cdr', cdr: 0.02085 },
  recovery: { rate: 0.6, lagMonths: 6 },
  correlation: 0.15,
  rates: { kind: 'vasicek', initial: 0.03, mean: 0.03, speed: 0.2, volatility: 0.012 },
  premium: { rate: 0.02, rule: 'net' },
};

/** The built-in three-class deal on a pool, or other terms. */
export function planFor(
  loans: LoanTable,
  lagMonths = standardModels.recovery.lagMonths,
  terms: DealTerms = builtInTerms('CNY', loans.cutOffDate),
): PaymentPlan {
  const balance = loans.currentBalance.reduce((sum, value) => sum + value, 0);
  const lastMonth = loans.remainingTermMonths.reduce((last, term) => Math.max(last, term), 0) + lagMonths;
  const plan = planPayments(terms, {
    balance: moneyFromFloat(balance, 2),
    cutOffDate: loans.cutOffDate,
    lastMonth,
  });
  if (!plan.ok) throw new Error(JSON.stringify(plan.problems));
  return plan.value;
}
