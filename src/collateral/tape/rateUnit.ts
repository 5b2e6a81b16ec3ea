import type { Problem } from '#basics/problem.js';
import {
  type CellExample,
  type ColumnName,
  type ColumnPlace,
  exampleAt,
  questionOn,
} from './columnQuestion.js';
import { readNumber } from './numberText.js';
import type { StatedRateUnit } from './rateSigns.js';
import { emptyCell } from './scan/scanLayout.js';
import type { NumberCellsPacked } from './scan/storedColumn.js';
import type { RateUnit } from './tapeOptions.js';

export interface RateUnitDecision {
  readonly unit: StatedRateUnit;
  readonly evidence: string;
}

/** Where each reading is believable: a fraction at most `fractionMost`, a percent figure at least `percentLeast`. */
interface Bounds {
  readonly fractionMost: number;
  readonly percentLeast: number;
  readonly percentMost: number;
}

/** What a rate is paid for, and so what a figure of it can be. */
export type RatePeriod = 'annual' | 'monthly' | 'daily';

/** Loans between 0.3 % and 100 % a year, 0.1 % and 8 % a month, or 0.005 % and 1 % a day. */
const bounds: { readonly [period in RatePeriod]: Bounds } = {
  annual: { fractionMost: 1, percentLeast: 0.3, percentMost: 100 },
  monthly: { fractionMost: 0.08, percentLeast: 0.1, percentMost: 8 },
  daily: { fractionMost: 0.01, percentLeast: 0.005, percentMost: 1 },
};
/** Share of the cells that must fit, a half where the unit is declared; the others are faults of their rows. */
const enough = 0.9;

/** Bare numbers of a rate column as they come; cells with a percent sign need no decision. */
export class BareRates {
  readonly #bounds: Bounds;
  count = 0;
  #positive = 0;
  #asFraction = 0;
  #asPercent = 0;
  /** Of the smaller unit that the heading declares. */
  #asSmaller = 0;
  readonly #factor: number | undefined;
  readonly #examples = new RateExamples();

  constructor(period: RatePeriod, declared: StatedRateUnit | undefined) {
    this.#bounds = bounds[period];
    this.#factor = declared === 'permille' ? 10 : declared === 'basis-point' ? 100 : undefined;
  }

  add(value: number, at: ColumnPlace, row: number): void {
    this.count++;
    if (value <= 0) return;
    const { fractionMost, percentLeast, percentMost } = this.#bounds;
    this.#positive++;
    this.#examples.add(value, at, row);
    if (value <= fractionMost) this.#asFraction++;
    if (value >= percentLeast && value <= percentMost) this.#asPercent++;
    const factor = this.#factor;
    if (factor === undefined) return;
    if (value >= percentLeast * factor && value <= percentMost * factor) this.#asSmaller++;
  }

  /** A run of rows that holds nothing but plain numbers and empty cells. */
  addPlain(plain: NumberCellsPacked, at: ColumnPlace): void {
    if (this.#factor !== undefined) {
      plain.scale.forEach((scale, row) => {
        if (scale !== emptyCell) this.add(plain.valueAt(row, 0), at, row);
      });
      return;
    }
    const { fractionMost, percentLeast, percentMost } = this.#bounds;
    const { digits, scale } = plain;
    const examples = this.#examples;
    let { below, above } = examples.wanted();
    let [positive, asFraction, asPercent] = [0, 0, 0];
    for (let row = 0; row < digits.length; row++) {
      if (scale[row] === emptyCell || digits[row]! <= 0) continue;
      const value = plain.valueAt(row, 0);
      positive++;
      if (value <= fractionMost) asFraction++;
      if (value >= percentLeast && value <= percentMost) asPercent++;
      if (value >= below && value <= above) continue;
      examples.add(value, at, row);
      ({ below, above } = examples.wanted());
    }
    this.count += digits.length - plain.scaleCounts[emptyCell]!;
    this.#positive += positive;
    this.#asFraction += asFraction;
    this.#asPercent += asPercent;
  }

  /**
   * Fraction or percent, decided on all cells above zero. A column that only one reading fits is read so. Where
   * both fit, or the heading or source says percent and the figures look like fractions, the unit that heading
   * or source declares decides only if the figures allow it; else the user is asked.
   */
  decide(
    at: ColumnName,
    declared: StatedRateUnit | undefined,
    stated: RateUnit | undefined,
  ): RateUnitDecision | Problem {
    const { fractionMost, percentLeast, percentMost } = this.#bounds;
    const [count, asFraction, asPercent] = [this.#positive, this.#asFraction, this.#asPercent];
    if (stated !== undefined) return { unit: stated, evidence: `${stated}, as stated` };
    if (count === 0) return { unit: declared ?? 'fraction', evidence: 'no figure above zero' };
    if (declared === 'permille' || declared === 'basis-point') return this.#asDeclared(at, declared);
    const fraction = asFraction >= count * enough;
    const percent = asPercent >= count * enough;
    const mostlyFraction = fraction || (asFraction >= count / 2 && !percent);
    const mostlyPercent = percent || (asPercent >= count / 2 && !fraction);
    if ((declared === 'fraction' && mostlyFraction) || (declared === undefined && fraction && !percent)) {
      return { unit: 'fraction', evidence: `fraction: ${asFraction} of ${count} in (0, ${fractionMost}]` };
    }
    if ((declared === 'percent' && mostlyPercent) || (percent && !fraction)) {
      const range = `[${percentLeast}, ${percentMost}]`;
      return { unit: 'percent', evidence: `percent: ${asPercent} of ${count} in ${range}` };
    }
    return question(at, this.#examples.list(), declared);
  }

  /** A unit that only the heading tells, if the figures allow it. */
  #asDeclared(at: ColumnName, unit: 'permille' | 'basis-point'): RateUnitDecision | Problem {
    const [count, fitting] = [this.#positive, this.#asSmaller];
    if (fitting < count / 2) return question(at, this.#examples.list(), unit);
    return { unit, evidence: `${unit}, as the heading says: ${fitting} of ${count} can be such` };
  }
}

/** The first figure, then the first that is ten times less or more: the two kinds of a column that mixes them. */
class RateExamples {
  readonly #first: CellExample[] = [];
  #other: CellExample | undefined;
  #value = 0;

  add(value: number, at: ColumnPlace, row: number): void {
    if (this.#first.length === 0) this.#value = value;
    const isOther = value < this.#value / 10 || value > this.#value * 10;
    if (this.#first.length < 3) {
      const example = exampleAt(at, row);
      this.#first.push(example);
      if (isOther) this.#other ??= example;
    } else if (isOther) this.#other ??= exampleAt(at, row);
  }

  /** Figures below or above these are still to be shown. */
  wanted(): { readonly below: number; readonly above: number } {
    if (this.#first.length < 3) return { below: Number.POSITIVE_INFINITY, above: Number.NEGATIVE_INFINITY };
    if (this.#other === undefined) return { below: this.#value / 10, above: this.#value * 10 };
    return { below: Number.NEGATIVE_INFINITY, above: Number.POSITIVE_INFINITY };
  }

  /** Three at most, in the order of their rows. */
  list(): CellExample[] {
    const [first, second, third] = this.#first;
    const wanted = new Set([first, this.#other, second, third].filter((example) => example !== undefined));
    const chosen = new Set([...wanted].slice(0, 3));
    return [...this.#first, ...(this.#other === undefined ? [] : [this.#other])].filter((example) =>
      chosen.delete(example),
    );
  }
}

function question(
  at: ColumnName,
  examples: readonly CellExample[],
  declared: StatedRateUnit | undefined,
): Problem {
  const why = declared === undefined ? '' : ` (heading or source says ${declared}, the figures do not fit)`;
  return questionOn(
    at,
    examples,
    `fraction or percent${why}?`,
    (text) => `${readNumber(text, '.', 2) ?? '?'} % or ${text} %`,
    '--rate-unit fraction or --rate-unit percent',
  );
}
