import { parseMoney } from '#basics/money.js';
import { quoted } from '#basics/printable.js';
import { parseRate } from '#basics/rate.js';
import type { FieldReading } from '#basics/schema.js';
import { type AmountRule, type Base, collectedBases } from './amountRule.js';

export type AmountMeasure = AmountRule['measure'];

/** Words that a class cannot be named: amounts refer to them. */
export const baseWords = ['pool', 'notes', 'initial pool', 'initial notes', ...collectedBases] as const;

/** Far more than a sum of classes needs, and little enough for a regular expression. */
const textLimit = 1000;

/** `1% of pool`, `1% of initial notes`, `2% of A + B`, or an amount `500000.00`. */
export function readAmountMeasure(text: string): FieldReading<AmountMeasure> {
  if (text.length > textLimit) return { code: 'bad-amount', message: `${quoted(text)} is no amount` };
  const share = /^(.+?)\s+of\s+(.+)$/.exec(text.trim());
  if (share === null) {
    const amount = parseMoney(text.trim());
    if (amount === undefined) {
      return { code: 'bad-amount', message: `${quoted(text)} is no amount; write 500000.00 or 1% of pool` };
    }
    if (amount.isNegative()) return { code: 'out-of-range', message: `${text} is negative` };
    return { value: { kind: 'fixed', amount } };
  }
  const rate = parseRate(share[1]!);
  if (!rate.ok) return { code: 'bad-rate', message: rate.message };
  return { value: { kind: 'share', share: rate.rate, of: readBase(share[2]!) } };
}

/** What is no word for a base is names of classes, which are checked with the other names. */
function readBase(text: string): Base {
  const word = text.trim().replace(/\s+/g, ' ');
  const collected = collectedBases.find((base) => base === word);
  if (collected !== undefined) return { kind: collected };
  switch (word) {
    case 'pool':
      return { kind: 'pool' };
    case 'initial pool':
      return { kind: 'initial-pool' };
    case 'notes':
      return { kind: 'notes', notes: 'all' };
    case 'initial notes':
      return { kind: 'initial-notes' };
    default:
      return { kind: 'notes', notes: word.split('+').map((name) => name.trim()) };
  }
}
