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
  const scale = memory.bytes.slice(scales, scales + rowCount);
  const values = tables.get(at + column.values) >> 3;
  const wide = memory.floats.subarray(values, values + rowCount);
  if (same.size > 0) {
    for (let row = 0; row < rowCount; row++) {
      if (scale[row] === textCell) wide[row] = same.get(wide[row]!) ?? wide[row]!;
    }
  }
  return new NumberCellsPacked(narrowed(wide), scale, labels);
}

/** Four bytes a number where all fit. */
function narrowed(wide: Float64Array): Int32Array | Float64Array {
  const narrow = new Int32Array(wide.length);
  for (let i = 0; i < narrow.length; i++) {
    const value = wide[i]!;
    narrow[i] = value;
    if (narrow[i] !== value) return wide.slice();
  }
  return narrow;
}

function packWords(memory: ScanMemory, tables: ScanTables, place: number, rowCount: number) {
  const labels = tables.labels[place]!;
  const same = labels.fold((text) => tables.codeOf(place, text));
  const values = tables.get(tables.columnAt(place) + column.values) >> 2;
  const codes = memory.words.subarray(values, values + rowCount);
  if (same.size > 0)
    for (let row = 0; row < rowCount; row++) codes[row] = same.get(codes[row]!) ?? codes[row]!;
  const { count } = labels;
  if (count <= 256) return new WordCells(Uint8Array.from(codes), labels);
  return new WordCells(count <= 65_536 ? Uint16Array.from(codes) : codes.slice(), labels);
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
