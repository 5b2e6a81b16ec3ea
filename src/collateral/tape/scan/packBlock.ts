import { column, type StoreKind, textCell } from './scanLayout.js';
import type { ScanMemory } from './scanMemory.js';
import type { ScanTables } from './scanTables.js';
import { IdCells, NumberCellsPacked, type StoredColumn, WordCells } from './storedColumn.js';

/** The columns of a block out of the scanner's memory, each as small as its values allow. */
export function packBlock(
  memory: ScanMemory,
  tables: ScanTables,
  kinds: readonly (StoreKind | undefined)[],
  rowCount: number,
): (StoredColumn | undefined)[] {
  return kinds.map((kind, place) => {
    switch (kind) {
      case 'number':
        return packNumbers(memory, tables, place, rowCount);
      case 'word':
        return packWords(memory, tables, place, rowCount);
      case 'id':
        return packIds(memory, tables, place, rowCount);
      case undefined:
        return undefined;
      default:
        return kind satisfies never;
    }
  });
}

function packNumbers(memory: ScanMemory, tables: ScanTables, place: number, rowCount: number) {
  const at = tables.columnAt(place);
  const labels = tables.labels[place]!;
  const same = labels.fold((text) => tables.codeOf(place, text));
  const scales = tables.get(at + column.scales);
  const found = memory.bytes.subarray(scales, scales + rowCount);
  const isEven = areEqual(found);
  const scale = isEven ? tables.evenScales.of(found[0]!, rowCount) : found.slice();
  const isWide = tables.takeWidth(place);
  const values = isWide ? tables.get(at + column.values) >> 3 : tables.get(at + column.integers) >> 2;
  const digits = isWide
    ? memory.floats.slice(values, values + rowCount)
    : new Int32Array(memory.words.slice(values, values + rowCount).buffer);
  if (same.size > 0) {
    for (let row = 0; row < rowCount; row++) {
      if (scale[row] === textCell) digits[row] = same.get(digits[row]!) ?? digits[row]!;
    }
  }
  return new NumberCellsPacked(digits, scale, labels, isEven);
}

function packWords(memory: ScanMemory, tables: ScanTables, place: number, rowCount: number) {
  const labels = tables.labels[place]!;
  const same = labels.fold((text) => tables.codeOf(place, text));
  const values = tables.get(tables.columnAt(place) + column.values) >> 2;
  const codes = memory.words.subarray(values, values + rowCount);
  if (same.size > 0)
    for (let row = 0; row < rowCount; row++) codes[row] = same.get(codes[row]!) ?? codes[row]!;
  const { count } = labels;
  return new WordCells(count <= 65_536 ? narrowed(codes) : codes.slice(), labels);
}

function packIds(memory: ScanMemory, tables: ScanTables, place: number, rowCount: number) {
  const at = tables.columnAt(place);
  const pool = tables.get(at + column.pool);
  const ends = tables.get(at + column.values) >> 2;
  return new IdCells(
    memory.bytes.slice(pool, pool + memory.words[ends + rowCount - 1]!),
    memory.words.slice(ends, ends + rowCount),
  );
}

function narrowed(codes: Uint32Array): Uint16Array {
  const narrow = new Uint16Array(codes.length);
  narrow.set(codes);
  return narrow;
}

function areEqual(list: Uint8Array): boolean {
  for (let i = 1; i < list.length; i++) if (list[i] !== list[0]) return false;
  return true;
}
