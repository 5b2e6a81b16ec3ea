import type { CalendarDate } from '#basics/calendarDate.js';
import { type Problem, problem } from '#basics/problem.js';
import type { CollateralAssumptions } from './assumptions.js';
import { checkAssumptions } from './checkAssumptions.js';
import { checkFits } from './checkFits.js';
import { checkLoans } from './checkLoans.js';
import { cohortOptionsFor } from './cohortOptionsFor.js';
import { buildCohorts } from './cohorts.js';
import { loanAge } from './loanAge.js';
import { needsAge } from './loanBehavior.js';
import type { LoanTable } from './loanTable.js';
import { fillRates } from './monthlyHazards.js';
import { poolBatches } from './poolBatch.js';
import { rowsProblem } from './rowsProblem.js';

/**
 * Whether a pool can be projected under the assumptions, and what deserves a warning: all problems at once.
 * What passes without an error, `openPool` projects without throwing.
 */
export function checkCollateral(
  loans: LoanTable,
  assumptions: CollateralAssumptions,
  cutOff: CalendarDate,
): Problem[] {
  const problems = [...checkKinds(loans, assumptions, cutOff), ...checkRates(loans, assumptions)];
  if (problems.some(({ severity }) => severity === 'error')) return problems;
  return assumptions.order === 'sifma' ? [...problems, ...checkSifma(loans, assumptions, cutOff)] : problems;
}

/**
 * The part that looks at which assumptions there are and not at how large their rates are: of what is prepaid,
 * defaulted and recovered only the kinds, segments and terms count.
 */
export function checkKinds(
  loans: LoanTable,
  assumptions: CollateralAssumptions,
  cutOff: CalendarDate,
): Problem[] {
  const fits = checkFits(loans, assumptions, cutOff);
  // A loan that floats without index rates has no contract to look at.
  const noContract = fits.some(({ severity, at }) => severity === 'error' && at.endsWith(':indexName'));
  const problems = [...fits];
  if (!noContract) problems.push(...checkLoans(loans, cutOff, assumptions));
  if (needsAge(assumptions)) problems.push(...checkAges(loans, cutOff));
  return problems;
}

/** The part that looks at rates and shares, in the order of events `survivors` or `actual` all of it. */
export function checkRates(loans: LoanTable, assumptions: CollateralAssumptions): Problem[] {
  return [...checkAssumptions(assumptions), ...checkTapeRates(loans, assumptions)];
}

function checkAges(loans: LoanTable, cutOff: CalendarDate): Problem[] {
  const message = 'the age is not known and an assumption goes by age; counted as new at the cut-off';
  const found = rowsProblem(
    loans,
    'warning',
    'assumed',
    'monthsOnBook',
    message,
    (row) => loanAge(loans, row, cutOff) < 0,
  );
  return found === undefined ? [] : [found];
}

function checkTapeRates(loans: LoanTable, assumptions: CollateralAssumptions): Problem[] {
  const assumption = assumptions.default;
  const column = loans.numbers.annualDefaultRate;
  if (assumption.kind !== 'tape' || column === undefined) return [];
  const has = (row: number) => column.present[row] === 1;
  return [
    rowsProblem(
      loans,
      'error',
      'out-of-range',
      'annualDefaultRate',
      'not between 0 and 1',
      (row) => has(row) && !(column.values[row]! >= 0 && column.values[row]! <= 1),
    ),
    rowsProblem(
      loans,
      'warning',
      'capped-rate',
      'annualDefaultRate',
      `${assumption.multiple} times the default rate passes 1; capped at 1`,
      (row) => has(row) && column.values[row]! <= 1 && column.values[row]! * assumption.multiple > 1,
    ),
  ].filter((found) => found !== undefined);
}

/** In the order `sifma` a month cannot prepay and default more than it opens with. */
function checkSifma(loans: LoanTable, assumptions: CollateralAssumptions, cutOff: CalendarDate): Problem[] {
  const cohorts = buildCohorts(loans, cutOff, cohortOptionsFor(loans, assumptions, cutOff));
  for (const batch of poolBatches(cohorts, assumptions, 1)) {
    const count = batch.alive;
    const { hazards, ageAtStart, monthCount, originalRow, smm, mdr } = batch;
    if (hazards.default === undefined) {
      const message =
        'defaults given as amounts could pass the balance with prepayments in the order "sifma"';
      return [problem('error', 'conflict', 'order', message)];
    }
    const lastMonth = hazards.byLoanMonth ? (monthCount[0] ?? 0) : 1;
    for (let month = 1; month <= lastMonth; month++) {
      const at = { years: 1 / 12, elapsed: month - 1, poolMonth: month - 1, amountRate: 0 };
      fillRates(hazards, at, { count, ageAtStart, monthCount, originalRow }, smm, mdr);
      for (let i = 0; i < count; i++) {
        if (monthCount[i]! < month || smm[i]! + mdr[i]! <= 1) continue;
        const message = `in month ${month} the monthly prepayment rate ${smm[i]} and default rate ${mdr[i]} pass 1 together; the order "sifma" takes both from the opening balance`;
        return [problem('error', 'rates-pass-one', 'order', message)];
      }
    }
  }
  return [];
}
