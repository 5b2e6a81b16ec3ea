/** One value of a result that is another one in its repetition. */
export interface ValueChange {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** Values of two JSON documents that differ, by path, in the order of the second; at most `limit` and a count. */
export function resultDifferences(
  before: unknown,
  after: unknown,
  limit: number,
): { readonly changes: readonly ValueChange[]; readonly count: number } {
  const changes: ValueChange[] = [];
  let count = 0;
  const compare = (a: unknown, b: unknown, path: string): void => {
    if (isNested(a) && isNested(b) && Array.isArray(a) === Array.isArray(b)) {
      const keys = new Set([...Object.keys(b), ...Object.keys(a)]);
      for (const key of keys) compare(valueAt(a, key), valueAt(b, key), pathOf(path, key, b));
      return;
    }
    if (Object.is(a, b)) return;
    count++;
    if (changes.length < limit) changes.push({ path, before: shown(a), after: shown(b) });
  };
  compare(before, after, '');
  return { changes, count };
}

function isNested(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function valueAt(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

/** Items of a list that have a name are called by it: `notes.A.price`. */
function pathOf(path: string, key: string, parent: object): string {
  const item = valueAt(parent, key);
  const name = isNested(item) && Array.isArray(parent) ? valueAt(item, 'name') : undefined;
  const word = typeof name === 'string' ? name : key;
  return path === '' ? word : `${path}.${word}`;
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
