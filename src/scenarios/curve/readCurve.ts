import type { CalendarDate } from '#basics/calendarDate.js';
import { didYouMean } from '#basics/closestName.js';
import { type DayCount, dayCounts, yearFraction } from '#basics/dayCount.js';
import { quoted } from '#basics/printable.js';
import { failed, type Outcome, outcomeOf, type Problem, problem } from '#basics/problem.js';
import { parseRate } from '#basics/rate.js';
import { decodeText } from '#collateral/tape/decodeText.js';
import { detectDelimiter } from '#collateral/tape/detectDelimiter.js';
import { readRecords } from '#collateral/tape/parseRecords.js';
import { raggedRow } from '#collateral/tape/raggedRow.js';
import type { TapeRows } from '#collateral/tape/tapeRows.js';
import { log, log1p } from '#numerics/elementary.js';
import { continuous, convertRate } from '#pricing/cashflow/compounding.js';
import { type CurveColumn, type CurveColumns, curveColumns } from './curveColumns.js';
import { type CurveCompounding, compoundingOf, curveCompoundings } from './curveNames.js';
import { type CurveReader, type CurveRow, curveRow, type PointTime, pointTime } from './pointTime.js';

/** A curve file as it was given; what it does not say itself may be said beside it. */
export interface CurveSource {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly compounding?: string | undefined;
  readonly dayCount?: string | undefined;
}

/** A point on the month grid of the pool: months from the cut-off ÷ 12, and a zero rate compounded continuously. */
export interface ReadCurvePoint {
  readonly years: number;
  readonly rate: number;
}

export interface ReadCurve {
  readonly name: string;
  readonly points: readonly ReadCurvePoint[];
  /** What its figures mean: "zero rates, annual, act/365". */
  readonly meaning: string;
}

/** Beyond these a rate is a slip: the bounds of the risk-free rate in an assumptions file. */
const lowest = -0.1;
const highest = 1;
const pointsMost = 1200;

/**
 * Reads a risk-free curve: one point a row, by tenor (`1D`, `2W`, `6M`, `1.5Y`) or date, as zero rate or discount
 * factor from the cut-off on. All faults at once, each with its row and column; points must rise in time.
 */
export function readCurve(source: CurveSource, asOf: CalendarDate | undefined): Outcome<ReadCurve> {
  const { name } = source;
  const decoded = decodeText(source.bytes, name);
  if (!decoded.ok) return decoded;
  const { text } = decoded.value;
  const records = readRecords(text, detectDelimiter(text).delimiter, name);
  if (!records.ok) return records;
  const problems: Problem[] = [];
  const columns = curveColumns(records.value, name, problems);
  if (columns === undefined) return failed(problems);
  const reader = { name, source, rows: records.value, columns, asOf, problems };
  const conventions = statedConventions(reader);
  if (conventions === undefined) return failed(problems);
  const points = curvePoints(reader, conventions);
  return outcomeOf(problems, () => ({ name, points, meaning: meaningOf(columns, conventions) }));
}

interface Reader extends CurveReader {
  readonly source: CurveSource;
}

/** Beside the file; undefined where each row says it, or nobody needs to. */
interface Conventions {
  readonly compounding: CurveCompounding | undefined;
  readonly dayCount: DayCount | undefined;
}

/** Compounding and day count are never guessed: 3 % annual and 3 % continuous differ by four basis points. */
function statedConventions({ source, columns, asOf, problems }: Reader): Conventions | undefined {
  const before = problems.length;
  const fail = (code: string, at: string, message: string) =>
    problems.push(problem('error', code, at, message));
  const isZero = columns.zeroRate >= 0;
  const isDated = columns.date >= 0;
  const settle = <T extends string>(
    flag: string,
    value: string | undefined,
    known: readonly T[],
    use: { readonly column: number; readonly isNeeded: boolean; readonly what: string },
  ): T | undefined => {
    if (value === undefined) {
      if (use.isNeeded && use.column < 0) {
        fail('missing', `${source.name}:1`, `${use.what}; ${flag} says so, one of ${known.join(', ')}`);
      }
      return undefined;
    }
    const found = known.find((one) => one === value);
    if (found === undefined) fail('unknown-name', flag, unknownName(value, known));
    else if (!use.isNeeded) fail('unused', flag, 'says nothing of this curve, which does not need it');
    else if (use.column >= 0) fail('conflict', flag, `the curve ${source.name} has a column that says so`);
    return found;
  };
  const compounding = settle('--curve-compounding', source.compounding, curveCompoundings, {
    column: columns.compounding,
    isNeeded: isZero,
    what: 'how do these zero rates compound? A column compounding may say it',
  });
  const dayCount = settle('--curve-day-count', source.dayCount, dayCounts, {
    column: columns.dayCount,
    isNeeded: isZero && isDated,
    what: 'by which day count do these zero rates run? A column dayCount may say it',
  });
  if (isDated && asOf === undefined) {
    fail('no-cut-off', `${source.name}:1`, 'a curve by date needs a cut-off date: --cut-off states one');
  }
  return problems.length === before ? { compounding, dayCount } : undefined;
}

function unknownName(value: string, known: readonly string[]): string {
  return `${quoted(value)} is not known${didYouMean(value, known) || `; known: ${known.join(', ')}`}`;
}

function curvePoints(reader: Reader, conventions: Conventions): ReadCurvePoint[] {
  const { rows, source, problems } = reader;
  const points: ReadCurvePoint[] = [];
  let lastYears = 0;
  let lastLog = 0;
  for (let row = 1; row < rows.rowCount; row++) {
    if (isBlank(rows, row)) continue;
    const at = curveRow(reader, row);
    const ragged = raggedRow(rows, row, source.name);
    if (ragged !== undefined) {
      problems.push(ragged);
      continue;
    }
    const time = pointTime(reader, at);
    if (time === undefined) continue;
    if (!(time.years > lastYears)) {
      const message =
        lastYears === 0 ? 'does not lie after the cut-off' : 'does not come after the point before it';
      at.fail(time.column, 'out-of-order', message);
      continue;
    }
    const logDiscount = logDiscountAt(reader, time, conventions, at);
    if (logDiscount === undefined) continue;
    if (logDiscount < lastLog) {
      const message = `a discount factor that rises: the forward rate to here is negative, ${percent((logDiscount - lastLog) / (time.years - lastYears))}`;
      problems.push(problem('warning', 'negative-forward', at.place(valueColumn(reader.columns)), message));
    }
    points.push({ years: time.years, rate: logDiscount / time.years });
    lastYears = time.years;
    lastLog = logDiscount;
  }
  if (points.length > pointsMost) {
    problems.push(
      problem('error', 'too-many', source.name, `${points.length} points; up to ${pointsMost} are read`),
    );
  }
  if (points.length === 0 && problems.every(({ severity }) => severity !== 'error')) {
    problems.push(problem('error', 'empty', source.name, 'a curve needs at least one point'));
  }
  return points;
}

/** −ln of the discount factor of a row. */
function logDiscountAt(
  { columns, asOf }: CurveReader,
  time: PointTime,
  conventions: Conventions,
  at: CurveRow,
): number | undefined {
  if (columns.discountFactor >= 0) return logOfFactor(time.years, at);
  const parsed = parseRate(at.text('zeroRate'), { min: lowest, max: highest });
  if (!parsed.ok) return at.fail('zeroRate', 'bad-rate', `is no zero rate: ${parsed.message}`);
  const compounding = conventions.compounding ?? named(at, 'compounding', curveCompoundings);
  const dayCount =
    time.date === undefined ? undefined : (conventions.dayCount ?? named(at, 'dayCount', dayCounts));
  if (compounding === undefined || (time.date !== undefined && dayCount === undefined)) return undefined;
  const { value } = parsed.rate;
  const years =
    dayCount === undefined || time.date === undefined || asOf === undefined
      ? time.years
      : yearFraction(dayCount, asOf, time.date);
  if (compounding === 'simple') return log1p(value * years);
  return convertRate(value, compoundingOf(compounding), continuous) * years;
}

function logOfFactor(years: number, at: CurveRow): number | undefined {
  const text = at.text('discountFactor');
  const factor = /^\d{1,3}(?:\.\d{1,20})?$/.test(text) ? Number(text) : Number.NaN;
  if (!(factor > 0))
    return at.fail('discountFactor', 'bad-number', 'is not a discount factor, a number above 0');
  const rate = -log(factor) / years;
  if (rate < lowest || rate > highest) {
    return at.fail(
      'discountFactor',
      'out-of-range',
      `is a zero rate of ${percent(rate)}, not from −10 % to 100 %`,
    );
  }
  return -log(factor);
}

function named<T extends string>(at: CurveRow, column: CurveColumn, known: readonly T[]): T | undefined {
  const text = at.text(column);
  return (
    known.find((one) => one === text.toLowerCase()) ??
    at.fail(
      column,
      'unknown-name',
      `is not known${didYouMean(text, known) || `; known: ${known.join(', ')}`}`,
    )
  );
}

function valueColumn({ zeroRate }: CurveColumns): CurveColumn {
  return zeroRate >= 0 ? 'zeroRate' : 'discountFactor';
}

function meaningOf(columns: CurveColumns, { compounding, dayCount }: Conventions): string {
  if (columns.discountFactor >= 0) return 'discount factors';
  const days = columns.date < 0 ? [] : [dayCount ?? 'day count by row'];
  return ['zero rates', compounding ?? 'compounding by row', ...days].join(', ');
}

function percent(rate: number): string {
  return `${Number((rate * 100).toPrecision(3))} %`;
}

function isBlank(rows: TapeRows, row: number): boolean {
  for (let i = 0; i < rows.widthOf(row); i++) if (rows.cell(row, i).trim() !== '') return false;
  return true;
}
