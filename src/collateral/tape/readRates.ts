import type { Problem } from '#basics/problem.js';
import type { ColumnName, ColumnPlace } from './columnQuestion.js';
import { isMissing } from './missingText.js';
import { readNumber } from './numberText.js';
import { plainNumbers } from './plainNumbers.js';
import { BareRates, type RateUnitDecision } from './rateUnit.js';
import { emptyCell, textCell } from './scan/scanLayout.js';
import { type NumberCells, present, unreadable } from './tapeCells.js';
import type { RateUnit } from './tapeOptions.js';

export interface RateReading {
  readonly mark: '.' | ',';
  readonly missing: readonly string[] | undefined;
}

/** The rates of a column as they come, before their unit is decided. */
export class RateEvidence {
  readonly #bare: BareRates;
  #signed = 0;

  constructor(period: 'annual' | 'daily') {
    this.#bare = new BareRates(period);
  }

  look(at: ColumnPlace, { mark, missing }: RateReading): void {
    const plain = mark === '.' ? plainNumbers(at, missing) : undefined;
    if (plain !== undefined && !plain.hasTexts) {
      this.#bare.addPlain(plain, at);
      return;
    }
    for (let row = 0; row < at.rows.rowCount; row++) {
      if (plain !== undefined && plain.scale[row]! < emptyCell) {
        this.#bare.add(plain.valueAt(row, 0), at, row);
        continue;
      }
      const text = at.textAt(row);
      if (isMissing(text, missing)) continue;
      const percent = withoutSign(text);
      const number = percent === undefined ? readNumber(text, mark, 0) : readNumber(percent, mark, -2);
      if (number === undefined) continue;
      if (percent === undefined) this.#bare.add(number, at, row);
      else this.#signed++;
    }
  }

  decide(
    at: ColumnName,
    declared: RateUnit | undefined,
    stated: RateUnit | undefined,
  ): RateUnitDecision | Problem {
    const signs = `percent sign in ${this.#signed} cells`;
    if (this.#bare.count === 0) return { unit: 'percent', evidence: signs };
    const decision = this.#bare.decide(at, declared, stated);
    if ('severity' in decision || this.#signed === 0) return decision;
    return { unit: decision.unit, evidence: `${signs}; others ${decision.evidence}` };
  }
}

/** Rates as fractions. A cell with a percent sign is a percentage whatever the rest of the column is. */
export function readRates(at: ColumnPlace, { mark, missing }: RateReading, unit: RateUnit): NumberCells {
  const { rowCount } = at.rows;
  const values = new Float64Array(rowCount);
  const state = new Uint8Array(rowCount);
  const plain = mark === '.' ? plainNumbers(at, missing) : undefined;
  // The decimal point is moved in the text, so that 14.07 % is the double nearest to 0.1407.
  const shift = unit === 'percent' ? -2 : 0;
  plain?.fillPlain(shift, values, state);
  if (plain !== undefined && !plain.hasTexts) return { values, state };
  for (let row = 0; row < rowCount; row++) {
    if (plain !== undefined && plain.scale[row] !== textCell) continue;
    const text = at.textAt(row);
    if (isMissing(text, missing)) continue;
    const percent = withoutSign(text);
    const number = percent === undefined ? readNumber(text, mark, shift) : readNumber(percent, mark, -2);
    state[row] = number === undefined ? unreadable : present;
    if (number !== undefined) values[row] = number;
  }
  return { values, state };
}

function withoutSign(text: string): string | undefined {
  return text.endsWith('%') || text.endsWith('\uff05') ? text.slice(0, -1).trim() : undefined;
}
