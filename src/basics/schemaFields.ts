import { type CalendarDate, dateFault, parseDate } from './calendarDate.js';
import { type Money, parseMoney } from './money.js';
import { quoted } from './printable.js';
import { formatRate, parseRate, type Rate, type RateBounds } from './rate.js';
import { type FieldReading, textField } from './schema.js';

/** The fields that files are made of. Each reads the source text, so that no digit is lost on the way. */

/** `5.5%`, `550 bp` or `0.055`; bounds are fractions, without them 0 to 10. */
export function rateField(bounds: RateBounds = {}) {
  const { min = 0, max = 10 } = bounds;
  const form = {
    anyOf: [
      {
        type: 'number',
        ...(min > -1 ? { minimum: min } : { exclusiveMinimum: -1 }),
        ...(max < 1 ? { maximum: max } : { exclusiveMaximum: 1 }),
      },
      { type: 'string', pattern: String.raw`^[+-]?\d+(\.\d+)? *(%|‰|bps?)?$` },
    ],
    description: `a rate: 5.5%, 550 bp or 0.055; from ${formatRate(min)} to ${formatRate(max)}`,
  };
  return textField<Rate>('a rate', form, (text) => {
    const parsed = parseRate(text, bounds);
    return parsed.ok ? { value: parsed.rate } : { code: 'bad-rate', message: parsed.message };
  });
}

/** A plain decimal amount, not negative unless `min` says so, with at most `decimals` decimals. */
export function moneyField(options: { readonly decimals?: number; readonly negative?: boolean } = {}) {
  const { decimals = 2, negative = false } = options;
  const form = {
    anyOf: [
      negative ? { type: 'number' } : { type: 'number', minimum: 0 },
      { type: 'string', pattern: `^${negative ? '-?' : ''}\\d+(\\.\\d{1,${decimals}})?$` },
    ],
    description: 'an amount: 1250000.00',
  };
  return textField<Money>('an amount', form, (text) => readAmount(text, decimals, negative));
}

/** `2026-01-31`. */
export function dateField() {
  const form = { type: 'string', format: 'date', description: 'a date: 2026-01-31' };
  return textField<CalendarDate>('a date', form, (text) => {
    const value = parseDate(text);
    if (value !== undefined) return { value };
    return { code: 'bad-date', message: `${quoted(text)} ${dateFault(text)}` };
  });
}

export function integerField(min: number, max: number) {
  const form = { type: 'integer', minimum: min, maximum: max };
  return textField<number>('a whole number', form, (text) => {
    const value = /^[+-]?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (Number.isNaN(value)) return { code: 'bad-number', message: `${quoted(text)} is not a whole number` };
    return within(value === 0 ? 0 : value, min, max);
  });
}

/** A finite decimal number; `1e-5` is one too. Not for money and not for rates. */
export function numberField(min: number, max: number) {
  const form = { type: 'number', minimum: min, maximum: max };
  return textField<number>('a number', form, (text) => {
    const value = /^[+-]?\d{1,30}(\.\d{1,30})?([eE][+-]?\d{1,3})?$/.test(text) ? Number(text) : Number.NaN;
    if (!Number.isFinite(value)) return { code: 'bad-number', message: `${quoted(text)} is not a number` };
    return within(value === 0 ? 0 : value, min, max);
  });
}

/** A name that other places refer to: letters, digits, inner spaces and `_ - .`, at most 64 characters. */
export function nameField() {
  const pattern = String.raw`^[\p{L}\p{N}]([\p{L}\p{N} _.\-]{0,62}[\p{L}\p{N}])?$`;
  const form = { anyOf: [{ type: 'string', pattern }, { type: 'number' }], description: 'a name' };
  const plain = new RegExp(pattern, 'u');
  return textField<string>('a name', form, (text) =>
    plain.test(text)
      ? { value: text }
      : {
          code: 'bad-name',
          message: `${quoted(text)} cannot be a name; use letters, digits, spaces, "_", "-" and "."`,
        },
  );
}

/** Text for people, such as a title: one line of at most `limit` characters. */
export function titleField(limit = 200) {
  const form = { anyOf: [{ type: 'string', maxLength: limit }, { type: 'number' }] };
  return textField<string>('text', form, (text) => {
    if (text.length > limit) return { code: 'bad-text', message: `longer than ${limit} characters` };
    if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)) return { code: 'bad-text', message: 'must stand on one line' };
    // They make a reader see another order of letters than the file has.
    return /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(text)
      ? { code: 'bad-text', message: 'has characters that turn the direction of writing' }
      : { value: text };
  });
}

function within(value: number, min: number, max: number): FieldReading<number> {
  if (value < min) return { code: 'out-of-range', message: `${value} is below ${min}` };
  return value > max ? { code: 'out-of-range', message: `${value} is above ${max}` } : { value };
}

function readAmount(text: string, decimals: number, negative: boolean): FieldReading<Money> {
  // A leading zero is an octal number to some readers, so it is nothing here.
  const value = /^[+-]?0\d/.test(text) ? undefined : parseMoney(text);
  if (value === undefined) {
    const joined = text.replace(/(?<=\d)[,_ ](?=\d{3})/g, '');
    const hint = joined !== text && parseMoney(joined) !== undefined ? `; write ${joined}` : '';
    const message = `${quoted(text)} is not an amount${hint || '; write 1250000.00'}`;
    return { code: 'bad-amount', message };
  }
  if (value.decimalPlaces() > decimals) {
    return { code: 'bad-amount', message: `${text} has more than ${decimals} decimals` };
  }
  if (!negative && value.isNegative() && !value.isZero()) {
    return { code: 'out-of-range', message: `${text} is negative` };
  }
  return { value };
}
