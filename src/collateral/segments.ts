import {
  type CollateralAssumptions,
  type SegmentColumn,
  type SegmentCondition,
  segmentColumns,
} from './assumptions.js';
import { type LoanTable, repaymentTypes } from './loanTable.js';

/** Whether a row is in a segment: it has every label that the condition names. */
export function segmentTest(loans: LoanTable, where: SegmentCondition): (row: number) => boolean {
  const tests = segmentColumns.flatMap((name) => {
    const label = where[name];
    return label === undefined ? [] : [labelTest(loans, name, label)];
  });
  return (row) => tests.every((test) => test(row));
}

function labelTest(loans: LoanTable, name: SegmentColumn, label: string): (row: number) => boolean {
  if (name === 'repaymentType') {
    const code = (repaymentTypes as readonly string[]).indexOf(label);
    return (row) => loans.repaymentType[row] === code;
  }
  const column = loans.categories[name];
  const code = column === undefined ? 0 : column.labels.indexOf(label) + 1;
  return (row) => code > 0 && column?.codes[row] === code;
}

/** Labels that a segment could name. */
export function segmentLabels(loans: LoanTable, name: SegmentColumn): readonly string[] {
  return name === 'repaymentType' ? repaymentTypes : (loans.categories[name]?.labels ?? []);
}

/** What holds for a loan that is in some of the segments: the first that states something decides. */
export function assumptionsOfSegments(
  assumptions: CollateralAssumptions,
  inSegment: readonly boolean[],
): Pick<CollateralAssumptions, 'prepayment' | 'default' | 'recovery' | 'payables'> {
  const matching = (assumptions.segments ?? []).filter((_, index) => inSegment[index] === true);
  const payables = matching.find((one) => one.payables !== undefined)?.payables ?? assumptions.payables;
  return {
    prepayment: matching.find((one) => one.prepayment !== undefined)?.prepayment ?? assumptions.prepayment,
    default: matching.find((one) => one.default !== undefined)?.default ?? assumptions.default,
    recovery: matching.find((one) => one.recovery !== undefined)?.recovery ?? assumptions.recovery,
    ...(payables === undefined ? {} : { payables }),
  };
}
