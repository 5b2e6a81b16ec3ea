import { type CalendarDate, formatDate } from '#basics/calendarDate.js';
import { printable } from '#basics/printable.js';
import { type Problem, problem } from '#basics/problem.js';
import type { CanonicalName } from './canonicalColumns.js';
import type { TapeColumnReport, TapeColumns } from './columnReader.js';
import { Finding } from './findings.js';
import { type LoanPlace, placesText } from './loanPlaces.js';
import { hashNumbers, type RepeatCandidates, RepeatedRows } from './repeatedRows.js';
import { simplifyChinese } from './simplifiedChinese.js';
import { present, trimmedCell } from './tapeCells.js';
import type { TapeRows } from './tapeRows.js';

/** Accepted rows of a run of rows. */
export interface AcceptedRows {
  readonly rows: TapeRows;
  readonly columns: TapeColumns;
  readonly accepted: Uint32Array;
  readonly cutOff: CalendarDate | undefined;
  /** How the annual rates were read. */
  readonly rateReport: TapeColumnReport | undefined;
}

type RowFinding = 'possible-double' | 'stale' | 'documents-open' | 'odd-rate';

/** What accepted rows say in columns that do not reach the loan table. */
export class RowChecks {
  readonly #doubles: RepeatedRows<number>;
  readonly #found: { readonly [code in RowFinding]: Finding } = {
    'possible-double': new Finding(),
    stale: new Finding(),
    'documents-open': new Finding(),
    'odd-rate': new Finding(),
  };
  #accepted = 0;
  #firstOfDouble = 0;
  #oddRate = '';

  constructor(rowCount: number, doubles: RepeatCandidates | undefined) {
    this.#doubles = new RepeatedRows(rowCount, doubles);
  }

  add(tape: AcceptedRows): void {
    this.#accepted += tape.accepted.length;
    const note = (code: RowFinding, row: number) => this.#found[code].add(() => placeOf(tape, row), 0);
    this.#addDoubles(tape, (row) => note('possible-double', row));
    addStale(tape, (row) => note('stale', row));
    addOpenDocuments(tape, (row) => note('documents-open', row));
    addOddRates(tape, (row, cell) => {
      if (this.#found['odd-rate'].count === 0) this.#oddRate = cell;
      note('odd-rate', row);
    });
  }

  /** Rows that may be doubles, if a second run has to tell. */
  get candidates(): RepeatCandidates | undefined {
    return this.#doubles.candidates;
  }

  problems(tape: string, headings: (column: string) => string, cutOff: CalendarDate | undefined): Problem[] {
    const documents = this.#found['documents-open'];
    const odd = printable(this.#oddRate, 20);
    const says: readonly (readonly [RowFinding, CanonicalName, string])[] = [
      [
        'possible-double',
        'obligorId',
        `same borrower, dates and original balance as an earlier row (the first as line ${this.#firstOfDouble}); no loans are merged`,
      ],
      [
        'stale',
        'lastUpdateDate',
        `last updated more than a year before ${cutOff === undefined ? '' : formatDate(cutOff)}`,
      ],
      ['documents-open', 'documentStatus', 'documents missing or not complete'],
      [
        'odd-rate',
        'annualRate',
        `${odd} is read as ${odd} % in a column of percent figures; --rate-unit percent says that it is meant`,
      ],
    ];
    return says.flatMap(([code, canonical, what]) => {
      const { count, places } = this.#found[code];
      // Where at least half of the loans have complete documents, the others are named.
      if (count === 0 || (code === 'documents-open' && documents.count * 2 > this.#accepted)) return [];
      const message = `${count} of ${this.#accepted} loans: ${what} (${placesText(places)})`;
      return [problem('warning', code, `${tape}:${places[0]!.line}:${headings(canonical)}`, message)];
    });
  }

  /**
   * Loans of one borrower with the same dates and the same original balance as an earlier row: one
   * loan may stand on the tape twice under two ids, with whatever balance.
   */
  #addDoubles({ rows, columns, accepted }: AcceptedRows, note: (row: number) => void): void {
    const obligors = columns.texts.get('obligorId');
    const original = columns.numbers.get('originalBalance') ?? columns.numbers.get('faceAmount');
    const start = columns.dates.get('originationDate');
    const end = columns.dates.get('maturityDate') ?? columns.dates.get('dueDate');
    if (obligors === undefined || original === undefined || start === undefined || end === undefined) return;
    const compared = new Uint32Array(accepted.length);
    const [highs, lows] = [new Int32Array(accepted.length), new Int32Array(accepted.length)];
    let count = 0;
    for (const row of accepted) {
      if (obligors.codes[row] === 0 || original.state[row] !== present || start.state[row] !== present)
        continue;
      const whole = [obligors.codes[row]!, start.days[row]!, end.days[row]!] as const;
      hashNumbers(whole, original.values[row]!, highs, lows, count);
      compared[count++] = row;
    }
    for (const place of this.#doubles.mayRepeat(highs, lows, count)) {
      const row = compared[place]!;
      const key = `${obligors.codes[row]} ${original.values[row]} ${start.days[row]} ${end.days[row]}`;
      const earlier = this.#doubles.earlier(key, rows.lineOf(row));
      if (earlier === undefined) continue;
      if (this.#found['possible-double'].count === 0) this.#firstOfDouble = earlier;
      note(row);
    }
  }
}

function placeOf({ rows, columns }: AcceptedRows, row: number): LoanPlace {
  const ids = columns.bindings.get('loanId');
  return { line: rows.lineOf(row), id: ids === undefined ? '' : trimmedCell(rows, row, ids.column) };
}

const staleAfterDays = 365;

function addStale(tape: AcceptedRows, note: (row: number) => void): void {
  const updated = tape.columns.dates.get('lastUpdateDate');
  if (updated === undefined || tape.cutOff === undefined) return;
  const before = tape.cutOff - staleAfterDays;
  for (const row of tape.accepted) {
    if (updated.state[row] === present && updated.days[row]! < before) note(row);
  }
}

const complete = /^(?:complete|completed|full|yes|y|true|ok|received|齐全|完整|已齐|是)$/i;

function addOpenDocuments(tape: AcceptedRows, note: (row: number) => void): void {
  const texts = tape.columns.texts.get('documentStatus');
  if (texts === undefined) return;
  const isComplete = texts.labels.map((label) => complete.test(simplifyChinese(label)));
  for (const row of tape.accepted) {
    const code = texts.codes[row]!;
    if (code === 0 || !isComplete[code - 1]) note(row);
  }
}

/** As a fraction: no loan of a percent column is believed to cost less than 0.3 % a year. */
const oddRateMost = 0.003;

/**
 * A column of percent figures with a few that look like fractions: 0.065 among 6.5 is read as 0.065 %, and was
 * perhaps meant as 6.5 %. A cell with a percent sign of its own, or a stated unit, leaves no doubt.
 */
function addOddRates(tape: AcceptedRows, note: (row: number, cell: string) => void): void {
  const { columns, rows } = tape;
  const binding = columns.bindings.get('annualRate');
  const rates = columns.numbers.get('annualRate');
  if (binding === undefined || rates === undefined || tape.rateReport?.unit !== 'percent') return;
  if (tape.rateReport.evidence.startsWith('percent, as stated')) return;
  for (const row of tape.accepted) {
    const rate = rates.values[row]!;
    if (rates.state[row] !== present || rate <= 0 || rate >= oddRateMost) continue;
    const cell = trimmedCell(rows, row, binding.column);
    if (!/[%\uff05]$/.test(cell)) note(row, cell);
  }
}
