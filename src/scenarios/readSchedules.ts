import { type CalendarDate, parseDate } from '#basics/calendarDate.js';
import { didYouMean } from '#basics/closestName.js';
import { quoted } from '#basics/printable.js';
import { failed, type Outcome, type Problem, problem } from '#basics/problem.js';
import { attachSchedules, type ScheduleRow } from '#collateral/customSchedule.js';
import type { LoanTable } from '#collateral/loanTable.js';
import { decodeText } from '#collateral/tape/decodeText.js';
import { detectDelimiter } from '#collateral/tape/detectDelimiter.js';
import { headingKey } from '#collateral/tape/heading.js';
import { readNumber } from '#collateral/tape/numberText.js';
import { readRecords } from '#collateral/tape/parseRecords.js';
import { raggedRow } from '#collateral/tape/raggedRow.js';
import type { TapeRows } from '#collateral/tape/tapeRows.js';

/**
 * The payments of loans that repay by a schedule of their own, from a CSV file with the columns loanId, date or
 * month, principal and interest; a row is one payment.
 */
export function readSchedules(
  bytes: Uint8Array,
  name: string,
  loans: LoanTable,
  cutOff: CalendarDate,
): Outcome<LoanTable> {
  const decoded = decodeText(bytes, name);
  if (!decoded.ok) return decoded;
  const { text } = decoded.value;
  const records = readRecords(text, detectDelimiter(text).delimiter, name);
  if (!records.ok) return records;
  const problems: Problem[] = [];
  const columns = columnsOf(records.value, name, problems);
  if (columns === undefined) return failed(problems);
  const rows = scheduleRows(records.value, columns, name, problems);
  if (problems.length > 0) return failed(problems);
  return attachSchedules(loans, { name, rows }, cutOff);
}

const headings = {
  loanId: ['loanId', '借据号', '借据编号', '贷款编号', '资产编号'],
  date: ['date', 'dueDate', 'paymentDate', '还款日', '还款日期', '应还日期'],
  month: ['month', '月份'],
  principal: ['principal', '本金', '应还本金'],
  interest: ['interest', '利息', '应还利息'],
} as const;
type ColumnName = keyof typeof headings;
const columnNames = ['loanId', 'date', 'month', 'principal', 'interest'] as const;
type Columns = { readonly [name in ColumnName]: number };

/** Where each column stands, −1 for none; undefined where one is missing, or date and month are both there. */
function columnsOf(rows: TapeRows, name: string, problems: Problem[]): Columns | undefined {
  const titles = Array.from({ length: rows.rowCount === 0 ? 0 : rows.widthOf(0) }, (_, i) => rows.cell(0, i));
  const keys = titles.map(headingKey);
  const at = (column: ColumnName) => keys.findIndex((key) => headings[column].map(headingKey).includes(key));
  const columns = {
    loanId: at('loanId'),
    date: at('date'),
    month: at('month'),
    principal: at('principal'),
    interest: at('interest'),
  };
  const fail = (code: string, message: string) => problems.push(problem('error', code, `${name}:1`, message));
  for (const column of ['loanId', 'principal', 'interest'] as const) {
    if (columns[column] >= 0) continue;
    fail('missing-column', `there is no column ${column}${didYouMean(column, titles)}`);
  }
  for (const column of columnNames) {
    const filling = keys.filter((key) => headings[column].map(headingKey).includes(key));
    if (filling.length > 1) fail('duplicate', `two columns fill ${column}`);
  }
  if (columns.date < 0 && columns.month < 0) fail('missing-column', 'there is no column date and none month');
  if (columns.date >= 0 && columns.month >= 0) fail('conflict', 'date and month exclude each other');
  return problems.length === 0 ? columns : undefined;
}

function scheduleRows(rows: TapeRows, columns: Columns, name: string, problems: Problem[]): ScheduleRow[] {
  const read: ScheduleRow[] = [];
  for (let row = 1; row < rows.rowCount; row++) {
    if (isBlank(rows, row)) continue;
    const ragged = raggedRow(rows, row, name);
    if (ragged !== undefined) {
      problems.push(ragged);
      continue;
    }
    const line = rows.lineOf(row);
    const text = (column: ColumnName) => rows.cell(row, columns[column]).trim();
    const fail = (column: ColumnName, code: string, what: string): undefined => {
      problems.push(problem('error', code, `${name}:${line}:${column}`, `${quoted(text(column))} ${what}`));
      return undefined;
    };
    const number = (column: 'principal' | 'interest') =>
      readNumber(text(column), '.', 0) ?? fail(column, 'not-a-number', 'is not a number');
    const due =
      columns.date >= 0
        ? dateDue(text('date'), (what) => fail('date', 'not-a-date', what))
        : monthDue(text('month'), (what) => fail('month', 'bad-number', what));
    const principal = number('principal');
    const interest = number('interest');
    if (due === undefined || principal === undefined || interest === undefined) continue;
    read.push({ line, loanId: text('loanId'), due, principal, interest });
  }
  return read;
}

type Fail = (what: string) => undefined;

function dateDue(text: string, fail: Fail): { date: CalendarDate } | undefined {
  const date = parseDate(text);
  return date === undefined ? fail('is not a date; write 2026-01-31') : { date };
}

function monthDue(text: string, fail: Fail): { month: number } | undefined {
  return /^\d{1,4}$/.test(text)
    ? { month: Number(text) }
    : fail('is not a month of the pool; the first is 1');
}

function isBlank(rows: TapeRows, row: number): boolean {
  for (let i = 0; i < rows.widthOf(row); i++) if (rows.cell(row, i).trim() !== '') return false;
  return true;
}
