import { quoted } from './printable.js';

/**
 * A rate as a person wrote it: `5.5%`, `550 bp`, `0.5‰` or a fraction `0.055`. Inside the program every rate is
 * a fraction; percent and basis points live in files and reports only.
 */
export interface Rate {
  readonly value: number;
  /** The exact decimal fraction, `0.055`: what exact money is multiplied by. */
  readonly text: string;
}

export interface RateBounds {
  /** Fractions. Without bounds a rate lies between 0 and 10 (1,000 %). */
  readonly min?: number;
  readonly max?: number;
}

export type ParsedRate =
  | { readonly ok: true; readonly rate: Rate }
  | { readonly ok: false; readonly message: string };

const unitShift: Partial<Record<string, number>> = { '%': 2, '‰': 3, bp: 4, bps: 4 };
const written = /^([+-]?)(\d{1,20})(?:\.(\d{1,30}))?\s*(%|‰|bps?|BPS?)?$/;

/**
 * A bare number of 1 or more is refused, with what it could have meant: 5.5 is 550 % to one reader and 5.5 %
 * to another. Negative rates need a negative `min`.
 */
export function parseRate(text: string, bounds: RateBounds = {}): ParsedRate {
  // The percent sign of Chinese keyboards is a character of its own.
  const trimmed = text.trim().replace('\uff05', '%');
  const match = written.exec(trimmed);
  if (match === null) return refused(notARate(trimmed));
  const [, sign = '', whole = '', fraction = '', unit] = match;
  const shift = unit === undefined ? 0 : unitShift[unit.toLowerCase()]!;
  const digits = shiftPoint(whole, fraction, -shift);
  const exact = sign === '-' && digits !== '0' ? `-${digits}` : digits;
  const value = Number(exact);
  const { min = 0, max = 10 } = bounds;
  if (unit === undefined && /[1-9]/.test(whole)) {
    return refused(ambiguous(sign === '-', whole, fraction, max));
  }
  if (value < min) {
    return refused(`${trimmed} is ${min === 0 ? 'negative' : `below ${formatRate(min)}`}`);
  }
  if (value > max) return refused(`${trimmed} is above ${formatRate(max)}`);
  return { ok: true, rate: { value, text: exact } };
}

/** The rate of an exact decimal or of a float64, whose shortest decimal form is then taken as exact. */
export function rateOf(fraction: number | string): Rate {
  const text = plainDecimal(fraction);
  return { value: Number(text), text };
}

/** Exactly as percent: 0.055 is `5.5%`, 0.00055 is `0.055%`. Throws unless it is a finite decimal number. */
export function formatRate(fraction: number | string | Rate): string {
  const text = typeof fraction === 'object' ? fraction.text : plainDecimal(fraction);
  const negative = text.startsWith('-');
  const [whole = '', decimals = ''] = text.slice(negative ? 1 : 0).split('.');
  return `${negative ? '-' : ''}${shiftPoint(whole, decimals, 2)}%`;
}

function refused(message: string): ParsedRate {
  return { ok: false, message };
}

function notARate(text: string): string {
  if (text === '') return 'a rate is empty; write 5.5%, 550 bp or 0.055';
  const comma = /^-?\d+,\d+\s*%?$/.test(text) ? '; the decimal sign is a point' : '';
  return `${quoted(text)} is not a rate${comma}; write 5.5%, 550 bp or 0.055`;
}

function ambiguous(negative: boolean, whole: string, fraction: string, max: number): string {
  const sign = negative ? '-' : '';
  const number = `${sign}${shiftPoint(whole, fraction, 0)}`;
  const percent = `${sign}${shiftPoint(whole, fraction, 2)}`;
  // The second reading is offered only where it is allowed at all.
  const asFraction = `${sign}${shiftPoint(whole, fraction, -2)}`;
  const second = Number(percent) / 100 <= max ? `${percent}%` : asFraction;
  return `${number} would be ${percent} %; write ${number}% or ${second}`;
}

/** `whole.fraction × 10^places` in digits, without idle zeros. */
function shiftPoint(whole: string, fraction: string, places: number): string {
  const digits = whole + fraction;
  const point = whole.length + places;
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0');
  const at = Math.max(point, 1);
  const integer = padded.slice(0, at).replace(/^0+(?=\d)/, '');
  const decimals = padded.slice(at).replace(/0+$/, '');
  return decimals === '' ? integer : `${integer}.${decimals}`;
}

/** `1e-7` is `0.0000001`. */
function plainDecimal(fraction: number | string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d{1,3}))?$/.exec(String(fraction));
  if (match === null) throw new Error(`${fraction} is not a rate`);
  const [, sign = '', whole = '', decimals = '', exponent = '0'] = match;
  const digits = shiftPoint(whole, decimals, Number(exponent));
  return digits === '0' ? digits : sign + digits;
}
