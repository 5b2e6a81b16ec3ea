import type { CanonicalName } from './canonicalColumns.js';
import { type ColumnPlace, columnPlace } from './columnQuestion.js';
import { type ColumnBinding, type ColumnMap, positionOf } from './mapColumns.js';
import type { DateCells, NumberCells, TextCells } from './tapeCells.js';
import type { DateOrder, TapeOptions } from './tapeOptions.js';
import type { TapeRows } from './tapeRows.js';

/** How a tape column was understood. */
export interface TapeColumnReport {
  readonly source: string;
  readonly canonical: CanonicalName;
  /** Place on the tape, the first is 1. */
  readonly column: number;
  readonly unit: string | null;
  readonly evidence: string;
}

/** Mapped columns of a run of rows, read; terms in months. */
export interface TapeColumns {
  readonly numbers: ReadonlyMap<CanonicalName, NumberCells>;
  readonly dates: ReadonlyMap<CanonicalName, DateCells>;
  readonly texts: ReadonlyMap<CanonicalName, TextCells>;
  readonly bindings: ReadonlyMap<CanonicalName, ColumnBinding>;
}

export interface ColumnContext {
  readonly tape: string;
  readonly map: ColumnMap;
  readonly semicolons: boolean;
  readonly options: TapeOptions;
  /** Whether what was read of a run of rows is done with when the next one is read. */
  readonly reusesCells: boolean;
}

export interface ColumnReports {
  readonly reports: readonly TapeColumnReport[];
  /** Where a date column needed one. */
  readonly dateOrder: DateOrder | undefined;
}

export function columnReport(
  binding: ColumnBinding,
  unit: string | null,
  evidence: string,
): TapeColumnReport {
  const reasons = [evidence, binding.evidence].filter((text) => text !== '');
  const source = binding.heading.text;
  const { canonical, column } = binding;
  return { source, canonical, column: column + 1, unit, evidence: reasons.join('; ') };
}

/** Columns that a rule names beside its own. */
export function secondColumns(
  { tape, map }: ColumnContext,
  rows: TapeRows,
  headings: readonly string[] | undefined,
): ColumnPlace[] {
  return (headings ?? []).flatMap((heading) => {
    const column = positionOf(map.positions, heading);
    return column === undefined ? [] : [columnPlace(tape, rows, column, heading)];
  });
}
