/**
 * The columns that a tape can fill, whatever its own headings say. `kind` decides how cells are read; `loan`
 * columns reach the loan table, `tape` columns describe the tape (its cut-off, its currency) or serve checks.
 */
export type CanonicalKind =
  | 'id'
  | 'money'
  | 'rate'
  | 'term'
  | 'date'
  | 'number'
  | 'days'
  | 'category'
  | 'word';

export interface CanonicalColumn {
  readonly kind: CanonicalKind;
  /** Least and greatest value that can be projected or believed; outside, the row is rejected. */
  readonly least?: number;
  readonly greatest?: number;
}

/** Beyond this an amount is a fault, not money; below it cents are exact in a float64. */
export const amountMost = 1e13;

export const canonicalColumns = {
  loanId: { kind: 'id' },
  obligorId: { kind: 'category' },
  originalBalance: { kind: 'money', least: -amountMost, greatest: amountMost },
  currentBalance: { kind: 'money', least: -amountMost, greatest: amountMost },
  annualRate: { kind: 'rate', least: 0, greatest: 1 },
  dailyRate: { kind: 'rate', least: 0, greatest: 1 / 365 },
  originationDate: { kind: 'date' },
  maturityDate: { kind: 'date' },
  originalTermMonths: { kind: 'term', least: 0, greatest: 1200 },
  remainingTermMonths: { kind: 'term', least: -1200, greatest: 1200 },
  monthsOnBook: { kind: 'term', least: 0, greatest: 1200 },
  installment: { kind: 'money', least: -amountMost, greatest: amountMost },
  repaymentType: { kind: 'word' },
  paymentFrequency: { kind: 'word' },
  status: { kind: 'category' },
  daysPastDue: { kind: 'days', least: 0 },
  region: { kind: 'category' },
  industry: { kind: 'category' },
  rating: { kind: 'category' },
  score: { kind: 'number' },
  guarantor: { kind: 'category' },
  currency: { kind: 'word' },
  annualDefaultRate: { kind: 'rate', least: 0, greatest: 1 },
  creditLimit: { kind: 'money', least: -amountMost, greatest: amountMost },
  faceAmount: { kind: 'money', least: -amountMost, greatest: amountMost },
  dueDate: { kind: 'date' },
  payerId: { kind: 'category' },
  interestOnlyMonths: { kind: 'term', least: 0, greatest: 1200 },
  capitalizingMonths: { kind: 'term', least: 0, greatest: 1200 },
  feeFreeMonths: { kind: 'term', least: 0, greatest: 1200 },
  balloonAmount: { kind: 'money', least: 0, greatest: amountMost },
  indexName: { kind: 'category' },
  margin: { kind: 'rate', least: -1, greatest: 1 },
  firstResetMonths: { kind: 'term', least: 0, greatest: 1200 },
  resetMonths: { kind: 'term', least: 0, greatest: 1200 },
  firstRateCap: { kind: 'rate', least: 0, greatest: 1 },
  periodicRateCap: { kind: 'rate', least: 0, greatest: 1 },
  lifeRateCap: { kind: 'rate', least: 0, greatest: 1 },
  rateFloor: { kind: 'rate', least: -1, greatest: 1 },
  rateRounding: { kind: 'rate', least: 0, greatest: 1 },
  expectedRecovery: { kind: 'money', least: 0, greatest: amountMost },
  recoveryCost: { kind: 'money', least: 0, greatest: amountMost },
  payerType: { kind: 'category' },
  acceptor: { kind: 'category' },
  holder: { kind: 'category' },
  security: { kind: 'category' },
  repaymentSource: { kind: 'category' },
  acceptanceDate: { kind: 'date' },
  purchaseDate: { kind: 'date' },
  purchasePrice: { kind: 'money', least: 0, greatest: amountMost },
  debtRatio: { kind: 'rate', least: 0, greatest: 10 },
  currentRatio: { kind: 'number', least: 0, greatest: 1000 },
  netMargin: { kind: 'rate', least: -10, greatest: 10 },
  yearsInBusiness: { kind: 'number', least: 0, greatest: 1000 },
  cashFlowGrowth: { kind: 'rate', least: -1, greatest: 100 },
  documentStatus: { kind: 'category' },
  cutOffDate: { kind: 'date' },
  lastPaymentDate: { kind: 'date' },
  lastUpdateDate: { kind: 'date' },
} as const satisfies { readonly [name: string]: CanonicalColumn };

export type CanonicalName = keyof typeof canonicalColumns;

export const canonicalNames = Object.keys(canonicalColumns) as readonly CanonicalName[];

export function kindOf(name: CanonicalName): CanonicalKind {
  return canonicalColumns[name].kind;
}

export function isCanonicalName(name: string): name is CanonicalName {
  return Object.hasOwn(canonicalColumns, name);
}
