import { formatRate } from '#basics/rate.js';
import { readYaml, type YamlPath } from '#basics/yamlDocument.js';
import { parseTerms } from '#deal/parseTerms.js';
import type { DealTerms } from '#deal/terms.js';
import { flatValues } from '../baseline/flatValues.js';

/**
 * The text of a deal file with other shares, coupons and reserve targets: numbers are put in place, comments and order
 * stay. What was written is read again and must be the terms that were meant.
 */
export function dealTextWith(text: string, name: string, terms: DealTerms): string {
  const document = readYaml(text, name);
  if (!document.ok) throw new Error(`${name} was read before: ${document.problems[0]?.message}`);
  const { value, placeOf, placeOfKey } = document.value;
  const edits: Edit[] = [];
  const put = (path: YamlPath, written: string): void => {
    edits.push({ ...placeIn(placeOf(path), text), pattern: scalar, written });
  };
  terms.notes.forEach((note, i) => {
    const has = (key: string): boolean => valueAt(value, ['notes', i, key]) !== undefined;
    if (note.size.kind === 'share') {
      const share = formatRate(note.size.share);
      if (has('share')) put(['notes', i, 'share'], share);
      else if (has('balance')) {
        const place = placeIn(placeOfKey(['notes', i, 'balance']), text);
        edits.push({ ...place, pattern: /^["']?balance["']?\s*:\s*[^,}\s#]+/, written: `share: ${share}` });
      }
    }
    if (note.coupon?.kind === 'fixed' && typeof valueAt(value, ['notes', i, 'coupon']) === 'string') {
      put(['notes', i, 'coupon'], formatRate(note.coupon.rate));
    }
  });
  for (const { name: account, target } of terms.accounts) {
    const path = ['accounts', account, 'target'];
    const stated = valueAt(value, path);
    if (target?.measure.kind !== 'share' || typeof stated !== 'string') continue;
    put(path, stated.replace(/^\S+( ?(%|‰|bps?))?(?= +of )/, formatRate(target.measure.share)));
  }
  const written = withEdits(text, edits);
  assertSame(written, name, terms);
  return written;
}

interface Edit {
  readonly offset: number;
  readonly pattern: RegExp;
  readonly written: string;
}

/** A scalar in quotes, or plain up to a comma, a closing bracket, a comment or the line's end. */
const scalar = /^("[^"\n]*"|'[^'\n]*'|[^,}\]\n#]*[^,}\]\n#\s])/;

function withEdits(text: string, edits: readonly Edit[]): string {
  const fromBehind = [...edits].sort((a, b) => b.offset - a.offset);
  return fromBehind.reduce((written, { offset, pattern, written: value }) => {
    const tail = written.slice(offset);
    if (!pattern.test(tail)) throw new Error(`nothing to put ${value} in place of at ${offset}`);
    return written.slice(0, offset) + tail.replace(pattern, () => value);
  }, text);
}

function placeIn(place: string, text: string): { readonly offset: number } {
  const match = /:(\d+):(\d+)(?: |$)/.exec(place);
  if (match === null) throw new Error(`${place} is no place`);
  const lines = text.replace(/\r(?!\n)/g, '\n').split('\n');
  const before = lines.slice(0, Number(match[1]) - 1).reduce((sum, line) => sum + line.length + 1, 0);
  return { offset: before + Number(match[2]) - 1 };
}

function valueAt(value: unknown, path: YamlPath): unknown {
  return path.reduce<unknown>(
    (node, step) =>
      typeof node === 'object' && node !== null && Object.hasOwn(node, step)
        ? Reflect.get(node, step)
        : undefined,
    value,
  );
}

function assertSame(text: string, name: string, meant: DealTerms): void {
  const read = parseTerms(text, name);
  if (!read.ok) throw new Error(`the deal that was found cannot be read: ${read.problems[0]?.message}`);
  const pieces = ({ notes, accounts }: DealTerms) => [...flatValues({ notes, accounts })].join('\n');
  if (pieces(read.value) !== pieces(meant)) throw new Error('the deal file does not say what was found');
}
