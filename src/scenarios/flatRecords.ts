import { type CalendarDate, formatDate } from '#basics/calendarDate.js';
import { pathText, type YamlPath } from '#basics/yamlDocument.js';
import type { Assumption } from './assumptionRecord.js';

/** Who stated the value at a path. */
export type OriginOf = (path: YamlPath) => string;

/** Every value of a nested assumption as a record under its path; plain lists are one record, spaces between. */
export function flatRecords(value: unknown, path: YamlPath, originOf: OriginOf): Assumption[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    if (items.every(isScalar)) {
      return [{ name: pathText(path), value: items.map(String).join(' '), origin: originOf(path) }];
    }
    return items.flatMap((item, i) => flatRecords(item, [...path, i], originOf));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, item]) =>
      key === 'kind' ? [] : flatRecords(item, [...path, key], originOf),
    );
  }
  if (!isScalar(value)) throw new Error(`${pathText(path)} is ${typeof value}, not a value of an assumption`);
  const written = path.at(-1) === 'date' ? formatDate(value as CalendarDate) : value;
  return [{ name: pathText(path), value: written, origin: originOf(path) }];
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
