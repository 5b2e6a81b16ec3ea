import { quoted } from '#basics/printable.js';
import { failed, type Outcome, problem } from '#basics/problem.js';
import { checkAgainst } from '#basics/schema.js';
import { pathText, type YamlPath } from '#basics/yamlDocument.js';
import { type Baseline, baselineSchema } from './baselineSchema.js';

/** Reads a baseline, or says what is wrong with it; `--update` writes it anew. */
export function parseBaseline(bytes: Uint8Array, name: string): Outcome<Baseline> {
  const value = parseJson(bytes);
  if ('fault' in value) return damaged(name, value.fault);
  const { json } = value;
  const schema = typeof json === 'object' && json !== null && 'schema' in json ? json.schema : undefined;
  if (typeof schema === 'string' && schema !== 'abs/baseline/1') {
    const other = /^abs\/baseline\/\d+$/.test(schema)
      ? `is ${schema}, written by another version of abs; this one reads abs/baseline/1`
      : `is ${quoted(schema)}, not a baseline`;
    return failed([problem('error', 'baseline-version', name, `${other}; --update writes it anew`)]);
  }
  if (hasPrototypeKey(json)) return damaged(name, 'a key cannot be "__proto__"');
  const place = (path: YamlPath): string => `${name} ${pathText(path)}`.trimEnd();
  const document = { name, value: json as never, placeOf: place, placeOfKey: place };
  const checked = checkAgainst(baselineSchema, document);
  if (!checked.ok)
    return failed([...checked.problems, ...damaged(name, 'its form is not that of a baseline').problems]);
  const twice = duplicate(checked.value.runs.map((run) => run.name));
  if (twice !== undefined) return damaged(name, `the run ${quoted(twice)} stands there twice`);
  return checked;
}

function damaged(name: string, fault: string): Outcome<never> {
  const message = `is a damaged baseline: ${fault}; restore it, or --update writes it anew`;
  return failed([problem('error', 'bad-baseline', name, message)]);
}

function parseJson(bytes: Uint8Array): { readonly json: unknown } | { readonly fault: string } {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (text.trimStart().startsWith('<<<<<<<') || /^(<{7} |>{7} |={7}$)/m.test(text)) {
      return { fault: 'it has the marks of a merge conflict' };
    }
    return { json: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return { fault: 'it is not JSON, perhaps cut off' };
    if (error instanceof TypeError) return { fault: 'it is not UTF-8 text' };
    throw error;
  }
}

/** Looks at every key without recursion: a hostile file may be nested a million deep. */
function hasPrototypeKey(json: unknown): boolean {
  const stack: unknown[] = [json];
  while (stack.length > 0) {
    const value = stack.pop();
    if (typeof value !== 'object' || value === null) continue;
    if (!Array.isArray(value) && Object.hasOwn(value, '__proto__')) return true;
    for (const item of Object.values(value)) stack.push(item);
  }
  return false;
}

function duplicate(names: readonly string[]): string | undefined {
  return names.find((name, i) => names.indexOf(name) !== i);
}
