import { printable } from './printable.js';
import type { Outcome, Problem } from './problem.js';
import { failed, problem, succeeded } from './problem.js';
import type { YamlFault } from './yamlFaults.js';
import { parseYamlTree, type YamlScalar, type YamlTree } from './yamlTree.js';

/** A configuration file, read but not yet checked: plain data, and where each piece of it stands. */
export interface YamlDocument {
  /** Base name of the file, as problems print it. */
  readonly name: string;
  /** Numbers are their source text; mappings have no prototype. */
  readonly value: YamlValue;
  /** `deal.yaml:12:5 notes[1].coupon`: the place of a value, or of what is nearest to it when it is missing. */
  placeOf(path: YamlPath): string;
  /** As `placeOf`, but of the key itself. */
  placeOfKey(path: YamlPath): string;
}

export type YamlPath = readonly (string | number)[];
export type YamlValue = YamlScalar | readonly YamlValue[] | { readonly [key: string]: YamlValue };

/** A deal of a hundred notes is some 30 KB; a calendar of fifty years of holidays less than that. */
const byteLimit = 1024 * 1024;
const faultLimit = 50;

/**
 * Reads YAML or JSON, as bytes of UTF-8 or as text; a byte-order mark and Windows line ends are fine.
 * `name` is the base name that problems carry.
 */
export function readYaml(source: string | Uint8Array, name: string): Outcome<YamlDocument> {
  const refuse = (code: string, message: string) => failed([problem('error', code, name, message)]);
  if (source.length > byteLimit) {
    return refuse('too-large', `${source.length} characters; such a file may have ${byteLimit} at most`);
  }
  const decoded = typeof source === 'string' ? source : decodeUtf8(source);
  if (decoded === undefined) return refuse('encoding', 'is not UTF-8 text; save it as UTF-8');
  // A carriage return alone is a line break too; lengths stay, so places do.
  const text = decoded.replace(/^\uFEFF/, '').replace(/\r(?!\n)/g, '\n');
  const places = new Places(name, text);
  const binary = /[^\t\n\r\x20-\x7e\x85\u00a0-\ud7ff\ud800-\udfff\ue000-\ufffd]/.exec(text);
  if (binary !== null) {
    const message = `the character ${printable(binary[0])} does not belong in a text file`;
    return failed([problem('error', 'encoding', places.at(binary.index), message)]);
  }
  const { tree, faults } = parseYamlTree(text);
  if (faults.length > 0) return failed(problemsOf(faults, places, name));
  if (tree.kind === 'scalar' && tree.value === null) return refuse('empty-file', 'the file is empty');
  return succeeded(documentOf(tree, places, name));
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function problemsOf(faults: readonly YamlFault[], places: Places, name: string): Problem[] {
  const problems = faults
    .slice(0, faultLimit)
    .map((fault) => problem('error', fault.code, places.at(fault.offset), fault.message));
  const more = faults.length - faultLimit;
  return more > 0
    ? [...problems, problem('error', 'more', name, `${more} more errors, mend these first`)]
    : problems;
}

function documentOf(tree: YamlTree, places: Places, name: string): YamlDocument {
  const place = (path: YamlPath, ofKey: boolean) =>
    [places.at(offsetOf(tree, path, ofKey)), pathText(path)].join(' ').trimEnd();
  return {
    name,
    value: plainValue(tree),
    placeOf: (path) => place(path, false),
    placeOfKey: (path) => place(path, true),
  };
}

function plainValue(tree: YamlTree): YamlValue {
  if (tree.kind === 'scalar') return tree.value;
  if (tree.kind === 'list') return tree.items.map(plainValue);
  const object: { [key: string]: YamlValue } = Object.create(null);
  for (const [key, { node }] of tree.entries) object[key] = plainValue(node);
  return object;
}

function offsetOf(tree: YamlTree, path: YamlPath, ofKey: boolean): number {
  let node = tree;
  let offset = tree.offset;
  for (const step of path) {
    if (node.kind === 'map') {
      const entry = node.entries.get(String(step));
      if (entry === undefined) break;
      offset = ofKey ? entry.keyOffset : entry.node.offset;
      node = entry.node;
    } else if (node.kind === 'list') {
      const item = node.items[Number(step)];
      if (item === undefined) break;
      offset = item.offset;
      node = item;
    } else break;
  }
  return offset;
}

/** `notes[1].coupon`; a key that is not a plain word stands in quotes. */
export function pathText(path: YamlPath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    if (!/^[\p{L}\p{N}_-]+$/u.test(step) || step.length > 60) return `${text}["${printable(step)}"]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}

/** Offsets to `name:line:column`, both counted from 1, columns in UTF-16 units as editors count them. */
class Places {
  private readonly lineStarts: number[] = [0];
  private readonly name: string;

  constructor(name: string, text: string) {
    this.name = name;
    for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) this.lineStarts.push(i + 1);
  }

  at(offset: number): string {
    let low = 0;
    let high = this.lineStarts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.lineStarts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return `${this.name}:${low + 1}:${offset - this.lineStarts[low]! + 1}`;
  }
}
