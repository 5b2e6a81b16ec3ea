import type { CalendarDate } from '#basics/calendarDate.js';
import { monthsSince, monthsUntil } from '../collateralMonths.js';
import { type RepaymentType, repaymentTypes } from '../loanTable.js';
import type { TapeColumns } from './columnReader.js';
import { Derivations } from './derivations.js';
import { installmentTerm } from './installmentTerm.js';
import { paymentFrequencyOf, repaymentTypeOf } from './loanWords.js';
import { purchaseYields } from './purchaseYields.js';
import { absent, emptyCells, type NumberCells, present, unreadable } from './tapeCells.js';

/** The columns that pricing needs, one value a row of the tape; state as in tapeCells.ts. */
export interface LoanColumns {
  readonly balance: NumberCells;
  readonly rate: NumberCells;
  /** At least 1 where present. */
  readonly term: NumberCells;
  /** Codes into `repaymentTypes`; unreadable where the tape's word is unknown. */
  readonly repayment: { readonly codes: Uint8Array; readonly state: Uint8Array };
  readonly paymentsPerYear: NumberCells | undefined;
  /** Rows whose maturity is not after the cut-off, or whose remaining term is zero or less. */
  readonly matured: readonly number[];
  readonly derived: Derivations;
}

export interface LoanColumnSettings {
  readonly cutOff: CalendarDate | undefined;
  readonly dailyRateDays: 360 | 365;
}

/** Balance, rate, term and repayment of every row, read or derived; each derivation is counted. */
export function loanColumns(
  columns: TapeColumns,
  rowCount: number,
  settings: LoanColumnSettings,
): LoanColumns {
  const derived = new Derivations(rowCount);
  const balance = balances(columns, rowCount, derived);
  const rate = rates(columns, rowCount, settings.dailyRateDays, derived);
  const repayment = repayments(columns, rowCount, derived);
  const paymentsPerYear = frequencies(columns, rowCount);
  const parts = { balance, rate, repayment, paymentsPerYear };
  const { term, matured } = terms(columns, parts, rowCount, settings.cutOff, derived);
  return { ...parts, term, matured, derived };
}

/** Fills rows in which `into` has nothing with `value(row)` of `from`, and marks as unreadable where that is. */
function fillFrom(
  into: NumberCells,
  from: NumberCells,
  value: (row: number) => number,
  note: (row: number) => void,
): void {
  for (let row = 0; row < into.values.length; row++) {
    if (into.state[row] === present || from.state[row] === absent) continue;
    into.state[row] = from.state[row]!;
    if (from.state[row] !== present) continue;
    into.values[row] = value(row);
    note(row);
  }
}

function balances(columns: TapeColumns, rowCount: number, derived: Derivations): NumberCells {
  const stated = columns.numbers.get('currentBalance');
  const face = columns.numbers.get('faceAmount');
  if (face === undefined) return stated ?? emptyCells(rowCount);
  const cells = stated === undefined ? emptyCells(rowCount) : copyCells(stated);
  const note = (row: number) => derived.note(row, 'currentBalance', 'the face amount');
  fillFrom(cells, face, (row) => face.values[row]!, note);
  return cells;
}

function copyCells(cells: NumberCells): NumberCells {
  return { values: Float64Array.from(cells.values), state: Uint8Array.from(cells.state) };
}

/**
 * As stated by the year; else by the day, without interest on it (0.05 % a day is 18.25 % a year of 365 days); else
 * what the purchase of a payable earns.
 */
function rates(columns: TapeColumns, rowCount: number, days: 360 | 365, derived: Derivations): NumberCells {
  const annual = columns.numbers.get('annualRate');
  const daily = columns.numbers.get('dailyRate');
  const bought = purchaseYields(columns, rowCount);
  if (daily === undefined && bought === undefined) return annual ?? emptyCells(rowCount);
  const cells = annual === undefined ? emptyCells(rowCount) : copyCells(annual);
  if (daily !== undefined) {
    const note = (row: number) => derived.note(row, 'annualRate', `the daily rate times ${days}`);
    fillFrom(cells, daily, (row) => daily.values[row]! * days, note);
  }
  if (bought !== undefined) {
    const how = 'the yield of the purchase: (face / price - 1) x 365 / days to the due date';
    fillFrom(
      cells,
      bought,
      (row) => bought.values[row]!,
      (row) => derived.note(row, 'annualRate', how),
    );
  }
  return cells;
}

const assumedRepayment = {
  level: 'level installments, assumed',
  discount: 'discount: face amount and due date',
} satisfies { readonly [type in RepaymentType]?: string };

function repayments(columns: TapeColumns, rowCount: number, derived: Derivations): LoanColumns['repayment'] {
  const codes = new Uint8Array(rowCount);
  const state = new Uint8Array(rowCount).fill(present);
  const texts = columns.texts.get('repaymentType');
  const types = texts?.labels.map(repaymentTypeOf);
  const face = columns.numbers.get('faceAmount');
  const due = columns.dates.get('dueDate');
  for (let row = 0; row < rowCount; row++) {
    const code = texts?.codes[row] ?? 0;
    let type = code === 0 ? undefined : types![code - 1];
    if (code > 0 && type === undefined) state[row] = unreadable;
    else if (type === undefined) {
      type = face?.state[row] === present && due?.state[row] === present ? 'discount' : 'level';
      derived.note(row, 'repaymentType', assumedRepayment[type]);
    }
    codes[row] = type === undefined ? 0 : repaymentTypes.indexOf(type);
  }
  return { codes, state };
}

function frequencies(columns: TapeColumns, rowCount: number): NumberCells | undefined {
  const texts = columns.texts.get('paymentFrequency');
  if (texts === undefined) return undefined;
  const perYear = texts.labels.map(paymentFrequencyOf);
  const cells = emptyCells(rowCount);
  for (let row = 0; row < rowCount; row++) {
    const code = texts.codes[row]!;
    if (code === 0) continue;
    const value = perYear[code - 1];
    cells.state[row] = value === undefined ? unreadable : present;
    cells.values[row] = value ?? 0;
  }
  return cells;
}

type TermParts = Pick<LoanColumns, 'balance' | 'rate' | 'paymentsPerYear'>;

/**
 * The remaining term as stated, else the collection month by whose end the maturity or due date has come
 * (collateralMonths.ts), else backed out of the installment, else the original term less the months on book.
 */
function terms(
  columns: TapeColumns,
  parts: TermParts,
  rowCount: number,
  cutOff: CalendarDate | undefined,
  derived: Derivations,
): { term: NumberCells; matured: number[] } {
  const stated = columns.numbers.get('remainingTermMonths');
  const term = stated === undefined ? emptyCells(rowCount) : copyCells(stated);
  const matured: number[] = [];
  const sources = termSources(columns, parts, cutOff);
  for (let row = 0; row < rowCount; row++) {
    if (term.state[row] === unreadable || parts.balance.values[row] === 0) continue;
    if (term.state[row] !== present) {
      for (const { how, months } of sources) {
        const value = months(row);
        if (value === undefined) continue;
        term.values[row] = value;
        term.state[row] = present;
        derived.note(row, 'remainingTermMonths', how);
        break;
      }
    }
    if (term.state[row] !== present || term.values[row]! >= 1) continue;
    term.values[row] = 1;
    if (!endsAfter(columns, row, cutOff)) matured.push(row);
  }
  return { term, matured };
}

/** A loan that ends later in the month of the cut-off has one payment to come and is not matured. */
function endsAfter(columns: TapeColumns, row: number, cutOff: CalendarDate | undefined): boolean {
  const end = columns.dates.get('maturityDate') ?? columns.dates.get('dueDate');
  return cutOff !== undefined && end?.state[row] === present && end.days[row]! > cutOff;
}

interface TermSource {
  readonly how: string;
  months(row: number): number | undefined;
}

function termSources(columns: TapeColumns, parts: TermParts, cutOff: CalendarDate | undefined): TermSource[] {
  const sources: TermSource[] = [];
  for (const name of ['maturityDate', 'dueDate'] as const) {
    const dates = columns.dates.get(name);
    if (dates === undefined || cutOff === undefined) continue;
    const months = (row: number) =>
      dates.state[row] === present ? monthsUntil(dates.days[row] as CalendarDate, cutOff) : undefined;
    sources.push({
      how: `the collection month, counted from the cut-off, by whose end ${name} has come`,
      months,
    });
  }
  const installments = columns.numbers.get('installment');
  if (installments !== undefined) sources.push(fromInstallment(parts, installments));
  const original = columns.numbers.get('originalTermMonths');
  const age = columns.numbers.get('monthsOnBook');
  if (original !== undefined && age !== undefined) {
    const known = (row: number) => original.state[row] === present && age.state[row] === present;
    const months = (row: number) => (known(row) ? original.values[row]! - age.values[row]! : undefined);
    sources.push({ how: 'original term less months on book', months });
  }
  const start = columns.dates.get('originationDate');
  if (original !== undefined && start !== undefined && cutOff !== undefined) {
    const months = (row: number) =>
      original.state[row] === present && start.state[row] === present
        ? original.values[row]! - Math.max(0, monthsSince(start.days[row] as CalendarDate, cutOff))
        : undefined;
    sources.push({ how: 'original term less whole months since origination', months });
  }
  return sources;
}

function fromInstallment(
  { balance, rate, paymentsPerYear }: TermParts,
  installments: NumberCells,
): TermSource {
  const months = (row: number) => {
    if (installments.state[row] !== present || rate.state[row] !== present) return undefined;
    const perYear = paymentsPerYear?.state[row] === present ? paymentsPerYear.values[row]! : 12;
    const payments = installmentTerm(
      balance.values[row]!,
      rate.values[row]! / perYear,
      installments.values[row]!,
    );
    return payments === undefined ? undefined : Math.ceil((payments * 12) / perYear);
  };
  return { how: 'from balance, rate and installment, rounded up after subtracting 0.01', months };
}
