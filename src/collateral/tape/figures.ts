import type { Problem } from '#basics/problem.js';
import type { NumberCells, TextCells } from './tapeCells.js';
import type { TapeRows } from './tapeRows.js';

/** How the figures of one kind of column are understood, once the decimal mark is known. */
export interface Figures {
  /** Gathers what the decision needs; `forget` drops what was seen under another mark. */
  look?(rows: TapeRows, mark: '.' | ','): void;
  forget?(): void;
  /** Reading begins anew, with what it counts. */
  restart?(): void;
  decide?(): Problem | undefined;
  /** Into `cells`, which are empty. */
  read(rows: TapeRows, mark: '.' | ',', frequencies: TextCells | undefined, cells: NumberCells): NumberCells;
  readonly unit: string | null;
  /** May tell what reading has counted. */
  readonly evidence: string;
}
