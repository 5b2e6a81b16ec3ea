import { type CalendarDate, formatDate } from '#basics/calendarDate.js';
import type { LoanTable } from '../loanTable.js';
import { lineId } from '../tape/lineId.js';
import { numberReader, wordReader } from './screenedColumns.js';

/** One asset that stands in two pools (重复质押), with both places. */
export interface DoublePledge {
  readonly row: number;
  readonly otherRow: number;
  /** By its id, or by who pays how much on which day. */
  readonly by: 'id' | 'payer, face and due date';
  readonly key: string;
}

/**
 * Assets of one pool that are in the other too: an equal id, else an equal payer (the borrower where no payer
 * is stated), face (the original balance where there is none) and due date (or maturity). Line numbers that
 * serve as ids are never compared.
 */
export function doublePledges(loans: LoanTable, others: LoanTable, hasIds: boolean): DoublePledge[] {
  const byId = new Map<string, number>();
  const byTerms = new Map<string, number>();
  const otherTerms = termsReader(others);
  for (let row = 0; row < others.rowCount; row++) {
    const id = others.loanId.at(row);
    if (hasIds && id !== lineId(others.line[row]!) && !byId.has(id)) byId.set(id, row);
    const terms = otherTerms(row);
    if (terms !== undefined && !byTerms.has(terms)) byTerms.set(terms, row);
  }
  const found: DoublePledge[] = [];
  const terms = termsReader(loans);
  for (let row = 0; row < loans.rowCount; row++) {
    const id = loans.loanId.at(row);
    const sameId = hasIds && id !== lineId(loans.line[row]!) ? byId.get(id) : undefined;
    if (sameId !== undefined) {
      found.push({ row, otherRow: sameId, by: 'id', key: id });
      continue;
    }
    const key = terms(row);
    const same = key === undefined ? undefined : byTerms.get(key);
    if (same !== undefined) found.push({ row, otherRow: same, by: 'payer, face and due date', key: key! });
  }
  return found;
}

function termsReader(loans: LoanTable): (row: number) => string | undefined {
  const payers = [wordReader(loans, 'payerId'), wordReader(loans, 'obligorId')] as const;
  const faces = [numberReader(loans, 'faceAmount'), numberReader(loans, 'originalBalance')] as const;
  const days = [numberReader(loans, 'dueDate'), numberReader(loans, 'maturityDate')] as const;
  return (row) => {
    const payer = payers[0](row) ?? payers[1](row);
    const face = faces[0](row) ?? faces[1](row);
    const day = days[0](row) ?? days[1](row);
    if (payer === undefined || face === undefined || day === undefined) return undefined;
    return `${payer}, ${face}, ${formatDate(day as CalendarDate)}`;
  };
}
