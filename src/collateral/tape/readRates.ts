import type { Problem } from '#basics/problem.js';
import type { ColumnName, ColumnPlace } from './columnQuestion.js';
import { isMissing } from './missingText.js';
import { readNumber } from './numberText.js';
import { plainNumbers } from './plainNumbers.js';
import { rateShift, type StatedRateUnit, signedRate } from './rateSigns.js';
import { BareRates, type RatePeriod, type RateUnitDecision } from './rateUnit.js';
import { emptyCell, textCell } from './scan/scanLayout.js';
import { emptyCells, type NumberCells, present, unreadable } from './tapeCells.js';
import type { RateUnit } from './tapeOptions.js';

export interface RateReading {
  readonly mark: '.' | ',';
  readonly missing: readonly string[] | undefined;
}

/** The rates of a column as they come, before their unit is decided. */
export class RateEvidence {
  readonly #bare: BareRates;
  #signed = 0;
  /** Units that cells say themselves. */
  readonly #units = new Set<StatedRateUnit>();

  constructor(period: RatePeriod, declared: StatedRateUnit | undefined) {
    this.#bare = new BareRates(period, declared);
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
      const signed = signedRate(text);
      const number = readNumber(
        signed?.figure ?? text,
        mark,
        signed === undefined ? 0 : rateShift[signed.unit],
      );
      if (number === undefined) continue;
      if (signed === undefined) this.#bare.add(number, at, row);
      else {
        this.#signed++;
        this.#units.add(signed.unit);
      }
    }
  }

  decide(
    at: ColumnName,
    declared: StatedRateUnit | undefined,
    stated: RateUnit | undefined,
  ): RateUnitDecision | Problem {
    const [unit = 'percent', ...others] = this.#units;
    const signs = `${unit === 'percent' && others.length === 0 ? 'percent sign' : 'unit written'} in ${this.#signed} cells`;
    if (this.#bare.count === 0 && this.#signed > 0) return { unit, evidence: signs };
    const decision = this.#bare.decide(at, declared, stated);
    if ('severity' in decision || this.#signed === 0) return decision;
    return { unit: decision.unit, evidence: `${signs}; others ${decision.evidence}` };
  }
}

/** Rates as fractions. A cell with a percent sign is a percentage whatever the rest of the column is. */
export function readRates(
  at: ColumnPlace,
  { mark, missing }: RateReading,
  unit: StatedRateUnit,
  into: NumberCells = emptyCells(at.rows.rowCount),
): NumberCells {
  const { rowCount } = at.rows;
  const { values, state } = into;
  const plain = mark === '.' ? plainNumbers(at, missing) : undefined;
  // The decimal point is moved in the text, so that 14.07 % is the double nearest to 0.1407.
  const shift = rateShift[unit];
  plain?.fillPlain(shift, values, state);
  if (plain !== undefined && !plain.hasTexts) return { values, state, isFull: plain.isPlain };
  for (let row = 0; row < rowCount; row++) {
    if (plain !== undefined && plain.scale[row] !== textCell) continue;
    const text = at.textAt(row);
    if (isMissing(text, missing)) continue;
    const signed = signedRate(text);
    const number = readNumber(
      signed?.figure ?? text,
      mark,
      signed === undefined ? shift : rateShift[signed.unit],
    );
    state[row] = number === undefined ? unreadable : present;
    if (number !== undefined) values[row] = number;
  }
  return { values, state };
}
