import { formatDate } from '#basics/calendarDate.js';
import type { Problem } from '#basics/problem.js';
import { type ColumnPlace, columnQuestion } from './columnQuestion.js';
import { isOpen, needsOrder, OrderProofs } from './dateOrder.js';
import { type DateReading, dateUnder, namesDay, readDateText, type SerialSystem } from './dateText.js';
import type { DistinctTexts } from './distinctTexts.js';
import { isMissing } from './missingText.js';
import { type DateCells, present, unreadable } from './tapeCells.js';
import { type DateOrder, dateOrders } from './tapeOptions.js';

/** A date column with all readings of its cells, before the order of day and month is decided. */
export interface InspectedDates {
  readonly at: ColumnPlace;
  /** Each distinct text, and the cells that have it. */
  readonly texts: readonly string[];
  readonly counts: readonly number[];
  /** Each distinct text once; `undefined` where it is no date. */
  readonly readings: ReadonlyMap<string, DateReading | undefined>;
  readonly missing: readonly string[] | undefined;
  readonly proofs: OrderProofs;
  readonly needsOrder: boolean;
  /** Places in `texts` of what several orders read, and differently. */
  readonly open: readonly number[];
  readonly styles: readonly string[];
}

/** `at` has a row for each distinct text. */
export function inspectDates(
  at: ColumnPlace,
  { texts, counts }: DistinctTexts,
  missing: readonly string[] | undefined,
): InspectedDates {
  const readings = new Map<string, DateReading | undefined>();
  const styles = new Map<string, number>();
  const open: number[] = [];
  const proofs = new OrderProofs();
  texts.forEach((text, code) => {
    if (isMissing(text, missing)) return;
    const reading = readDateText(text);
    readings.set(text, reading);
    if (reading === undefined) return;
    const count = counts[code]!;
    styles.set(reading.style, (styles.get(reading.style) ?? 0) + count);
    proofs.add(reading, count);
    if (isOpen(reading)) open.push(code);
  });
  const needs = [...readings.values()].some((reading) => reading !== undefined && needsOrder(reading));
  const names = [...styles].sort((a, b) => b[1] - a[1]).map(([style, count]) => `${style} in ${count} cells`);
  return { at, texts, counts, readings, missing, proofs, needsOrder: needs, open, styles: names };
}

export interface DateColumn {
  /** A row a distinct text. */
  readonly cells: DateCells;
  /** Where the column needed one. */
  readonly order: DateOrder | undefined;
  readonly evidence: string;
}

/**
 * The dates under one order: stated, else proven by the column, else proven by another date column of the
 * tape (`lent`). A column that needs an order and has none is a question.
 */
export function settleDates(
  dates: InspectedDates,
  stated: DateOrder | undefined,
  lent: DateOrder | undefined,
): DateColumn | Problem {
  const proven = dates.proofs.proven();
  const order = applicable(dates, stated) ?? proven ?? applicable(dates, lent);
  if (dates.needsOrder && order === undefined) return question(dates);
  const { texts, counts } = dates;
  const days = new Int32Array(texts.length);
  const state = new Uint8Array(texts.length);
  const system = serialSystem(dates);
  if (typeof system === 'object') return system;
  texts.forEach((text, code) => {
    if (!dates.readings.has(text)) return; // missing
    const reading = dates.readings.get(text);
    const date = reading === undefined ? undefined : dateUnder(reading, order, system);
    state[code] = date === undefined ? unreadable : present;
    days[code] = date ?? 0;
  });
  const how = dates.needsOrder ? [orderEvidence(dates, stated, proven, order!)] : [];
  if (dates.styles.some((style) => style.startsWith('day count'))) how.push(systemWords[system]);
  const evidence = [...dates.styles, ...how].join(', ');
  const monthsOnly = ![...dates.readings.values()].some(
    (reading) => reading !== undefined && namesDay(reading),
  );
  return {
    cells: { days, state, monthsOnly, counts },
    order: dates.needsOrder ? order : undefined,
    evidence,
  };
}

/** Year first is an order of years in two digits; of `3/4/2018` it says nothing. */
function applicable(dates: InspectedDates, order: DateOrder | undefined): DateOrder | undefined {
  if (order !== 'ymd') return order;
  const readings = [...dates.readings.values()];
  return readings.some((reading) => reading?.kind === 'dayMonth' && reading.ymd !== undefined)
    ? order
    : undefined;
}

const systemWords = {
  excel: 'counted as in excel',
  sas: 'counted as in sas',
  monthYear: 'read as month and year',
} as const;

/**
 * Excel unless more cells are believable as SAS days only. Five digits such as `42012` are day 42012 (January 2015)
 * among other counts of days, April 2012 among months and years, and a question alone.
 */
function serialSystem(dates: InspectedDates): SerialSystem | Problem {
  let lead = 0;
  let counts = 0;
  let both = 0;
  for (const reading of dates.readings.values()) {
    if (reading?.kind !== 'serial') continue;
    if (reading.monthYear === undefined) counts++;
    else both++;
    if (reading.sas === undefined) lead++;
    if (reading.excel === undefined) lead--;
  }
  const monthsAndYears = dates.styles.some((style) => style.startsWith('mmyyyy'));
  if (both > 0 && counts === 0) return monthsAndYears ? 'monthYear' : fiveDigits(dates);
  return lead >= 0 ? 'excel' : 'sas';
}

function fiveDigits(dates: InspectedDates): Problem {
  const rows: number[] = [];
  for (let row = 0; row < dates.texts.length && rows.length < 3; row++) {
    if (dates.readings.get(dates.texts[row]!)?.kind === 'serial') rows.push(row);
  }
  return columnQuestion(
    dates.at,
    rows,
    'a count of days or a month and its year?',
    (text) => {
      const reading = readDateText(text);
      if (reading?.kind !== 'serial') return 'not settled';
      return [reading.excel ?? reading.sas, reading.monthYear]
        .map((d) => (d === undefined ? 'no date' : formatDate(d)))
        .join(' or ');
    },
    'which by writing the dates out, as in 2012-04-01',
  );
}

const orderWords = { dmy: 'day first', mdy: 'month first', ymd: 'year first' } as const;

function orderEvidence(
  dates: InspectedDates,
  stated: DateOrder | undefined,
  proven: DateOrder | undefined,
  order: DateOrder,
): string {
  const words = orderWords[order];
  if (applicable(dates, stated) !== undefined) return `${words}, as stated`;
  if (proven === undefined) return `${words}, as in other columns of this tape`;
  return `${words}: ${dates.proofs.proofs(order)} cells read only so`;
}

function question(dates: InspectedDates): Problem {
  const readings = [...dates.readings.values()];
  const withYear = readings.some((reading) => reading?.kind === 'dayMonth' && reading.shortYear);
  const orders = withYear ? dateOrders : (['dmy', 'mdy'] as const);
  const asked = orders.map((order) => orderWords[order]).join(withYear ? ', ' : ' or ');
  return columnQuestion(
    dates.at,
    dates.open.length > 0 ? dates.open : [0],
    `${asked}?`,
    (text) => {
      const reading = readDateText(text);
      if (reading?.kind !== 'dayMonth') return 'not settled';
      return orders
        .map((order) => (reading[order] === undefined ? 'no date' : formatDate(reading[order])))
        .join(' or ');
    },
    orders.map((order) => `--date-order ${order}`).join(' or '),
  );
}
