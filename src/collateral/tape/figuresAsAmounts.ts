import { kindOf } from './canonicalColumns.js';
import { columnPlace } from './columnQuestion.js';
import { type ColumnContext, secondColumns } from './columnReader.js';
import type { Figures } from './figures.js';
import type { ColumnBinding } from './mapColumns.js';
import { readAmounts, readDaysPastDue, subtractCells } from './readAmounts.js';
import type { NumberCells, TextCells } from './tapeCells.js';
import type { TapeRows } from './tapeRows.js';

/** Amounts and plain numbers, less those of other columns where the source says so. */
export class FiguresAsAmounts implements Figures {
  readonly #context: ColumnContext;
  readonly #binding: ColumnBinding;
  readonly #shift: number;

  constructor(context: ColumnContext, binding: ColumnBinding) {
    this.#context = context;
    this.#binding = binding;
    this.#shift = binding.heading.unit === 'ten-thousand' ? 4 : 0;
  }

  read(rows: TapeRows, mark: '.' | ',', _: TextCells | undefined, cells: NumberCells): NumberCells {
    const { rule, column, heading } = this.#binding;
    const at = columnPlace(this.#context.tape, rows, column, heading.text);
    const first = readAmounts(at, mark, this.#shift, rule.missing, cells);
    const others = secondColumns(this.#context, rows, rule.minus).map((place) =>
      readAmounts(place, mark, this.#shift, rule.missing),
    );
    return others.length === 0 ? first : subtractCells(first, others);
  }

  get unit(): string | null {
    return kindOf(this.#binding.canonical) === 'money' ? 'currency' : null;
  }

  get evidence(): string {
    const { minus } = this.#binding.rule;
    const evidence = this.#shift === 4 ? ['in 10,000'] : [];
    if (minus !== undefined) evidence.push(`less ${minus.join(' and ')}`);
    return evidence.join(', ');
  }
}

/** Days past due, or months of lateness. */
export class FiguresAsDays implements Figures {
  readonly #context: ColumnContext;
  readonly #binding: ColumnBinding;
  readonly #months: boolean;

  constructor(context: ColumnContext, binding: ColumnBinding) {
    this.#context = context;
    this.#binding = binding;
    this.#months = binding.rule.unit === 'months';
  }

  read(rows: TapeRows, _mark: '.' | ',', _: TextCells | undefined, cells: NumberCells): NumberCells {
    const { rule, column, heading } = this.#binding;
    const at = columnPlace(this.#context.tape, rows, column, heading.text);
    return readDaysPastDue(at, rule.missing, this.#months, cells);
  }

  get unit(): string {
    return this.#months ? 'months' : 'days';
  }

  get evidence(): string {
    return this.#months ? '30 days a month' : '';
  }
}
