import { type CalendarDate, formatDate } from '#basics/calendarDate.js';
import { type LoanTable, repaymentTypes } from '#collateral/loanTable.js';
import { columnSums, sumsText } from './columnSums.js';

/** What a tape says, by canonical column: the order of its columns, its line ends and its spelling do not matter. */
export interface TapeContent {
  readonly rows: number;
  readonly currentBalance: string;
  readonly currency: string | null;
  readonly columns: ReadonlyMap<string, string>;
}

export function tapeContent(table: LoanTable, currentBalance: string): TapeContent {
  const columns = new Map<string, string>();
  for (const name of columnNames(table)) {
    const write = hashOfColumn(table, name);
    columns.set(name, sumsText(columnSums(table.rowCount, write)));
  }
  return { rows: table.rowCount, currentBalance, currency: table.currency ?? null, columns };
}

/** A loan's value in a column as text, for the message that names it; undefined where it has none. */
export function cellText(table: LoanTable, name: string, row: number): string | undefined {
  switch (name) {
    case 'loanId':
      return table.loanId.at(row);
    case 'repaymentType':
      return repaymentTypes[table.repaymentType[row]!];
    case 'currentBalance':
    case 'annualRate':
    case 'remainingTermMonths':
      return String(table[name][row]);
  }
  const number = own(table.numbers, name);
  if (number !== undefined) return number.present[row] === 0 ? undefined : String(number.values[row]);
  const day = own(table.dates, name);
  if (day !== undefined)
    return day.present[row] === 0 ? undefined : formatDate(day.days[row] as CalendarDate);
  const category = own(table.categories, name);
  const code = category?.codes[row] ?? 0;
  return code === 0 ? undefined : category?.labels[code - 1];
}

const complete = ['loanId', 'currentBalance', 'annualRate', 'remainingTermMonths', 'repaymentType'] as const;

function columnNames({ numbers, dates, categories }: LoanTable): string[] {
  const others = [numbers, dates, categories].flatMap((group) => Object.keys(group));
  return [...complete, ...others.sort((a, b) => (a < b ? -1 : 1))];
}

/** Numbers by their bits, everything else by its text; a missing value has hashes of its own. */
function hashOfColumn(table: LoanTable, name: string): (row: number, pair: Uint32Array) => void {
  const values = numbersOf(table, name);
  if (values === undefined) {
    return (row, pair) => hashText(cellText(table, name, row), pair);
  }
  const float = new Float64Array(1);
  const words = new Uint32Array(float.buffer);
  return (row, pair) => {
    if (values.present !== undefined && values.present[row] === 0) {
      pair.set(missing);
      return;
    }
    // Minus zero is zero. Little-endian or not, both words take part.
    float[0] = values.values[row]! + 0;
    const [low, high] = isLittleEndian ? [words[0]!, words[1]!] : [words[1]!, words[0]!];
    for (let k = 0; k < 2; k++) pair[k] = finish(mix(mix(seeds[k]!, low), high));
  };
}

function numbersOf(table: LoanTable, name: string) {
  switch (name) {
    case 'currentBalance':
    case 'annualRate':
    case 'remainingTermMonths':
    case 'repaymentType':
      return { values: table[name], present: undefined };
  }
  const day = own(table.dates, name);
  return day === undefined ? own(table.numbers, name) : { values: day.days, present: day.present };
}

function own<T>(columns: { readonly [name: string]: T | undefined }, name: string): T | undefined {
  return Object.hasOwn(columns, name) ? columns[name] : undefined;
}

const seeds = [0x9747b28c, 0x3c6ef372] as const;
const missing = [0x2545f491, 0x1b873593] as const;
const isLittleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

function hashText(text: string | undefined, pair: Uint32Array): void {
  if (text === undefined) {
    pair.set(missing);
    return;
  }
  for (let k = 0; k < 2; k++) {
    let hash: number = seeds[k]!;
    for (let i = 0; i < text.length; i++) hash = mix(hash, text.charCodeAt(i));
    pair[k] = finish(mix(hash, text.length));
  }
}

/** The mixing steps of MurmurHash3 (Appleby, public domain), 32 bits. */
function mix(hash: number, word: number): number {
  const k = Math.imul(rotated(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593);
  return (Math.imul(rotated(hash ^ k, 13), 5) + 0xe6546b64) | 0;
}

function finish(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function rotated(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
