import { failed, type Outcome, problem, succeeded } from '#basics/problem.js';
import type { LoanTable } from '../loanTable.js';
import { decodeText } from '../tape/decodeText.js';
import { detectDelimiter } from '../tape/detectDelimiter.js';
import { ExactSum, exactText } from '../tape/exactSum.js';
import { headingKey, readHeading } from '../tape/heading.js';
import { generalHeadings } from '../tape/mappings/generalHeadings.js';
import { readRecords } from '../tape/parseRecords.js';
import { wordReader } from './screenedColumns.js';

/** A list from elsewhere — a credit registry, a shared blacklist — by the ids that it is about. */
export interface OutsideList {
  readonly name: string;
  /** The column of the tape that its ids are looked up in. */
  readonly by: ListedBy;
  readonly ids: ReadonlySet<string>;
  readonly rows: number;
}

const listedBy = ['loanId', 'obligorId', 'payerId', 'guarantor', 'acceptor'] as const;
export type ListedBy = (typeof listedBy)[number];

/** How far a list and a tape know each other. */
export interface ListCoverage {
  readonly list: string;
  readonly by: ListedBy;
  readonly entries: number;
  /** Loans whose id is on the list, their balance and its share. */
  readonly listed: number;
  readonly balance: string;
  readonly share: number;
  /** Loans that state no id to look up. */
  readonly withoutId: number;
  /** Entries of the list that no loan has. */
  readonly unmatched: number;
}

/**
 * A CSV with headings: the first column whose heading names loans, borrowers, payers, guarantors or acceptors
 * says what the ids are. Ids are text and compared as they stand, blanks around them aside.
 */
export function readOutsideList(bytes: Uint8Array, fileName: string): Outcome<OutsideList> {
  const decoded = decodeText(bytes, fileName);
  if (!decoded.ok) return decoded;
  const { text } = decoded.value;
  const records = readRecords(text, detectDelimiter(text).delimiter, fileName);
  if (!records.ok) return records;
  const rows = records.value;
  for (let column = 0; rows.rowCount > 0 && column < rows.widthOf(0); column++) {
    const by = listedByHeading(rows.cell(0, column));
    if (by === undefined) continue;
    const ids = new Set<string>();
    let count = 0;
    for (let row = 1; row < rows.rowCount; row++) {
      const id = rows.cell(row, column).trim();
      if (id === '') continue;
      ids.add(id);
      count++;
    }
    if (count === 0)
      return failed([problem('error', 'no-rows', fileName, 'the list has headings and no ids')]);
    return succeeded({ name: listName(fileName), by, ids, rows: count });
  }
  const message = `the list needs a column headed ${listedBy.join(', ')}, or a usual name of one of them`;
  return failed([problem('error', 'missing-column', `${fileName}:1`, message)]);
}

/** `blacklist` for `blacklist.csv`: what criteria call the list. */
export function listName(fileName: string): string {
  return fileName.replace(/(?:\.[A-Za-z0-9]{1,8}){1,2}$/, '') || fileName;
}

function listedByHeading(text: string): ListedBy | undefined {
  const { key } = readHeading(text);
  return listedBy.find((name) =>
    generalHeadings.columns.some((rule) => rule.to === name && rule.from.some((h) => headingKey(h) === key)),
  );
}

export function listCoverage(loans: LoanTable, list: OutsideList): ListCoverage {
  const id = wordReader(loans, list.by);
  const seen = new Set<string>();
  const sum = new ExactSum();
  const whole = new ExactSum();
  let listed = 0;
  let withoutId = 0;
  for (let row = 0; row < loans.rowCount; row++) {
    whole.add(loans.currentBalance[row]!);
    const word = id(row);
    if (word === undefined) withoutId++;
    if (word === undefined || !list.ids.has(word)) continue;
    seen.add(word);
    listed++;
    sum.add(loans.currentBalance[row]!);
  }
  const balance = sum.total();
  const share = loans.rowCount === 0 ? 0 : balance.toNumber() / whole.total().toNumber();
  return {
    list: list.name,
    by: list.by,
    entries: list.ids.size,
    listed,
    balance: exactText(balance),
    share,
    withoutId,
    unmatched: list.ids.size - seen.size,
  };
}
