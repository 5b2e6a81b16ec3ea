import type { Problem } from '#basics/problem.js';
import { type ColumnPlace, columnQuestion } from './columnQuestion.js';
import { readNumber } from './numberText.js';
import type { RateUnit } from './tapeOptions.js';

export interface RateUnitDecision {
  readonly unit: RateUnit;
  readonly evidence: string;
}

/** Bare numbers of a rate column, in the order of their rows; cells with a percent sign need no decision. */
export interface BareRates {
  readonly values: Float64Array;
  readonly rows: Uint32Array;
}

/** Where each reading is believable: a fraction at most `fractionMost`, a percent figure at least `percentLeast`. */
interface Bounds {
  readonly fractionMost: number;
  readonly percentLeast: number;
  readonly percentMost: number;
}

/** Loans between 0.3 % and 100 % a year, or between 0.005 % and 1 % a day. */
const bounds: { readonly annual: Bounds; readonly daily: Bounds } = {
  annual: { fractionMost: 1, percentLeast: 0.3, percentMost: 100 },
  daily: { fractionMost: 0.01, percentLeast: 0.005, percentMost: 1 },
};
/** Share of the cells that must fit, a half where the unit is declared; the others are faults of their rows. */
const enough = 0.9;

/**
 * Fraction or percent, decided on all cells above zero. A column that only one reading fits is read so. Where
 * both fit, or the heading or source says percent and the figures look like fractions, the unit that heading
 * or source declares decides only if the figures allow it; else the user is asked.
 */
export function decideRateUnit(
  at: ColumnPlace,
  bare: BareRates,
  period: 'annual' | 'daily',
  declared: RateUnit | undefined,
  stated: RateUnit | undefined,
): RateUnitDecision | Problem {
  const { fractionMost, percentLeast, percentMost } = bounds[period];
  let count = 0;
  let asFraction = 0;
  let asPercent = 0;
  for (const value of bare.values) {
    if (value <= 0) continue;
    count++;
    if (value <= fractionMost) asFraction++;
    if (value >= percentLeast && value <= percentMost) asPercent++;
  }
  if (stated !== undefined) return { unit: stated, evidence: `${stated}, as stated` };
  if (count === 0) return { unit: declared ?? 'fraction', evidence: 'no figure above zero' };
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
  return question(at, bare, declared);
}

function question(at: ColumnPlace, bare: BareRates, declared: RateUnit | undefined): Problem {
  const rows = examples(bare);
  const why = declared === undefined ? '' : ` (heading or source says ${declared}, the figures do not fit)`;
  return columnQuestion(
    at,
    rows,
    `fraction or percent${why}?`,
    (text) => `${readNumber(text, '.', 2) ?? '?'} % or ${text} %`,
    '--rate-unit fraction or --rate-unit percent',
  );
}

/** The first figure, then the first that are ten times less or more: the two kinds of a column that mixes them. */
function examples({ values, rows }: BareRates): number[] {
  const first = values.findIndex((value) => value > 0);
  const isOther = (value: number) =>
    value > 0 && (value < values[first]! / 10 || value > values[first]! * 10);
  const other = values.findIndex(isOther);
  const places = [first, other, ...values.keys()].filter((i) => i >= 0 && values[i]! > 0);
  return [...new Set(places)]
    .slice(0, 3)
    .sort((a, b) => a - b)
    .map((i) => rows[i]!);
}
