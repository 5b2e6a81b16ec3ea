import type { TapeRows } from './tapeRows.js';

/** The rows of a tape in runs, which can be gone through again and again. Rows count from 0 in each run. */
export interface TapeBlocks {
  readonly rowCount: number;
  /** Visits the runs in order; stops when a visit answers false. */
  each(visit: (rows: TapeRows) => boolean): void;
}

export function oneBlock(rows: TapeRows): TapeBlocks {
  return { rowCount: rows.rowCount, each: (visit) => void visit(rows) };
}
