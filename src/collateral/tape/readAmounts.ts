import type { ColumnPlace } from './columnQuestion.js';
import { isMissing } from './missingText.js';
import { readNumber } from './numberText.js';
import { plainNumbers } from './plainNumbers.js';
import { textCell } from './scan/scanLayout.js';
import { emptyCells, type NumberCells, present, unreadable } from './tapeCells.js';

/** Amounts and plain numbers; `shift` 4 where the heading counts in ten thousands (万元). */
export function readAmounts(
  at: ColumnPlace,
  mark: '.' | ',',
  shift: number,
  missing: readonly string[] | undefined,
  into?: NumberCells,
): NumberCells {
  // A plain number is one under a decimal point; other readings go by its text.
  const isPlain = mark === '.' && shift === 0;
  return readCells(at, missing, (text) => readNumber(text, mark, shift), isPlain, into);
}

/**
 * Days past due: a number, or a bucket in words, of which the lower end counts (`30-59` is 30, `120+` is 120,
 * `Current` is 0). Months of lateness count 30 days each.
 */
export function readDaysPastDue(
  at: ColumnPlace,
  missing: readonly string[] | undefined,
  months: boolean,
  into?: NumberCells,
): NumberCells {
  const read = (text: string) => {
    if (months) {
      const late = readNumber(text, '.', 0);
      return late === undefined ? undefined : late * 30;
    }
    if (/^(?:current|正常|not late)$/i.test(text)) return 0;
    const bucket = /^(\d{1,4})\s*(?:\+|(?:-|to)\s*\d{1,4})\s*(?:days?|天)?$/i.exec(text);
    return bucket === null ? readNumber(text, '.', 0) : Number(bucket[1]);
  };
  return readCells(at, missing, read, !months, into);
}

/**
 * Subtracts other columns where they have a value. Differences of amounts in cents are exact in cents:
 * both are then whole numbers of cents below 2^53.
 */
export function subtractCells(from: NumberCells, others: readonly NumberCells[]): NumberCells {
  const values = Float64Array.from(from.values);
  const state = Uint8Array.from(from.state);
  for (const other of others) {
    for (let row = 0; row < values.length; row++) {
      if (other.state[row] === unreadable) state[row] = unreadable;
      if (state[row] !== present || other.state[row] !== present) continue;
      const difference = values[row]! - other.values[row]!;
      const cents = Math.round(values[row]! * 100) - Math.round(other.values[row]! * 100);
      values[row] = isCents(values[row]!) && isCents(other.values[row]!) ? cents / 100 : difference;
    }
  }
  for (let row = 0; row < values.length; row++) if (state[row] !== present) values[row] = 0;
  return { values, state };
}

/** Takes the value of `other` where `cells` is zero and `other` has one that is not. Returns how often. */
export function replaceZeros(cells: NumberCells, other: NumberCells): number {
  let replaced = 0;
  for (let row = 0; row < cells.values.length; row++) {
    if (cells.state[row] !== present || cells.values[row] !== 0) continue;
    if (other.state[row] !== present || other.values[row] === 0) continue;
    cells.values[row] = other.values[row]!;
    replaced++;
  }
  return replaced;
}

function isCents(value: number): boolean {
  return Math.round(value * 100) / 100 === value;
}

function readCells(
  at: ColumnPlace,
  missing: readonly string[] | undefined,
  read: (text: string) => number | undefined,
  isPlain: boolean,
  into: NumberCells = emptyCells(at.rows.rowCount),
): NumberCells {
  const { values, state } = into;
  const plain = isPlain ? plainNumbers(at, missing) : undefined;
  plain?.fillPlain(0, values, state);
  if (plain !== undefined && !plain.hasTexts) return { values, state, isFull: plain.isPlain };
  for (let row = 0; row < at.rows.rowCount; row++) {
    if (plain !== undefined && plain.scale[row] !== textCell) continue;
    const text = at.textAt(row);
    if (isMissing(text, missing)) continue;
    const number = read(text);
    state[row] = number === undefined ? unreadable : present;
    if (number !== undefined) values[row] = number;
  }
  return { values, state };
}
