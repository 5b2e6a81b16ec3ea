import { type CalendarDate, formatDate } from '#basics/calendarDate.js';
import { formatMoney, isMoney } from '#basics/money.js';
import { formatRate } from '#basics/rate.js';

/** Every value of something nested as text under its path, in the order in which it stands there. */
export type FlatValues = ReadonlyMap<string, string>;

/**
 * Values, not spellings: 1%, 100 bp and 0.01 are the same text. Items of a list that have a name stand under it
 * (`fees.servicing.charge.rate`), so that an item put before them changes nothing; others under their number from 1.
 * What is undefined, an empty list, or a function is left out.
 */
export function flatValues(value: unknown): FlatValues {
  const flat = new Map<string, string>();
  addValues(value, '', undefined, flat);
  return flat;
}

function addValues(value: unknown, path: string, key: string | undefined, flat: Map<string, string>): void {
  if (value === undefined || typeof value === 'function') return;
  if (Array.isArray(value)) {
    addList(value, path, key, flat);
    return;
  }
  if (typeof value === 'object' && value !== null && !isMoney(value) && !isRate(value)) {
    const datedThreshold = 'kind' in value && value.kind === 'date';
    for (const [name, item] of Object.entries(value)) {
      // Until when holidays are published is the program's knowledge, not the deal's promise.
      if (name === 'published') continue;
      const hint = datedThreshold && name === 'threshold' ? 'date' : name;
      addValues(item, path === '' ? name : `${path}.${name}`, hint, flat);
    }
    return;
  }
  flat.set(path, textOf(value, key));
}

function addList(
  list: readonly unknown[],
  path: string,
  key: string | undefined,
  flat: Map<string, string>,
): void {
  if (list.length > 0 && list.every(isPlain)) {
    flat.set(path, list.map((item) => textOf(item, key)).join(', '));
    return;
  }
  const names = list.map(nameOf);
  const named = names.every((name) => name !== undefined) && new Set(names).size === names.length;
  list.forEach((item, i) => {
    addValues(item, `${path}.${named ? names[i] : i + 1}`, key, flat);
  });
  // Named items are found by name, so that their order is a value of its own.
  if (named && list.length > 1) flat.set(`${path}.order`, names.join(', '));
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || value === null || isMoney(value) || isRate(value);
}

function nameOf(value: unknown): string | undefined {
  const isNamed = typeof value === 'object' && value !== null && 'name' in value;
  return isNamed && typeof value.name === 'string' ? value.name : undefined;
}

function isRate(value: unknown): value is { readonly value: number; readonly text: string } {
  if (typeof value !== 'object' || value === null || !('text' in value) || !('value' in value)) return false;
  return typeof value.text === 'string' && typeof value.value === 'number' && Object.keys(value).length === 2;
}

/** Keys under which a whole number is a civil date; the deal and assumptions rooms call their dates so. */
const dateKeys =
  /^(cutOff|closing|firstPayment|legalFinal|firstCollectionEnd|until|from|lockout|interestFrom|date|closed|open|\w*(Date|On|Until|From))$/;

function textOf(value: unknown, key: string | undefined): string {
  if (isMoney(value)) return formatMoney(value, Math.max(2, value.decimalPlaces()));
  if (isRate(value)) return formatRate(value.text);
  if (typeof value === 'number' && key !== undefined && dateKeys.test(key) && isDay(value)) {
    return formatDate(value as CalendarDate);
  }
  return String(value);
}

/** Days from 1900 to 2199: a count under such a key is far smaller. */
function isDay(value: number): boolean {
  return Number.isInteger(value) && value >= -25_567 && value <= 84_005 && Math.abs(value) > 400;
}
