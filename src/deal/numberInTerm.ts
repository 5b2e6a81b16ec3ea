import { quoted } from '#basics/printable.js';
import { formatRate, parseRate } from '#basics/rate.js';

/** The one number of a term as written, which another can take the place of: `8%` in `cumulativeDefaultRate > 8%`. */
export interface NumberInTerm {
  readonly kind: 'rate' | 'amount' | 'number';
  /** A rate as a fraction. */
  readonly value: number;
  /** The term with another number in it, in the same words. */
  withNumber(written: string): string;
  /** A value as it is written in such a term. */
  write(value: number): string;
}

export type NumberSearch =
  | { readonly found: true; readonly number: NumberInTerm }
  | { readonly found: false; readonly message: string };

/** A number apart from words and dates, with the unit of a rate behind it. */
const number = /(?<![\p{L}\p{N}_.-])[+-]?\d+(?:\.\d+)?(?:\s*(?:%|\uff05|‰|bps?\b))?(?![\p{L}\p{N}_-])/giu;

/** `decimals` are those of the deal's currency. */
export function numberInTerm(text: string, decimals: number): NumberSearch {
  const matches = [...text.matchAll(number)];
  const [match] = matches;
  if (match === undefined || matches.length > 1) {
    const count = matches.length === 0 ? 'no number' : `${matches.length} numbers`;
    return { found: false, message: `${quoted(text)} has ${count}; one is needed` };
  }
  const withNumber = (written: string): string =>
    `${text.slice(0, match.index)}${written}${text.slice(match.index + match[0].length)}`;
  const rate = parseRate(match[0], { min: -1, max: 10 });
  if (rate.ok) {
    const write = (value: number): string => formatRate(Number(value.toPrecision(15)));
    return { found: true, number: { kind: 'rate', value: rate.rate.value, withNumber, write } };
  }
  const value = Number(match[0]);
  if (!Number.isFinite(value)) return { found: false, message: `${quoted(text)} has no readable number` };
  const isAmount = /\.\d/.test(match[0]) || Math.abs(value) >= 1000;
  const write = (to: number): string => to.toFixed(isAmount ? decimals : 0);
  return { found: true, number: { kind: isAmount ? 'amount' : 'number', value, withNumber, write } };
}

/** Whether a text is a number and nothing else. */
export function isBareNumber(text: string): boolean {
  return new RegExp(`^(?:${number.source})$`, 'iu').test(text.trim());
}
