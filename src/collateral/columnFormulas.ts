import type { CollateralAssumptions, EventOrder } from './assumptions.js';
import {
  type CollateralCashflow,
  type CollateralColumn,
  type OptionalColumn,
  optionalColumns,
} from './collateralCashflow.js';
import type { RepaymentType } from './loanTable.js';

/** A column and the formula of it, in words; the page behind them is docs/methodology/collateral.md. */
export interface ColumnFormula {
  readonly column: CollateralColumn | OptionalColumn | 'scheduledShare';
  readonly formula: string;
}

/** The formulas of the columns that a loan's cash flow has, in the order of events that it was projected in. */
export function columnFormulas(
  type: RepaymentType,
  assumptions: CollateralAssumptions,
  flow: CollateralCashflow,
): ColumnFormula[] {
  const late = assumptions.delinquency !== undefined;
  const month = late ? lateFormulas : orderFormulas[assumptions.order];
  return [
    { column: 'balanceAtStart', formula: 'balance at the end of the month before' },
    { column: 'defaultedPrincipal', formula: month.defaulted },
    { column: 'scheduledShare', formula: shareFormulas[type] },
    { column: 'scheduledPrincipal', formula: month.scheduled },
    { column: 'prepaidPrincipal', formula: month.prepaid },
    { column: 'interest', formula: month.interest },
    { column: 'recoveries', formula: recoveryFormula(assumptions) },
    { column: 'losses', formula: 'defaulted principal that no recovery will bring, with its last recovery' },
    { column: 'purchasedPrincipal', formula: 'none: a single loan buys nothing' },
    {
      column: 'balanceAtEnd',
      formula: 'balance at start − scheduled − prepaid − defaulted + capitalized interest + drawn',
    },
    ...optionalColumns
      .filter((column) => flow[column] !== undefined)
      .map((column) => ({ column, formula: optionalFormulas[column] })),
  ];
}

interface MonthFormulas {
  readonly defaulted: string;
  readonly scheduled: string;
  readonly prepaid: string;
  readonly interest: string;
}

const orderFormulas: { readonly [order in EventOrder]: MonthFormulas } = {
  survivors: {
    defaulted: 'balance at start × mdr',
    scheduled: '(balance at start − defaulted) × scheduled share',
    prepaid: '(balance at start − defaulted − scheduled) × smm',
    interest: '(balance at start − defaulted) × interest share, and what is owed on prepaid principal',
  },
  sifma: {
    defaulted: 'balance at start × mdr',
    scheduled: '(balance at start − defaulted) × scheduled share',
    prepaid: 'balance at start × (1 − scheduled share) × smm',
    interest: '(balance at start − defaulted) × interest share, and what is owed on prepaid principal',
  },
  actual: {
    defaulted: 'balance at start × mdr, for the days of the month over 365',
    scheduled: '(balance at start − defaulted − prepaid) × scheduled share',
    prepaid: '(balance at start − defaulted) × smm, for the days of the month over 365',
    interest:
      '(balance at start − defaulted − prepaid) × interest share, and what is owed on prepaid principal',
  },
};

const lateFormulas: MonthFormulas = {
  defaulted: 'balance 61–90 days late at start × its roll to default',
  scheduled: 'for each move from bucket b to b′, the b + 1 − b′ oldest payments’ principal',
  prepaid: 'current balance after payments × smm',
  interest: 'the contract’s interest of the payments that are made, arrears included',
};

const shareFormulas: { readonly [type in RepaymentType]: string } = {
  level:
    '1 / s(n) with s(n) = ((1 + i)^n − 1) / i, or (installment − interest) / balance where it is kept; 1 in the last month',
  'equal-principal': '1 / payments left',
  'interest-only': '0, and 1 in the last month; after the interest-only months as for a level loan',
  bullet: '0, and 1 in the last month',
  discount: '0, and 1 in the month of the due date',
  'flat-fee': '1 / payments left',
  'credit-line': 'repaid of the balance in the month’s days, 1 in the last month',
  schedule: 'the schedule’s principal / what the schedule then has left',
  'recovery-only': 'none: the loan counts as defaulted in its first month',
};

function recoveryFormula({ recovery }: CollateralAssumptions): string {
  if (recovery.advances === 'principal-and-interest') {
    return 'advanced principal, and at liquidation what is left of the default less its loss';
  }
  const cost = recovery.cost === undefined ? '' : ` × (1 − ${recovery.cost})`;
  const timing = recovery.timing === undefined ? '' : ', spread by the timing';
  return `principal defaulted ${recovery.lagMonths} months before × ${recovery.rate}${cost}${timing}`;
}

const optionalFormulas: { readonly [column in OptionalColumn]: string } = {
  capitalizedInterest: '(balance at start − defaulted) × monthly rate, added to the balance',
  drawnPrincipal: 'daily drawing × undrawn limit, summed over the month’s days',
  prepaymentPenalties: 'prepaid × the penalty at the loan’s age; part of interest',
  advancedInterest: 'defaulted balance not yet liquidated × interest share; part of interest',
  advancedPrincipal: 'defaulted balance not yet liquidated × scheduled share; part of recoveries',
  recoveryCosts: 'gross recovery × cost; already taken off recoveries',
  guaranteeOnDemand: 'unpaid face × covered share, after the claim delay; part of scheduled principal',
  guaranteeAfterDefault: 'defaulted face × covered share, after the claim delay; part of recoveries',
  delinquent1To30: 'balance that has missed one payment',
  delinquent31To60: 'balance that has missed two payments',
  delinquent61To90: 'balance that has missed three payments',
  unplacedDefaults: 'default amount asked for less the performing balance',
};
