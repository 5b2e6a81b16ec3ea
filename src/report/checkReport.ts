import { printable } from '#basics/printable.js';
import { type CheckMessages, checkMessagesFor } from './checkMessages.js';
import type {
  CauseRecord,
  CheckDocument,
  CheckedDeal,
  RunDifferenceRecord,
} from './documents/checkSchema.js';
import { formatAmount } from './formatValue.js';
import type { ReportContext } from './reportContext.js';
import { type TextRow, textTable } from './textTable.js';
import { textWidth } from './textWidth.js';

/** Differences that the terminal shows of one run; the rest is counted, and `--json` has them all. */
const shownCells = 12;
const shownFigures = 12;
const shownCauses = 8;
const shownNotes = 2;

/** A line a deal, and below it what differs: as a plan of what an update would accept. */
export function checkReport(document: CheckDocument, context: ReportContext): string {
  const words = checkMessagesFor(context.language);
  const width = Math.max(...Object.values(words.statuses).map(textWidth));
  const deals = document.deals.map((deal) => dealText(deal, width, words, context));
  const head = `${context.painter.strong('abs check')} · ${document.run.version}`;
  return `${head}\n\n${deals.join('\n')}${deals.length === 0 ? '' : '\n\n'}${summaryLine(document, words)}\n`;
}

export function summaryLine({ deals, summary }: CheckDocument, words: CheckMessages): string {
  const parts = Object.entries(summary).map(
    ([status, count]) => `${count} ${words.statuses[status as CheckedDeal['status']].toLowerCase()}`,
  );
  const line = [words.deals(deals.length), ...parts].join(' · ');
  return summary.differs === undefined ? line : `${line}\n${words.accept}`;
}

/** `term fees.servicing.charge.rate: 1% → 1.01%`. */
export function causeText({ kind, what, before, after, at }: CauseRecord, words: CheckMessages): string {
  const place = at === null ? '' : ` (${printable(at, 200)})`;
  const head = `${words.causes[kind]} ${printable(what, 200)}${place}`;
  return before === null && after === null
    ? head
    : `${head}: ${shown(before, words)} → ${shown(after, words)}`;
}

function shown(value: string | null, words: CheckMessages): string {
  return value === null ? words.nothing : printable(value, 120);
}

function dealText(deal: CheckedDeal, width: number, words: CheckMessages, context: ReportContext): string {
  const { painter } = context;
  const label = words.statuses[deal.status];
  const paint = paintOf(deal, context);
  const hint = words.hints[deal.status];
  const name = printable(deal.status === 'orphan' ? deal.baseline : deal.deal, 200);
  const head = `${paint(label)}${' '.repeat(width - textWidth(label))}  ${name}`;
  const lines = [hint === undefined ? head : `${head}  ${painter.faint(hint)}`];
  const isShown = deal.status === 'differs' || deal.status === 'updated' || deal.status === 'same';
  if (isShown) for (const run of deal.runs) lines.push(...runLines(run, words, context));
  return lines.join('\n');
}

function paintOf({ status }: CheckedDeal, { painter }: ReportContext): (text: string) => string {
  if (status === 'differs' || status === 'invalid') return painter.bad;
  if (status === 'no-baseline' || status === 'orphan') return painter.warning;
  return painter.good;
}

function runLines(run: RunDifferenceRecord, words: CheckMessages, context: ReportContext): string[] {
  const { painter } = context;
  const lines = run.notes
    .slice(0, shownNotes)
    .map((note) =>
      painter.faint(`  ${words.run} ${printable(run.name)} · ${words.note}: ${causeText(note, words)}`),
    );
  if (run.notes.length > shownNotes)
    lines.push(painter.faint(`    ${words.more(run.notes.length - shownNotes)}`));
  const [first, ...others] = run.causes;
  if (first === undefined) return lines;
  lines.push(
    `  ${words.run} ${painter.strong(printable(run.name))} · ${words.firstCause}: ${painter.strong(causeText(first, words))}`,
  );
  for (const other of others.slice(0, shownCauses))
    lines.push(`    ${words.also}: ${causeText(other, words)}`);
  if (others.length > shownCauses) lines.push(`    ${words.more(others.length - shownCauses)}`);
  if (run.cells.length + run.figures.length === 0) lines.push(`    ${words.noEffect}`);
  lines.push(...indented(cellTable(run, words, context)), ...indented(figureTable(run, words, context)));
  return lines;
}

function indented(text: string): string[] {
  return text === '' ? [] : text.split('\n').map((line) => `    ${line}`);
}

function cellTable({ cells }: RunDifferenceRecord, words: CheckMessages, context: ReportContext): string {
  if (cells.length === 0) return '';
  const headers = [words.date, words.where, words.column, words.before, words.after, words.change];
  const rows = cells.slice(0, shownCells).map(
    ({ date, table, column, before, after }): TextRow => ({
      cells: [
        ...[date, table, column].map((text) => printable(text)),
        amountText(before),
        amountText(after),
        changeText(before, after),
      ],
    }),
  );
  const text = textTable(
    headers.map((header, i) => ({ header, align: i < 3 ? 'left' : 'right' })),
    rows,
    context.painter,
  );
  return cells.length > shownCells ? `${text}\n${words.more(cells.length - shownCells)}` : text;
}

function figureTable({ figures }: RunDifferenceRecord, words: CheckMessages, context: ReportContext): string {
  if (figures.length === 0) return '';
  const headers = [words.where, words.figureMoved, words.before, words.after, words.change, '±'];
  const rows = figures.slice(0, shownFigures).map(({ group, figure, before, after, tolerance }): TextRow => {
    const digits = digitsToTell(before, after);
    const number = (value: number | null): string => (value === null ? '–' : value.toFixed(digits));
    const change = before === null || after === null ? '' : signed((after - before).toFixed(digits));
    return {
      cells: [
        printable(group),
        printable(figure),
        number(before),
        number(after),
        change,
        tolerance === 0 ? '0' : tolerance.toPrecision(2),
      ],
    };
  });
  const text = textTable(
    headers.map((header, i) => ({ header, align: i < 2 ? 'left' : 'right' })),
    rows,
    context.painter,
  );
  return figures.length > shownFigures ? `${text}\n${words.more(figures.length - shownFigures)}` : text;
}

function amountText(cell: string): string {
  return /^-?\d+\.\d+$/.test(cell) ? formatAmount(cell) : printable(cell);
}

/** In minor units by whole numbers, so that no cent is lost to a float. */
function changeText(before: string, after: string): string {
  const form = /^(-?)(\d+)\.(\d+)$/;
  const [a, b] = [form.exec(before), form.exec(after)];
  if (a === null || b === null || a[3]!.length !== b[3]!.length) return '';
  const units = (match: RegExpExecArray): bigint => BigInt(match[1]! + match[2]! + match[3]!);
  const change = units(b) - units(a);
  const digits = (change < 0n ? -change : change).toString().padStart(a[3]!.length + 1, '0');
  const cut = digits.length - a[3]!.length;
  return `${change < 0n ? '-' : '+'}${formatAmount(`${digits.slice(0, cut)}.${digits.slice(cut)}`)}`;
}

function signed(text: string): string {
  return text.startsWith('-') ? text : `+${text}`;
}

/** Enough decimals for two numbers to look different: 4 to 15. */
function digitsToTell(before: number | null, after: number | null): number {
  for (let digits = 4; digits < 15; digits++) {
    if (before?.toFixed(digits) !== after?.toFixed(digits)) return Math.min(15, digits + 1);
  }
  return 15;
}
