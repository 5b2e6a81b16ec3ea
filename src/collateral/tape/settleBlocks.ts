import type { CalendarDate } from '#basics/calendarDate.js';
import { type Problem, problem } from '#basics/problem.js';
import type { LoanTable } from '../loanTable.js';
import { LoanTableBuilder } from './buildLoanTable.js';
import type { CanonicalName } from './canonicalColumns.js';
import { IdCheck } from './checkIds.js';
import { LoanChecks, maturedWarning } from './checkLoans.js';
import { RowChecks } from './checkRows.js';
import type { TapeColumns } from './columnReader.js';
import { DerivationCounts, type DerivedColumn } from './derivations.js';
import { Finding } from './findings.js';
import { fateOf, type Judgement, judgeRows } from './judgeRows.js';
import { type LoanColumns, loanColumns } from './loanColumns.js';
import { placesText } from './loanPlaces.js';
import { NoteRows } from './noteRows.js';
import { PoolViewSums, type PoolViews } from './poolViews.js';
import { type DecidedColumns, UnreadableColumns } from './readColumns.js';
import type { RepeatCandidates } from './repeatedRows.js';
import { RowCounts } from './rowCounts.js';
import type { TapeBlocks } from './tapeBlocks.js';
import { type NumberCells, present, trimmedCell } from './tapeCells.js';
import type { TapeRows } from './tapeRows.js';
import { type DoubtedTop, TotalRows } from './totalRows.js';
import type { VocabularyColumn } from './vocabulary.js';

/** All that is decided before the rows are judged. */
export interface SettleTerms {
  readonly name: string;
  readonly headingCount: number;
  readonly columns: DecidedColumns;
  readonly bindings: TapeColumns['bindings'];
  /** Columns of words that nobody knows and that steer nothing. */
  readonly unusedWords: ReadonlySet<CanonicalName>;
  readonly knownVocabulary: ReadonlySet<VocabularyColumn>;
  /** All that some row states. */
  readonly currencies: readonly string[];
  readonly cutOff: CalendarDate | undefined;
  /** The day that rows with a cut-off of their own must state. */
  readonly statedCutOff: CalendarDate | undefined;
  /** Whether the user has chosen it among several days of the tape. */
  readonly isDayChosen: boolean;
  /** Whether a loan whose term only a date can tell ends the run, so that a cut-off is assumed. */
  readonly needsCutOff: boolean;
  readonly dailyRateDays: 360 | 365;
  readonly rejectsListed: number;
  /** Whether the loans themselves are wanted, not only what is said of them. */
  readonly keepsLoans: boolean;
  /** What a first run found to be compared. */
  readonly repeats: TapeRepeats | undefined;
  /** What a first run found to be no total at the top. */
  readonly doubtedTop: DoubtedTop | undefined;
}

export interface TapeRepeats {
  readonly ids: RepeatCandidates;
  readonly doubles: RepeatCandidates;
}

export interface SettledBlocks {
  readonly tables: readonly LoanTable[];
  readonly counts: ReturnType<RowCounts['result']>;
  readonly views: PoolViews;
  readonly derived: readonly DerivedColumn[];
  readonly unreadable: ReturnType<UnreadableColumns['found']>;
  /** Labels of the currency column that accepted loans have. */
  readonly currencies: ReadonlySet<string>;
  /** Undefined where nothing may repeat, or the run has compared it. */
  readonly repeats: TapeRepeats | undefined;
  /** Not empty where a total at the top, believed so far, is none. */
  readonly doubtedTop: DoubtedTop;
  readonly distinctIds: number;
  problems(words: ProblemWords): Problem[];
}

export interface ProblemWords {
  readonly headings: (column: string) => string;
  /** In place of what the ids say. */
  readonly idProblem: Problem | undefined;
  /** The heading that told when loans end. */
  readonly maturity: string;
  readonly currency: string | undefined;
}

/** One run through all rows: read, derived, judged, checked and added up. Undefined where it lacks a cut-off. */
export function settleBlocks(blocks: TapeBlocks, terms: SettleTerms): SettledBlocks | undefined {
  terms.columns.restart();
  const run = new SettleRun(terms, blocks.rowCount);
  let lacksCutOff = false;
  blocks.each((rows) => {
    lacksCutOff = !run.add(rows);
    return !lacksCutOff;
  });
  return lacksCutOff ? undefined : run.result();
}

class SettleRun {
  readonly #terms: SettleTerms;
  readonly #totals: TotalRows;
  readonly #builder = new LoanTableBuilder();
  readonly #tables: LoanTable[] = [];
  readonly #counts: RowCounts;
  readonly #views = new PoolViewSums();
  readonly #derived = new DerivationCounts();
  readonly #unreadable = new UnreadableColumns();
  readonly #loanChecks: LoanChecks;
  readonly #rowChecks: RowChecks;
  readonly #ids: IdCheck;
  readonly #matured = new Finding();
  readonly #notes = new NoteRows();
  readonly #withoutId = new Finding();
  readonly #currencies = new Set<string>();

  constructor(terms: SettleTerms, rowCount: number) {
    this.#terms = terms;
    this.#totals = new TotalRows(terms.doubtedTop);
    this.#loanChecks = new LoanChecks(terms.currencies);
    this.#counts = new RowCounts(terms.rejectsListed);
    this.#rowChecks = new RowChecks(rowCount, terms.repeats?.doubles);
    this.#ids = new IdCheck(rowCount, terms.repeats?.ids);
  }

  /** False where the rows need a cut-off to tell their term. */
  add(rows: TapeRows): boolean {
    const { columns, cutOff, dailyRateDays, name } = this.#terms;
    const read = this.#withoutUnused(columns.read(rows));
    this.#unreadable.add(rows, read);
    const loans = loanColumns(read, rows.rowCount, { cutOff, dailyRateDays });
    if (this.#terms.needsCutOff && lacksTerms(loans, read)) return false;
    const judgement = this.#judge(rows, read, loans);
    const accepted = acceptedRows(judgement);
    this.#counts.add(loans, judgement);
    this.#derived.add(loans.derived, accepted);
    this.#noteCurrencies(read, accepted);
    this.#noteMissingIds(rows, accepted);
    this.#noteMatured(rows, loans, judgement);
    this.#notes.add(rows, read, judgement);
    this.#rowChecks.add({
      rows,
      columns: read,
      accepted,
      cutOff,
      rateReport: columns.reportOf('annualRate'),
    });
    const table = this.#builder.add({
      name,
      rows,
      columns: read,
      loans,
      accepted,
      currency: undefined,
      cutOff,
    });
    this.#loanChecks.add(table);
    if (this.#terms.bindings.has('loanId')) this.#ids.add(table);
    this.#views.add(table);
    if (this.#terms.keepsLoans) this.#tables.push(table);
    return true;
  }

  result(): SettledBlocks {
    const { name, bindings, cutOff, repeats } = this.#terms;
    const [ids, doubles] = [this.#ids.candidates, this.#rowChecks.candidates];
    const mayRepeat = repeats === undefined && (ids !== undefined || doubles !== undefined);
    return {
      tables: this.#tables,
      counts: this.#counts.result(),
      views: this.#views.result(),
      derived: this.#derived.list(),
      unreadable: this.#unreadable.found(name, bindings),
      currencies: this.#currencies,
      repeats: mayRepeat ? { ids: ids ?? new Set(), doubles: doubles ?? new Set() } : undefined,
      doubtedTop: this.#terms.doubtedTop === undefined ? this.#totals.doubtedTop() : new Map(),
      distinctIds: this.#ids.distinct,
      problems: ({ headings, idProblem, maturity, currency }) => [
        ...this.#notes.problems(name),
        ...this.#rowChecks.problems(name, headings, cutOff),
        ...this.#loanChecks.problems(name, headings, currency),
        ...missingIds(name, headings('loanId'), this.#withoutId),
        ...[idProblem ?? this.#ids.problem(name, headings('loanId'))].flatMap((found) => found ?? []),
        ...(this.#matured.count === 0 ? [] : [maturedWarning(name, this.#matured, cutOff, maturity)]),
      ],
    };
  }

  #withoutUnused(columns: TapeColumns): TapeColumns {
    const { unusedWords } = this.#terms;
    if (unusedWords.size === 0) return columns;
    const texts = new Map([...columns.texts].filter(([canonical]) => !unusedWords.has(canonical)));
    return { ...columns, texts };
  }

  #judge(rows: TapeRows, columns: TapeColumns, loans: LoanColumns): Judgement {
    const { headingCount, statedCutOff, isDayChosen, rejectsListed, knownVocabulary } = this.#terms;
    const amounts = new Map<string, NumberCells>();
    for (const name of amountColumns) {
      const cells = columns.numbers.get(name);
      if (cells !== undefined) amounts.set(name, cells);
    }
    const totals = this.#totals.find(rows, amounts);
    return judgeRows({
      rows,
      headingCount,
      columns,
      loans,
      totals,
      cutOff: statedCutOff,
      isDayChosen,
      rejectsListed,
      knownVocabulary,
    });
  }

  #noteCurrencies({ texts }: TapeColumns, accepted: Uint32Array): void {
    const cells = texts.get('currency');
    if (cells === undefined) return;
    const isSeen = new Uint8Array(cells.labels.length + 1);
    for (const row of accepted) isSeen[cells.codes[row]!] = 1;
    cells.labels.forEach((label, i) => {
      if (isSeen[i + 1] === 1) this.#currencies.add(label);
    });
  }

  #noteMissingIds(rows: TapeRows, accepted: Uint32Array): void {
    const column = this.#terms.bindings.get('loanId')?.column;
    if (column === undefined) return;
    const stored = rows.columns?.[column]?.ids;
    for (const row of accepted) {
      if (stored === undefined ? trimmedCell(rows, row, column) !== '' : !stored.isEmptyAt(row)) continue;
      this.#withoutId.add(() => ({ line: rows.lineOf(row), id: '' }), 0);
    }
  }

  #noteMatured(rows: TapeRows, loans: LoanColumns, judgement: Judgement): void {
    const ids = this.#terms.bindings.get('loanId');
    for (const row of loans.matured) {
      if (fateOf(judgement, row) !== 'accepted') continue;
      const id = () => (ids === undefined ? '' : trimmedCell(rows, row, ids.column));
      this.#matured.add(() => ({ line: rows.lineOf(row), id: id() }), loans.balance.values[row]!);
    }
  }
}

const amountColumns = ['currentBalance', 'faceAmount', 'originalBalance', 'creditLimit'] as const;

function missingIds(tape: string, heading: string, { count, places }: Finding): Problem[] {
  if (count === 0) return [];
  const message = `${count} loans have no id; their line numbers serve (${placesText(places)})`;
  return [problem('warning', 'no-loan-id', `${tape}:${places[0]!.line}:${heading}`, message)];
}

function lacksTerms(loans: LoanColumns, columns: TapeColumns): boolean {
  const dates = (['maturityDate', 'dueDate', 'originationDate'] as const).flatMap(
    (name) => columns.dates.get(name) ?? [],
  );
  const { balance, term } = loans;
  return term.state.some(
    (state, row) =>
      state !== present && balance.values[row]! > 0 && dates.some((d) => d.state[row] === present),
  );
}

function acceptedRows(judgement: Judgement): Uint32Array {
  const rows = new Uint32Array(judgement.fates.length);
  let count = 0;
  if (judgement.areAllAccepted) {
    for (let row = 0; row < rows.length; row++) rows[row] = row;
    return rows;
  }
  for (let row = 0; row < rows.length; row++) if (fateOf(judgement, row) === 'accepted') rows[count++] = row;
  return rows.subarray(0, count);
}
