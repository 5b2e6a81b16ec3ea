import type { Problem } from '#basics/problem.js';
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

/** All mapped columns, read; terms in months. */
export interface TapeColumns {
  readonly numbers: ReadonlyMap<CanonicalName, NumberCells>;
  readonly dates: ReadonlyMap<CanonicalName, DateCells>;
  readonly texts: ReadonlyMap<CanonicalName, TextCells>;
  readonly bindings: ReadonlyMap<CanonicalName, ColumnBinding>;
  readonly reports: readonly TapeColumnReport[];
  /** Where a date column needed one. */
  readonly dateOrder: DateOrder | undefined;
}

export interface ColumnContext {
  readonly tape: string;
  readonly rows: TapeRows;
  readonly map: ColumnMap;
  readonly semicolons: boolean;
  readonly options: TapeOptions;
}

/** What has been read so far; later columns look at earlier ones. */
export interface ColumnReader {
  readonly context: ColumnContext;
  readonly numbers: Map<CanonicalName, NumberCells>;
  readonly dates: Map<CanonicalName, DateCells>;
  readonly texts: Map<CanonicalName, TextCells>;
  readonly bindings: Map<CanonicalName, ColumnBinding>;
  readonly reports: TapeColumnReport[];
  dateOrder: DateOrder | undefined;
  /** What the user states that some column needed, or itself says. */
  readonly applied: Set<'decimalMark' | 'dateOrder'>;
  readonly problems: Problem[];
}

export function newReader(context: ColumnContext): ColumnReader {
  return {
    context,
    numbers: new Map(),
    dates: new Map(),
    texts: new Map(),
    bindings: new Map(context.map.bindings.map((binding) => [binding.canonical, binding])),
    reports: [],
    dateOrder: undefined,
    applied: new Set(),
    problems: [],
  };
}

export function placeInReader({ context }: ColumnReader, column: number, heading: string): ColumnPlace {
  return columnPlace(context.tape, context.rows, column, heading);
}

export function reportColumn(
  reader: ColumnReader,
  binding: ColumnBinding,
  unit: string | null,
  evidence: string,
): void {
  const reasons = [evidence, binding.evidence].filter((text) => text !== '');
  const source = binding.heading.text;
  const { canonical, column } = binding;
  reader.reports.push({ source, canonical, column: column + 1, unit, evidence: reasons.join('; ') });
}

/** Columns that a rule names beside its own. */
export function secondColumns(reader: ColumnReader, headings: readonly string[] | undefined): ColumnPlace[] {
  return (headings ?? []).flatMap((heading) => {
    const column = positionOf(reader.context.map.positions, heading);
    return column === undefined ? [] : [placeInReader(reader, column, heading)];
  });
}
