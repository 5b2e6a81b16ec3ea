import type { Problem } from '#basics/problem.js';
import { type CanonicalKind, kindOf } from './canonicalColumns.js';
import { decodeText } from './decodeText.js';
import { delimiterOf, type FoundTape } from './foundTape.js';
import { type ColumnMap, mapColumns, positionOf } from './mapColumns.js';
import { readRecords } from './parseRecords.js';
import type { StoreKind } from './scan/scanLayout.js';
import { ScannedBlocks } from './scan/scannedBlocks.js';
import type { ScanPlan } from './scan/scanTables.js';
import { findLayout, type TapeLayout } from './tapeLayout.js';
import type { TapeOptions } from './tapeOptions.js';
import { chunksOf, type TapeSource } from './tapeSource.js';

/** Below this a tape is one text at once; the head of a larger one tells delimiter, headings and columns. */
export const headBytes = 1 << 20;
const headLinesLeast = 60;
/** Mostly enough; as many lines as the layout is decided on then have to be among them. */
const shortHeadBytes = 1 << 18;
const layoutLines = 1000;
const rowMost = 250_000;

/** A tape that the byte scanner may be able to read. */
export interface ScannableTape {
  readonly found: Omit<FoundTape, 'blocks'>;
  readonly map: ColumnMap;
  readonly mapWarnings: readonly Problem[];
  readonly blocks: ScannedBlocks;
}

/**
 * The fast way: headings from the first kilobytes, of a megabyte where rows are long; then every row by the byte
 * scanner into the columns that the headings map. Undefined for what it is not made for; the tape is then read as one
 * text, which also explains what is wrong with it.
 */
export function scannableTape(
  source: Uint8Array | TapeSource,
  name: string,
  options: TapeOptions,
): ScannableTape | undefined {
  if (options.encoding !== undefined && options.encoding !== 'utf-8') return undefined;
  const size = source instanceof Uint8Array ? source.length : source.sizeBytes;
  const least = options.scanFrom ?? headBytes;
  if (size < least) return undefined;
  const short = headOf(source, shortHeadBytes);
  const tape = tapeOfHead(short, source, name, options, layoutLines);
  if (tape !== undefined || short.isWhole) return tape;
  return tapeOfHead(headOf(source, Math.max(least, headBytes)), source, name, options, headLinesLeast);
}

interface TapeHead {
  readonly bytes: Uint8Array;
  readonly isWhole: boolean;
}

function tapeOfHead(
  head: TapeHead,
  source: Uint8Array | TapeSource,
  name: string,
  options: TapeOptions,
  linesLeast: number,
): ScannableTape | undefined {
  const decoded = decodeText(head.bytes, name, 'utf-8');
  if (!decoded.ok || head.bytes[0] === 0xff || head.bytes[0] === 0xfe) return undefined;
  const { text } = decoded.value;
  const detected = delimiterOf(text, options);
  const records = readRecords(text, detected.delimiter, name);
  if (!records.ok || (!head.isWhole && records.value.rowCount < linesLeast)) return undefined;
  const layout = findLayout(records.value);
  if (layout === undefined || layout.transposed || layout.headerless !== undefined) return undefined;
  const map = mapColumns(layout.headings, options.map, name, undefined);
  if (!map.ok) return undefined;
  const plan: ScanPlan = {
    delimiter: detected.delimiter,
    headings: layout.texts,
    skip: layout.titleLines + 1,
    kinds: storeKinds(layout, map.value),
    rowMost,
  };
  const hasMark = head.bytes[0] === 0xef && head.bytes[1] === 0xbb && head.bytes[2] === 0xbf;
  const found = hasMark ? 'byte order mark' : 'every byte sequence is valid UTF-8';
  const evidence = options.encoding === undefined ? found : 'as stated';
  const { rows: _, ...headings } = layout;
  return {
    found: { decoded: { encoding: 'utf-8', evidence }, detected, layout: headings },
    map: map.value,
    mapWarnings: map.problems,
    blocks: new ScannedBlocks(source, plan, options.keptMost),
  };
}

/** The first bytes, up to a line end, so that no character and no row is cut. */
function headOf(source: Uint8Array | TapeSource, most: number): TapeHead {
  const head = new Uint8Array(most);
  let length = 0;
  for (const chunk of chunksOf(source)) {
    const room = Math.min(chunk.length, most - length);
    head.set(chunk.subarray(0, room), length);
    length += room;
    if (room < chunk.length) {
      const end = head.lastIndexOf(10, length - 1);
      return { bytes: head.subarray(0, end < 0 ? length : end + 1), isWhole: false };
    }
  }
  return { bytes: head.subarray(0, length), isWhole: true };
}

const storeOf: { readonly [kind in CanonicalKind]: StoreKind } = {
  id: 'id',
  money: 'number',
  rate: 'number',
  term: 'number',
  number: 'number',
  days: 'number',
  date: 'word',
  category: 'word',
  word: 'word',
};

/** A column that is asked for in two ways is kept as words, which give back every text. */
function storeKinds(layout: TapeLayout, map: ColumnMap): (StoreKind | undefined)[] {
  const kinds: (StoreKind | undefined)[] = layout.headings.map(() => undefined);
  const ask = (column: number | undefined, kind: StoreKind): void => {
    if (column === undefined) return;
    kinds[column] = kinds[column] === undefined || kinds[column] === kind ? kind : 'word';
  };
  for (const { canonical, column, rule } of map.bindings) {
    ask(column, storeOf[kindOf(canonical)]);
    for (const heading of rule.minus ?? []) ask(positionOf(map.positions, heading), 'number');
    if (rule.whenZero !== undefined) ask(positionOf(map.positions, rule.whenZero), 'number');
    if (rule.unitFrom !== undefined) ask(positionOf(map.positions, rule.unitFrom.heading), 'word');
  }
  return kinds;
}
