import type { CalendarDate } from '#basics/calendarDate.js';
import { formatDate } from '#basics/calendarDate.js';
import {
  amountMost,
  type CanonicalColumn,
  type CanonicalName,
  canonicalColumns,
  kindOf,
} from './canonicalColumns.js';
import type { TapeColumns } from './columnReader.js';
import { cutOffCell } from './cutOff.js';
import type { LoanColumns } from './loanColumns.js';
import { statusClassOf } from './loanWords.js';
import { judgeMinorUnits } from './minorUnits.js';
import { RejectList } from './rejectList.js';
import { isNoteRow } from './remarks.js';
import { present, unreadable } from './tapeCells.js';
import type { TapeRows } from './tapeRows.js';
import type { TotalRow } from './totalRows.js';
import { isKnownWord, type VocabularyColumn, vocabularyColumns } from './vocabulary.js';

/** Rows of another day are ignored where the user has said which day is meant, and rejected where the tape has. */
export const ignoredFates = ['zero-balance', 'total-row', 'note-row', 'other-day'] as const;
export type RowFate = 'accepted' | 'rejected' | (typeof ignoredFates)[number];
const fates: readonly RowFate[] = ['accepted', 'rejected', ...ignoredFates];

export interface Judgement {
  /** Codes into `fateOf`. */
  readonly fates: Uint8Array;
  readonly rejects: RejectList;
  /** Then every row has a balance that counts. */
  readonly areAllAccepted: boolean;
  /** Rows too short or too long, whose cells may stand under wrong headings. */
  readonly ragged: Uint8Array;
}

export interface JudgedTape {
  readonly rows: TapeRows;
  readonly headingCount: number;
  readonly columns: TapeColumns;
  readonly loans: LoanColumns;
  readonly totals: readonly TotalRow[];
  /** The day that rows with a cut-off of their own must state; undefined where the user overrides it. */
  readonly cutOff: CalendarDate | undefined;
  /** Whether the user has chosen that day among several of the tape. */
  readonly isDayChosen: boolean;
  readonly rejectsListed: number;
  /** Columns whose words are mostly known, in which an unknown word is a fault. */
  readonly knownVocabulary: ReadonlySet<VocabularyColumn>;
}

export function fateOf(judgement: Judgement, row: number): RowFate {
  return fates[judgement.fates[row]!]!;
}

/**
 * Accepted, rejected or ignored, for each row. Ignored are proven total rows, remarks, rows of a day that was not
 * chosen and loans of balance zero (paid or charged off); rejected is what cannot be projected or read; every fault
 * of a row is named.
 */
export function judgeRows(tape: JudgedTape): Judgement {
  const { rows, columns, loans } = tape;
  const rejects = new RejectList(rows, columns, tape.rejectsListed);
  const ignored = new Uint8Array(rows.rowCount);
  const ragged = new Uint8Array(rows.rowCount);
  for (const { row, doubt } of tape.totals) {
    if (doubt === undefined) ignored[row] = fates.indexOf('total-row');
    else rejects.add(row, balanceName(columns), 'unproven-total', doubt);
  }
  ignoreNotes(tape, ignored);
  ignoreOtherDays(tape, ignored);
  const skip = (row: number) => ignored[row] !== 0 || ragged[row] === 1 || rejects.rejected[row] === 1;
  judgeWidths(tape, ragged, rejects, skip);
  judgeBalances(tape, ignored, rejects, skip);
  const judged = (row: number) => ignored[row] === 0 && ragged[row] === 0 && !isDoubted(tape, row);
  judgeCells(tape, rejects, judged);
  judgeMinorUnits(columns, loans.balance, balanceName(columns), rejects, judged);
  judgeNeeds(columns, loans, rejects, judged);
  judgeDates(tape, rejects, judged);
  judgeWords(tape, rejects, judged);
  const result = ignored;
  let areAllAccepted = rejects.faultCount === 0;
  for (let row = 0; row < result.length; row++) {
    if (result[row] === 0) result[row] = rejects.rejected[row]!;
    else areAllAccepted = false;
  }
  return { fates: result, rejects, ragged, areAllAccepted };
}

type RowTest = (row: number) => boolean;

function isDoubted(tape: JudgedTape, row: number): boolean {
  return tape.totals.some((total) => total.row === row);
}

function balanceName(columns: TapeColumns): CanonicalName {
  return columns.bindings.has('currentBalance') ? 'currentBalance' : 'faceAmount';
}

function ignoreNotes(tape: JudgedTape, ignored: Uint8Array): void {
  const { state } = tape.loans.balance;
  const isNote = isNoteRow(tape.rows, tape.columns);
  for (let row = 0; row < state.length; row++) {
    if (state[row] === present || ignored[row] !== 0 || isDoubted(tape, row)) continue;
    if (isNote(row)) ignored[row] = fates.indexOf('note-row');
  }
}

function ignoreOtherDays({ columns, cutOff, isDayChosen }: JudgedTape, ignored: Uint8Array): void {
  const stated = columns.dates.get('cutOffDate');
  if (!isDayChosen || stated === undefined || cutOff === undefined) return;
  const day = cutOffCell(stated, cutOff);
  for (let row = 0; row < stated.state.length; row++) {
    if (stated.state[row] !== present || stated.days[row] === day || ignored[row] !== 0) continue;
    ignored[row] = fates.indexOf('other-day');
  }
}

/** More fields than headings are harmless when they are empty; fewer never are. */
function judgeWidths(tape: JudgedTape, ragged: Uint8Array, rejects: RejectList, skip: RowTest): void {
  const { rows, headingCount } = tape;
  if (rows.areEven === true) return;
  for (let row = 0; row < rows.rowCount; row++) {
    const width = rows.widthOf(row);
    if (width === headingCount || skip(row)) continue;
    if (width > headingCount && isEmptyFrom(rows, row, headingCount)) continue;
    ragged[row] = 1;
    const reason = `the row has ${width} fields, the heading line ${headingCount}`;
    rejects.addRow(row, 'row', 'field-count', reason);
  }
}

function isEmptyFrom(rows: TapeRows, row: number, column: number): boolean {
  if (rows.columns !== undefined) return false; // the scanner has looked and calls such rows no wider
  for (let i = column; i < rows.widthOf(row); i++) if (rows.cell(row, i).trim() !== '') return false;
  return true;
}

function judgeBalances(tape: JudgedTape, ignored: Uint8Array, rejects: RejectList, skip: RowTest): void {
  const { values, state } = tape.loans.balance;
  const name = balanceName(tape.columns);
  const hasEnded = endedRows(tape.columns);
  // A balance that the source only implies stands in no cell that the list could show.
  const isComputed = tape.columns.bindings.get(name)?.rule.minus !== undefined;
  const computed = (row: number) => (isComputed ? `, ${values[row]!}` : '');
  for (let row = 0; row < values.length; row++) {
    if (state[row] === present && values[row]! > 0 && values[row]! <= amountMost) continue;
    if (skip(row)) continue;
    if (state[row] === unreadable) rejects.add(row, name, 'not-a-number', 'is not a number');
    else if (state[row] !== present && hasEnded(row)) ignored[row] = fates.indexOf('zero-balance');
    else if (state[row] !== present) rejects.add(row, name, 'missing-value', 'the balance is missing');
    else if (values[row] === 0) ignored[row] = fates.indexOf('zero-balance');
    else if (values[row]! > amountMost)
      rejects.add(row, name, 'out-of-range', 'is beyond belief for a balance');
    else if (values[row]! < 0)
      rejects.add(row, name, 'negative-balance', `the balance is negative${computed(row)}`);
  }
}

/** A blank balance is zero where the tape itself says that the loan has ended. */
function endedRows({ texts }: TapeColumns): RowTest {
  const status = texts.get('status');
  if (status === undefined) return () => false;
  const ended = status.labels.map((label) => {
    const known = statusClassOf(label);
    return known === 'paid-off' || known === 'charged-off' || known === 'closed';
  });
  return (row) => status.codes[row]! > 0 && ended[status.codes[row]! - 1]!;
}

/** Columns that describe the tape or serve checks; a fault in them is no fault of the loan. */
const notOfTheLoan: ReadonlySet<CanonicalName> = new Set<CanonicalName>([
  'lastPaymentDate',
  'lastUpdateDate',
]);

function judgeCells(tape: JudgedTape, rejects: RejectList, judged: RowTest): void {
  const balance = balanceName(tape.columns);
  for (const [name, { values, state }] of tape.columns.numbers) {
    if (name === balance) continue;
    const { least, greatest } = rangeOf(name);
    if (areWithin(values, state, least, greatest)) continue;
    for (let row = 0; row < state.length; row++) {
      if (state[row] === present && values[row]! >= least && values[row]! <= greatest) continue;
      if (state[row] === unreadable) {
        if (judged(row)) rejects.add(row, name, ...notANumber(name));
      } else if (state[row] === present && judged(row)) {
        rejects.add(row, name, 'out-of-range', outOfRange(name, values[row]!));
      }
    }
  }
  for (const [name, { state, isFull }] of tape.columns.dates) {
    if (isFull === true || notOfTheLoan.has(name) || !state.includes(unreadable)) continue;
    for (let row = 0; row < state.length; row++) {
      if (state[row] === unreadable && judged(row)) rejects.add(row, name, 'not-a-date', 'is not a date');
    }
  }
}

/** Whether every value that is there lies within a range; none is unreadable then. */
function areWithin(values: Float64Array, state: Uint8Array, least: number, greatest: number): boolean {
  for (let row = 0; row < state.length; row++) {
    if (state[row] === present ? values[row]! < least || values[row]! > greatest : state[row] === unreadable)
      return false;
  }
  return true;
}

function notANumber(name: CanonicalName): [code: string, reason: string] {
  return kindOf(name) === 'term'
    ? ['not-whole', 'is not a whole number of months']
    : ['not-a-number', 'is not a number'];
}

function rangeOf(name: CanonicalName): { least: number; greatest: number } {
  const column: CanonicalColumn = canonicalColumns[name];
  return {
    least: column.least ?? Number.NEGATIVE_INFINITY,
    greatest: column.greatest ?? Number.POSITIVE_INFINITY,
  };
}

function outOfRange(name: CanonicalName, value: number): string {
  if (kindOf(name) !== 'rate') return `is out of range for ${name}`;
  if (value < 0) return `would be a negative ${name}`;
  return `would be ${Number((value * 100).toPrecision(12))} % ${name === 'dailyRate' ? 'a day' : 'a year'}`;
}

function judgeNeeds(columns: TapeColumns, loans: LoanColumns, rejects: RejectList, judged: RowTest): void {
  const rateName = columns.bindings.has('annualRate') ? 'annualRate' : 'dailyRate';
  for (let row = 0; row < loans.rate.state.length; row++) {
    const lacksRate = loans.rate.state[row] !== present && loans.rate.state[row] !== unreadable;
    const lacksTerm =
      loans.balance.state[row] === present &&
      loans.term.state[row] !== present &&
      loans.term.state[row] !== unreadable;
    if (!lacksRate && !lacksTerm) continue;
    if (!judged(row)) continue;
    if (lacksRate) rejects.add(row, rateName, 'missing-value', 'the rate is missing');
    // A row whose dates are at fault has been told so.
    if (lacksTerm && rejects.rejected[row] === 0)
      rejects.add(row, 'remainingTermMonths', 'missing-value', 'the remaining term is missing');
  }
}

function judgeDates({ columns, cutOff }: JudgedTape, rejects: RejectList, judged: RowTest): void {
  const start = columns.dates.get('originationDate');
  for (const name of ['maturityDate', 'dueDate'] as const) {
    const end = columns.dates.get(name);
    if (start === undefined || end === undefined) continue;
    for (let row = 0; row < end.state.length; row++) {
      if (start.state[row] !== present || end.state[row] !== present) continue;
      if (end.days[row]! >= start.days[row]! || !judged(row)) continue;
      const origin = formatDate(start.days[row] as CalendarDate);
      rejects.add(row, name, 'ends-before-start', `is before the origination, ${origin}`);
    }
  }
  const stated = columns.dates.get('cutOffDate');
  if (stated === undefined || cutOff === undefined) return;
  const day = cutOffCell(stated, cutOff);
  for (let row = 0; row < stated.state.length; row++) {
    if (stated.state[row] !== present || stated.days[row] === day || !judged(row)) continue;
    rejects.add(row, 'cutOffDate', 'other-cut-off', `is not the tape's cut-off, ${formatDate(cutOff)}`);
  }
}

function judgeWords({ columns, knownVocabulary }: JudgedTape, rejects: RejectList, judged: RowTest): void {
  for (const name of vocabularyColumns) {
    const texts = columns.texts.get(name);
    if (texts === undefined || !knownVocabulary.has(name)) continue;
    const knownLabel = texts.labels.map((label) => isKnownWord(name, label));
    if (!knownLabel.includes(false)) continue;
    for (let row = 0; row < texts.codes.length; row++) {
      const code = texts.codes[row]!;
      if (code === 0 || knownLabel[code - 1] || !judged(row)) continue;
      rejects.add(row, name, 'unknown-word', `is not a known ${name}`);
    }
  }
}
