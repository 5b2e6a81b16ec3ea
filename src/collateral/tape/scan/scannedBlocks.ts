import type { TapeBlocks } from '../tapeBlocks.js';
import type { TapeRows } from '../tapeRows.js';
import { chunksOf, TapeChanged, type TapeSource } from '../tapeSource.js';
import type { BlockScan, RowBlock, ScanCounts } from './rowBlock.js';
import { BlockScanner, type ScanFault, type ScanPlan } from './scanBlocks.js';

/** Packed columns up to here are kept between two looks at the rows; those of a longer tape are scanned again. */
const keptMost = 128_000_000;

function scannedHere(source: Uint8Array | TapeSource, plan: ScanPlan): BlockScan {
  const scanner = new BlockScanner(plan);
  return (take) => scanner.scan(chunksOf(source), take);
}

/** The rows of a file by the byte scanner: kept, or scanned anew each time, so that any length takes bounded memory. */
export class ScannedBlocks implements TapeBlocks {
  readonly #scan: BlockScan;
  readonly #keptMost: number;
  #kept: RowBlock[] | undefined = [];
  #counts: ScanCounts = { rowCount: 0, blankLines: 0, repeatedHeadings: 0 };

  constructor(source: Uint8Array | TapeSource, plan: ScanPlan, most: number = keptMost) {
    this.#scan = ('scanned' in source ? source.scanned?.(plan) : undefined) ?? scannedHere(source, plan);
    this.#keptMost = most;
  }

  /** The first look at all rows; a fault means that the scanner is not made for this file. */
  scan(look: (rows: TapeRows) => void): ScanCounts | ScanFault {
    let bytes = 0;
    const counts = this.#scan((block) => {
      bytes += block.bytes;
      if (bytes > this.#keptMost) this.#kept = undefined;
      this.#kept?.push(block);
      look(block);
      return true;
    });
    if (typeof counts !== 'string') this.#counts = counts;
    return counts;
  }

  get rowCount(): number {
    return this.#counts.rowCount;
  }

  each(visit: (rows: TapeRows) => boolean): void {
    if (this.#kept !== undefined) {
      for (const block of this.#kept) if (!visit(block)) return;
      return;
    }
    let isStopped = false;
    const counts = this.#scan((block) => {
      isStopped = !visit(block);
      return !isStopped;
    });
    if (isStopped) return;
    if (typeof counts === 'string' || counts.rowCount !== this.rowCount) throw new TapeChanged();
  }
}
