import type { YamlPath } from '#basics/yamlDocument.js';
import type { Findings } from './checks.js';
import type { DealFile } from './dealSchema.js';

/** Decimals that an exact factor of money may have; `money` refuses more. */
const most = 18;

/** Every rate of a deal multiplies money. True when all of them can. */
export function checkRateDigits(file: DealFile, findings: Findings): boolean {
  const long = longRates(file, []);
  for (const path of long) {
    findings.error('bad-rate', path, `the rate has more than ${most} decimals as a fraction`);
  }
  return long.length === 0;
}

/** Where `{ value, text }` pairs with more decimals stand, at any depth. */
function longRates(value: unknown, path: YamlPath): YamlPath[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('text' in value && 'value' in value && typeof value.text === 'string') {
    const decimals = value.text.split('.')[1] ?? '';
    return decimals.length > most ? [path] : [];
  }
  if (Array.isArray(value)) return value.flatMap((item: unknown, i) => longRates(item, [...path, i]));
  if (!isPlain(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => longRates(item, [...path, key]));
}

/** Not an amount or a calendar, which have no rates in them. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
