import { didYouMean } from '#basics/closestName.js';
import { quoted } from '#basics/printable.js';
import { failed, type Outcome, type Problem, problem, succeeded } from '#basics/problem.js';

/** One sheet of a workbook as the text that a tape is read from; lines are the sheet's rows. */
export interface SheetText {
  readonly bytes: Uint8Array;
  readonly sheet: string;
}

/** Beyond this a workbook is not unpacked: Excel's own million rows of 20 columns stay below. */
const unpackedLimit = 1_000_000_000;
const faultsListed = 20;

/**
 * A sheet of an .xlsx workbook: the one that `--sheet` names (by name, or #2 for the second), else the only visible
 * one with cells in it; several are a question. A formula whose result was never stored is an error, since its
 * value is not in the file. The only door to the workbook library for reading.
 */
export async function sheetText(
  bytes: Uint8Array,
  name: string,
  stated: string | undefined,
): Promise<Outcome<SheetText>> {
  const unpacked = unpackedSize(bytes);
  if (unpacked === undefined) return refuse(name, 'binary', 'is a zip archive, and not a readable workbook');
  if (unpacked > unpackedLimit) {
    return refuse(name, 'too-large', `unpacks to more than ${unpackedLimit / 1_000_000} MB`);
  }
  const workbook = await openWorkbook(bytes);
  if (workbook === undefined) return refuse(name, 'binary', 'is a zip archive, and not a readable workbook');
  const sheet = chooseSheet(workbook.sheets, name, stated);
  if (!sheet.ok) return sheet;
  const faults = formulaFaults(sheet.value, name);
  if (faults.length > 0) return failed(faults);
  const lines = sheet.value.rows.map((row) => `${row.map(csvField).join(',')}\n`);
  return succeeded({ bytes: new TextEncoder().encode(lines.join('')), sheet: sheet.value.name });
}

type Workbook = Awaited<ReturnType<typeof import('hucre/xlsx')['readXlsx']>>;
type Sheet = Workbook['sheets'][number];
type CellValue = Sheet['rows'][number][number];

/** Undefined for an archive that is no workbook; what the library throws then is for its own users. */
async function openWorkbook(bytes: Uint8Array): Promise<Workbook | undefined> {
  const { readXlsx } = await import('hucre/xlsx');
  try {
    return await readXlsx(bytes, { readStyles: true });
  } catch {
    return undefined;
  }
}

function chooseSheet(sheets: readonly Sheet[], name: string, stated: string | undefined): Outcome<Sheet> {
  const names = sheets.map((sheet) => sheet.name);
  const list = names.map((sheet, i) => `#${i + 1} ${quoted(sheet, 40)}`).join(', ');
  if (stated !== undefined) {
    const place = /^#(\d{1,4})$/.exec(stated);
    const found = place === null ? sheets.find((s) => s.name === stated) : sheets[Number(place[1]) - 1];
    if (found !== undefined) return succeeded(found);
    const hint = didYouMean(stated, names);
    return refuse(name, 'unknown-name', `there is no sheet ${quoted(stated)}${hint}; sheets: ${list}`);
  }
  const filled = sheets.filter((s) => s.hidden !== true && s.veryHidden !== true && s.rows.length > 0);
  if (filled.length === 1) return succeeded(filled[0]!);
  if (filled.length === 0) return refuse(name, 'empty', 'is a workbook without a filled sheet');
  return refuse(name, 'ambiguous-sheet', `has ${filled.length} sheets; say --sheet NAME: ${list}`);
}

function formulaFaults(sheet: Sheet, name: string): Problem[] {
  const faults: Problem[] = [];
  let more = 0;
  for (const [key, cell] of sheet.cells ?? []) {
    if (cell.formula === undefined || cell.value !== null) continue;
    if (faults.length === faultsListed) {
      more++;
      continue;
    }
    const [row, column] = key.split(',').map(Number) as [number, number];
    const message = `the formula ${quoted(`=${cell.formula}`, 40)} has no stored value; open the workbook, let it calculate and save it`;
    faults.push(
      problem('error', 'formula-without-value', `${name}:${row + 1}:${columnLetters(column)}`, message),
    );
  }
  if (more > 0) faults.push(problem('error', 'more', name, `${more} more formulas without a stored value`));
  return faults;
}

function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnLetters(Math.floor(column / 26) - 1) + last;
}

/** As it stands: guarding against formulas is for what is written, not for what is read. A line break would move lines. */
function csvField(value: CellValue): string {
  const text = cellText(value).replace(/[\r\n]+/g, ' ');
  return /[",;|\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Days without time as ISO dates; the library gives them as instants of UTC. */
function cellText(value: CellValue): string {
  if (value === null) return '';
  if (value instanceof Date)
    return value
      .toISOString()
      .replace(/T00:00:00\.000Z$/, '')
      .replace(/\.\d+Z$/, '');
  return String(value);
}

/** Sum of the sizes that the archive's directory declares; undefined without a directory. */
function unpackedSize(bytes: Uint8Array): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  const stop = Math.max(0, end - 65_536);
  while (end >= stop && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < stop) return undefined;
  let at = view.getUint32(end + 16, true);
  let total = 0;
  for (let count = view.getUint16(end + 10, true); count > 0; count--) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) return undefined;
    total += view.getUint32(at + 24, true);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return total;
}

function refuse(at: string, code: string, message: string): Outcome<never> {
  return failed([problem('error', code, at, message)]);
}
