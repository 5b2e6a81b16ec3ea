/** Something that a run rests on and that is not what it was. */
export interface Cause {
  readonly kind: CauseKind;
  /** Path of the term or assumption, or the tape's row and column. */
  readonly what: string;
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * In the order in which they are named: `version` of the program, `term` of the deal, `tape`, another input `file`,
 * how the deal is checked (`check`), an `assumption` that somebody states, a `default` of the model, the `baseline`,
 * which was changed after it was written, and `program`: the same version and inputs, and yet another result.
 */
export const causeKinds = [
  'version',
  'term',
  'tape',
  'file',
  'check',
  'assumption',
  'default',
  'baseline',
  'program',
] as const;
export type CauseKind = (typeof causeKinds)[number];

/** One cell of the exact run. */
export interface CellChange {
  readonly table: string;
  readonly column: string;
  readonly date: string;
  readonly before: string;
  readonly after: string;
}

/** One figure of the pricing; `tolerance` 0 is exactly. */
export interface FigureChange {
  readonly group: string;
  readonly figure: string;
  readonly before: number | null;
  readonly after: number | null;
  readonly tolerance: number;
}

/** How a run differs from its baseline; nothing of it if all lists are empty but the notes. */
export interface RunDifference {
  readonly name: string;
  /** First cause first; empty where nothing differs. */
  readonly causes: readonly Cause[];
  readonly cells: readonly CellChange[];
  readonly figures: readonly FigureChange[];
  /** What is otherwise and changes no result: another version, more terms recorded. */
  readonly notes: readonly Cause[];
}

export function differs({ causes, cells, figures }: RunDifference): boolean {
  return causes.length + cells.length + figures.length > 0;
}
