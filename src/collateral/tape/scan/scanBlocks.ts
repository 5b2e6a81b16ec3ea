import { isTotalMarker } from '../totalMarker.js';
import { compiledScanner } from './compiledScanner.js';
import { type OddRow, oddRow, type ScanFault } from './oddRow.js';
import { packBlock } from './packBlock.js';
import { plainScanner } from './plainScanner.js';
import { type RowBlock, rowBlock, type ScanCounts } from './rowBlock.js';
import type { RowScanner } from './rowScanner.js';
import { emptyCell, job, padding, status, textCell } from './scanLayout.js';
import { blockRows, pieceBytes, type ScanPlan, ScanTables } from './scanTables.js';

export type { RowBlock, ScanCounts, ScanFault, ScanPlan };

/**
 * The byte scanner: UTF-8 pieces straight into blocks of packed columns. Structure is ASCII, which never occurs
 * inside a UTF-8 sequence, so only texts that are asked for are ever decoded. Holds one piece, one unfinished row and
 * the distinct texts, however long the file is. Reads what scanRecords reads, row for row; what it cannot, it
 * leaves to it. Can scan its file again: codes of texts stay.
 */
export class BlockScanner {
  readonly #scanner: RowScanner;
  readonly #plan: ScanPlan;
  readonly #tables: ScanTables;

  constructor(plan: ScanPlan, scanner: RowScanner = compiledScanner() ?? plainScanner()) {
    this.#scanner = scanner;
    this.#plan = plan;
    this.#tables = new ScanTables(scanner, plan);
  }

  /** Stops when a block is answered by false. */
  scan(chunks: Iterable<Uint8Array>, take: (block: RowBlock) => boolean): ScanCounts | ScanFault {
    const run = new ScanRun(this.#scanner, this.#tables, this.#plan, take);
    for (const chunk of chunks) {
      for (let from = 0; from < chunk.length; from += pieceBytes) {
        const fault = run.add(chunk.subarray(from, from + pieceBytes));
        if (fault !== undefined) return fault;
        if (run.isStopped) return run.counts;
      }
    }
    return run.finish();
  }
}

class ScanRun {
  readonly #scanner: RowScanner;
  readonly #tables: ScanTables;
  readonly #plan: ScanPlan;
  readonly #take: (block: RowBlock) => boolean;
  isStopped = false;
  readonly #separator: number;
  #lines = new Uint32Array(blockRows);
  #widths = new Map<number, number>();
  #totals: number[] = [];
  #kept = 0;
  #toSkip: number;
  #mayHaveMark = true;
  #row = 0;
  #line = 1;
  #rowCount = 0;
  #blankLines = 0;
  #repeatedHeadings = 0;

  constructor(scanner: RowScanner, tables: ScanTables, plan: ScanPlan, take: (block: RowBlock) => boolean) {
    this.#scanner = scanner;
    this.#tables = tables;
    this.#plan = plan;
    this.#take = take;
    this.#separator = plan.delimiter.charCodeAt(0);
    this.#toSkip = plan.skip;
  }

  add(piece: Uint8Array): ScanFault | undefined {
    const { buffer } = this.#tables;
    this.#scanner.memory.bytes.set(piece, buffer + this.#kept);
    this.#kept += piece.length;
    return this.#mayHaveMark && this.#kept < 3 ? undefined : this.#scanRows(false);
  }

  finish(): ScanCounts | ScanFault {
    const fault = this.#scanRows(true);
    if (fault !== undefined) return fault;
    if (!this.isStopped) this.#giveBlock();
    return this.counts;
  }

  get counts(): ScanCounts {
    return {
      rowCount: this.#rowCount,
      blankLines: this.#blankLines,
      repeatedHeadings: this.#repeatedHeadings,
    };
  }

  /** All whole rows of the buffer; the unfinished one moves to its front. */
  #scanRows(isEnd: boolean): ScanFault | undefined {
    const { buffer } = this.#tables;
    const end = buffer + this.#kept;
    const { bytes } = this.#scanner.memory;
    bytes.fill(0, end, end + padding);
    let at = buffer;
    if (this.#mayHaveMark && bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf) at += 3;
    this.#mayHaveMark = false;
    while (at < end && !this.isStopped) {
      if (this.#toSkip === 0) at = this.#scanPlain(at, end);
      if (at >= end || this.isStopped) break;
      const odd = oddRow(this.#scanner.memory.bytes, at, end, this.#separator, isEnd);
      if (odd === 'unfinished') break;
      if (typeof odd === 'string') return odd;
      this.#keepOdd(odd);
      at = odd.next;
    }
    this.#kept = end - at;
    if (this.#kept > this.#plan.rowMost) return 'long-row';
    this.#scanner.memory.bytes.copyWithin(buffer, at, end);
    return undefined;
  }

  /** Rows as most are, up to one that is not: its place. */
  #scanPlain(start: number, end: number): number {
    const tables = this.#tables;
    const { words } = this.#scanner.memory;
    const place = tables.job >> 2;
    words[place + job.at / 4] = start;
    words[place + job.end / 4] = end;
    for (;;) {
      this.#scanner.memory.words[place + job.row / 4] = this.#row;
      const outcome = this.#scanner.scanRows(tables.job);
      const row = tables.get(tables.job + job.row);
      for (let i = this.#row; i < row; i++) this.#lines[i] = this.#line++;
      this.#row = row;
      if (outcome === status.full) {
        this.#giveBlock();
        if (this.isStopped) return tables.get(tables.job + job.at);
      } else if (outcome === status.noRoom) tables.makeRoom();
      else return tables.get(tables.job + job.at);
    }
  }

  #keepOdd({ cells, lines }: OddRow): void {
    const line = this.#line;
    this.#line += lines;
    if (this.#toSkip > 0) this.#toSkip--;
    else if (cells.every((cell) => cell.trim() === '')) this.#blankLines++;
    else if (this.#plan.headings.every((heading, i) => (cells[i] ?? '') === heading))
      this.#repeatedHeadings++;
    else {
      if (this.#row === blockRows) this.#giveBlock();
      this.#lines[this.#row] = line;
      this.#putCells(cells);
      this.#row++;
    }
  }

  #putCells(cells: readonly string[]): void {
    const row = this.#row;
    const { kinds } = this.#plan;
    const isWide =
      cells.length > kinds.length && cells.slice(kinds.length).some((cell) => cell.trim() !== '');
    if (isWide || cells.length < kinds.length) this.#widths.set(row, cells.length);
    const first = cells.slice(0, 8).find((cell) => cell.trim() !== '');
    if (first !== undefined && isTotalMarker(first.trim())) this.#totals.push(row);
    kinds.forEach((kind, i) => {
      const text = (cells[i] ?? '').trim();
      if (kind === 'id') this.#tables.putId(i, row, text);
      if (kind === 'word') this.#tables.putCode(i, row, this.#tables.codeOf(i, text));
      if (kind !== 'number') return;
      if (text === '') this.#tables.putNumber(i, row, 0, emptyCell);
      else this.#tables.putNumber(i, row, this.#tables.codeOf(i, text), textCell);
    });
  }

  #giveBlock(): void {
    if (this.#row === 0) return;
    const lines = this.#lines.slice(0, this.#row);
    const columns = packBlock(this.#scanner.memory, this.#tables, this.#plan.kinds, this.#row);
    this.isStopped = !this.#take(rowBlock({ lines, widths: this.#widths, totals: this.#totals, columns }));
    this.#rowCount += this.#row;
    this.#row = 0;
    this.#widths = new Map();
    this.#totals = [];
  }
}
