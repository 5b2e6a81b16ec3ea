import { addDays, type CalendarDate, formatDate, parseDate } from '#basics/calendarDate.js';
import { quoted } from '#basics/printable.js';
import { type Problem, problem } from '#basics/problem.js';
import type { TapeRows } from '#collateral/tape/tapeRows.js';
import { monthPosition } from '#pricing/montecarlo/paymentTimes.js';
import { nominalCutOff } from '#waterfall/resolveDates.js';
import type { CurveColumn, CurveColumns } from './curveColumns.js';

/** Further ahead nothing is priced. */
const yearsMost = 100;

/** What a curve is read with, row by row. */
export interface CurveReader {
  readonly name: string;
  readonly rows: TapeRows;
  readonly columns: CurveColumns;
  readonly asOf: CalendarDate | undefined;
  readonly problems: Problem[];
}

/** A row: its cells, and where a fault of one stands. */
export interface CurveRow {
  readonly text: (column: CurveColumn) => string;
  readonly place: (column: CurveColumn) => string;
  readonly fail: (column: CurveColumn, code: string, what: string) => undefined;
}

export function curveRow({ name, rows, columns, problems }: CurveReader, row: number): CurveRow {
  const text = (column: CurveColumn) => (columns[column] < 0 ? '' : rows.cell(row, columns[column]).trim());
  const place = (column: CurveColumn) => `${name}:${rows.lineOf(row)}:${column}`;
  const fail = (column: CurveColumn, code: string, what: string): undefined => {
    problems.push(problem('error', code, place(column), `${quoted(text(column))} ${what}`));
    return undefined;
  };
  return { text, place, fail };
}

export interface PointTime {
  readonly column: 'tenor' | 'date';
  /** On the month grid. */
  readonly years: number;
  readonly date: CalendarDate | undefined;
}

const tenorShape = /^(\d{1,5}(?:\.\d{1,6})?)\s*([DWMY])$/i;

/** When the point of a row is, from its tenor or its date. */
export function pointTime({ columns, asOf }: CurveReader, at: CurveRow): PointTime | undefined {
  const cutOff = asOf ?? nominalCutOff;
  const onGrid = (date: CalendarDate) => {
    const { month, fraction } = monthPosition(cutOff, date);
    return (month + fraction) / 12;
  };
  if (columns.date >= 0) {
    const date = parseDate(at.text('date'));
    if (date === undefined) return at.fail('date', 'not-a-date', 'is not a date; write 2026-01-31');
    if (date <= cutOff)
      return at.fail('date', 'out-of-order', `does not lie after the cut-off ${formatDate(cutOff)}`);
    const years = onGrid(date);
    if (years > yearsMost) return at.fail('date', 'out-of-range', `lies more than ${yearsMost} years ahead`);
    return { column: 'date', years, date };
  }
  const match = tenorShape.exec(at.text('tenor'));
  if (match === null) return at.fail('tenor', 'not-a-tenor', 'is not a tenor; write 1D, 2W, 6M or 1.5Y');
  const count = Number(match[1]);
  const unit = match[2]!.toUpperCase();
  const daily = unit === 'D' || unit === 'W';
  if (daily && !Number.isInteger(count))
    return at.fail('tenor', 'not-a-tenor', 'is no whole number of days or weeks');
  const rough = { D: count / 365, W: (7 * count) / 365, M: count / 12, Y: count }[
    unit as 'D' | 'W' | 'M' | 'Y'
  ];
  if (rough > yearsMost) return at.fail('tenor', 'out-of-range', `is more than ${yearsMost} years`);
  const years = daily ? onGrid(addDays(cutOff, unit === 'D' ? count : 7 * count)) : rough;
  return { column: 'tenor', years, date: undefined };
}
