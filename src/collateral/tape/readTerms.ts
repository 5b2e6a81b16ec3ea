import type { Problem } from '#basics/problem.js';
import {
  type CellExample,
  type ColumnName,
  type ColumnPlace,
  exampleAt,
  questionOn,
} from './columnQuestion.js';
import { isMissing } from './missingText.js';
import { readNumber } from './numberText.js';
import { plainNumbers } from './plainNumbers.js';
import { emptyCell } from './scan/scanLayout.js';
import type { NumberCellsPacked } from './scan/storedColumn.js';
import { emptyCells, type NumberCells, present, unreadable } from './tapeCells.js';
import type { TermUnit } from './tapeOptions.js';

export interface TermReading {
  readonly mark: '.' | ',';
  readonly missing: readonly string[] | undefined;
}

/** What speaks for the unit of a column of terms. */
export interface TermUnits {
  /** By the column's own heading. */
  readonly headed: TermUnit | undefined;
  readonly stated: TermUnit | undefined;
  /** By the source that the tape comes from. */
  readonly declared: TermUnit | undefined;
}

/** How the cells of a column of terms are read. */
export interface TermDecision {
  readonly unit: TermUnit;
  /** The unit that cells carry; a cell in another one is unreadable. */
  readonly written: TermUnit | undefined;
  /** Whether a fraction is a fault of its row. */
  readonly refusesFractions: boolean;
  readonly evidence: string;
}

/** The terms of a column as they come, before their unit is decided. */
export class TermEvidence {
  #written: TermUnit | undefined;
  #filled = 0;
  #fractions = 0;
  readonly #all = new Greatest();
  readonly #whole = new Greatest();

  look(at: ColumnPlace, { mark, missing }: TermReading): void {
    const plain = mark === '.' ? plainNumbers(at, missing) : undefined;
    if (plain !== undefined && isWhole(plain)) {
      this.#addWhole(plain, at);
      return;
    }
    for (let row = 0; row < at.rows.rowCount; row++) {
      if (plain !== undefined && plain.scale[row]! < emptyCell) {
        this.#add(plain.valueAt(row, 0), at, row);
        continue;
      }
      const text = at.textAt(row);
      if (isMissing(text, missing)) continue;
      const suffix = plainNumber.test(text) ? undefined : unitWord(text);
      this.#written ??= suffix?.unit;
      const number = readTerm(text, suffix, this.#written, mark);
      if (number !== undefined) this.#add(number, at, row);
    }
  }

  #add(value: number, at: ColumnPlace, row: number): void {
    this.#filled++;
    const whole = Number.isInteger(value);
    if (!whole) this.#fractions++;
    if (value <= 0) return;
    this.#all.add(value, at, row);
    if (whole) this.#whole.add(value, at, row);
  }

  /** A run of rows that holds nothing but whole numbers. */
  #addWhole({ digits }: NumberCellsPacked, at: ColumnPlace): void {
    this.#filled += digits.length;
    let { most } = this.#whole;
    for (let row = 0; row < digits.length; row++) if (digits[row]! > most) most = digits[row]!;
    for (const greatest of [this.#all, this.#whole]) {
      greatest.most = Math.max(greatest.most, most);
      for (let row = 0; row < digits.length && greatest.examples.length < 3; row++)
        if (digits[row]! > 0) greatest.examples.push(exampleAt(at, row));
    }
  }

  /**
   * A tape that computes its terms from days has fractions throughout, which are rounded up; one fraction among
   * twenty whole terms is a fault of its row.
   */
  decide(at: ColumnName, units: TermUnits): TermDecision | Problem {
    const written = this.#written;
    const refusesFractions = this.#fractions <= this.#filled * 0.05;
    const rounded = refusesFractions ? '' : `; ${this.#fractions} fractions rounded up`;
    if (written !== undefined) {
      const evidence = `${written}: written in the cells${rounded}`;
      return { unit: written, written, refusesFractions, evidence };
    }
    const decision = decideUnit(at, refusesFractions ? this.#whole : this.#all, units);
    if ('severity' in decision) return decision;
    return { unit: decision.unit, written, refusesFractions, evidence: `${decision.evidence}${rounded}` };
  }
}

/** Whether all cells are numbers without decimals. */
function isWhole({ scale, scaleCounts }: NumberCellsPacked): boolean {
  return scaleCounts[0] === scale.length;
}

/** The greatest of positive terms, and the first three of them. */
class Greatest {
  most = 0;
  readonly examples: CellExample[] = [];

  add(value: number, at: ColumnPlace, row: number): void {
    if (value > this.most) this.most = value;
    if (this.examples.length < 3) this.examples.push(exampleAt(at, row));
  }
}

/** Terms may carry their unit (` 36 months`, `12期`); in units of the decision, see `monthsOf`. */
export function readTerms(
  at: ColumnPlace,
  { mark, missing }: TermReading,
  decision: TermDecision,
  into: NumberCells = emptyCells(at.rows.rowCount),
): NumberCells {
  const { values, state } = into;
  const plain = mark === '.' ? plainNumbers(at, missing) : undefined;
  if (plain !== undefined && isWhole(plain)) {
    plain.fillPlain(0, values, state);
    return { values, state, isFull: true };
  }
  for (let row = 0; row < at.rows.rowCount; row++) {
    let number: number | undefined;
    if (plain !== undefined && plain.scale[row]! < emptyCell) number = plain.valueAt(row, 0);
    else {
      const text = at.textAt(row);
      if (isMissing(text, missing)) continue;
      const suffix = plainNumber.test(text) ? undefined : unitWord(text);
      number = readTerm(text, suffix, decision.written, mark);
    }
    const isRefused = number === undefined || (decision.refusesFractions && !Number.isInteger(number));
    state[row] = isRefused ? unreadable : present;
    values[row] = isRefused ? 0 : number!;
  }
  return { values, state };
}

function readTerm(
  text: string,
  suffix: { number: string; unit: TermUnit } | undefined,
  written: TermUnit | undefined,
  mark: '.' | ',',
): number | undefined {
  if (suffix !== undefined && suffix.unit !== written) return undefined;
  return readNumber(suffix?.number ?? text, mark, 0);
}

/** Whole months of a term, rounded up: 12 payments a year unless `paymentsPerYear` says otherwise. */
export function monthsOf(term: number, unit: TermUnit, paymentsPerYear: number): number {
  const months = term * monthsIn(unit, paymentsPerYear);
  return Math.ceil(months - 0.01); // a hundredth forgives what days and rounded divisions leave over
}

function monthsIn(unit: TermUnit, paymentsPerYear: number): number {
  switch (unit) {
    case 'days':
      return 12 / 365;
    case 'months':
      return 1;
    case 'quarters':
      return 3;
    case 'years':
      return 12;
    case 'periods':
      return 12 / paymentsPerYear;
    default:
      return unit satisfies never;
  }
}

const plainNumber = /^-?\d+(?:\.\d+)?$/;
const unitWords: readonly (readonly [pattern: RegExp, unit: TermUnit])[] = [
  [/^(.*\d)\s*(?:months?|mths?|mos?|个月|個月|月)\.?$/i, 'months'],
  [/^(.*\d)\s*(?:days?|天|日)$/i, 'days'],
  [/^(.*\d)\s*(?:years?|yrs?|年)\.?$/i, 'years'],
  [/^(.*\d)\s*(?:quarters?|季度?)$/i, 'quarters'],
  [/^(.*\d)\s*(?:期|periods?|payments?)$/i, 'periods'],
];

function unitWord(text: string): { number: string; unit: TermUnit } | undefined {
  if (text.length > 40) return undefined;
  for (const [pattern, unit] of unitWords) {
    const match = pattern.exec(text);
    if (match !== null) return { number: match[1]!, unit };
  }
  return undefined;
}

/** No term in months is believed beyond 50 years; none in years beyond 40. */
const monthsMost = 600;
const yearsMost = 40;

/**
 * Bare figures: the heading's unit, else the user's, else the source's; of a column that nobody speaks for months,
 * unless they could all be years or are too many for months.
 */
function decideUnit(
  at: ColumnName,
  { most, examples }: Greatest,
  { headed, stated, declared }: TermUnits,
): { unit: TermUnit; evidence: string } | Problem {
  if (headed !== undefined) return { unit: headed, evidence: `${headed}, as the heading says` };
  if (stated !== undefined) return { unit: stated, evidence: `${stated}, as stated` };
  if (declared !== undefined) return { unit: declared, evidence: `${declared}, as heading or source says` };
  if (examples.length > 0 && most <= yearsMost) {
    return questionOn(
      at,
      examples,
      'months or years?',
      (text) => `${text} months or ${text} years`,
      '--term-unit months or --term-unit years',
    );
  }
  if (most > monthsMost) {
    return questionOn(
      at,
      examples,
      'days or months?',
      (text) => `${text} days or ${text} months`,
      '--term-unit days or --term-unit months',
    );
  }
  return { unit: 'months', evidence: `months: the longest, ${most}, is too long for years` };
}
