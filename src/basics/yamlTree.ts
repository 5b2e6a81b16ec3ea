import { Composer, isAlias, isMap, isScalar, isSeq, Lexer, type Node, type ParsedNode, Parser } from 'yaml';
import { quoted } from './printable.js';
import { syntaxFaults, type YamlFault } from './yamlFaults.js';

/**
 * YAML (and JSON) text to a plain tree with places: the only door to the `yaml` package. Scalars keep their
 * source text, so that `0.1` and `1250000.00` never pass through a float. What a configuration file does not
 * need is refused: tags, merge keys, several documents, keys that are not text. Time and memory are bounded
 * whatever the text is.
 */
export type YamlTree =
  | { readonly kind: 'scalar'; readonly offset: number; readonly size: 1; readonly value: YamlScalar }
  | {
      readonly kind: 'list';
      readonly offset: number;
      readonly size: number;
      readonly items: readonly YamlTree[];
    }
  | {
      readonly kind: 'map';
      readonly offset: number;
      readonly size: number;
      readonly entries: ReadonlyMap<string, YamlEntry>;
    };

/** Text, also of numbers; only plain `true`, `false`, `null`, `~` and nothing at all are other than text. */
export type YamlScalar = string | boolean | null;

export interface YamlEntry {
  readonly keyOffset: number;
  readonly node: YamlTree;
}

export interface YamlLimits {
  readonly tokens: number;
  readonly depth: number;
  /** Values after anchors are expanded: a bomb of aliases multiplies past this. */
  readonly values: number;
}

export const yamlLimits: YamlLimits = { tokens: 400_000, depth: 64, values: 200_000 };

/** The tree, complete only if there are no faults. */
export function parseYamlTree(
  text: string,
  limits: YamlLimits = yamlLimits,
): { readonly tree: YamlTree; readonly faults: readonly YamlFault[] } {
  const tokens = boundedTokens(text, limits);
  if ('fault' in tokens) return { tree: emptyTree, faults: [tokens.fault] };
  const options = { schema: 'failsafe', uniqueKeys: false, prettyErrors: false, merge: false } as const;
  const documents = [...new Composer<ParsedNode, true>(options).compose(tokens.list, true, text.length)];
  const errors = documents.flatMap((document) => [...document.errors, ...document.warnings]);
  if (errors.length > 0) {
    return { tree: emptyTree, faults: syntaxFaults(errors, text) };
  }
  const [document, second] = documents;
  if (second !== undefined) {
    const message = 'a second document starts here ("---"); one file is one document';
    return { tree: emptyTree, faults: [{ offset: second.range[0], code: 'several-documents', message }] };
  }
  const walk = new TreeWalk(limits);
  return { tree: walk.treeOf(document?.contents ?? null, 0), faults: walk.faults };
}

const emptyTree: YamlTree = { kind: 'scalar', offset: 0, size: 1, value: null };

/** The composer is recursive and slow on hostile text: depth and number of tokens are bounded before it. */
function boundedTokens(text: string, limits: YamlLimits) {
  const parser = new Parser();
  const list = [];
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) list.push(token);
    if (++count > limits.tokens) {
      const message = `more than ${limits.tokens} words and signs in one file`;
      return { fault: { offset: parser.offset, code: 'too-large', message } };
    }
    // Each level of nesting is a collection on the stack, under the document.
    if (parser.stack.length > limits.depth + 2) {
      const message = `nested deeper than ${limits.depth} levels`;
      return { fault: { offset: parser.offset, code: 'too-deep', message } };
    }
  }
  for (const token of parser.end()) list.push(token);
  return { list };
}

class TreeWalk {
  readonly faults: YamlFault[] = [];
  private readonly anchors = new Map<string, YamlTree>();
  private readonly limits: YamlLimits;
  private valueCount = 0;

  constructor(limits: YamlLimits) {
    this.limits = limits;
  }

  treeOf(node: Node | null, offset: number): YamlTree {
    const at = node?.range?.[0] ?? offset;
    if (node === null) return this.counted({ ...emptyTree, offset: at });
    if (isAlias(node)) return this.aliased(node.source, at);
    const anchor = 'anchor' in node ? node.anchor : undefined;
    const tree = this.counted(this.ownTree(node, at));
    if (anchor !== undefined) this.anchors.set(anchor, tree);
    return tree;
  }

  private ownTree(node: Node, offset: number): YamlTree {
    if (node.tag !== undefined && !standardTags.has(node.tag)) {
      this.fault(offset, 'tag', `the tag ${quoted(node.tag)} is not used in these files`);
    }
    if (isSeq(node)) return this.listTree(node.items, offset);
    if (isMap(node)) return this.mapTree(node.items, offset);
    const value = isScalar(node) ? scalarValue(String(node.value ?? ''), node.type === 'PLAIN') : null;
    return { kind: 'scalar', offset, size: 1, value };
  }

  private listTree(nodes: readonly unknown[], offset: number): YamlTree {
    const items = nodes.map((item) => this.treeOf(item as Node | null, offset));
    return { kind: 'list', offset, size: items.reduce((size, item) => size + item.size, 1), items };
  }

  private mapTree(pairs: readonly { key: unknown; value: unknown }[], offset: number): YamlTree {
    const entries = new Map<string, YamlEntry>();
    let size = 1;
    for (const pair of pairs) {
      const key = pair.key as Node | null;
      const keyOffset = key?.range?.[0] ?? offset;
      const node = this.treeOf(pair.value as Node | null, keyOffset);
      size += node.size;
      const name = this.keyName(key, keyOffset);
      if (name === undefined) continue;
      if (entries.has(name)) this.fault(keyOffset, 'duplicate-key', `key ${quoted(name)} appears twice`);
      else entries.set(name, { keyOffset, node });
    }
    return { kind: 'map', offset, size, entries };
  }

  private keyName(key: Node | null, offset: number): string | undefined {
    if (!isScalar(key)) {
      this.fault(offset, 'bad-key', 'a key must be plain text');
      return undefined;
    }
    const name = String(key.value ?? '');
    if (name === '') this.fault(offset, 'bad-key', 'a key is empty');
    else if (name === '<<' && key.type === 'PLAIN') {
      this.fault(offset, 'merge-key', 'merge keys ("<<") are not used in these files; write the keys out');
    } else if (unsafeKeys.has(name)) this.fault(offset, 'bad-key', `${quoted(name)} cannot be a key`);
    else return name;
    return undefined;
  }

  private aliased(anchor: string, offset: number): YamlTree {
    const tree = this.anchors.get(anchor);
    if (tree !== undefined) return this.counted(tree);
    const message = `alias ${quoted(`*${anchor}`)} has no anchor before it, or stands inside of it`;
    this.fault(offset, 'unknown-anchor', message);
    return emptyTree;
  }

  /** `size` of a node counts what is under it once for each alias that repeats it. */
  private counted(tree: YamlTree): YamlTree {
    this.valueCount = Math.max(this.valueCount + 1, tree.size);
    if (this.valueCount <= this.limits.values) return tree;
    if (this.faults.at(-1)?.code !== 'too-large') {
      const message = `more than ${this.limits.values} values, aliases expanded`;
      this.fault(tree.offset, 'too-large', message);
    }
    return { kind: 'scalar', offset: tree.offset, size: 1, value: null };
  }

  private fault(offset: number, code: string, message: string): void {
    this.faults.push({ offset, code, message });
  }
}

/** Names that reach an object's prototype in JavaScript. */
const unsafeKeys = new Set(['__proto__', 'constructor', 'prototype']);

/** What the parser itself puts on nodes without a written tag. */
const standardTags = new Set(['tag:yaml.org,2002:str', 'tag:yaml.org,2002:map', 'tag:yaml.org,2002:seq']);

/** The YAML 1.2 core words; `yes`, `no`, `on` and `off` are text. */
function scalarValue(text: string, plain: boolean): YamlScalar {
  if (!plain) return text;
  if (/^(true|True|TRUE)$/.test(text)) return true;
  if (/^(false|False|FALSE)$/.test(text)) return false;
  return /^(|~|null|Null|NULL)$/.test(text) ? null : text;
}
