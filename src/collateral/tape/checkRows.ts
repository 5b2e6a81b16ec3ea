import { type CalendarDate, formatDate } from '#basics/calendarDate.js';
import { printable } from '#basics/printable.js';
import { type Problem, problem } from '#basics/problem.js';
import type { CanonicalName } from './canonicalColumns.js';
import type { TapeColumns } from './columnReader.js';
import { FirstRows, mixNumber } from './firstRows.js';
import { placesText } from './loanPlaces.js';
import { simplifyChinese } from './simplifiedChinese.js';
import { present, trimmedCell } from './tapeCells.js';
import type { TapeRows } from './tapeRows.js';

export interface AcceptedRows {
  readonly tape: string;
  readonly rows: TapeRows;
  readonly columns: TapeColumns;
  readonly accepted: Uint32Array;
  readonly cutOff: CalendarDate | undefined;
}

/** What accepted rows say in columns that do not reach the loan table. */
export function checkRows(tape: AcceptedRows): Problem[] {
  return [possibleDoubles(tape), staleRows(tape), openDocuments(tape), oddRates(tape)].flatMap(
    (found) => found ?? [],
  );
}

function warning(
  tape: AcceptedRows,
  canonical: CanonicalName,
  code: string,
  rows: readonly number[],
  says: string,
) {
  const heading = tape.columns.bindings.get(canonical)?.heading.text ?? canonical;
  const ids = tape.columns.bindings.get('loanId');
  const placeOf = (row: number) => ({
    line: tape.rows.lineOf(row),
    id: ids === undefined ? '' : trimmedCell(tape.rows, row, ids.column),
  });
  const message = `${rows.length} of ${tape.accepted.length} loans: ${says} (${placesText(rows, placeOf)})`;
  return problem('warning', code, `${tape.tape}:${placeOf(rows[0]!).line}:${heading}`, message);
}

/**
 * Loans of one borrower with the same dates and the same original balance as an earlier row: one
 * loan may stand on the tape twice under two ids, with whatever balance.
 */
function possibleDoubles(tape: AcceptedRows): Problem | undefined {
  const obligors = tape.columns.texts.get('obligorId');
  const original = tape.columns.numbers.get('originalBalance') ?? tape.columns.numbers.get('faceAmount');
  const start = tape.columns.dates.get('originationDate');
  const end = tape.columns.dates.get('maturityDate') ?? tape.columns.dates.get('dueDate');
  if (obligors === undefined || original === undefined || start === undefined || end === undefined)
    return undefined;
  const hashAt = (row: number) =>
    mixNumber(
      mixNumber(mixNumber(obligors.codes[row]!, original.values[row]!), start.days[row]!),
      end.days[row]!,
    );
  const isSame = (row: number, other: number) =>
    obligors.codes[row] === obligors.codes[other] &&
    original.values[row] === original.values[other] &&
    start.days[row] === start.days[other] &&
    end.days[row] === end.days[other];
  const seen = new FirstRows(tape.accepted.length, hashAt, isSame);
  const doubles: number[] = [];
  let first: number | undefined;
  for (const row of tape.accepted) {
    if (obligors.codes[row] === 0 || original.state[row] !== present || start.state[row] !== present)
      continue;
    const earlier = seen.earlier(row);
    if (earlier === undefined) continue;
    first ??= earlier;
    doubles.push(row);
  }
  if (doubles.length === 0) return undefined;
  const says = `same borrower, dates and original balance as an earlier row (the first as line ${tape.rows.lineOf(first!)}); no loans are merged`;
  return warning(tape, 'obligorId', 'possible-double', doubles, says);
}

const staleAfterDays = 365;

function staleRows(tape: AcceptedRows): Problem | undefined {
  const updated = tape.columns.dates.get('lastUpdateDate');
  if (updated === undefined || tape.cutOff === undefined) return undefined;
  const before = tape.cutOff - staleAfterDays;
  const stale: number[] = [];
  for (const row of tape.accepted)
    if (updated.state[row] === present && updated.days[row]! < before) stale.push(row);
  const says = `last updated more than a year before ${formatDate(tape.cutOff)}`;
  return stale.length === 0 ? undefined : warning(tape, 'lastUpdateDate', 'stale', stale, says);
}

const complete = /^(?:complete|completed|full|yes|y|true|ok|received|齐全|完整|已齐|是)$/i;

/** Where at least half of the loans have complete documents, the others are named. */
function openDocuments(tape: AcceptedRows): Problem | undefined {
  const texts = tape.columns.texts.get('documentStatus');
  if (texts === undefined) return undefined;
  const isComplete = texts.labels.map((label) => complete.test(simplifyChinese(label)));
  const open: number[] = [];
  for (const row of tape.accepted) {
    const code = texts.codes[row]!;
    if (code === 0 || !isComplete[code - 1]) open.push(row);
  }
  if (open.length === 0 || open.length * 2 > tape.accepted.length) return undefined;
  return warning(tape, 'documentStatus', 'documents-open', open, 'documents missing or not complete');
}

/** As a fraction: no loan of a percent column is believed to cost less than 0.3 % a year. */
const oddRateMost = 0.003;

/**
 * A column of percent figures with a few that look like fractions: 0.065 among 6.5 is read as 0.065 %, and was
 * perhaps meant as 6.5 %. A cell with a percent sign of its own, or a stated unit, leaves no doubt.
 */
function oddRates(tape: AcceptedRows): Problem | undefined {
  const { columns, rows } = tape;
  const binding = columns.bindings.get('annualRate');
  const rates = columns.numbers.get('annualRate');
  const report = columns.reports.find(({ canonical }) => canonical === 'annualRate');
  if (binding === undefined || rates === undefined || report?.unit !== 'percent') return undefined;
  if (report.evidence.startsWith('percent, as stated')) return undefined;
  const odd: number[] = [];
  for (const row of tape.accepted) {
    const rate = rates.values[row]!;
    if (rates.state[row] !== present || rate <= 0 || rate >= oddRateMost) continue;
    if (!/[%\uff05]$/.test(trimmedCell(rows, row, binding.column))) odd.push(row);
  }
  if (odd.length === 0) return undefined;
  const cell = trimmedCell(rows, odd[0]!, binding.column);
  const says = `${printable(cell, 20)} is read as ${printable(cell, 20)} % in a column of percent figures; --rate-unit percent says that it is meant`;
  return warning(tape, 'annualRate', 'odd-rate', odd, says);
}
