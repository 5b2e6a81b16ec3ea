import type { CalendarDate } from '#basics/calendarDate.js';
import type { AmortizationTerms } from './amortizationTerms.js';
import { type ContractWorld, noWorld } from './contractWorld.js';
import { creditLineTerms } from './creditLineTerms.js';
import { scheduleChanges } from './customSchedule.js';
import { flatFeeTerms } from './flatFeeTerms.js';
import { floatingRate } from './floatingRate.js';
import { levelTerms } from './levelTerms.js';
import { loanAge } from './loanAge.js';
import { balloonShare, wholeMonths } from './loanNumbers.js';
import { type LoanTable, type RepaymentType, repaymentTypes } from './loanTable.js';
import { paymentInterval, paysByInstallments, shortFrequency } from './paymentFrequency.js';
import { type PhasedContract, phaseChanges } from './phasedContract.js';
import { type ShortInterval, shortIntervalChanges } from './shortIntervals.js';

export { type AmortizationTerms, type InstallmentUse, newAmortizationTerms } from './amortizationTerms.js';
export { monthlyOrSlower, paysByInstallments } from './paymentFrequency.js';

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

/** Whether the loan begins with months in which no principal is paid. */
export function startsQuietly(loans: LoanTable, row: number): boolean {
  return (
    wholeMonths(loans, row, 'interestOnlyMonths') > 0 || wholeMonths(loans, row, 'capitalizingMonths') > 0
  );
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
