import type { TapeDocument } from './documents/tapeSchema.js';
import { formatAmount, formatCount, formatNumber, formatPercent } from './formatValue.js';
import { titleLine } from './headLines.js';
import type { ReportContext } from './reportContext.js';
import { tapeViewSections } from './tapeViewText.js';
import { type TextColumn, type TextRow, textTable } from './textTable.js';
import { cutToWidth, textWidth, wrapText } from './textWidth.js';

/** How a tape was read: totals, columns with their evidence, what was derived or rejected, and its strata. */
export function tapeReportText(document: TapeDocument, context: ReportContext): string {
  const { messages, painter } = context;
  const sections = [
    headSection(document, context),
    totalsTable(document, context),
    section(messages.columnsHeading, columnTable(document, context), context),
    ...derivedSection(document, context),
    ...unmappedSection(document, context),
    ...rejectSection(document, context),
    ...tapeViewSections(document, context),
    ...document.stratifications.map((stratification) =>
      section(
        `${messages.stratificationBy} ${stratification.name}`,
        strataTable(stratification, context),
        context,
      ),
    ),
  ];
  const warnings = document.problems.length;
  if (warnings > 0) sections.push(painter.warning(messages.warnings(warnings)));
  return `${sections.join('\n\n')}\n`;
}

function headSection(document: TapeDocument, context: ReportContext): string {
  const { messages, painter } = context;
  const facts: (readonly [string, string])[] = [
    [messages.encoding, `${document.encoding} (${document.encodingEvidence})`],
    [messages.delimiter, `${delimiterName(document.delimiter)} (${document.delimiterEvidence})`],
    [messages.headings, `${messages.headingLine(document.headingLine)} (${document.headingEvidence})`],
    [messages.layout, `${document.source.title} (${document.source.evidence})`],
    [messages.cutOff, `${document.run.asOf ?? '–'} (${document.cutOffEvidence})`],
  ];
  const width = Math.max(...facts.map(([label]) => textWidth(label)));
  const lines = facts.flatMap(([label, text]) =>
    wrapText(text, context.columns - width - 2).map((line, i) => {
      const pad = ' '.repeat(width + 2 - (i === 0 ? textWidth(label) : 0));
      return i === 0 ? painter.strong(label) + pad + clean(line) : pad + clean(line);
    }),
  );
  return [titleLine('abs tape', document.run, context), ...lines].join('\n');
}

function totalsTable(document: TapeDocument, { messages, painter }: ReportContext): string {
  const columns: TextColumn[] = [
    { header: messages.rows, align: 'left' },
    { header: messages.count, align: 'right' },
    { header: messages.money, align: 'right' },
    { header: messages.rate, align: 'right' },
    { header: messages.remainingTerm, align: 'right' },
  ];
  const { money, weightedAverageRate: rate, weightedAverageRemainingTermMonths: term } = document;
  const accepted = [
    messages.accepted,
    formatCount(document.accepted),
    formatAmount(money.accepted),
    rate === null ? '–' : formatPercent(rate, 4),
    term === null ? '–' : `${formatNumber(term, 2)} ${messages.months}`,
  ];
  const plain = (label: string, count: number, amount: string): string[] => [
    label,
    formatCount(count),
    formatAmount(amount),
    '',
    '',
  ];
  const rows: TextRow[] = [
    { cells: accepted },
    ...(document.rejected > 0
      ? [{ cells: plain(messages.rejected, document.rejected, money.rejected), kind: 'warning' as const }]
      : [{ cells: plain(messages.rejected, 0, money.rejected) }]),
    { cells: plain(messages.ignored, document.ignored, money.ignored) },
    { cells: plain(messages.total, document.rows, money.total), kind: 'total' },
  ];
  return textTable(columns, rows, painter);
}

function columnTable(document: TapeDocument, context: ReportContext): string {
  const { messages, painter } = context;
  const columns: TextColumn[] = [
    { header: messages.canonical, align: 'left' },
    { header: messages.source, align: 'left' },
    { header: messages.unit, align: 'left' },
    { header: messages.evidence, align: 'left' },
  ];
  const heads = document.columns.map(({ canonical, source, unit }) => [
    canonical,
    cutToWidth(source, 32),
    unit ?? '',
  ]);
  const widest = [0, 1, 2].map((i) =>
    Math.max(textWidth(columns[i]!.header), ...heads.map((cells) => textWidth(cells[i]!))),
  );
  const room = Math.max(24, context.columns - widest.reduce((sum, width) => sum + width + 2, 0));
  const rows = document.columns.flatMap(({ evidence }, i): TextRow[] =>
    wrapText(clean(evidence), room).map((line, part) => ({
      cells: part === 0 ? [...heads[i]!, line] : ['', '', '', line],
    })),
  );
  return textTable(columns, rows, painter);
}

function derivedSection(document: TapeDocument, context: ReportContext): string[] {
  if (document.derived.length === 0) return [];
  const { messages } = context;
  const columns: TextColumn[] = [
    { header: messages.canonical, align: 'left' },
    { header: messages.rows, align: 'right' },
    { header: messages.how, align: 'left' },
  ];
  const rows = document.derived.map(
    ({ canonical, rows: count, how }): TextRow => ({
      cells: [canonical, formatCount(count), cutToWidth(how, 70)],
    }),
  );
  return [section(messages.derivedHeading, textTable(columns, rows, context.painter), context)];
}

function unmappedSection(document: TapeDocument, context: ReportContext): string[] {
  if (document.unmapped.length === 0) return [];
  const text = document.unmapped.map((heading) => cutToWidth(heading, 40)).join(', ');
  const lines = wrapText(text, context.columns - 2).map((line) => `  ${line}`);
  return [
    section(`${context.messages.ignoredColumns} (${document.unmapped.length})`, lines.join('\n'), context),
  ];
}

const rejectsShown = 20;

function rejectSection(document: TapeDocument, context: ReportContext): string[] {
  if (document.rejects.length === 0) return [];
  const { messages } = context;
  const columns: TextColumn[] = [
    { header: messages.place, align: 'left' },
    { header: 'loanId', align: 'left' },
    { header: messages.value, align: 'left' },
    { header: messages.reason, align: 'left' },
  ];
  const rows = document.rejects.slice(0, rejectsShown).map(
    ({ at, loanId, value, reason }): TextRow => ({
      cells: [
        cutToWidth(at, 44),
        cutToWidth(loanId ?? '', 20),
        cutToWidth(value, 20),
        cutToWidth(reason, 60),
      ],
    }),
  );
  const table = textTable(columns, rows, context.painter);
  const rest = document.faultCount - rows.length;
  const text = rest > 0 ? `${table}\n${messages.moreRejects(rest)}` : table;
  return [section(messages.rejectsHeading, text, context)];
}

function strataTable(
  stratification: TapeDocument['stratifications'][number],
  context: ReportContext,
): string {
  const { messages, painter } = context;
  const columns: TextColumn[] = [
    { header: '', align: 'left' },
    { header: messages.count, align: 'right' },
    { header: messages.money, align: 'right' },
    { header: messages.share, align: 'right' },
    { header: messages.rate, align: 'right' },
    { header: '', align: 'left' },
  ];
  const rows = stratification.strata.map(
    ({ label, count, balance, share, weightedAverageRate: rate }): TextRow => ({
      cells: [
        cutToWidth(label, 40),
        formatCount(count),
        formatAmount(balance),
        formatPercent(share, 1),
        formatPercent(rate, 2),
        '█'.repeat(Math.round(share * 24)),
      ],
    }),
  );
  return textTable(columns, rows, painter);
}

function section(heading: string, body: string, { painter }: ReportContext): string {
  return `${painter.heading(heading)}\n${body}`;
}

function delimiterName(delimiter: string): string {
  return delimiter === '\t' ? 'tab' : `"${delimiter}"`;
}

/** Evidence may quote the tape. */
function clean(text: string): string {
  return cutToWidth(text, Number.POSITIVE_INFINITY);
}
