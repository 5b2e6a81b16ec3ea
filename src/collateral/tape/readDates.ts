import { formatDate } from '#basics/calendarDate.js';
import type { Problem } from '#basics/problem.js';
import { type ColumnPlace, columnQuestion } from './columnQuestion.js';
import { type DateReading, dateUnder, readDateText, type SerialSystem } from './dateText.js';
import { isMissing } from './missingText.js';
import { type DateCells, present, unreadable } from './tapeCells.js';
import type { DateOrder } from './tapeOptions.js';

/** A date column with all readings of its cells, before the order of day and month is decided. */
export interface InspectedDates {
  readonly at: ColumnPlace;
  /** Each row's text, as a place in `texts`. */
  readonly codes: Uint32Array;
  readonly texts: readonly string[];
  /** Each distinct text once; `undefined` where it is no date. */
  readonly readings: ReadonlyMap<string, DateReading | undefined>;
  readonly missing: readonly string[] | undefined;
  readonly onlyDmy: number;
  readonly onlyMdy: number;
  /** Rows with a cell that both orders read, and differently. */
  readonly open: readonly number[];
  readonly styles: readonly string[];
}

export function inspectDates(at: ColumnPlace, missing: readonly string[] | undefined): InspectedDates {
  const readings = new Map<string, DateReading | undefined>();
  const styles = new Map<string, number>();
  const open: number[] = [];
  let onlyDmy = 0;
  let onlyMdy = 0;
  const { codes, texts, counts } = distinctTexts(at);
  const isOpen = new Uint8Array(texts.length);
  texts.forEach((text, code) => {
    if (isMissing(text, missing)) return;
    const reading = readDateText(text);
    readings.set(text, reading);
    if (reading === undefined) return;
    const count = counts[code]!;
    styles.set(reading.style, (styles.get(reading.style) ?? 0) + count);
    if (reading.kind !== 'dayMonth') return;
    if (reading.mdy === undefined) onlyDmy += count;
    else if (reading.dmy === undefined) onlyMdy += count;
    else if (reading.dmy !== reading.mdy) isOpen[code] = 1;
  });
  if (isOpen.includes(1)) {
    for (let row = 0; row < codes.length; row++) if (isOpen[codes[row]!] === 1) open.push(row);
  }
  const names = [...styles].sort((a, b) => b[1] - a[1]).map(([style, count]) => `${style} in ${count} cells`);
  return { at, codes, texts, readings, missing, onlyDmy, onlyMdy, open, styles: names };
}

/** Dates repeat: each distinct text is read once. Texts stand in the order of their first rows. */
function distinctTexts(at: ColumnPlace) {
  const codes = new Uint32Array(at.rows.rowCount);
  const texts: string[] = [];
  const counts: number[] = [];
  const stored = at.stored?.words;
  const codeOf = new Map<string, number>();
  const codeOfStored = new Int32Array(stored?.labels.count ?? 0).fill(-1);
  for (let row = 0; row < codes.length; row++) {
    const text = stored === undefined ? at.textAt(row) : '';
    let code = stored === undefined ? (codeOf.get(text) ?? -1) : codeOfStored[stored.codes[row]!]!;
    if (code < 0) {
      code = texts.push(stored === undefined ? text : stored.textAt(row)) - 1;
      counts.push(0);
      if (stored === undefined) codeOf.set(text, code);
      else codeOfStored[stored.codes[row]!] = code;
    }
    codes[row] = code;
    counts[code]!++;
  }
  return { codes, texts, counts };
}

/** The order that the cells themselves prove: at most one in twenty is against it. */
export function provenOrder(dates: InspectedDates): DateOrder | undefined {
  const { onlyDmy, onlyMdy } = dates;
  if (onlyDmy + onlyMdy === 0) return undefined;
  if (onlyMdy <= (onlyDmy + onlyMdy) * 0.05) return 'dmy';
  return onlyDmy <= (onlyDmy + onlyMdy) * 0.05 ? 'mdy' : undefined;
}

export interface DateColumn {
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
  const proven = provenOrder(dates);
  const order = stated ?? proven ?? lent;
  const needsOrder = dates.open.length + dates.onlyDmy + dates.onlyMdy > 0;
  if (needsOrder && order === undefined) return question(dates);
  const { codes, texts } = dates;
  const days = new Int32Array(codes.length);
  const state = new Uint8Array(codes.length);
  const system = serialSystem(dates.readings.values());
  const dayOf = new Int32Array(texts.length);
  const stateOf = new Uint8Array(texts.length);
  texts.forEach((text, code) => {
    if (!dates.readings.has(text)) return; // missing
    const reading = dates.readings.get(text);
    const date = reading === undefined ? undefined : dateUnder(reading, order, system);
    stateOf[code] = date === undefined ? unreadable : present;
    dayOf[code] = date ?? 0;
  });
  for (let row = 0; row < codes.length; row++) {
    days[row] = dayOf[codes[row]!]!;
    state[row] = stateOf[codes[row]!]!;
  }
  const how = needsOrder ? [orderEvidence(dates, stated, proven, order!)] : [];
  if (dates.styles.some((style) => style.startsWith('day count'))) how.push(`counted as in ${system}`);
  const evidence = [...dates.styles, ...how].join(', ');
  return { cells: { days, state }, order: needsOrder ? order : undefined, evidence };
}

/** Excel unless more cells are believable as SAS days only. */
function serialSystem(readings: Iterable<DateReading | undefined>): SerialSystem {
  let lead = 0;
  for (const reading of readings) {
    if (reading?.kind !== 'serial') continue;
    if (reading.sas === undefined) lead++;
    if (reading.excel === undefined) lead--;
  }
  return lead >= 0 ? 'excel' : 'sas';
}

function orderEvidence(
  dates: InspectedDates,
  stated: DateOrder | undefined,
  proven: DateOrder | undefined,
  order: DateOrder,
): string {
  const words = order === 'dmy' ? 'day first' : 'month first';
  if (stated !== undefined) return `${words}, as stated`;
  if (proven === undefined) return `${words}, as in other columns of this tape`;
  const proofs = order === 'dmy' ? dates.onlyDmy : dates.onlyMdy;
  return `${words}: ${proofs} cells read only so`;
}

function question(dates: InspectedDates): Problem {
  return columnQuestion(
    dates.at,
    dates.open.length > 0 ? dates.open : [0],
    'day first or month first?',
    (text) => {
      const reading = readDateText(text);
      if (reading?.kind !== 'dayMonth') return 'not settled';
      return [reading.dmy, reading.mdy]
        .map((d) => (d === undefined ? 'no date' : formatDate(d)))
        .join(' or ');
    },
    '--date-order dmy or --date-order mdy',
  );
}
