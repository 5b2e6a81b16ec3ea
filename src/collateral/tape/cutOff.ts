import { type CalendarDate, formatDate } from '#basics/calendarDate.js';
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
  const cells = columns.dates.get('cutOffDate');
  const source = columns.bindings.get('cutOffDate')?.heading.text;
  if (cells === undefined || source === undefined) return { date: undefined, evidence: 'not stated' };
  const counts = new Map<number, number>();
  let filled = 0;
  for (let row = 0; row < cells.days.length; row++) {
    if (cells.state[row] !== present) continue;
    filled++;
    counts.set(cells.days[row]!, (counts.get(cells.days[row]!) ?? 0) + 1);
  }
  for (const [day, count] of counts) {
    if (count < filled * 0.9) continue;
    return { date: day as CalendarDate, evidence: `${source} on ${count} of ${filled} rows` };
  }
  return {
    date: undefined,
    evidence: filled === 0 ? `${source} is empty` : `${source} differs between rows`,
  };
}

/**
 * For terms that only a maturity tells, on a tape that states no cut-off: the latest day on which something
 * had happened (an origination, a payment, an update). The true cut-off cannot be earlier; a warning says so.
 */
export function assumedCutOff(
  tape: string,
  columns: TapeColumns,
): { cutOff: CutOff; warning: Problem } | undefined {
  let latest: number | undefined;
  let from = '';
  for (const name of ['lastUpdateDate', 'lastPaymentDate', 'originationDate'] as const) {
    const cells = columns.dates.get(name);
    if (cells === undefined) continue;
    for (let row = 0; row < cells.days.length; row++) {
      if (cells.state[row] !== present || (latest !== undefined && cells.days[row]! <= latest)) continue;
      latest = cells.days[row]!;
      from = columns.bindings.get(name)!.heading.text;
    }
  }
  if (latest === undefined) return undefined;
  const date = latest as CalendarDate;
  const evidence = `assumed: the latest ${from}`;
  const message = `the tape states no cut-off date; ${formatDate(date)} is assumed, the latest ${from}. Say --cut-off DATE`;
  return { cutOff: { date, evidence }, warning: problem('warning', 'cut-off-assumed', tape, message) };
}
