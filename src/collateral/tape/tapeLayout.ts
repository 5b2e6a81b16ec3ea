import { type Heading, headingKey, readHeading } from './heading.js';
import { generalHeadings } from './mappings/generalHeadings.js';
import { headerlessMappings, sourceMappings } from './mappings/sources.js';
import type { SourceMapping } from './sourceMapping.js';
import { selectRows, type TapeRows, transposeRows } from './tapeRows.js';

/** Where the headings stand and which rows are loans. */
export interface TapeLayout {
  readonly headings: readonly Heading[];
  /** The headings exactly as they stand. */
  readonly texts: readonly string[];
  readonly headingLine: number;
  /** Loans and whatever else stands below the headings: total rows, ragged rows. */
  readonly rows: TapeRows;
  readonly transposed: boolean;
  /** The source of a file without headings, which nothing but its fields can tell. */
  readonly headerless: SourceMapping | undefined;
  readonly evidence: string;
  /** Lines of title rows above the headings. */
  readonly titleLines: number;
  /** Their filled cells. */
  readonly titles: readonly string[];
  /** Lines below that hold nothing or repeat the headings; they are not rows. */
  readonly blankLines: number;
  readonly repeatedHeadings: number;
}

const linesSearched = 25;
const headingsNeeded = 3;

/**
 * Titles may stand above the headings: the heading line is the first of the first 25 with at least three known
 * headings, else the first with the most fields that are words. A first column of regulatory field codes
 * (AUTL1, AUTL2, …) means a transposed sheet: a row per field, a column per loan.
 */
export function findLayout(records: TapeRows): TapeLayout | undefined {
  const turned = transposedLayout(records);
  if (turned !== undefined) return turned;
  const headerless = headerlessLayout(records);
  if (headerless !== undefined) return headerless;
  const header = headingRow(records);
  if (header === undefined) return undefined;
  const texts = cellsOf(records, header.row);
  const { keep, blankLines, repeatedHeadings } = loanRows(records, header.row, texts);
  return {
    headings: texts.map(readHeading),
    texts,
    headingLine: records.lineOf(header.row),
    rows: selectRows(records, keep),
    transposed: false,
    headerless: undefined,
    evidence: header.evidence,
    titleLines: header.row,
    titles: titlesAbove(records, header.row),
    blankLines,
    repeatedHeadings,
  };
}

const knownHeadings: ReadonlySet<string> = new Set(
  [generalHeadings, ...sourceMappings].flatMap(({ columns }) =>
    columns.flatMap((rule) => rule.from.map(headingKey)),
  ),
);

function headingRow(records: TapeRows): { row: number; evidence: string } | undefined {
  let fallback: number | undefined;
  for (let row = 0; row < Math.min(records.rowCount, linesSearched); row++) {
    const texts = cellsOf(records, row);
    const known = texts.filter((text) => knownHeadings.has(headingKey(text))).length;
    if (known >= headingsNeeded) {
      return { row, evidence: `${known} known headings on line ${records.lineOf(row)}` };
    }
    const words = texts.filter((text) => /\p{L}/u.test(text)).length;
    if (words > 0 && (fallback === undefined || texts.length > records.widthOf(fallback))) fallback = row;
  }
  if (fallback === undefined) return undefined;
  return { row: fallback, evidence: `line ${records.lineOf(fallback)} is the widest line of words` };
}

function titlesAbove(records: TapeRows, row: number): string[] {
  const titles: string[] = [];
  for (let above = 0; above < row; above++) {
    titles.push(
      ...cellsOf(records, above)
        .slice(0, 100)
        .filter((text) => text.trim() !== ''),
    );
  }
  return titles;
}

function loanRows(records: TapeRows, header: number, texts: readonly string[]) {
  const keep = new Uint32Array(Math.max(0, records.rowCount - header - 1));
  let count = 0;
  let blankLines = 0;
  let repeatedHeadings = 0;
  for (let row = header + 1; row < records.rowCount; row++) {
    if (isBlank(records, row)) blankLines++;
    else if (repeats(records, row, texts)) repeatedHeadings++;
    else keep[count++] = row;
  }
  return { keep: keep.subarray(0, count), blankLines, repeatedHeadings };
}

function isBlank(records: TapeRows, row: number): boolean {
  for (let i = 0; i < records.widthOf(row); i++) if (records.cell(row, i).trim() !== '') return false;
  return true;
}

function repeats(records: TapeRows, row: number, texts: readonly string[]): boolean {
  for (let i = 0; i < texts.length; i++) if (records.cell(row, i) !== texts[i]) return false;
  return true;
}

function cellsOf(records: TapeRows, row: number): string[] {
  return Array.from({ length: records.widthOf(row) }, (_, i) => records.cell(row, i));
}

const rowsTried = 20;

function headerlessLayout(records: TapeRows): TapeLayout | undefined {
  const source = headerlessMappings.find((mapping) => looksLike(records, mapping));
  if (source === undefined) return undefined;
  const fieldCount = records.widthOf(0);
  const { keep, blankLines } = loanRows(records, -1, ['#1']);
  return {
    headings: Array.from({ length: fieldCount }, (_, i) => readHeading(`#${i + 1}`)),
    texts: [],
    headingLine: 1,
    rows: selectRows(records, keep),
    transposed: false,
    headerless: source,
    evidence: `no headings; ${fieldCount} fields in the pattern of ${source.title}`,
    titleLines: 0,
    titles: [],
    blankLines,
    repeatedHeadings: 0,
  };
}

/** All of the first rows have the width and the patterns of the source. */
function looksLike(records: TapeRows, { headerless }: SourceMapping): boolean {
  const count = Math.min(records.rowCount, rowsTried);
  if (headerless === undefined || count === 0) return false;
  const [least, most] = headerless.fields;
  const width = records.widthOf(0);
  if (width < least || width > most) return false;
  for (let row = 0; row < count; row++) {
    if (records.widthOf(row) !== width) return false;
    const fits = headerless.patterns.every(({ field, pattern }) =>
      pattern.test(records.cell(row, field - 1).trim()),
    );
    if (!fits) return false;
  }
  return true;
}

const fieldCode = /^(?:AUTL|AUTC|RREL|RREC|CMRL|CRPL|CREL|LESL|CCDL|ESTL)\d{1,3}$/;
/** Columns of the regulatory template that describe a field; the loans stand to their right. */
const templateHeading = /^(?:field|content|description|format|nd\d|nd options|mandatory|section)/i;

function transposedLayout(records: TapeRows): TapeLayout | undefined {
  const lines: number[] = [];
  for (let row = 0; row < Math.min(records.rowCount, 1000); row++) {
    if (fieldCode.test(records.cell(row, 0).trim())) lines.push(row);
  }
  if (lines.length < headingsNeeded || lines.length * 2 < Math.min(records.rowCount, 1000)) return undefined;
  const first = lines[0]!;
  const titles = first === 0 ? [] : cellsOf(records, first - 1);
  let firstLoan = 1;
  while (templateHeading.test((titles[firstLoan] ?? '').trim())) firstLoan++;
  const width = Math.max(...lines.map((line) => records.widthOf(line)));
  return {
    headings: lines.map((row) => readHeading(records.cell(row, 0))),
    texts: [],
    headingLine: records.lineOf(first),
    rows: transposeRows(records, Uint32Array.from(lines), firstLoan, Math.max(0, width - firstLoan)),
    transposed: true,
    headerless: undefined,
    evidence: `field codes ${records.cell(first, 0)} … down the first column; a column is a loan`,
    titleLines: first,
    titles: titlesAbove(records, first),
    blankLines: 0,
    repeatedHeadings: 0,
  };
}
