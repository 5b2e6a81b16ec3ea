import {
  type CalendarDate,
  dateFromDays,
  formatDate,
  monthEnd,
  onDayOfMonth,
  yearMonthDay,
} from '#basics/calendarDate.js';
import { type Problem, problem } from '#basics/problem.js';
import type { TapeColumns } from './columnReader.js';
import { type DateCells, present } from './tapeCells.js';
import { titleCutOff } from './titleCutOff.js';

export interface CutOff {
  readonly date: CalendarDate | undefined;
  readonly evidence: string;
  /** The user's word instead of the tape's: rows that state another day are no fault then. */
  readonly overridden?: CalendarDate | undefined;
  /** The user has chosen one of several days of the tape. */
  readonly isChosen?: boolean;
}

/** The cut-off as stated by the user, else by nine tenths of the tape's rows, else by a title; nothing is assumed here. */
export function statedCutOff(
  columns: TapeColumns,
  option: CalendarDate | undefined,
  titles: readonly string[],
): CutOff {
  const ofRows = cutOffOfRows(columns);
  const ofTape = statedDays(columns) === undefined ? (titleCutOff(titles) ?? ofRows) : ofRows;
  if (option === undefined) return ofTape;
  const stated = statedDays(columns);
  const days = stated?.days ?? [];
  if (
    stated !== undefined &&
    days.length > 1 &&
    days.some(({ day }) => day === cutOffCell(stated.cells, option))
  ) {
    return { date: option, evidence: `as stated, one of ${days.length} in ${stated.source}`, isChosen: true };
  }
  const overridden = ofTape.date ?? days[0]?.day;
  return { date: option, evidence: 'as stated', overridden: overridden === option ? undefined : overridden };
}

/** What the cells of a cut-off column say for a day: a month stands for its last day, and is kept as its first. */
export function cutOffCell(
  { monthsOnly }: Pick<DateCells, 'monthsOnly'>,
  cutOff: CalendarDate,
): CalendarDate {
  const { year, month } = yearMonthDay(cutOff);
  return monthsOnly ? onDayOfMonth(year, month, 1) : cutOff;
}

/** Balances and terms that the tape states are as of its own day; only what is counted from dates moves. */
export function overriddenCutOff(tape: string, cutOff: CutOff): Problem[] {
  if (cutOff.overridden === undefined || cutOff.date === undefined) return [];
  const message =
    `${formatDate(cutOff.date)} stands in for the tape's own cut-off, ${formatDate(cutOff.overridden)}; ` +
    'balances and remaining terms that the tape states are taken as they are';
  return [problem('warning', 'cut-off-overridden', tape, message)];
}

function cutOffOfRows(columns: TapeColumns): CutOff {
  const stated = statedDays(columns);
  if (stated === undefined) return { date: undefined, evidence: 'not stated' };
  const { cells, source, days, filled } = stated;
  const [most] = days;
  if (most === undefined) return { date: undefined, evidence: `${source} is empty` };
  if (most.count < filled * 0.9) return { date: undefined, evidence: `${source} differs between rows` };
  const evidence = `${source} on ${most.count} of ${filled} rows`;
  return cells.monthsOnly
    ? { date: monthEnd(most.day), evidence: `${evidence}, which name a month: its last day` }
    : { date: most.day, evidence };
}

/** The days that the rows name, the most frequent first; undefined without a column of them. */
function statedDays(columns: TapeColumns) {
  const cells = columns.dates.get('cutOffDate');
  const source = columns.bindings.get('cutOffDate')?.heading.text;
  if (cells === undefined || source === undefined) return undefined;
  const counts = new Map<number, number>();
  let filled = 0;
  for (let row = 0; row < cells.days.length; row++) {
    if (cells.state[row] !== present) continue;
    const count = cells.counts?.[row] ?? 1;
    filled += count;
    counts.set(cells.days[row]!, (counts.get(cells.days[row]!) ?? 0) + count);
  }
  const days = [...counts]
    .map(([day, count]) => ({ day: dateFromDays(day), count }))
    .sort((a, b) => b.count - a.count || b.day - a.day);
  return { cells, source, days, filled };
}

const daysListed = 4;

/**
 * Rows of several days on one tape: balances of different days do not add up to a pool. Without nine tenths of one day,
 * and nobody's word, that is a question.
 */
export function mixedCutOffs(
  tape: string,
  columns: TapeColumns,
  { date, isChosen, overridden }: CutOff,
): Problem[] {
  const stated = statedDays(columns);
  if (stated === undefined || stated.days.length < 2) return [];
  const { cells, days, filled, source } = stated;
  const dayOf = (day: CalendarDate) => formatDate(cells.monthsOnly ? monthEnd(day) : day);
  const listed = days.slice(0, daysListed).map(({ day, count }) => `${dayOf(day)} on ${count}`);
  const more = days.length > daysListed ? ` and ${days.length - daysListed} more` : '';
  const found = `the rows state ${days.length} cut-off dates: ${listed.join(', ')}${more} of ${filled} rows`;
  const at = `${tape}:${source}`;
  if (date === undefined) {
    const ask =
      'loans of several days are no pool. Say which day is meant with --cut-off DATE; the others are then left out';
    return [problem('error', 'mixed-cut-offs', at, `${found}; ${ask}`)];
  }
  const settled = isChosen
    ? `${formatDate(date)} is taken, as stated, and the rows of other days are left out`
    : overridden === undefined
      ? `${formatDate(date)} is taken`
      : `${formatDate(date)}, as stated, is none of them, and all rows are taken`;
  return [problem('warning', 'mixed-cut-offs', at, `${found}; ${settled}`)];
}

const eventDates = [
  'lastUpdateDate',
  'lastPaymentDate',
  'originationDate',
  'acceptanceDate',
  'purchaseDate',
] as const;

/**
 * For terms that only a maturity tells, on a tape that states no cut-off: the latest day on which something
 * had happened (an origination, an acceptance, a purchase, a payment, an update). The true cut-off cannot be earlier; a warning says so.
 */
export function assumedCutOff(
  tape: string,
  columns: TapeColumns,
): { cutOff: CutOff; warning: Problem } | undefined {
  let latest: CalendarDate | undefined;
  let from = '';
  for (const name of eventDates) {
    const cells = columns.dates.get(name);
    if (cells === undefined) continue;
    for (let row = 0; row < cells.days.length; row++) {
      if (cells.state[row] !== present || (latest !== undefined && cells.days[row]! <= latest)) continue;
      latest = dateFromDays(cells.days[row]!);
      if (cells.monthsOnly) latest = monthEnd(latest);
      from = columns.bindings.get(name)!.heading.text;
    }
  }
  if (latest === undefined) return undefined;
  const date = latest;
  const evidence = `assumed: the latest ${from}`;
  const message = `the tape states no cut-off date; ${formatDate(date)} is assumed, the latest ${from}. Say --cut-off DATE`;
  return { cutOff: { date, evidence }, warning: problem('warning', 'cut-off-assumed', tape, message) };
}
