import type { CalendarDate } from '#basics/calendarDate.js';
import type { Problem } from '#basics/problem.js';
import {
  amortizeLoan,
  type InstallmentUse,
  monthlyOrSlower,
  newAmortizationTerms,
  paysByInstallments,
  startsQuietly,
} from './amortization.js';
import type { CollateralAssumptions } from './assumptions.js';
import { monthsUntil } from './collateralMonths.js';
import { type ContractWorld, noWorld } from './contractWorld.js';
import { loanAge } from './loanAge.js';
import { balloonShare, numberAt } from './loanNumbers.js';
import { type LoanTable, repaymentTypes } from './loanTable.js';
import { rowsProblem } from './rowsProblem.js';
import { shortFrequencies } from './shortIntervals.js';

export { rowsProblem } from './rowsProblem.js';

/** What a tape asks for that cannot be projected, and what is read in a way worth knowing. */
export function checkLoans(
  loans: LoanTable,
  cutOff: CalendarDate,
  assumptions: Pick<CollateralAssumptions, keyof ContractWorld | 'delinquency'> = {},
): Problem[] {
  const linesAreDrawn = assumptions.creditLines === undefined;
  const rollsAreGiven = assumptions.delinquency !== undefined;
  const type = (row: number) => repaymentTypes[loans.repaymentType[row]!]!;
  const frequency = loans.numbers.paymentFrequency;
  const originalTerm = loans.numbers.originalTermMonths;
  const daysPastDue = loans.numbers.daysPastDue;
  const hasAge = (row: number) => loanAge(loans, row, cutOff) >= 0;
  const problems = [
    rowsProblem(
      loans,
      'error',
      'missing-schedule',
      'repaymentType',
      'repays by a schedule, and no schedule is given',
      (row) => type(row) === 'schedule' && loans.schedules === undefined,
    ),
    rowsProblem(
      loans,
      'error',
      'out-of-range',
      'paymentFrequency',
      'payments a year are 1, 2, 3, 4, 6, 12, 24, 26, 52 or 365',
      (row) =>
        paysByInstallments(type(row)) &&
        frequency?.present[row] === 1 &&
        !monthlyOrSlower(frequency.values[row]!) &&
        !shortFrequencies.some((perYear) => perYear === frequency.values[row]),
    ),
    rowsProblem(
      loans,
      'error',
      'does-not-fit',
      'paymentFrequency',
      'a flat fee is charged monthly or more rarely; payments within a month do not fit it',
      (row) => type(row) === 'flat-fee' && frequency?.present[row] === 1 && frequency.values[row]! > 12,
    ),
    rowsProblem(
      loans,
      'error',
      'out-of-range',
      'currentBalance',
      'the balance is not an amount above zero',
      (row) => !(loans.currentBalance[row]! > 0 && Number.isFinite(loans.currentBalance[row])),
    ),
    rowsProblem(
      loans,
      'error',
      'out-of-range',
      'annualRate',
      'the annual rate is not between 0 and 1; rates are fractions, 1 is 100 %',
      (row) => !(loans.annualRate[row]! >= 0 && loans.annualRate[row]! <= 1),
    ),
    rowsProblem(
      loans,
      'error',
      'term-past-maturity',
      'remainingTermMonths',
      'the remaining term ends more than two months after the maturity',
      (row) => {
        const end = maturityOf(loans, row);
        if (end === undefined || loans.cutOffDate === undefined) return false;
        const months = Math.max(1, monthsUntil(end, loans.cutOffDate));
        return loans.remainingTermMonths[row]! - months > 2;
      },
    ),
    ...(['interestOnlyMonths', 'capitalizingMonths'] as const).map((name) =>
      rowsProblem(loans, 'error', 'out-of-range', name, 'not fewer months than the remaining term', (row) => {
        const months = numberAt(loans, name, row);
        return months !== undefined && !(months >= 0 && months < loans.remainingTermMonths[row]!);
      }),
    ),
    rowsProblem(
      loans,
      'error',
      'out-of-range',
      'balloonAmount',
      'the balloon is not between 0 and the balance',
      (row) => {
        const balloon = numberAt(loans, 'balloonAmount', row);
        return balloon !== undefined && !(balloon >= 0 && balloon < loans.currentBalance[row]!);
      },
    ),
    ...(['interestOnlyMonths', 'capitalizingMonths', 'balloonAmount'] as const).map((name) =>
      rowsProblem(
        loans,
        'error',
        'does-not-fit',
        name,
        `${name} fits level, equal-principal and interest-only loans that pay monthly or more rarely`,
        (row) => {
          const stated = numberAt(loans, name, row) ?? 0;
          const short = (numberAt(loans, 'paymentFrequency', row) ?? 12) > 12;
          return stated > 0 && (short || !paysByInstallments(type(row)) || type(row) === 'flat-fee');
        },
      ),
    ),
    rowsProblem(
      loans,
      'error',
      'missing-value',
      'originalTermMonths',
      'a flat fee on the original balance needs the original term or the age',
      (row) => type(row) === 'flat-fee' && originalTerm?.present[row] !== 1 && !hasAge(row),
    ),
    rowsProblem(
      loans,
      'warning',
      'simplified',
      'repaymentType',
      'a credit line is projected as drawn to the end of its term, because nothing is assumed of its use (creditLines)',
      (row) => linesAreDrawn && type(row) === 'credit-line',
    ),
    rowsProblem(
      loans,
      'warning',
      'assumed',
      'monthsOnBook',
      'the age of a bullet loan is not known; its interest is counted from the cut-off',
      (row) => type(row) === 'bullet' && !hasAge(row),
    ),
    rowsProblem(
      loans,
      'warning',
      'past-due',
      'daysPastDue',
      'past due, projected as performing because no roll rates are given',
      (row) => !rollsAreGiven && daysPastDue?.present[row] === 1 && daysPastDue.values[row]! > 0,
    ),
  ].filter((found) => found !== undefined);
  if (problems.some(({ severity }) => severity === 'error')) return problems;
  const useOf = installmentUses(loans, cutOff, assumptions);
  const releveled = rowsProblem(
    loans,
    'warning',
    'installment-not-kept',
    'installment',
    'the installment leaves more than a second installment at the end of the remaining term, or is far too high for it; level installments over that term are used',
    (row) => useOf(row) === 're-leveled',
  );
  const early = rowsProblem(
    loans,
    'warning',
    'installment-ends-early',
    'installment',
    'the installment repays the balance before the stated term; it is kept and the loans end early',
    (row) => useOf(row) === 'ends-early',
  );
  const unused = rowsProblem(
    loans,
    'warning',
    'installment-not-used',
    'installment',
    'the installment is not used: a balloon, an opening phase or payments within a month decide',
    (row) =>
      type(row) === 'level' &&
      numberAt(loans, 'installment', row) !== undefined &&
      (balloonShare(loans, row) > 0 ||
        startsQuietly(loans, row) ||
        (numberAt(loans, 'paymentFrequency', row) ?? 12) > 12),
  );
  return [...problems, ...[releveled, early, unused].filter((found) => found !== undefined)];
}

/** How many loans, and how much of the balance, keep the tape's installment, and how many do not. */
export function countInstallmentUse(
  loans: LoanTable,
  cutOff: CalendarDate,
  world: ContractWorld = noWorld,
): Record<InstallmentUse, { loanCount: number; balance: number }> {
  const none = () => ({ loanCount: 0, balance: 0 });
  const counts = { none: none(), level: none(), kept: none(), 'ends-early': none(), 're-leveled': none() };
  const useOf = installmentUses(loans, cutOff, world);
  for (let row = 0; row < loans.rowCount; row++) {
    const count = counts[useOf(row)];
    count.loanCount++;
    count.balance += loans.currentBalance[row]!;
  }
  return counts;
}

function installmentUses(
  loans: LoanTable,
  cutOff: CalendarDate,
  world: ContractWorld,
): (row: number) => InstallmentUse {
  const terms = newAmortizationTerms();
  return (row) => {
    amortizeLoan(loans, row, cutOff, terms, world);
    return terms.installment;
  };
}

function maturityOf(loans: LoanTable, row: number): CalendarDate | undefined {
  const column = loans.dates.maturityDate ?? loans.dates.dueDate;
  return column?.present[row] === 1 ? (column.days[row]! as CalendarDate) : undefined;
}
