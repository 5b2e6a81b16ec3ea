import { assumptionTable } from './assumptionTable.js';
import type { SizeDocument } from './documents/sizeSchema.js';
import { formatAmount, formatCount, formatNumber, formatPercent, formatSmallPercent } from './formatValue.js';
import { tapeLine, titleLine } from './headLines.js';
import type { ReportContext } from './reportContext.js';
import { type SizeMessages, sizeMessagesFor } from './sizeMessages.js';
import { type TextRow, textTable } from './textTable.js';

/** What was assumed and wanted, the structure found with what holds it back, its frontier, term and verification. */
export function sizeReport(document: SizeDocument, context: ReportContext): string {
  const words = sizeMessagesFor(context.language);
  const { painter, messages } = context;
  const currency = document.run.assumptions.find(({ name }) => name === 'currency')?.value;
  const sections = [
    [
      titleLine('abs size', document.run, context),
      tapeLine(document.tape, typeof currency === 'string' ? currency : null, context),
      `${painter.strong(messages.deal)}  ${document.deal}`,
    ].join('\n'),
    assumptionTable(document.run.assumptions, context),
    ...infeasibleSection(document, words, context),
    `${painter.heading(words.classes)}\n${classTable(document, words, context)}\n${foundLines(document, words).join('\n')}`,
    ...reserveSection(document, words, context),
    frontierSection(document, words, context),
    termSection(document, words, context),
    ...verificationSection(document, words, context),
  ];
  if (document.problems.length > 0)
    sections.push(painter.warning(messages.warnings(document.problems.length)));
  return `${sections.join('\n\n')}\n`;
}

type Cell = readonly [header: string, align: 'left' | 'right'];

function table(
  headers: readonly Cell[],
  rows: readonly (readonly string[])[],
  { painter }: ReportContext,
): string {
  const columns = headers.map(([header, align]) => ({ header, align }));
  return textTable(
    columns,
    rows.map((cells): TextRow => ({ cells })),
    painter,
  );
}

function classTable(document: SizeDocument, words: SizeMessages, context: ReportContext): string {
  const { messages } = context;
  const headers: Cell[] = [
    [messages.noteClass, 'left'],
    [words.share, 'right'],
    [words.shareError, 'right'],
    [messages.balance, 'right'],
    [messages.coupon, 'right'],
    [messages.expectedLoss, 'right'],
    [messages.lossProbability, 'right'],
    [messages.weightedAverageLife, 'right'],
    [words.binding, 'left'],
  ];
  const rows = document.notes.map((note) => [
    note.name,
    formatPercent(note.share, 3),
    note.shareStandardError === null ? '' : formatPercent(note.shareStandardError, 3),
    formatAmount(note.balance),
    note.coupon === null ? messages.residual : formatPercent(note.coupon, 3),
    known(note.expectedLoss, formatSmallPercent),
    known(note.lossProbability, formatSmallPercent),
    known(note.averageLife, (value) => formatNumber(value, 2)),
    note.binding === null ? words.rest : (words.limits[note.binding] ?? note.binding),
  ]);
  return table(headers, rows, context);
}

function foundLines(document: SizeDocument, words: SizeMessages): string[] {
  const { sample, fundingCost, notMonotone } = document;
  return [
    `${words.cost}: ${words.costOf(formatPercent(fundingCost, 3))}`,
    words.searched(formatCount(sample.paths), sample.seed),
    ...notMonotone.map(words.notMonotone),
  ];
}

function infeasibleSection(
  document: SizeDocument,
  words: SizeMessages,
  { painter }: ReportContext,
): string[] {
  if (document.feasible) return [];
  const lines = document.infeasible.map(({ note, limit, wanted, reached }) =>
    limit === 'min'
      ? words.tooSmall(
          note,
          formatPercent(wanted, 3),
          formatPercent(reached, 3),
          formatPercent(wanted - reached, 3),
        )
      : words.cannot(note, words.limits[limit] ?? limit, limitText(limit, wanted), limitText(limit, reached)),
  );
  return [`${painter.bad(words.infeasible)}\n${lines.join('\n')}`];
}

function reserveSection(document: SizeDocument, words: SizeMessages, context: ReportContext): string[] {
  if (document.reserves.length === 0) return [];
  const sized = document.notes.filter(({ binding }) => binding !== null);
  const headers: Cell[] = [
    [words.reserve, 'right'],
    ...sized.map(({ name }): Cell => [name, 'right']),
    [words.cost, 'right'],
  ];
  const rows = document.reserves.map(({ share, shares, fundingCost }) => [
    formatPercent(share),
    ...shares.map((value) => formatPercent(value, 3)),
    formatPercent(fundingCost, 3),
  ]);
  return [`${context.painter.heading(words.reserves)}\n${table(headers, rows, context)}`];
}

function frontierSection(document: SizeDocument, words: SizeMessages, context: ReportContext): string {
  const { messages } = context;
  const headers: Cell[] = [
    [words.share, 'right'],
    [messages.expectedLoss, 'right'],
    [messages.lossProbability, 'right'],
    [messages.weightedAverageLife, 'right'],
  ];
  const rows = document.frontier.map(({ share, expectedLoss, lossProbability, averageLife }) => [
    formatPercent(share, 3),
    formatSmallPercent(expectedLoss),
    formatSmallPercent(lossProbability),
    known(averageLife, (value) => formatNumber(value, 2)),
  ]);
  const first = document.notes.find(({ binding }) => binding !== null)?.name ?? '';
  return `${context.painter.heading(words.frontier(first))}\n${table(headers, rows, context)}`;
}

/** The candidates nearest to the one proposed; `--json` has all of them. */
const shownTerms = 6;

function termSection({ term }: SizeDocument, words: SizeMessages, context: ReportContext): string {
  const years = (value: number): string => formatNumber(value, 2);
  const cost = ({ distance, demand }: (typeof term.candidates)[number]): number => distance / demand;
  const best = [...term.candidates].sort((a, b) => cost(a) - cost(b)).slice(0, shownTerms);
  const headers: Cell[] = [
    [words.weighed, 'right'],
    [words.distance, 'right'],
    [words.demand, 'right'],
  ];
  const rows = best
    .sort((a, b) => a.term - b.term)
    .map((candidate) => [
      years(candidate.term),
      years(candidate.distance),
      formatPercent(candidate.demand, 1),
    ]);
  return [
    context.painter.heading(words.term),
    words.termProposed(years(term.term), years(term.earliest), years(term.latest), years(term.mean)),
    words.dueAfter(formatPercent(term.dueAfter)),
    table(headers, rows, context),
  ].join('\n');
}

function verificationSection(
  { verification }: SizeDocument,
  words: SizeMessages,
  context: ReportContext,
): string[] {
  if (verification === null) return [];
  const { messages, painter } = context;
  const headers: Cell[] = [
    [messages.noteClass, 'left'],
    [words.target, 'left'],
    [words.limit, 'right'],
    [words.reached, 'right'],
    ['±', 'right'],
    ['', 'left'],
  ];
  const rows = verification.limits.map(({ note, target, limit, reached, standardError, holds }) => [
    note,
    words.limits[target] ?? target,
    limitText(target, limit),
    limitText(target, reached),
    standardError === 0 ? '' : limitText(target, standardError),
    holds ? painter.good(words.holds) : painter.bad(words.fails),
  ]);
  const prices = verification.notes
    .filter(({ price }) => price !== null)
    .map(({ name, price }) => `${name} ${formatNumber(price ?? 0, 4)}`);
  const heading = painter.heading(words.verified(verification.seed, formatCount(verification.paths)));
  return [`${heading}\n${table(headers, rows, context)}\n${messages.price}: ${prices.join(' · ')}`];
}

function limitText(target: string, value: number): string {
  if (target === 'breakEven') return formatNumber(value, 2);
  return target.startsWith('life') ? formatNumber(value, 2) : formatSmallPercent(value);
}

function known(value: number | null, format: (value: number) => string): string {
  return value === null ? '–' : format(value);
}
