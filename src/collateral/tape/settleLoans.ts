import type { Problem } from '#basics/problem.js';
import { failed, type Outcome, problem, succeeded } from '#basics/problem.js';
import type { LoanTable } from '../loanTable.js';
import { buildLoanTable } from './buildLoanTable.js';
import { type CanonicalName, isCanonicalName } from './canonicalColumns.js';
import { checkIds } from './checkIds.js';
import { checkLoans, maturedWarning } from './checkLoans.js';
import { checkRows } from './checkRows.js';
import type { TapeColumns } from './columnReader.js';
import { assumedCutOff, type CutOff, mixedCutOffs, overriddenCutOff, statedCutOff } from './cutOff.js';
import { ExactSum, exactText } from './exactSum.js';
import { fateOf, type Judgement, judgeRows } from './judgeRows.js';
import { type LoanColumns, loanColumns } from './loanColumns.js';
import { reportTape, type TapeParts } from './reportTape.js';
import { present, trimmedCell } from './tapeCells.js';
import { tapeCurrency } from './tapeCurrency.js';
import type { TapeReading } from './tapeReport.js';
import { findTotalRows } from './totalRows.js';
import { isMostlyKnown, vocabularyColumns } from './vocabulary.js';

const rejectsListedUsually = 1000;

/** From read columns to loans: terms, total rows, each row's fate, the loan table, checks and the report. */
export function settleLoans(parts: TapeParts, warnings: readonly Problem[]): Outcome<TapeReading> {
  const found: Problem[] = [...warnings, ...layoutWarnings(parts)];
  const columns = withoutUnknownWords(parts, found);
  const { loans, cutOff } = settleTerms(parts, columns, found);
  const judgement = judge(parts, columns, loans, cutOff);
  const accepted = acceptedRows(judgement);
  const { currency, problem: mixed } = tapeCurrency(parts.name, columns, accepted);
  if (mixed !== undefined) return failed([mixed]);
  const { name, layout } = parts;
  const table = buildLoanTable({
    name,
    rows: layout.rows,
    columns,
    loans,
    accepted,
    currency,
    cutOff: cutOff.date,
  });
  found.push(...checkRows({ tape: name, rows: layout.rows, columns, accepted, cutOff: cutOff.date }));
  const distinctLoanIds = checkTable(parts, table, found);
  warnMatured(parts, loans, judgement, cutOff, found);
  const report = reportTape(parts, {
    table,
    columns,
    loans,
    accepted,
    judgement,
    cutOff,
    distinctLoanIds,
    warnings: found,
  });
  return succeeded({ table, report }, found);
}

function headingOf({ map }: TapeParts, canonical: string): string {
  const binding = isCanonicalName(canonical)
    ? map.bindings.find((b) => b.canonical === canonical)
    : undefined;
  return binding?.heading.text ?? canonical;
}

function layoutWarnings({ name, layout }: TapeParts): Problem[] {
  if (layout.repeatedHeadings === 0) return [];
  const message = `${layout.repeatedHeadings} lines repeat the headings and are passed over`;
  return [problem('warning', 'repeated-headings', `${name}:${layout.headingLine}`, message)];
}

/** A column of mostly unknown words cannot steer a projection: repayment and frequency go, status is a label. */
function withoutUnknownWords(parts: TapeParts, found: Problem[]): TapeColumns {
  const texts = new Map(parts.columns.texts);
  for (const name of vocabularyColumns) {
    const column = texts.get(name);
    if (column === undefined || isMostlyKnown(name, column)) continue;
    const words = column.labels.slice(0, 5).map((label) => `"${label.slice(0, 30)}"`);
    const outcome = name === 'status' ? 'it serves as a label only' : 'the column is not used';
    const message = `the words of this ${name} column are not known (${words.join(', ')}); ${outcome}`;
    found.push(problem('warning', 'unknown-words', `${parts.name}:${headingOf(parts, name)}`, message));
    if (name !== 'status') texts.delete(name);
  }
  return { ...parts.columns, texts };
}

/** A cut-off is assumed only where the tape has loans whose term nothing but a date can tell. */
function settleTerms(
  parts: TapeParts,
  columns: TapeColumns,
  found: Problem[],
): { loans: LoanColumns; cutOff: CutOff } {
  const { rowCount } = parts.layout.rows;
  const dailyRateDays = parts.options.dailyRateDays ?? 365;
  const stated = statedCutOff(columns, parts.options.cutOffDate);
  found.push(...mixedCutOffs(parts.name, columns, stated), ...overriddenCutOff(parts.name, stated));
  const loans = loanColumns(columns, rowCount, { cutOff: stated.date, dailyRateDays });
  if (stated.date !== undefined || !lacksTerms(loans, columns)) return { loans, cutOff: stated };
  const assumed = assumedCutOff(parts.name, columns);
  if (assumed === undefined) return { loans, cutOff: stated };
  found.push(assumed.warning);
  const settings = { cutOff: assumed.cutOff.date, dailyRateDays };
  return { loans: loanColumns(columns, rowCount, settings), cutOff: assumed.cutOff };
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

const amountColumns: readonly CanonicalName[] = [
  'currentBalance',
  'faceAmount',
  'originalBalance',
  'creditLimit',
];

function judge(parts: TapeParts, columns: TapeColumns, loans: LoanColumns, cutOff: CutOff): Judgement {
  const { rows, headings } = parts.layout;
  const amounts = amountColumns.flatMap((name) => columns.numbers.get(name) ?? []);
  return judgeRows({
    rows,
    headingCount: headings.length,
    columns,
    loans,
    totals: findTotalRows(rows, amounts),
    cutOff: cutOff.overridden === undefined ? cutOff.date : undefined,
    rejectsListed: parts.options.rejectsListed ?? rejectsListedUsually,
  });
}

function acceptedRows(judgement: Judgement): Uint32Array {
  const rows = new Uint32Array(judgement.fates.length);
  let count = 0;
  for (let row = 0; row < rows.length; row++) if (fateOf(judgement, row) === 'accepted') rows[count++] = row;
  return rows.subarray(0, count);
}

/** Checks of the accepted loans; returns the number of distinct ids, if the tape has ids. */
function checkTable(parts: TapeParts, table: LoanTable, found: Problem[]): number | undefined {
  found.push(...checkLoans(table, (column) => headingOf(parts, column)));
  if (!parts.map.bindings.some(({ canonical }) => canonical === 'loanId')) {
    const message = 'the tape has no loanId; line numbers serve as ids';
    found.push(problem('warning', 'no-loan-id', `${parts.name}:${parts.layout.headingLine}`, message));
    return undefined;
  }
  const ids = checkIds(table, headingOf(parts, 'loanId'));
  if (ids.problem !== undefined) found.push(ids.problem);
  return ids.distinct;
}

function warnMatured(
  parts: TapeParts,
  loans: LoanColumns,
  judgement: Judgement,
  cutOff: CutOff,
  found: Problem[],
): void {
  const rows = loans.matured.filter((row) => fateOf(judgement, row) === 'accepted');
  if (rows.length === 0) return;
  const sum = new ExactSum();
  for (const row of rows) sum.add(loans.balance.values[row]!);
  const ids = parts.map.bindings.find(({ canonical }) => canonical === 'loanId');
  const placeOf = (row: number) => ({
    line: parts.layout.rows.lineOf(row),
    id: ids === undefined ? '' : trimmedCell(parts.layout.rows, row, ids.column),
  });
  const heading = headingOf(parts, maturityColumn(parts));
  found.push(maturedWarning(parts.name, rows, placeOf, exactText(sum.total()), cutOff.date, heading));
}

/** The column that told when loans end. */
function maturityColumn({ map }: TapeParts): CanonicalName {
  const names = ['remainingTermMonths', 'maturityDate', 'dueDate', 'originalTermMonths'] as const;
  return names.find((name) => map.bindings.some((b) => b.canonical === name)) ?? 'maturityDate';
}
