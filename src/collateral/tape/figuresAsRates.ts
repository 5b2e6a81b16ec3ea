import type { Problem } from '#basics/problem.js';
import type { CanonicalName } from './canonicalColumns.js';
import { columnPlace } from './columnQuestion.js';
import { type ColumnContext, secondColumns } from './columnReader.js';
import type { Figures } from './figures.js';
import type { ColumnBinding } from './mapColumns.js';
import type { StatedRateUnit } from './rateSigns.js';
import type { RatePeriod, RateUnitDecision } from './rateUnit.js';
import { replaceZeros } from './readAmounts.js';
import { RateEvidence, readRates } from './readRates.js';
import { type NumberCells, present, type TextCells } from './tapeCells.js';
import { rateUnits } from './tapeOptions.js';
import type { TapeRows } from './tapeRows.js';

/** Rates as fractions; zeros are taken from a second column where the source says so and that can be read. */
export class FiguresAsRates implements Figures {
  readonly #context: ColumnContext;
  readonly #binding: ColumnBinding;
  readonly #declared: StatedRateUnit | undefined;
  readonly #period: RatePeriod;
  #first: RateEvidence;
  #second: RateEvidence;
  #decision: RateUnitDecision = { unit: 'fraction', evidence: '' };
  #secondUnit: StatedRateUnit | undefined;
  #replaced = 0;

  constructor(context: ColumnContext, binding: ColumnBinding) {
    this.#context = context;
    this.#binding = binding;
    const { heading, rule } = binding;
    this.#declared =
      statedUnits.find((unit) => unit === heading.unit) ?? rateUnits.find((unit) => unit === rule.unit);
    this.#period = binding.canonical === 'dailyRate' ? 'daily' : rule.perYear === 12 ? 'monthly' : 'annual';
    this.#first = new RateEvidence(this.#period, this.#declared);
    this.#second = new RateEvidence(this.#period, this.#declared);
  }

  forget(): void {
    this.#first = new RateEvidence(this.#period, this.#declared);
    this.#second = new RateEvidence(this.#period, this.#declared);
  }

  look(rows: TapeRows, mark: '.' | ','): void {
    const reading = { mark, missing: this.#binding.rule.missing };
    this.#first.look(this.#at(rows), reading);
    for (const place of this.#seconds(rows)) this.#second.look(place, reading);
  }

  decide(): Problem | undefined {
    const { tape, options } = this.#context;
    const { canonical, heading } = this.#binding;
    // The user's word is about the loans' own rate; default rates, caps and floors keep their unit.
    const stated = isLoanRate(canonical) ? options.rateUnit : undefined;
    const decision = this.#first.decide({ tape, heading: heading.text }, this.#declared, stated);
    if ('severity' in decision) return decision;
    this.#decision = decision;
    const second = this.#second.decide({ tape, heading: heading.text }, this.#declared, stated);
    this.#secondUnit = 'severity' in second ? undefined : second.unit;
    return undefined;
  }

  read(rows: TapeRows, mark: '.' | ',', _: TextCells | undefined, into: NumberCells): NumberCells {
    const reading = { mark, missing: this.#binding.rule.missing };
    const cells = readRates(this.#at(rows), reading, this.#decision.unit, into);
    const { perYear } = this.#binding.rule;
    if (perYear !== undefined) {
      for (let row = 0; row < rows.rowCount; row++) {
        if (cells.state[row] === present) cells.values[row]! *= perYear;
      }
    }
    if (this.#secondUnit === undefined) return cells;
    for (const place of this.#seconds(rows)) {
      this.#replaced += replaceZeros(cells, readRates(place, reading, this.#secondUnit));
    }
    return cells;
  }

  get unit(): StatedRateUnit {
    return this.#decision.unit;
  }

  get evidence(): string {
    const { whenZero, perYear } = this.#binding.rule;
    const times =
      perYear === undefined ? '' : `; a rate for one of ${perYear} periods of a year, times ${perYear}`;
    const evidence = `${this.#decision.evidence}${times}`;
    if (whenZero === undefined || this.#secondUnit === undefined || !this.#hasSecond) return evidence;
    return `${evidence}; ${this.#replaced} zeros taken from ${whenZero}`;
  }

  /** Reading begins anew. */
  restart(): void {
    this.#replaced = 0;
  }

  #hasSecond = false;

  #seconds(rows: TapeRows) {
    const { whenZero } = this.#binding.rule;
    const places = secondColumns(this.#context, rows, whenZero === undefined ? [] : [whenZero]);
    if (places.length > 0) this.#hasSecond = true;
    return places;
  }

  #at(rows: TapeRows) {
    return columnPlace(this.#context.tape, rows, this.#binding.column, this.#binding.heading.text);
  }
}

const statedUnits = ['percent', 'permille', 'basis-point'] as const;

function isLoanRate(canonical: CanonicalName): boolean {
  return canonical === 'annualRate' || canonical === 'dailyRate';
}
