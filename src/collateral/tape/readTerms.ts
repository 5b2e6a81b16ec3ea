import type { Problem } from '#basics/problem.js';
import { type ColumnPlace, columnQuestion } from './columnQuestion.js';
import { emptyCell } from './columnStore.js';
import { isMissing } from './missingText.js';
import { readNumber } from './numberText.js';
import { plainNumbers } from './plainNumbers.js';
import { type NumberCells, present, unreadable } from './tapeCells.js';
import type { TermUnit } from './tapeOptions.js';

export interface TermColumn {
  /** In `unit`s of each row; see `monthsOf`. */
  readonly cells: NumberCells;
  readonly unit: TermUnit;
  readonly evidence: string;
}

export interface TermReading {
  readonly mark: '.' | ',';
  readonly missing: readonly string[] | undefined;
  /** By the column's own heading. */
  readonly headed: TermUnit | undefined;
  readonly stated: TermUnit | undefined;
  /** By the source that the tape comes from. */
  readonly declared: TermUnit | undefined;
}

/** Terms may carry their unit (` 36 months`, `12期`); a cell in another unit than the first is unreadable. */
export function readTerms(at: ColumnPlace, reading: TermReading): TermColumn | Problem {
  const values = new Float64Array(at.rows.rowCount);
  const state = new Uint8Array(at.rows.rowCount);
  let written: TermUnit | undefined;
  const plain = reading.mark === '.' ? plainNumbers(at, reading.missing) : undefined;
  for (let row = 0; row < at.rows.rowCount; row++) {
    if (plain !== undefined && plain.scale[row]! < emptyCell) {
      values[row] = plain.valueAt(row, 0);
      state[row] = present;
      continue;
    }
    const text = at.textAt(row);
    if (isMissing(text, reading.missing)) continue;
    const suffix = plainNumber.test(text) ? undefined : unitWord(text);
    written ??= suffix?.unit;
    const number =
      suffix !== undefined && suffix.unit !== written
        ? undefined
        : readNumber(suffix?.number ?? text, reading.mark, 0);
    state[row] = number === undefined ? unreadable : present;
    if (number !== undefined) values[row] = number;
  }
  const cells = { values, state };
  const rounded = refuseRareFractions(cells);
  if (written !== undefined)
    return { cells, unit: written, evidence: `${written}: written in the cells${rounded}` };
  const decision = decideUnit(at, cells, reading);
  if ('severity' in decision) return decision;
  return { cells, unit: decision.unit, evidence: `${decision.evidence}${rounded}` };
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

/**
 * A tape that computes its terms from days has fractions throughout, which are rounded up; one fraction among
 * twenty whole terms is a fault of its row.
 */
function refuseRareFractions({ values, state }: NumberCells): string {
  const fractional: number[] = [];
  let filled = 0;
  for (let row = 0; row < state.length; row++) {
    if (state[row] !== present) continue;
    filled++;
    if (!Number.isInteger(values[row]!)) fractional.push(row);
  }
  if (fractional.length > filled * 0.05) return `; ${fractional.length} fractions rounded up`;
  for (const row of fractional) state[row] = unreadable;
  for (const row of fractional) values[row] = 0;
  return '';
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
function decideUnit(at: ColumnPlace, cells: NumberCells, reading: TermReading) {
  if (reading.headed !== undefined)
    return { unit: reading.headed, evidence: `${reading.headed}, as the heading says` };
  if (reading.stated !== undefined) return { unit: reading.stated, evidence: `${reading.stated}, as stated` };
  if (reading.declared !== undefined)
    return { unit: reading.declared, evidence: `${reading.declared}, as heading or source says` };
  const rows: number[] = [];
  let most = 0;
  for (let row = 0; row < cells.state.length; row++) {
    if (cells.state[row] !== present || cells.values[row]! <= 0) continue;
    most = Math.max(most, cells.values[row]!);
    if (rows.length < 3) rows.push(row);
  }
  if (rows.length > 0 && most <= yearsMost) {
    return columnQuestion(
      at,
      rows,
      'months or years?',
      (text) => `${text} months or ${text} years`,
      '--term-unit months or --term-unit years',
    );
  }
  if (most > monthsMost) {
    return columnQuestion(
      at,
      rows,
      'days or months?',
      (text) => `${text} days or ${text} months`,
      '--term-unit days or --term-unit months',
    );
  }
  return { unit: 'months' as const, evidence: `months: the longest, ${most}, is too long for years` };
}
