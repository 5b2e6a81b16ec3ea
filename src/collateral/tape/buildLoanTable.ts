import type { CalendarDate } from '#basics/calendarDate.js';
import { calendarMonthsBetween } from '#basics/calendarDate.js';
import type {
  CategoryColumn,
  CategoryColumnName,
  DateColumn,
  DateColumnName,
  LoanTable,
  NumberColumn,
  NumberColumnName,
  TextColumn,
} from '../loanTable.js';
import type { TapeColumns } from './columnReader.js';
import { lineId } from './lineId.js';
import type { LoanColumns } from './loanColumns.js';
import {
  type DateCells,
  type NumberCells,
  present,
  type TextCells,
  trimmedCell,
  unreadable,
} from './tapeCells.js';
import type { TapeRows } from './tapeRows.js';

export interface LoanTableParts {
  readonly name: string;
  readonly rows: TapeRows;
  readonly columns: TapeColumns;
  readonly loans: LoanColumns;
  /** Rows of the accepted loans. */
  readonly accepted: Uint32Array;
  readonly currency: string | undefined;
  readonly cutOff: CalendarDate | undefined;
}

const numberNames = [
  'originalBalance',
  'dailyRate',
  'originalTermMonths',
  'installment',
  'daysPastDue',
  'score',
  'annualDefaultRate',
  'creditLimit',
  'faceAmount',
  'interestOnlyMonths',
  'capitalizingMonths',
  'feeFreeMonths',
  'balloonAmount',
  'margin',
  'firstResetMonths',
  'resetMonths',
  'firstRateCap',
  'periodicRateCap',
  'lifeRateCap',
  'rateFloor',
  'rateRounding',
  'expectedRecovery',
  'recoveryCost',
  'purchasePrice',
  'debtRatio',
  'currentRatio',
  'netMargin',
  'yearsInBusiness',
  'cashFlowGrowth',
] as const satisfies readonly NumberColumnName[];
const dateNames = [
  'originationDate',
  'maturityDate',
  'dueDate',
  'acceptanceDate',
  'purchaseDate',
] as const satisfies readonly DateColumnName[];
const categoryNames = [
  'obligorId',
  'status',
  'region',
  'industry',
  'rating',
  'guarantor',
  'payerId',
  'indexName',
  'payerType',
  'acceptor',
  'holder',
  'security',
  'repaymentSource',
  'documentStatus',
] as const satisfies readonly CategoryColumnName[];

/**
 * The accepted rows of a tape as a loan table, run by run. Each run is a loan table of its own, whose labels are
 * those of the whole; columns without a single value are left out.
 */
export class LoanTableBuilder {
  readonly #categories = new Map<CategoryColumnName, LabelCodes>();

  add(parts: LoanTableParts): LoanTable {
    const { accepted, columns, loans, rows } = parts;
    const numbers: { [name in NumberColumnName]?: NumberColumn } = {};
    for (const name of numberNames)
      setIfFilled(numbers, name, takeNumbers(columns.numbers.get(name), accepted));
    setIfFilled(numbers, 'paymentFrequency', takeNumbers(loans.paymentsPerYear, accepted));
    setIfFilled(numbers, 'monthsOnBook', monthsOnBook(parts));
    const dates: { [name in DateColumnName]?: DateColumn } = {};
    for (const name of dateNames) {
      const column = takeDates(columns.dates.get(name), accepted);
      if (column !== undefined) dates[name] = column;
    }
    return {
      name: parts.name,
      rowCount: accepted.length,
      currency: parts.currency,
      cutOffDate: parts.cutOff,
      line: linesOf(rows, accepted),
      loanId: loanIds(parts),
      currentBalance: pick(loans.balance.values, accepted),
      annualRate: pick(loans.rate.values, accepted),
      remainingTermMonths: new Int32Array(pick(loans.term.values, accepted)),
      repaymentType: pickCodes(loans.repayment.codes, accepted),
      numbers,
      dates,
      categories: this.#takeCategories(columns, accepted),
    };
  }

  #takeCategories(columns: TapeColumns, accepted: Uint32Array): LoanTable['categories'] {
    const categories: { [name in CategoryColumnName]?: CategoryColumn } = {};
    for (const name of categoryNames) {
      const cells = columns.texts.get(name);
      if (cells === undefined) continue;
      const labels = this.#categories.get(name) ?? new LabelCodes();
      this.#categories.set(name, labels);
      const column = labels.take(cells, accepted);
      if (column !== undefined) categories[name] = column;
    }
    return categories;
  }
}

/** Codes of labels given anew by the first accepted row: labels of rejected rows must not show up. */
class LabelCodes {
  readonly #labels: string[] = [];
  #renamed = new Uint32Array(0);
  /** Whether every label has kept its code. */
  #areSame = true;

  take(cells: TextCells, accepted: Uint32Array): CategoryColumn | undefined {
    const isAll = accepted.length === cells.codes.length;
    if (!isAll || !this.#keeps(cells)) {
      const codes = new Uint32Array(accepted.length);
      for (let i = 0; i < codes.length; i++) codes[i] = cells.codes[accepted[i]!]!;
      this.#rename(cells.labels, codes);
      return this.#labels.length === 0 ? undefined : { codes, labels: this.#labels };
    }
    return this.#labels.length === 0 ? undefined : { codes: cells.codes, labels: this.#labels };
  }

  /** Whether all rows keep their codes; labels that come next in turn are taken in. */
  #keeps({ codes, labels }: TextCells): boolean {
    if (!this.#areSame) return false;
    const own = this.#labels;
    if (own.length === labels.length) return true;
    for (let row = 0; row < codes.length; row++) {
      if (codes[row]! <= own.length) continue;
      if (codes[row] !== own.length + 1) return false;
      own.push(labels[codes[row]! - 1]!);
    }
    return true;
  }

  #rename(from: readonly string[], codes: Uint32Array): void {
    if (from.length >= this.#renamed.length) {
      const longer = new Uint32Array(from.length * 2 + 1);
      longer.set(this.#renamed);
      this.#renamed = longer;
    }
    const [labels, renamed] = [this.#labels, this.#renamed];
    if (this.#areSame) for (let code = 1; code <= labels.length; code++) renamed[code] = code;
    for (let i = 0; i < codes.length; i++) {
      const code = codes[i]!;
      if (code === 0) continue;
      if (renamed[code] === 0) {
        renamed[code] = labels.push(from[code - 1]!);
        if (renamed[code] !== code) this.#areSame = false;
      }
      codes[i] = renamed[code]!;
    }
  }
}

function linesOf(rows: TapeRows, accepted: Uint32Array): Uint32Array {
  if (rows.lines !== undefined && accepted.length === rows.rowCount) return rows.lines;
  const lines = new Uint32Array(accepted.length);
  for (let i = 0; i < lines.length; i++) lines[i] = rows.lineOf(accepted[i]!);
  return lines;
}

function setIfFilled(
  numbers: { [name in NumberColumnName]?: NumberColumn },
  name: NumberColumnName,
  column: NumberColumn | undefined,
): void {
  if (column !== undefined) numbers[name] = column;
}

/** Ids as they stand; where the tape has none, the line numbers; where a row has none, `lineId`. */
function loanIds({ rows, columns, accepted }: LoanTableParts): TextColumn {
  const binding = columns.bindings.get('loanId');
  const stored = binding === undefined ? undefined : rows.columns?.[binding.column]?.ids;
  if (stored !== undefined && !accepted.some((row) => stored.isEmptyAt(row))) {
    return {
      at: (row) => stored.textAt(accepted[row]!),
      hashAll: (highs, lows) => {
        for (let i = 0; i < accepted.length; i++) stored.hashAt(accepted[i]!, highs, lows, i);
      },
    };
  }
  const ids = Array.from(accepted, (row) => {
    if (binding === undefined) return String(rows.lineOf(row));
    const text = trimmedCell(rows, row, binding.column);
    return text === '' ? lineId(rows.lineOf(row)) : text;
  });
  return { at: (row) => ids[row]! };
}

function takeNumbers(cells: NumberCells | undefined, accepted: Uint32Array): NumberColumn | undefined {
  if (cells === undefined) return undefined;
  const mask = presence(cells, accepted);
  return mask === undefined ? undefined : { values: pick(cells.values, accepted), present: mask };
}

function takeDates(cells: DateCells | undefined, accepted: Uint32Array): DateColumn | undefined {
  if (cells === undefined) return undefined;
  const mask = presence(cells, accepted);
  if (mask === undefined) return undefined;
  if (accepted.length === cells.days.length) return { days: cells.days, present: mask };
  const days = new Int32Array(accepted.length);
  for (let i = 0; i < days.length; i++) days[i] = cells.days[accepted[i]!]!;
  return { days, present: mask };
}

/** 1 where there is a value; undefined where there is none at all. */
function presence({ state, isFull }: NumberCells | DateCells, accepted: Uint32Array): Uint8Array | undefined {
  if (isFull === true && accepted.length === state.length) return state;
  if (accepted.length === state.length && !state.includes(unreadable)) {
    return state.includes(present) ? state : undefined;
  }
  const mask = new Uint8Array(accepted.length);
  let count = 0;
  for (let i = 0; i < mask.length; i++) {
    if (state[accepted[i]!] !== present) continue;
    mask[i] = 1;
    count++;
  }
  return count === 0 ? undefined : mask;
}

/** Without a rejected or ignored row the tape's own column serves: nothing changes it any more. */
function pick(values: Float64Array, accepted: Uint32Array): Float64Array {
  if (accepted.length === values.length) return values;
  const picked = new Float64Array(accepted.length);
  for (let i = 0; i < picked.length; i++) picked[i] = values[accepted[i]!]!;
  return picked;
}

function pickCodes(codes: Uint8Array, accepted: Uint32Array): Uint8Array {
  if (accepted.length === codes.length) return codes;
  const picked = new Uint8Array(accepted.length);
  for (let i = 0; i < picked.length; i++) picked[i] = codes[accepted[i]!]!;
  return picked;
}

/** As stated, else original less remaining term, else calendar months since origination; never negative. */
function monthsOnBook({ columns, loans, accepted, cutOff }: LoanTableParts): NumberColumn | undefined {
  const stated = columns.numbers.get('monthsOnBook');
  const original = columns.numbers.get('originalTermMonths');
  const start = columns.dates.get('originationDate');
  const values = new Float64Array(accepted.length);
  const mask = new Uint8Array(accepted.length);
  for (let i = 0; i < values.length; i++) {
    const row = accepted[i]!;
    let age: number;
    if (stated?.state[row] === present) age = stated.values[row]!;
    else if (original?.state[row] === present) age = original.values[row]! - loans.term.values[row]!;
    else if (cutOff !== undefined && start?.state[row] === present) {
      age = calendarMonthsBetween(start.days[row] as CalendarDate, cutOff);
    } else continue;
    values[i] = Math.max(0, age);
    mask[i] = 1;
  }
  return mask.includes(1) ? { values, present: mask } : undefined;
}
