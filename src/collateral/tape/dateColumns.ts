import type { Problem } from '#basics/problem.js';
import { columnPlace, exampleAt } from './columnQuestion.js';
import type { ColumnContext } from './columnReader.js';
import { DistinctTexts } from './distinctTexts.js';
import { formulaCells } from './formulaCells.js';
import type { ColumnBinding } from './mapColumns.js';
import { type InspectedDates, inspectDates, settleDates } from './readDates.js';
import { CellRoom, type DateCells, present, unreadable } from './tapeCells.js';
import type { DateOrder } from './tapeOptions.js';
import type { TapeRows } from './tapeRows.js';

const nothingRead: DateCells = { days: new Int32Array(0), state: new Uint8Array(0), monthsOnly: false };

/** A column of dates: its distinct texts are gathered run by run, read once, and each run takes its days from them. */
export class DateColumnReader {
  readonly binding: ColumnBinding;
  readonly #tape: string;
  readonly #room: CellRoom;
  readonly #texts = new DistinctTexts();
  #inspected: InspectedDates | undefined;
  #cells = nothingRead;
  /** By the codes of the scanner, where it has read the column. */
  #dayOfOwn: Int32Array = new Int32Array(0);
  #stateOfOwn: Uint8Array = new Uint8Array(0);
  /** Whether every text is a date. */
  #isComplete = false;
  order: DateOrder | undefined;
  evidence = '';

  constructor(context: ColumnContext, binding: ColumnBinding) {
    this.#tape = context.tape;
    this.#room = new CellRoom(context.reusesCells);
    this.binding = binding;
  }

  look(rows: TapeRows): void {
    this.#texts.look(this.#at(rows));
  }

  /** The order that the column itself proves. */
  proven(): DateOrder | undefined {
    const at = this.#texts.asColumn(this.#tape, this.binding.heading.text);
    this.#inspected = inspectDates(at, this.#texts, this.binding.rule.missing);
    return this.#inspected.proofs.proven();
  }

  decide(stated: DateOrder | undefined, lent: DateOrder | undefined): Problem | undefined {
    if (this.#inspected === undefined) throw new Error('dates are settled after they were inspected');
    const column = settleDates(this.#inspected, stated, lent);
    if ('severity' in column) return column;
    const formula = this.#formulaCells(column.cells);
    if (formula !== undefined) return formula;
    this.#cells = column.cells;
    const { ownCount } = this.#texts;
    this.#dayOfOwn = this.#texts.byOwnCodes(column.cells.days, new Int32Array(ownCount));
    this.#stateOfOwn = this.#texts.byOwnCodes(column.cells.state, new Uint8Array(ownCount));
    this.#isComplete = column.cells.state.every((state) => state === present);
    this.order = column.order;
    this.evidence = column.evidence;
    return undefined;
  }

  read(rows: TapeRows): DateCells {
    const at = this.#at(rows);
    const { days, state, monthsOnly } = this.#cells;
    const cells = { ...this.#room.dates(rows.rowCount), monthsOnly, isFull: this.#isComplete };
    const own = at.stored?.words?.codes;
    const texts = own ?? this.#texts.codesOf(at);
    const dayOf = own === undefined ? days : this.#dayOfOwn;
    for (let row = 0; row < rows.rowCount; row++) cells.days[row] = dayOf[texts[row]!]!;
    if (this.#isComplete) cells.state.fill(present);
    else {
      const stateOf = own === undefined ? state : this.#stateOfOwn;
      for (let row = 0; row < rows.rowCount; row++) cells.state[row] = stateOf[texts[row]!]!;
    }
    return cells;
  }

  /** One row a distinct text, with the number of rows that it stands for. */
  summary(): DateCells {
    return this.#cells;
  }

  #formulaCells({ state }: DateCells): Problem | undefined {
    const { texts, counts } = this.#texts;
    const formulas = texts.flatMap((text, i) => (state[i] === unreadable && text.startsWith('=') ? [i] : []));
    const count = formulas.reduce((sum, i) => sum + counts[i]!, 0);
    const at = this.#texts.asColumn(this.#tape, this.binding.heading.text);
    return formulaCells(at, count, formulas[0] === undefined ? undefined : exampleAt(at, formulas[0]));
  }

  #at(rows: TapeRows) {
    return columnPlace(this.#tape, rows, this.binding.column, this.binding.heading.text);
  }
}
