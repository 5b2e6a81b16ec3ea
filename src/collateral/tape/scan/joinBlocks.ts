import type { RowBlock } from './scanBlocks.js';
import { IdCells, NumberCellsPacked, type StoredColumn, WordCells } from './storedColumn.js';

export function joinBlocks(blocks: readonly RowBlock[], width: number): RowBlock {
  const rowCount = blocks.reduce((n, b) => n + b.rowCount, 0);
  const firsts: number[] = [];
  let first = 0;
  const totals: number[] = [];
  const widths = new Map<number, number>();
  const lines = new Uint32Array(rowCount);
  for (const b of blocks) {
    firsts.push(first);
    for (const t of b.totals) totals.push(first + t);
    for (let r = 0; r < b.rowCount; r++) {
      lines[first + r] = b.lineOf(r);
      if (b.widthOf(r) !== width) widths.set(first + r, b.widthOf(r));
    }
    first += b.rowCount;
  }
  const columns = Array.from({ length: width }, (_, place): StoredColumn | undefined => {
    const parts = blocks.map((b) => b.columns![place]);
    const [one] = parts;
    if (one === undefined) return undefined;
    if (one.numbers !== undefined) {
      const isWide = parts.some((p) => p!.numbers!.digits instanceof Float64Array);
      const digits = isWide ? new Float64Array(rowCount) : new Int32Array(rowCount);
      const scale = new Uint8Array(rowCount);
      parts.forEach((p, i) => {
        digits.set(p!.numbers!.digits, firsts[i]);
        scale.set(p!.numbers!.scale, firsts[i]);
      });
      return new NumberCellsPacked(digits, scale, one.numbers.labels);
    }
    if (one.words !== undefined) {
      const { labels } = one.words;
      const codes = labels.count <= 65_536 ? new Uint16Array(rowCount) : new Uint32Array(rowCount);
      parts.forEach((p, i) => codes.set(p!.words!.codes, firsts[i]));
      return new WordCells(codes, labels);
    }
    const ids = parts.map((p) => p!.ids!);
    const pool = new Uint8Array(ids.reduce((n, p) => n + p.pool.length, 0));
    const ends = new Uint32Array(rowCount);
    let used = 0;
    ids.forEach((p, i) => {
      pool.set(p.pool, used);
      for (let r = 0; r < p.ends.length; r++) ends[firsts[i]! + r] = used + p.ends[r]!;
      used += p.pool.length;
    });
    return new IdCells(pool, ends);
  });
  return { rowCount, lineOf: (r) => lines[r]!, widthOf: (r) => widths.get(r) ?? width, cell: (r, c) => columns[c]?.textAt(r) ?? '', columns, totals };
}
