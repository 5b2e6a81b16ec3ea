import type { Problem } from '#basics/problem.js';
import { checkAgainst, faultyPaths } from '#basics/schema.js';
import type { YamlDocument, YamlPath, YamlValue } from '#basics/yamlDocument.js';
import { checkTerms } from './checkTerms.js';
import { dealSchema } from './dealSchema.js';

/** A value that a field would take; undefined leaves the field out. */
const standIns: readonly (string | undefined)[] = ['1.00', '1%', '2026-01-31', undefined];

/** More faults than this are mended first: each is tried with every stand-in. */
const faultLimit = 20;

/** What a stand-in cannot be the cause of. */
const sure = new Set([
  'unknown-name',
  'duplicate-name',
  'reserved-name',
  'circular',
  'bad-amount',
  'bad-base',
  'bad-source',
  'date-order',
  'two-sizes',
  'unreachable-step',
]);

/**
 * Problems of meaning in a file whose form has faults as well, so that all are told at once: the faulty values are
 * replaced by some that fit, and what is found elsewhere holds whatever they should have been.
 */
export function problemsBehind(document: YamlDocument): readonly Problem[] {
  const faulty = faultyPaths(dealSchema, document.value);
  if (faulty.length > faultLimit) return [];
  const value = faulty.reduce(mended, document.value);
  const file = checkAgainst(dealSchema, { ...document, value });
  if (!file.ok) return [];
  const places = new Set(faulty.map((path) => document.placeOf(path)));
  // Where a name has a stand-in, whoever calls it by the name that it should have had finds nothing.
  const namesAreOpen = faulty.some((path) => path.at(-1) === 'name');
  return checkTerms(file.value, document).filter(
    ({ code, at }) => sure.has(code) && !places.has(at) && !(namesAreOpen && code === 'unknown-name'),
  );
}

/** The document with one value replaced by the first stand-in that fits there. */
function mended(value: YamlValue, path: YamlPath): YamlValue {
  for (const standIn of standIns) {
    const changed = replaced(value, path, standIn);
    if (changed !== undefined && !faultyPaths(dealSchema, changed).some((other) => isWithin(other, path))) {
      return changed;
    }
  }
  return value;
}

function isWithin(path: YamlPath, outer: YamlPath): boolean {
  return outer.every((key, k) => path[k] === key);
}

/** Elements of lists are not left out: those behind them would change their places. */
function replaced(value: YamlValue, path: YamlPath, by: string | undefined): YamlValue | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return by;
  if (Array.isArray(value)) {
    if (typeof key !== 'number') return undefined;
    const item = replaced(value[key] ?? null, rest, by);
    return item === undefined ? undefined : value.map((old: YamlValue, k) => (k === key ? item : old));
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const entries = Object.entries(value).filter(([name]) => name !== String(key));
  if (rest.length === 0) {
    return by === undefined ? Object.fromEntries(entries) : Object.fromEntries([...entries, [key, by]]);
  }
  const inner = Object.entries(value).find(([name]) => name === String(key))?.[1];
  const changed = replaced(inner ?? {}, rest, by);
  return changed === undefined ? undefined : Object.fromEntries([...entries, [key, changed]]);
}
