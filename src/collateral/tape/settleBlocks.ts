import type { CalendarDate } from '#basics/calendarDate.js';
import type { Problem } from '#basics/problem.js';
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
import { PoolViewSums, type PoolViews } from './poolViews.js';
import { type DecidedColumns, UnreadableColumns } from './readColumns.js';
import type { RepeatCandidates } from './repeatedRows.js';
import { RowCounts } from './rowCounts.js';
import type { TapeBlocks } from './tapeBlocks.js';
import { type NumberCells, present, trimmedCell } from './tapeCells.js';
import type { TapeRows } from './tapeRows.js';
import { TotalRows } from './totalRows.js';
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
  /** Whether a loan whose term only a date can tell ends the run, so that a cut-off is assumed. */
  readonly needsCutOff: boolean;
  readonly dailyRateDays: 360 | 365;
  readonly rejectsListed: number;
  /** Whether the loans themselves are wanted, not only what is said of them. */
  readonly keepsLoans: boolean;
  /** What a first run found to be compared. */
  readonly repeats: TapeRepeats | undefined;
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
  readonly #totals = new TotalRows();
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
  readonly #currencies = new Set<string>();

  constructor(terms: SettleTerms, rowCount: number) {
    this.#terms = terms;
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
    this.#noteMatured(rows, loans, judgement);
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
      distinctIds: this.#ids.distinct,
      problems: ({ headings, idProblem, maturity, currency }) => [
        ...this.#rowChecks.problems(name, headings, cutOff),
        ...this.#loanChecks.problems(name, headings, currency),
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
    const { headingCount, statedCutOff, rejectsListed, knownVocabulary } = this.#terms;
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
