import { readYaml, type YamlPath, type YamlValue } from '#basics/yamlDocument.js';
import type { Cause } from '#scenarios/baseline/difference.js';

/**
 * Finds where a deal file states a term: as deep as the words of the term's path lead in the file, whose lists are
 * entered by the names of their items. Terms that the file leaves out have no place.
 */
export function placeOfTerm(bytes: Uint8Array, path: string): (cause: Cause) => string | undefined {
  const document = readYaml(bytes, path);
  if (!document.ok) return () => undefined;
  const { value, placeOf } = document.value;
  return ({ kind, what }) => {
    if (kind !== 'term') return undefined;
    const found = pathInFile(value, what.split('.'));
    return found.length === 0 ? undefined : placeOf(found).split(' ')[0];
  };
}

function pathInFile(value: YamlValue, words: readonly string[]): YamlPath {
  const path: (string | number)[] = [];
  let node: unknown = value;
  let rest = words;
  while (rest.length > 0 && typeof node === 'object' && node !== null) {
    const step = Array.isArray(node) ? itemOf(node, rest) : keyOf(node, rest);
    if (step === undefined) {
      // The terms have levels that a file does not write, such as the charge of a fee.
      if (Array.isArray(node)) break;
      rest = rest.slice(1);
      continue;
    }
    path.push(step.at);
    node = step.node;
    rest = rest.slice(step.used);
  }
  return path;
}

interface Found {
  readonly at: string | number;
  readonly node: unknown;
  /** Words of the term's path that led here: a name may have points. */
  readonly used: number;
}

/** What the terms call otherwise than the file. */
const wordsOfFile: { readonly [word: string]: string } = { condition: 'when', effects: 'then' };

function keyOf(node: object, words: readonly string[]): Found | undefined {
  const alias = wordsOfFile[words[0] ?? ''];
  if (alias !== undefined && Object.hasOwn(node, alias)) {
    return { at: alias, node: Reflect.get(node, alias), used: 1 };
  }
  for (let used = words.length; used > 0; used--) {
    const key = words.slice(0, used).join('.');
    if (Object.hasOwn(node, key)) return { at: key, node: Reflect.get(node, key), used };
  }
  return undefined;
}

function itemOf(list: readonly unknown[], words: readonly string[]): Found | undefined {
  for (let used = words.length; used > 0; used--) {
    const word = words.slice(0, used).join('.');
    const at = list.findIndex((item, i) => nameOf(item) === word || String(i + 1) === word);
    if (at >= 0) return { at, node: list[at], used };
  }
  return undefined;
}

function nameOf(item: unknown): unknown {
  return typeof item === 'object' && item !== null ? Reflect.get(item, 'name') : undefined;
}
