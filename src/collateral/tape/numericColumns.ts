import type { Problem } from '#basics/problem.js';
import { kindOf } from './canonicalColumns.js';
import { type CellExample, type ColumnPlace, columnPlace, exampleAt } from './columnQuestion.js';
import type { ColumnContext } from './columnReader.js';
import { type MarkDecision, MarkForms } from './decimalMark.js';
import type { Figures } from './figures.js';
import { FiguresAsAmounts, FiguresAsDays } from './figuresAsAmounts.js';
import { FiguresAsRates } from './figuresAsRates.js';
import { FiguresAsTerms } from './figuresAsTerms.js';
import { formulaCells } from './formulaCells.js';
import type { ColumnBinding } from './mapColumns.js';
import { isMissing } from './missingText.js';
import { textCell } from './scan/scanLayout.js';
import { CellRoom, type NumberCells, type TextCells } from './tapeCells.js';
import type { TapeRows } from './tapeRows.js';

/** A column of figures: all cells are looked at, one decision is made, then each run of rows is read by it. */
export class NumberColumnReader {
  readonly binding: ColumnBinding;
  readonly #context: ColumnContext;
  readonly #forms = new MarkForms();
  readonly #figures: Figures;
  readonly #room: CellRoom;
  #mark: MarkDecision = { mark: '.', evidence: '', matters: false };
  #formulas = 0;
  #firstFormula: CellExample | undefined;
  #problem: Problem | undefined;

  constructor(context: ColumnContext, binding: ColumnBinding) {
    this.#context = context;
    this.binding = binding;
    this.#figures = figuresOf(context, binding);
    this.#room = new CellRoom(context.reusesCells);
  }

  look(rows: TapeRows): void {
    const at = this.#at(rows);
    this.#forms.look(at);
    this.#lookForFormulas(at);
    // As if the mark were a point, which it nearly always is; else `lookAgain` puts it right.
    this.#figures.look?.(rows, '.');
  }

  /** Whether the decision needs another look at all rows, under the mark that has been found. */
  decideMark(): boolean {
    const kind = kindOf(this.binding.canonical);
    const { semicolons, options } = this.#context;
    const name = { tape: this.#context.tape, heading: this.binding.heading.text };
    const amounts = kind === 'money' || kind === 'number';
    const mark = this.#forms.decide(name, amounts, semicolons, options.decimalMark);
    if ('severity' in mark) this.#problem = mark;
    else this.#mark = mark;
    if (this.#mark.mark === '.' || this.#figures.look === undefined) return false;
    this.#figures.forget?.();
    return true;
  }

  lookAgain(rows: TapeRows): void {
    this.#figures.look?.(rows, this.#mark.mark);
  }

  /** What forbids to use the column. */
  decide(): Problem | undefined {
    const name = { tape: this.#context.tape, heading: this.binding.heading.text };
    return (
      this.#problem ?? this.#figures.decide?.() ?? formulaCells(name, this.#formulas, this.#firstFormula)
    );
  }

  read(rows: TapeRows, frequencies: TextCells | undefined): NumberCells {
    return this.#figures.read(rows, this.#mark.mark, frequencies, this.#room.numbers(rows.rowCount));
  }

  /** Whether the column has a use for the mark that the user states. */
  get appliesMark(): boolean {
    return this.#mark.matters && this.#mark.mark === this.#context.options.decimalMark;
  }

  restart(): void {
    this.#figures.restart?.();
  }

  get unit(): string | null {
    return this.#figures.unit;
  }

  get evidence(): string {
    return [this.#figures.evidence, this.#mark.evidence].filter((text) => text !== '').join('; ');
  }

  #at(rows: TapeRows): ColumnPlace {
    return columnPlace(this.#context.tape, rows, this.binding.column, this.binding.heading.text);
  }

  #lookForFormulas(at: ColumnPlace): void {
    const numbers = at.stored?.numbers;
    if (numbers !== undefined && !numbers.hasTexts) return;
    const scale = numbers?.scale;
    for (let row = 0; row < at.rows.rowCount; row++) {
      if (scale !== undefined && scale[row] !== textCell) continue;
      const text = at.textAt(row);
      if (!text.startsWith('=') || isMissing(text, this.binding.rule.missing)) continue;
      this.#firstFormula ??= exampleAt(at, row);
      this.#formulas++;
    }
  }
}

function figuresOf(context: ColumnContext, binding: ColumnBinding): Figures {
  switch (kindOf(binding.canonical)) {
    case 'rate':
      return new FiguresAsRates(context, binding);
    case 'term':
      return new FiguresAsTerms(context, binding);
    case 'days':
      return new FiguresAsDays(context, binding);
    default:
      return new FiguresAsAmounts(context, binding);
  }
}

/** Whether a column holds figures. */
export function isNumeric({ canonical }: ColumnBinding): boolean {
  return ['money', 'number', 'rate', 'term', 'days'].includes(kindOf(canonical));
}
