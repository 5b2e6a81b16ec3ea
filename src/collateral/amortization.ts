import type { CalendarDate } from '#basics/calendarDate.js';
import { annuityGrowth } from './annuity.js';
import { collateralMonthEnd } from './collateralMonths.js';
import { pushMonth } from './contractChanges.js';
import { type ContractWorld, noWorld } from './contractWorld.js';
import { creditLineMonth } from './creditLine.js';
import { scheduleChanges } from './customSchedule.js';
import { floatingRate } from './floatingRate.js';
import { loanAge } from './loanAge.js';
import { type LoanTable, type NumberColumnName, type RepaymentType, repaymentTypes } from './loanTable.js';
import { type PhasedContract, phaseChanges } from './phasedContract.js';
import { type ShortInterval, shortFrequencies, shortIntervalChanges } from './shortIntervals.js';

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

/**
 * Fills `terms` for one loan. Formulas and their sources: docs/methodology/collateral.md, Amortization.
 * Throws for what `checkLoans` reports as an error.
 */
export function amortizeLoan(
  loans: LoanTable,
  row: number,
  cutOff: CalendarDate,
  terms: AmortizationTerms,
  world: ContractWorld = noWorld,
): void {
  const repaymentType = repaymentTypes[loans.repaymentType[row]!]!;
  const months = loans.remainingTermMonths[row]!;
  terms.monthCount = months;
  terms.monthlyRate = loans.annualRate[row]! / 12;
  terms.byDays = false;
  terms.draws = false;
  terms.divisor = Number.POSITIVE_INFINITY;
  terms.decay = 1;
  terms.accruedAtStart = 0;
  terms.feePerPrincipal = 0;
  terms.installment = 'none';
  terms.changes.length = 0;
  const often = paysByInstallments(repaymentType) ? shortFrequency(loans, row) : undefined;
  terms.paymentInterval =
    often !== undefined || !paysByInstallments(repaymentType) ? 1 : paymentInterval(loans, row);
  if (often !== undefined) {
    shortIntervalChanges(shortInterval(loans, row, repaymentType, often), cutOff, terms.changes);
    return;
  }
  fillTerms(loans, row, cutOff, repaymentType, world, terms);
  if (repaymentType === 'bullet' || terms.paymentInterval > 1) {
    terms.accruedAtStart = accruedAtCutOff(loans, row, cutOff, repaymentType, terms);
  }
}

/** Types whose payments follow the tape's frequency. */
export function paysByInstallments(type: RepaymentType): boolean {
  return type === 'level' || type === 'equal-principal' || type === 'interest-only' || type === 'flat-fee';
}

function fillTerms(
  loans: LoanTable,
  row: number,
  cutOff: CalendarDate,
  repaymentType: RepaymentType,
  world: ContractWorld,
  terms: AmortizationTerms,
): void {
  switch (repaymentType) {
    case 'level':
      if (startsQuietly(loans, row)) break;
      levelTerms(loans, row, terms);
      break;
    case 'equal-principal':
      terms.divisor = Math.ceil(terms.monthCount / terms.paymentInterval) / (1 - balloonShare(loans, row));
      break;
    case 'interest-only':
      break;
    case 'credit-line':
      creditLineTerms(loans, row, cutOff, world, terms);
      return;
    case 'bullet':
      terms.paymentInterval = terms.monthCount;
      break;
    case 'discount':
    case 'recovery-only':
      terms.monthlyRate = 0;
      terms.paymentInterval = terms.monthCount;
      return;
    case 'flat-fee':
      flatFeeTerms(loans, row, cutOff, terms);
      return;
    case 'schedule':
      if (loans.schedules === undefined) {
        throw new Error(`${loans.name}:${loans.line[row]}: a custom schedule without its payments`);
      }
      terms.monthlyRate = 0;
      scheduleChanges(loans.schedules, row, terms.changes);
      return;
    default:
      repaymentType satisfies never;
  }
  const phased = phasedContract(loans, row, repaymentType, world, terms);
  if (phased !== undefined) phaseChanges(phased, terms.changes);
}

/** The loan as a contract in phases, or undefined where its terms never change. */
function phasedContract(
  loans: LoanTable,
  row: number,
  repaymentType: RepaymentType,
  world: ContractWorld,
  terms: AmortizationTerms,
): PhasedContract | undefined {
  const floating = floatingRate(loans, row, world.indexRates);
  const stress = floating === undefined ? world.fixedRateStress : undefined;
  const interestOnlyMonths = wholeMonths(loans, row, 'interestOnlyMonths');
  const repaysLater = repaymentType === 'interest-only' && interestOnlyMonths > 0;
  if (floating === undefined && stress === undefined && !startsQuietly(loans, row)) return undefined;
  return {
    months: terms.monthCount,
    paymentInterval: terms.paymentInterval,
    annualRate: loans.annualRate[row]!,
    principal:
      repaymentType === 'level' || repaysLater
        ? 'level'
        : repaymentType === 'equal-principal'
          ? 'equal'
          : 'at-end',
    capitalizingMonths: wholeMonths(loans, row, 'capitalizingMonths'),
    interestOnlyMonths,
    balloonShare: balloonShare(loans, row),
    floating,
    stress,
    keptDivisor:
      terms.installment === 'kept' || terms.installment === 'ends-early' ? terms.divisor : undefined,
  };
}

function wholeMonths(loans: LoanTable, row: number, name: NumberColumnName): number {
  const column = loans.numbers[name];
  return column?.present[row] === 1 ? Math.max(0, Math.floor(column.values[row]!)) : 0;
}

/** Whether the loan begins with months in which no principal is paid. */
function startsQuietly(loans: LoanTable, row: number): boolean {
  return (
    wholeMonths(loans, row, 'interestOnlyMonths') > 0 || wholeMonths(loans, row, 'capitalizingMonths') > 0
  );
}

/** Share of the current balance that the last payment brings besides its installment; below 1. */
function balloonShare(loans: LoanTable, row: number): number {
  const column = loans.numbers.balloonAmount;
  if (column?.present[row] !== 1) return 0;
  return Math.min(Math.max(0, column.values[row]! / loans.currentBalance[row]!), 1 - 1e-9);
}

/** A loan's payments a year where they are more than twelve. */
function shortFrequency(loans: LoanTable, row: number): ShortInterval['perYear'] | undefined {
  const frequency = loans.numbers.paymentFrequency;
  if (frequency?.present[row] !== 1) return undefined;
  return shortFrequencies.find((perYear) => perYear === frequency.values[row]);
}

function shortInterval(
  loans: LoanTable,
  row: number,
  type: RepaymentType,
  perYear: ShortInterval['perYear'],
): ShortInterval {
  return {
    perYear,
    annualRate: loans.annualRate[row]!,
    principal: type === 'level' ? 'level' : type === 'equal-principal' ? 'equal' : 'at-end',
    months: loans.remainingTermMonths[row]!,
  };
}

/**
 * Interest by actual days at the tape's daily rate (the annual rate over 365 where it has none). Where the use of
 * lines is assumed, each month's repayments and drawings per unit of balance come from `creditLineMonth`; in the
 * last month nothing is drawn and all is repaid.
 */
function creditLineTerms(
  loans: LoanTable,
  row: number,
  cutOff: CalendarDate,
  { creditLines }: ContractWorld,
  terms: AmortizationTerms,
): void {
  const daily = loans.numbers.dailyRate;
  const dailyRate = daily?.present[row] === 1 ? daily.values[row]! : loans.annualRate[row]! / 365;
  terms.monthlyRate = dailyRate;
  terms.byDays = true;
  if (creditLines === undefined) return;
  terms.draws = true;
  const limits = loans.numbers.creditLimit;
  const limit = limits?.present[row] === 1 ? limits.values[row]! / loans.currentBalance[row]! : 0;
  let balance = 1;
  for (let month = 0; month < terms.monthCount; month++) {
    const days = collateralMonthEnd(cutOff, month + 1) - collateralMonthEnd(cutOff, month);
    const last = month === terms.monthCount - 1;
    const use = creditLineMonth(creditLines, balance, last ? 0 : limit, days);
    const rate = (dailyRate * use.balanceDays) / balance;
    pushMonth(terms.changes, month, last ? 1 : use.repaid / balance, rate, 0, use.drawn / balance);
    balance = use.balanceAtEnd;
  }
  terms.byDays = false;
}

/** Months between payments of a loan by its paymentFrequency (payments a year); 1 where the tape has none. */
export function paymentInterval(loans: LoanTable, row: number): number {
  const frequency = loans.numbers.paymentFrequency;
  if (frequency?.present[row] !== 1) return 1;
  const perYear = frequency.values[row]!;
  if (!monthlyOrSlower(perYear)) {
    throw new Error(`${loans.name}:${loans.line[row]}: ${perYear} payments a year cannot be projected yet`);
  }
  return 12 / perYear;
}

/** Payment frequencies that fall on whole months: 12, 6, 4, 3, 2 and 1 a year. */
export function monthlyOrSlower(perYear: number): boolean {
  return perYear > 0 && Number.isInteger(12 / perYear);
}

/**
 * Level installments. The tape's own installment is kept to the last payment but one, and the last is the
 * remainder, when that is between 0.5 % and two full payments: so it is for a term that NPER gave (rounded up
 * after subtracting 0.01), and for a stated term that the installment misses by less than a payment, as simple
 * daily interest makes it do. From 99 % to 102 % the loan is level, the difference being cents in the tape.
 *
 * An installment that repays the balance in fewer payments is kept too, and the loan ends with them: its borrower
 * has paid ahead and owes no more. Under half of the remaining payments it is not believed. One that is too low
 * for the term, by more than a payment at the end, cannot be what the loan will pay by its maturity. In both cases
 * the loan is re-leveled over its remaining term, and `checkLoans` warns.
 */
function levelTerms(loans: LoanTable, row: number, terms: AmortizationTerms): void {
  const rate = terms.monthlyRate * terms.paymentInterval;
  const payments = Math.ceil(terms.monthCount / terms.paymentInterval);
  const levelDivisor = annuityGrowth(rate, payments);
  const balloon = balloonShare(loans, row);
  terms.decay = 1 / (1 + rate);
  terms.divisor = levelDivisor / (1 - balloon);
  if (balloon > 0) return;
  const installment = loans.numbers.installment;
  if (installment?.present[row] !== 1) return;
  const firstPrincipal = installment.values[row]! / loans.currentBalance[row]! - rate;
  if (!(firstPrincipal > 0)) {
    terms.installment = 're-leveled';
    return;
  }
  // The last payment's principal over that of a full installment: 1 when the installment is the level one.
  const beforeLast = annuityGrowth(rate, payments - 1);
  const lastShare = (1 / firstPrincipal - beforeLast) / (levelDivisor - beforeLast);
  if (lastShare >= 0.99 && lastShare <= 1.02) {
    terms.installment = 'level';
  } else if (lastShare > 0.005 && lastShare <= 2) {
    terms.installment = 'kept';
    terms.divisor = 1 / firstPrincipal;
  } else if (lastShare <= 0.005) {
    endEarly(terms, rate, payments, 1 / firstPrincipal);
  } else {
    terms.installment = 're-leveled';
  }
}

/** Fewer payments: the least whose level divisor reaches the installment's, but for half a percent of a payment. */
function endEarly(terms: AmortizationTerms, rate: number, payments: number, divisor: number): void {
  let fewer = payments - 1;
  while (fewer > 1 && divisor - annuityGrowth(rate, fewer - 1) <= 0.005 * growthOf(rate, fewer - 1)) fewer--;
  if (2 * fewer < payments) {
    terms.installment = 're-leveled';
    return;
  }
  terms.installment = 'ends-early';
  terms.divisor = divisor;
  terms.monthCount -= (payments - fewer) * terms.paymentInterval;
}

/** s(count + 1) − s(count) = (1 + rate)^count. */
function growthOf(rate: number, count: number): number {
  return 1 + rate * annuityGrowth(rate, count);
}

/**
 * Flat fee (分期手续费): equal principal, and each payment a fee on the original balance. Per unit of scheduled
 * principal the fee is its rate times the original number of payments, whatever has been paid since: a
 * half-paid loan pays half the fee. Source: the rule of the open peer's test (fee × current ÷ scheduled
 * balance). The annual rate is the fee's nominal rate: 1 % a month is 12 %. A fee holiday (feeFreeMonths, counted
 * from origination) leaves out the fee of the payments in it.
 */
function flatFeeTerms(loans: LoanTable, row: number, cutOff: CalendarDate, terms: AmortizationTerms): void {
  const payments = Math.ceil(terms.monthCount / terms.paymentInterval);
  const originalPayments = originalTerm(loans, row, cutOff) / terms.paymentInterval;
  terms.divisor = payments;
  const feePerPrincipal = terms.monthlyRate * terms.paymentInterval * originalPayments;
  const age = originalPayments * terms.paymentInterval - terms.monthCount;
  const freeMonths = wholeMonths(loans, row, 'feeFreeMonths') - age;
  terms.monthlyRate = 0;
  if (freeMonths <= 0) {
    terms.feePerPrincipal = feePerPrincipal;
    return;
  }
  for (let month = 0; month < terms.monthCount; month++) {
    const left = terms.monthCount - 1 - month;
    const pays = left % terms.paymentInterval === 0;
    const principal = pays ? 1 / (left / terms.paymentInterval + 1) : 0;
    pushMonth(terms.changes, month, principal, month < freeMonths ? 0 : feePerPrincipal * principal);
  }
}

/** The tape's original term, else age and remaining term together; an unknown age throws (see `checkLoans`). */
function originalTerm(loans: LoanTable, row: number, cutOff: CalendarDate): number {
  const original = loans.numbers.originalTermMonths;
  if (original?.present[row] === 1) return original.values[row]!;
  const age = loanAge(loans, row, cutOff);
  if (age < 0) throw new Error(`${loans.name}:${loans.line[row]}: a flat fee needs the original term`);
  return age + loans.remainingTermMonths[row]!;
}

/**
 * Interest from the last payment date to the cut-off, where payments are rarer than months: a bullet loan has
 * accrued since its origination (from the cut-off where its age is unknown), another loan since the payment
 * before, and never for longer than its age.
 */
function accruedAtCutOff(
  loans: LoanTable,
  row: number,
  cutOff: CalendarDate,
  repaymentType: RepaymentType,
  terms: AmortizationTerms,
): number {
  const age = loanAge(loans, row, cutOff);
  if (repaymentType === 'bullet') return terms.monthlyRate * Math.max(0, age);
  const monthsToPayment = ((terms.monthCount - 1) % terms.paymentInterval) + 1;
  const sincePayment = terms.paymentInterval - monthsToPayment;
  return terms.monthlyRate * (age < 0 ? sincePayment : Math.min(age, sincePayment));
}
