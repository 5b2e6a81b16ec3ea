import { type CalendarDate, dateFromDays, formatDate, monthEnd } from '#basics/calendarDate.js';
import { type Problem, problem } from '#basics/problem.js';
import type { TapeColumns } from './columnReader.js';
import { present } from './tapeCells.js';

export interface CutOff {
  readonly date: CalendarDate | undefined;
  readonly evidence: string;
  /** The user's word instead of the tape's: rows that state another day are no fault then. */
  readonly overridden?: CalendarDate;
}

/** The cut-off as stated by the user, else by nine tenths of the tape's rows; nothing is assumed here. */
export function statedCutOff(columns: TapeColumns, option: CalendarDate | undefined): CutOff {
  const ofTape = cutOffOfRows(columns);
  if (option === undefined) return ofTape;
  const isOther = ofTape.date !== undefined && ofTape.date !== option;
  return { date: option, evidence: 'as stated', ...(isOther ? { overridden: ofTape.date } : {}) };
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

/** Rows of several days on one tape: balances of different days do not add up to a pool. */
export function mixedCutOffs(tape: string, columns: TapeColumns, { date }: CutOff): Problem[] {
  const stated = statedDays(columns);
  if (stated === undefined || stated.days.length < 2) return [];
  const { days, filled, source } = stated;
  const listed = days.slice(0, daysListed).map(({ day, count }) => `${formatDate(day)} on ${count}`);
  const more = days.length > daysListed ? ` and ${days.length - daysListed} more` : '';
  const settled = date === undefined ? 'none is taken; say --cut-off DATE' : `${formatDate(date)} is taken`;
  const message = `the rows state ${days.length} cut-off dates: ${listed.join(', ')}${more} of ${filled} rows; ${settled}`;
  return [problem('warning', 'mixed-cut-offs', `${tape}:${source}`, message)];
}

/**
 * For terms that only a maturity tells, on a tape that states no cut-off: the latest day on which something
 * had happened (an origination, a payment, an update). The true cut-off cannot be earlier; a warning says so.
 */
export function assumedCutOff(
  tape: string,
  columns: TapeColumns,
): { cutOff: CutOff; warning: Problem } | undefined {
  let latest: CalendarDate | undefined;
  let from = '';
  for (const name of ['lastUpdateDate', 'lastPaymentDate', 'originationDate'] as const) {
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
