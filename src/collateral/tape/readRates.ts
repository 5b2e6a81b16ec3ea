import type { Problem } from '#basics/problem.js';
import type { ColumnPlace } from './columnQuestion.js';
import { emptyCell } from './scan/scanLayout.js';
import type { NumberCellsPacked } from './scan/storedColumn.js';
import { isMissing } from './missingText.js';
import { readNumber } from './numberText.js';
import { plainNumbers } from './plainNumbers.js';
import { type BareRates, decideRateUnit } from './rateUnit.js';
import { type NumberCells, present, unreadable } from './tapeCells.js';
import type { RateUnit } from './tapeOptions.js';

export interface RateColumn {
  readonly cells: NumberCells;
  readonly unit: string;
  readonly evidence: string;
}

export interface RateReading {
  readonly mark: '.' | ',';
  readonly missing: readonly string[] | undefined;
  readonly period: 'annual' | 'daily';
  readonly declared: RateUnit | undefined;
  readonly stated: RateUnit | undefined;
}

/** Rates as fractions. A cell with a percent sign is a percentage whatever the rest of the column is. */
export function readRates(at: ColumnPlace, reading: RateReading): RateColumn | Problem {
  const { rowCount } = at.rows;
  const values = new Float64Array(rowCount);
  const state = new Uint8Array(rowCount);
  const bare = { values: new Float64Array(rowCount), rows: new Uint32Array(rowCount) };
  let bareCount = 0;
  const plain = reading.mark === '.' ? plainNumbers(at, reading.missing) : undefined;
  let signed = 0;
  for (let row = 0; row < rowCount; row++) {
    if (plain !== undefined && plain.scale[row]! < emptyCell) {
      const value = plain.valueAt(row, 0);
      values[row] = value;
      state[row] = present;
      bare.values[bareCount] = value;
      bare.rows[bareCount++] = row;
      continue;
    }
    const text = at.textAt(row);
    if (isMissing(text, reading.missing)) continue;
    const percent = text.endsWith('%') || text.endsWith('\uff05');
    const number = percent
      ? readNumber(text.slice(0, -1).trim(), reading.mark, -2)
      : readNumber(text, reading.mark, 0);
    state[row] = number === undefined ? unreadable : present;
    if (number === undefined) continue;
    values[row] = number;
    if (percent) signed++;
    else {
      bare.values[bareCount] = number;
      bare.rows[bareCount++] = row;
    }
  }
  const signs = `percent sign in ${signed} cells`;
  if (bareCount === 0) return { cells: { values, state }, unit: 'percent', evidence: signs };
  const bareRates = { values: bare.values.subarray(0, bareCount), rows: bare.rows.subarray(0, bareCount) };
  const decision = decideRateUnit(at, bareRates, reading.period, reading.declared, reading.stated);
  if ('severity' in decision) return decision;
  if (decision.unit === 'percent') scaleBare(at, bareRates, plain, reading.mark, values);
  const evidence = signed === 0 ? decision.evidence : `${signs}; others ${decision.evidence}`;
  return { cells: { values, state }, unit: decision.unit, evidence };
}

/** Read again with the decimal point moved, so that 14.07 % is the double nearest to 0.1407. */
function scaleBare(
  at: ColumnPlace,
  bare: BareRates,
  plain: NumberCellsPacked | undefined,
  mark: '.' | ',',
  values: Float64Array,
): void {
  for (const row of bare.rows) {
    const isPlain = plain !== undefined && plain.scale[row]! < emptyCell;
    values[row] = isPlain ? plain.valueAt(row, -2) : readNumber(at.textAt(row), mark, -2)!;
  }
}
