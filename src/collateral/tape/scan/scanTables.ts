import { EvenScales } from './evenScales.js';
import type { RowScanner } from './rowScanner.js';
import { batch, column, entry, job, kindCodes, noRoom, padding, type StoreKind } from './scanLayout.js';
import { WordLabels } from './wordLabels.js';

export interface ScanPlan {
  readonly delimiter: string;
  readonly headings: readonly string[];
  /** Records to pass over: titles and the headings themselves. */
  readonly skip: number;
  /** How to keep a column, by its place; others are passed over. */
  readonly kinds: readonly (StoreKind | undefined)[];
  /** Bytes that a row may have. */
  readonly rowMost: number;
}

/** Bytes scanned at a time. */
export const pieceBytes = 1 << 18;
/** Rows that are packed at a time: their columns stay in the processor's cache. */
export const blockRows = 8192;

const slotBytes = 8;
const entriesAtFirst = 256;
const poolAtFirst = 1 << 16;

/** The job and the columns of a scan in the memory of its scanner, with room that grows when it is used up. */
export class ScanTables {
  readonly job: number;
  /** Where the bytes to scan are put: an unfinished row and a piece. */
  readonly buffer: number;
  readonly labels: readonly WordLabels[];
  readonly evenScales = new EvenScales();
  readonly #scanner: RowScanner;
  readonly #columns: number;
  readonly #plan: ScanPlan;
  readonly #scratch: number;
  readonly #longest: number;
  readonly #encoder = new TextEncoder();

  constructor(scanner: RowScanner, plan: ScanPlan) {
    const { memory } = scanner;
    this.#scanner = scanner;
    this.#plan = plan;
    this.#longest = plan.rowMost + pieceBytes;
    this.job = memory.reserve(job.bytes);
    this.buffer = memory.reserve(this.#longest + padding);
    this.#scratch = memory.reserve(this.#longest * 3 + padding);
    const heading = this.#encoder.encode(plan.headings[0] ?? '');
    const headingAt = memory.reserve(heading.length + padding);
    memory.bytes.set(heading, headingAt);
    this.#columns = memory.reserve(plan.kinds.length * column.bytes);
    const cells = memory.reserve(plan.kinds.length * batch.cellBytes);
    const starts = memory.reserve((batch.rows + 1) * 4);
    this.#set(this.job + job.rowMost, blockRows);
    this.#set(this.job + job.columnCount, plan.kinds.length);
    this.#set(this.job + job.columns, this.#columns);
    this.#set(this.job + job.separator, plan.delimiter.charCodeAt(0));
    this.#set(this.job + job.heading, headingAt);
    this.#set(this.job + job.headingLength, heading.length);
    this.#set(this.job + job.cells, cells);
    this.#set(this.job + job.starts, starts);
    for (const [i, kind] of plan.kinds.entries()) this.#placeColumn(this.columnAt(i), kind);
    this.labels = plan.kinds.map((_, i) => new WordLabels(memory, this.columnAt(i)));
  }

  columnAt(place: number): number {
    return this.#columns + place * column.bytes;
  }

  get(address: number): number {
    return this.#scanner.memory.words[address >> 2]!;
  }

  #set(address: number, value: number): void {
    this.#scanner.memory.words[address >> 2] = value;
  }

  #placeColumn(at: number, kind: StoreKind | undefined): void {
    const { memory } = this.#scanner;
    this.#set(at + column.kind, kind === undefined ? kindCodes.skip : kindCodes[kind]);
    if (kind === undefined) return;
    const values = memory.reserve(blockRows * (kind === 'number' ? 8 : 4));
    this.#set(at + column.values, values);
    if (kind === 'number') {
      const scales = memory.reserve(blockRows);
      this.#set(at + column.scales, scales);
      const integers = memory.reserve(blockRows * 4);
      this.#set(at + column.integers, integers);
    }
    this.#placePool(at, poolAtFirst);
    if (kind !== 'id') this.#placeEntries(at, entriesAtFirst);
  }

  #placePool(at: number, most: number): void {
    const { memory } = this.#scanner;
    const place = memory.reserve(most + padding);
    const old = this.get(at + column.pool);
    memory.bytes.copyWithin(place, old, old + this.get(at + column.poolUsed));
    this.#set(at + column.pool, place);
    this.#set(at + column.poolMost, most);
  }

  /** Twice as many slots as entries, at least. */
  #placeEntries(at: number, most: number): void {
    const { memory } = this.#scanner;
    const place = memory.reserve(most * entry.bytes);
    const slots = memory.reserve(most * slotBytes * 2);
    const old = this.get(at + column.entries);
    memory.bytes.copyWithin(place, old, old + this.get(at + column.entryCount) * entry.bytes);
    this.#set(at + column.entries, place);
    this.#set(at + column.entryMost, most);
    this.#set(at + column.slots, slots);
    this.#set(at + column.slotMask, most * 2 - 1);
    this.#scanner.fillSlots(at);
  }

  /** After `noRoom`: what is full doubles, and every pool has room for the longest row again. */
  makeRoom(): void {
    this.#plan.kinds.forEach((kind, i) => {
      if (kind === undefined) return;
      const at = this.columnAt(i);
      const most = this.get(at + column.entryMost);
      if (kind !== 'id' && this.get(at + column.entryCount) === most) this.#placeEntries(at, most * 4);
      const used = this.get(at + column.poolUsed);
      if (this.get(at + column.poolMost) - used < this.#longest)
        this.#placePool(at, used * 2 + this.#longest);
    });
  }

  /** Code of a text that does not come from the bytes in the buffer. */
  codeOf(place: number, text: string): number {
    const { bytes } = this.#scanner.memory;
    const { written } = this.#encoder.encodeInto(
      text,
      bytes.subarray(this.#scratch, this.#scratch + this.#longest * 3),
    );
    for (;;) {
      const code = this.#scanner.entryOf(this.columnAt(place), this.#scratch, written);
      if (code >= 0) return code;
      if (code !== noRoom) throw new Error('a text that was decoded is not UTF-8');
      this.makeRoom();
    }
  }

  /** Appends an id that does not come from the bytes in the buffer. */
  putId(place: number, row: number, text: string): void {
    const at = this.columnAt(place);
    const id = this.#encoder.encode(text);
    const end = this.get(at + column.values) + row * 4;
    const used = row === 0 ? 0 : this.get(end - 4);
    if (used + id.length + padding > this.get(at + column.poolMost))
      this.#placePool(at, used * 2 + id.length * 2 + poolAtFirst);
    this.#scanner.memory.bytes.set(id, this.get(at + column.pool) + used);
    this.#set(at + column.poolUsed, used + id.length);
    this.#set(end, used + id.length);
  }

  /** Whether a number of the block takes more than four bytes; asking forgets it. */
  takeWidth(place: number): boolean {
    const at = this.columnAt(place) + column.isWide;
    const isWide = this.get(at) !== 0;
    this.#set(at, 0);
    return isWide;
  }

  putCode(place: number, row: number, code: number): void {
    this.#set(this.get(this.columnAt(place) + column.values) + row * 4, code);
  }

  putNumber(place: number, row: number, digits: number, scale: number): void {
    const at = this.columnAt(place);
    const { floats, bytes } = this.#scanner.memory;
    floats[(this.get(at + column.values) >> 3) + row] = digits;
    bytes[this.get(at + column.scales) + row] = scale;
    this.#set(this.get(at + column.integers) + row * 4, digits);
  }
}
