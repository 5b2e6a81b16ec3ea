import { didYouMean } from '#basics/closestName.js';
import { quoted } from '#basics/printable.js';
import type { YamlPath, YamlValue } from '#basics/yamlDocument.js';

/** Where a path of words leads in a deal file, or why it leads nowhere. */
export type FoundPath =
  | { readonly found: true; readonly path: YamlPath; readonly value: YamlValue | undefined }
  | { readonly found: false; readonly message: string };

/**
 * `notes.B.coupon` in a deal file: lists are entered by the names of their items, or by number from 1; names may have
 * points. The last word may be one that the file does not state (`value` is then undefined), the others not.
 */
export function findInDeal(root: YamlValue, path: string): FoundPath {
  const words = path.split('.');
  const steps: (string | number)[] = [];
  let node: YamlValue | undefined = root;
  let rest = words[0] === 'classes' ? ['notes', ...words.slice(1)] : words;
  while (rest.length > 0) {
    const children = childrenOf(node);
    const step = children.length === 0 ? undefined : longestMatch(children, rest);
    if (step === undefined) {
      const isNewKey = rest.length === 1 && isMapping(node) && /^[A-Za-z]{1,40}$/.test(rest[0]!);
      if (isNewKey && steps.length > 0) return { found: true, path: [...steps, rest[0]!], value: undefined };
      return {
        found: false,
        message: nowhere(path, words.slice(0, words.length - rest.length), children, rest[0]!),
      };
    }
    steps.push(step.at);
    node = step.node;
    rest = rest.slice(step.used);
  }
  return { found: true, path: steps, value: node };
}

interface Child {
  readonly name: string;
  readonly at: string | number;
  readonly node: YamlValue;
}

function childrenOf(node: YamlValue | undefined): Child[] {
  if (isList(node)) {
    return node.flatMap((item, i): Child[] => {
      const name = nameOf(item);
      const numbered = { name: String(i + 1), at: i, node: item };
      return name === undefined ? [numbered] : [{ name, at: i, node: item }, numbered];
    });
  }
  return isMapping(node) ? Object.entries(node).map(([name, item]) => ({ name, at: name, node: item })) : [];
}

function longestMatch(
  children: readonly Child[],
  words: readonly string[],
): (Child & { used: number }) | undefined {
  for (let used = words.length; used > 0; used--) {
    const name = words.slice(0, used).join('.');
    const child = children.find((one) => one.name === name);
    if (child !== undefined) return { ...child, used };
  }
  return undefined;
}

function nowhere(path: string, before: readonly string[], children: readonly Child[], word: string): string {
  const named = children.map(({ name }) => name).filter((name) => !/^\d+$/.test(name));
  const under = before.length === 0 ? 'the deal' : `deal.${before.join('.')}`;
  const hint =
    didYouMean(word, named) || (named.length === 0 ? '' : `; it has ${named.slice(0, 20).join(', ')}`);
  return `${quoted(`deal.${path}`)} is no term: ${under} has no ${quoted(word)}${hint}`;
}

function isList(value: YamlValue | undefined): value is readonly YamlValue[] {
  return Array.isArray(value);
}

function isMapping(value: YamlValue | undefined): value is { readonly [key: string]: YamlValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nameOf(item: YamlValue): string | undefined {
  if (!isMapping(item) || !Object.hasOwn(item, 'name')) return undefined;
  const { name } = item;
  return typeof name === 'string' ? name : undefined;
}
