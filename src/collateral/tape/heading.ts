import { simplifyChinese } from './simplifiedChinese.js';
import type { TermUnit } from './tapeOptions.js';

/** A heading as it stands on the tape, what it is looked up by, and the unit that it states. */
export interface Heading {
  readonly text: string;
  readonly key: string;
  readonly unit: HeadingUnit | undefined;
}

export type HeadingUnit = 'percent' | 'permille' | 'basis-point' | 'ten-thousand' | TermUnit;

/**
 * Headings are compared without case, with traditional Chinese characters as simplified ones, without spaces, underscores, dashes, dots and full-width forms, and without
 * unit brackets: `贷款年利率(%)`, `应还罚息元)` (sic, in a published standard), `Term (months)`. Words in
 * brackets that are no unit stay, so that `ProsperRating (Alpha)` keeps apart from `ProsperRating (numeric)`.
 */
export function readHeading(raw: string): Heading {
  const text = raw.trim();
  const folded = text.slice(0, longestHeading).normalize('NFKC').toLowerCase();
  const { rest, unit } = takeUnit(folded);
  return { text, key: keyOf(rest), unit };
}

/** Headings are told apart by this many characters. */
const longestHeading = 200;

/** The same folding for a heading in a mapping. */
export function headingKey(text: string): string {
  return readHeading(text).key;
}

function keyOf(folded: string): string {
  return simplifyChinese(folded).replace(/[\s_\-./"'():[\]]+/g, '');
}

const unitWords: readonly (readonly [pattern: RegExp, unit: HeadingUnit | undefined])[] = [
  [/[([]?\s*(?:%|pct|percent|百分比)\s*[)\]]$/, 'percent'],
  [/[([]\s*(?:‰|千分之|千分比)\s*[)\]]$|‰$/, 'permille'],
  [/[([]\s*(?:‱|[万萬]分之|[万萬]分比|bps?|basis points?)\s*[)\]]$|‱$/, 'basis-point'],
  [/[([]?\s*(?:万元|萬元|人民币万元)\s*[)\]]$/, 'ten-thousand'],
  [/[([]?\s*(?:元|人民币元|人民币|圆|cny|rmb|usd|eur|gbp|yuan|[$€£¥])\s*[)\]]$/, undefined],
  [/[([]\s*(?:天|日|days?)\s*[)\]]$/, 'days'],
  [/[([]\s*(?:月|个月|months?)\s*[)\]]$/, 'months'],
  [/[([]\s*(?:季|季度|quarters?)\s*[)\]]$/, 'quarters'],
  [/[([]\s*(?:年|years?)\s*[)\]]$/, 'years'],
  [/[([]\s*(?:期|periods?)\s*[)\]]$/, 'periods'],
  [/%$/, 'percent'],
];

function takeUnit(folded: string): { rest: string; unit: HeadingUnit | undefined } {
  for (const [pattern, unit] of unitWords) {
    const match = pattern.exec(folded);
    if (match !== null && match.index > 0) return { rest: folded.slice(0, match.index), unit };
  }
  return { rest: folded, unit: undefined };
}
