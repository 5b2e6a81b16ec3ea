import { quoted } from '#basics/printable.js';
import { failed, type Outcome, type Problem, problem, succeeded } from '#basics/problem.js';
import { type CanonicalName, kindOf } from './canonicalColumns.js';
import type { CellExample } from './columnQuestion.js';
import {
  type ColumnContext,
  type ColumnReports,
  columnReport,
  type TapeColumnReport,
  type TapeColumns,
} from './columnReader.js';
import { DateColumnReader } from './dateColumns.js';
import { isNumeric, NumberColumnReader } from './numericColumns.js';
import { optionsWithoutEffect } from './optionsWithoutEffect.js';
import { TextColumnReader } from './readTexts.js';
import type { TapeBlocks } from './tapeBlocks.js';
import { present, trimmedCell, unreadable } from './tapeCells.js';
import type { TapeRows } from './tapeRows.js';

/** All mapped columns, decided on the whole of each; reads any run of rows by these decisions. */
export class DecidedColumns {
  readonly #context: ColumnContext;
  readonly #texts: readonly TextColumnReader[];
  readonly #numbers: readonly NumberColumnReader[];
  readonly #dates: readonly DateColumnReader[];
  /** Columns that turned out to be unreadable. */
  readonly #dropped = new Set<CanonicalName>();

  constructor(context: ColumnContext) {
    const { bindings } = context.map;
    this.#context = context;
    this.#texts = bindings
      .filter(({ canonical }) => kindOf(canonical) === 'category' || kindOf(canonical) === 'word')
      .map((binding) => new TextColumnReader(context, binding));
    this.#numbers = bindings.filter(isNumeric).map((binding) => new NumberColumnReader(context, binding));
    this.#dates = bindings
      .filter(({ canonical }) => kindOf(canonical) === 'date')
      .map((binding) => new DateColumnReader(context, binding));
  }

  /** Gathers what the decisions need; every row is looked at once. */
  look(rows: TapeRows): void {
    for (const column of this.#texts) column.look(rows);
    for (const column of this.#numbers) column.look(rows);
    for (const column of this.#dates) column.look(rows);
  }

  /** Decides after all rows were looked at; all questions are asked at once. */
  decide(blocks: TapeBlocks): Outcome<DecidedColumns> {
    for (const column of this.#texts) column.decide();
    const again = this.#numbers.filter((column) => column.decideMark());
    if (again.length > 0) blocks.each((rows) => lookAgain(again, rows));
    const problems = this.#numbers.flatMap((column) => column.decide() ?? []);
    const proven = new Set(this.#dates.flatMap((column) => column.proven() ?? []));
    const lent = proven.size === 1 ? [...proven][0] : undefined;
    const stated = this.#context.options.dateOrder;
    problems.push(...this.#dates.flatMap((column) => column.decide(stated, lent) ?? []));
    return problems.length > 0 ? failed(problems) : succeeded(this);
  }

  read(rows: TapeRows): TapeColumns {
    const keeps = ({ binding }: { readonly binding: { readonly canonical: CanonicalName } }) =>
      !this.#dropped.has(binding.canonical);
    const texts = new Map(this.#texts.map((column) => [column.binding.canonical, column.read(rows)]));
    const frequencies = texts.get('paymentFrequency');
    return {
      texts,
      numbers: new Map(
        this.#numbers
          .filter(keeps)
          .map((column) => [column.binding.canonical, column.read(rows, frequencies)]),
      ),
      dates: new Map(
        this.#dates.filter(keeps).map((column) => [column.binding.canonical, column.read(rows)]),
      ),
      bindings: this.#bindings(),
    };
  }

  /** Columns of words and dates with a row a distinct text, for decisions on the tape as a whole. */
  summary(): TapeColumns {
    return {
      numbers: new Map(),
      texts: new Map(this.#texts.map((column) => [column.binding.canonical, column.summary()])),
      dates: new Map(
        this.#dates
          .filter(({ binding }) => !this.#dropped.has(binding.canonical))
          .map((column) => [column.binding.canonical, column.summary()]),
      ),
      bindings: this.#bindings(),
    };
  }

  drop(column: CanonicalName): void {
    this.#dropped.add(column);
  }

  /** What reading counts begins anew. */
  restart(): void {
    for (const column of this.#numbers) column.restart();
  }

  /** Warnings of what the user states and no column needs. */
  withoutEffect(): Problem[] {
    const { options } = this.#context;
    const applied = new Set<'decimalMark' | 'dateOrder'>();
    if (this.#numbers.some((column) => column.appliesMark)) applied.add('decimalMark');
    const hasOrder = this.#dates.some(({ order }) => order !== undefined && order === options.dateOrder);
    if (hasOrder) applied.add('dateOrder');
    return optionsWithoutEffect({ options, applied, reports: this.reports().reports });
  }

  reportOf(canonical: CanonicalName): TapeColumnReport | undefined {
    const column = this.#numbers.find(({ binding }) => binding.canonical === canonical);
    return column === undefined ? undefined : columnReport(column.binding, column.unit, column.evidence);
  }

  reports(): ColumnReports {
    const ids = this.#context.map.bindings.filter(({ canonical }) => kindOf(canonical) === 'id');
    const reports = [
      ...ids.map((binding) => columnReport(binding, null, 'text, never parsed')),
      ...this.#texts.map(({ binding, evidence }) => columnReport(binding, null, evidence)),
      ...this.#numbers.map(({ binding, unit, evidence }) => columnReport(binding, unit, evidence)),
      ...this.#dates.map(({ binding, evidence }) => columnReport(binding, null, evidence)),
    ].filter(({ canonical }) => !this.#dropped.has(canonical));
    const order = new Map(this.#context.map.bindings.map(({ canonical }, i) => [canonical, i]));
    return {
      reports: reports.sort((a, b) => order.get(a.canonical)! - order.get(b.canonical)!),
      dateOrder: this.#dates.find((column) => column.order !== undefined)?.order,
    };
  }

  #bindings(): TapeColumns['bindings'] {
    return new Map(this.#context.map.bindings.map((binding) => [binding.canonical, binding]));
  }
}

function lookAgain(columns: readonly NumberColumnReader[], rows: TapeRows): boolean {
  for (const column of columns) column.lookAgain(rows);
  return true;
}

/** Columns without which a row cannot be projected keep their unreadable cells, which reject the rows. */
const indispensable: ReadonlySet<CanonicalName> = new Set<CanonicalName>([
  'currentBalance',
  'faceAmount',
  'annualRate',
  'dailyRate',
  'remainingTermMonths',
]);

function countStates(state: Uint8Array, count: StateCount): void {
  let [good, bad] = [0, 0];
  for (let row = 0; row < state.length; row++) {
    if (state[row] === present) good++;
    else if (state[row] === unreadable) bad++;
  }
  count.good += good;
  count.bad += bad;
}

interface StateCount {
  good: number;
  bad: number;
  first: CellExample | undefined;
}

/** Counts what can be read of each column: one of which most cells cannot is a wrong column, not thousands of wrong loans. */
export class UnreadableColumns {
  readonly #counts = new Map<CanonicalName, StateCount>();

  add(rows: TapeRows, { numbers, dates, bindings }: TapeColumns): void {
    for (const cells of [numbers, dates]) {
      for (const [canonical, { state, isFull }] of cells) {
        if (indispensable.has(canonical)) continue;
        const count = this.#countOf(canonical);
        if (isFull === true) count.good += state.length;
        else countStates(state, count);
        if (count.bad === 0 || count.first !== undefined) continue;
        const row = state.indexOf(unreadable);
        const { column } = bindings.get(canonical)!;
        count.first = { line: rows.lineOf(row), text: trimmedCell(rows, row, column) };
      }
    }
  }

  /** A warning for each column that is not to be used. */
  found(tape: string, bindings: TapeColumns['bindings']): { canonical: CanonicalName; warning: Problem }[] {
    return [...this.#counts].flatMap(([canonical, { good, bad, first }]) => {
      if (first === undefined || bad <= good) return [];
      const message = `${bad} cells, such as ${quoted(first.text, 30)}, cannot be read as ${canonical}; the column is not used`;
      const at = `${tape}:${first.line}:${bindings.get(canonical)!.heading.text}`;
      return [{ canonical, warning: problem('warning', 'unreadable-column', at, message) }];
    });
  }

  #countOf(canonical: CanonicalName): StateCount {
    let count = this.#counts.get(canonical);
    if (count === undefined) {
      count = { good: 0, bad: 0, first: undefined };
      this.#counts.set(canonical, count);
    }
    return count;
  }
}
