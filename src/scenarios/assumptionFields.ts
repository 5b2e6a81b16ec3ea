import { parseRate, type Rate } from '#basics/rate.js';
import { textField } from '#basics/schema.js';

/** Rates above this are a slip of the keyboard, whatever they are of. */
const readable = 10;

/**
 * A rate that should lie between 0 and 1. More than 1 is read too, and refused with all other faults when tape and
 * assumptions are checked together (`checkCollateral`), so that one run names everything.
 */
export function shareField() {
  const form = {
    anyOf: [
      { type: 'number', minimum: 0, exclusiveMaximum: 1 },
      { type: 'string', pattern: String.raw`^[+-]?\d+(\.\d+)? *(%|‰|bps?)?$` },
    ],
    description: 'a rate: 5.5%, 550 bp or 0.055; from 0% to 100%',
  };
  return textField<Rate>('a rate', form, (text) => {
    const parsed = parseRate(text, { max: 1 });
    if (parsed.ok) return { value: parsed.rate };
    const wide = parseRate(text, { max: readable });
    return wide.ok ? { value: wide.rate } : { code: 'bad-rate', message: parsed.message };
  });
}
