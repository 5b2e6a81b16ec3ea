import type { CalendarDate } from '#basics/calendarDate.js';
import type { CollateralAssumptions } from './assumptions.js';
import type { CohortOptions } from './cohortOptions.js';
import { loanAge } from './loanAge.js';
import { goesByTerm, type LoanBehavior, needsAge, variesByLoan } from './loanBehavior.js';
import type { LoanTable } from './loanTable.js';
import { assumptionsOfSegments, segmentTest } from './segments.js';

/** How cohorts must be built so that they can be projected under the assumptions. */
export function cohortOptionsFor(
  loans: LoanTable,
  assumptions: CollateralAssumptions,
  cutOff: CalendarDate,
): CohortOptions {
  const { indexRates, fixedRateStress, creditLines } = assumptions;
  return {
    byAge: needsAge(assumptions),
    world: {
      ...(indexRates === undefined ? {} : { indexRates }),
      ...(fixedRateStress === undefined ? {} : { fixedRateStress }),
      ...(creditLines === undefined ? {} : { creditLines }),
    },
    missedPayments: assumptions.delinquency !== undefined,
    ...behaviorsOf(loans, assumptions, cutOff),
  };
}

/** Numbers the distinct behaviors of a pool; none where one holds for all. */
function behaviorsOf(
  loans: LoanTable,
  assumptions: CollateralAssumptions,
  cutOff: CalendarDate,
): Pick<CohortOptions, 'behaviorOfLoan' | 'behaviors'> {
  const byTerm = goesByTerm(assumptions);
  const tests = (assumptions.segments ?? []).map(({ where }) => segmentTest(loans, where));
  if (!variesByLoan(assumptions)) return {};
  const behaviors: LoanBehavior[] = [];
  const indexOfKey = new Map<string, number>();
  const behaviorOfLoan = new Uint32Array(loans.rowCount);
  for (let row = 0; row < loans.rowCount; row++) {
    const inSegment = tests.map((test) => test(row));
    const originalTermMonths = byTerm ? originalTerm(loans, row, cutOff) : 0;
    const key = `${originalTermMonths} ${inSegment.map(Number).join('')}`;
    let index = indexOfKey.get(key);
    if (index === undefined) {
      index = behaviors.push({ ...assumptionsOfSegments(assumptions, inSegment), originalTermMonths }) - 1;
      indexOfKey.set(key, index);
    }
    behaviorOfLoan[row] = index;
  }
  return { behaviorOfLoan, behaviors };
}

/** As stated, else age and remaining term together; an unknown age counts as new. */
export function originalTerm(loans: LoanTable, row: number, cutOff: CalendarDate): number {
  const stated = loans.numbers.originalTermMonths;
  if (stated?.present[row] === 1) return stated.values[row]!;
  return Math.max(0, loanAge(loans, row, cutOff)) + loans.remainingTermMonths[row]!;
}
