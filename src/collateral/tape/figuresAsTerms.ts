import type { Problem } from '#basics/problem.js';
import { columnPlace } from './columnQuestion.js';
import { type ColumnContext, secondColumns } from './columnReader.js';
import type { Figures } from './figures.js';
import { paymentFrequencyOf } from './loanWords.js';
import { type ColumnBinding, positionOf } from './mapColumns.js';
import { readAmounts, subtractCells } from './readAmounts.js';
import { monthsOf, readTerms, type TermDecision, TermEvidence } from './readTerms.js';
import { type NumberCells, present, type TextCells, trimmedCell, unreadable } from './tapeCells.js';
import { type TermUnit, termUnits } from './tapeOptions.js';
import type { TapeRows } from './tapeRows.js';

/** Terms in whole months, less other columns where the source says so. */
export class FiguresAsTerms implements Figures {
  readonly #context: ColumnContext;
  readonly #binding: ColumnBinding;
  #seen = new TermEvidence();
  #decision: TermDecision = { unit: 'months', written: undefined, refusesFractions: true, evidence: '' };

  constructor(context: ColumnContext, binding: ColumnBinding) {
    this.#context = context;
    this.#binding = binding;
  }

  forget(): void {
    this.#seen = new TermEvidence();
  }

  look(rows: TapeRows, mark: '.' | ','): void {
    this.#seen.look(this.#at(rows), { mark, missing: this.#binding.rule.missing });
  }

  decide(): Problem | undefined {
    const { rule, heading } = this.#binding;
    const inHeading = termUnits.find((unit) => unit === heading.unit);
    const name = { tape: this.#context.tape, heading: heading.text };
    const decision = this.#seen.decide(name, {
      headed: rule.unitFrom === undefined ? inHeading : 'months',
      stated: this.#context.options.termUnit,
      declared: termUnits.find((unit) => unit === rule.unit),
    });
    if ('severity' in decision) return decision;
    this.#decision = decision;
    return undefined;
  }

  read(rows: TapeRows, mark: '.' | ',', frequencies: TextCells | undefined, into: NumberCells): NumberCells {
    const { rule } = this.#binding;
    const cells = readTerms(this.#at(rows), { mark, missing: rule.missing }, this.#decision, into);
    this.#toMonths(rows, cells, frequencies);
    const others = secondColumns(this.#context, rows, rule.minus).map((place) =>
      readAmounts(place, mark, 0, rule.missing),
    );
    if (others.length > 0) return subtractCells(cells, others);
    // A unit of its own that a row does not name has made its term unreadable.
    return rule.unitFrom === undefined ? cells : { values: cells.values, state: cells.state };
  }

  get unit(): TermUnit {
    return this.#decision.unit;
  }

  get evidence(): string {
    const { rule } = this.#binding;
    const evidence = [
      rule.unitFrom === undefined ? this.#decision.evidence : `unit from ${rule.unitFrom.heading}`,
    ];
    if (rule.minus !== undefined) evidence.push(`less ${rule.minus.join(' and ')}`);
    return evidence.join(', ');
  }

  #toMonths(rows: TapeRows, cells: NumberCells, frequencies: TextCells | undefined): void {
    const { unitFrom } = this.#binding.rule;
    if (unitFrom === undefined && this.#decision.unit === 'months') {
      for (let row = 0; row < cells.values.length; row++)
        if (cells.state[row] === present) cells.values[row] = monthsOf(cells.values[row]!, 'months', 12);
      return;
    }
    const perYear = frequencies?.labels.map((label) => paymentFrequencyOf(label) ?? 12);
    const unitColumn =
      unitFrom === undefined ? undefined : positionOf(this.#context.map.positions, unitFrom.heading);
    for (let row = 0; row < cells.values.length; row++) {
      if (cells.state[row] !== present) continue;
      let unit: TermUnit | undefined = this.#decision.unit;
      if (unitFrom !== undefined && unitColumn !== undefined) {
        const text = trimmedCell(rows, row, unitColumn);
        unit = Object.hasOwn(unitFrom.units, text) ? unitFrom.units[text] : undefined;
      }
      const payments = perYear?.[frequencies!.codes[row]! - 1] ?? 12;
      if (unit === undefined) cells.state[row] = unreadable;
      cells.values[row] = unit === undefined ? 0 : monthsOf(cells.values[row]!, unit, payments);
    }
  }

  #at(rows: TapeRows) {
    return columnPlace(this.#context.tape, rows, this.#binding.column, this.#binding.heading.text);
  }
}
