import type { TapeDocument } from './documents/tapeSchema.js';
import { formatAmount, formatCount, formatNumber, formatPercent } from './formatValue.js';
import type { ReportContext } from './reportContext.js';
import { type TextColumn, type TextRow, textTable } from './textTable.js';
import { cutToWidth } from './textWidth.js';

const rowsShown = 20;

/** Views of the pool: screening, outside lists, double pledges, averages, homogeneity, concentration. */
export function tapeViewSections(document: TapeDocument, context: ReportContext): string[] {
  return [
    ...pledgeSection(document, context),
    ...screeningSections(document, context),
    ...listSection(document, context),
    ...averageSection(document, context),
    ...homogeneitySection(document, context),
    ...document.concentrations.map((view) => concentrationSection(view, context)),
  ];
}

function heading(text: string, body: string, { painter }: ReportContext): string {
  return `${painter.heading(text)}\n${body}`;
}

function columns(...headers: readonly (readonly [string, 'left' | 'right'])[]): TextColumn[] {
  return headers.map(([header, align]) => ({ header, align }));
}

function pledgeSection({ doublePledges }: TapeDocument, context: ReportContext): string[] {
  if (doublePledges === null) return [];
  const { messages, painter } = context;
  const title = messages.doublePledges(doublePledges.against, formatCount(doublePledges.count));
  if (doublePledges.count === 0) return [heading(title, `  ${messages.none}`, context)];
  const heads = columns(
    [messages.place, 'left'],
    [messages.otherPlace, 'left'],
    [messages.sameBy, 'left'],
    [messages.key, 'left'],
    [messages.money, 'right'],
  );
  const rows = doublePledges.pairs.slice(0, rowsShown).map(
    (pair): TextRow => ({
      cells: [
        cutToWidth(pair.at, 24),
        cutToWidth(pair.otherAt, 24),
        pair.by,
        cutToWidth(pair.key, 32),
        formatAmount(pair.balance),
      ],
      kind: 'warning',
    }),
  );
  return [heading(title, more(textTable(heads, rows, painter), doublePledges.count, context), context)];
}

function more(table: string, count: number, { messages }: ReportContext): string {
  return count > rowsShown ? `${table}\n${messages.moreRejects(count - rowsShown)}` : table;
}

function screeningSections({ screening }: TapeDocument, context: ReportContext): string[] {
  if (screening === null) return [];
  const { messages, painter } = context;
  const tests = columns(
    [messages.criterion, 'left'],
    [messages.fails, 'right'],
    [messages.noValue, 'right'],
    [messages.money, 'right'],
  );
  const failed = screening.tests.map(
    ({ name, failed: count, missing, balance }): TextRow => ({
      cells: [cutToWidth(name, 48), formatCount(count), formatCount(missing), formatAmount(balance)],
    }),
  );
  const part = (label: string, { count, balance }: typeof screening.eligible, kind?: 'total'): TextRow => ({
    cells: [label, formatCount(count), '', formatAmount(balance)],
    ...(kind === undefined ? {} : { kind }),
  });
  const rows = [
    ...failed,
    part(messages.ineligible, screening.ineligible),
    part(messages.eligible, screening.eligible, 'total'),
  ];
  const sections = [
    heading(messages.screeningBy(screening.criteria), textTable(tests, rows, painter), context),
  ];
  if (screening.limits.length > 0) sections.push(limitSection(screening.limits, context));
  if (screening.ineligibleLoans.length > 0)
    sections.push(ineligibleSection(screening.ineligibleLoans, context));
  return sections;
}

type Screened = NonNullable<TapeDocument['screening']>;

function limitSection(limits: Screened['limits'], context: ReportContext): string {
  const { messages, painter } = context;
  const heads = columns(
    [messages.limitHeading, 'left'],
    [messages.group, 'left'],
    [messages.share, 'right'],
    [messages.atMost, 'right'],
    ['', 'left'],
  );
  const rows = limits.map(
    ({ name, group, share, atMost, keeps }): TextRow => ({
      cells: [
        cutToWidth(name, 32),
        cutToWidth(group, 32),
        formatPercent(share, 2),
        formatPercent(atMost, 2),
        keeps ? messages.keeps : messages.exceeds,
      ],
      ...(keeps ? {} : { kind: 'warning' as const }),
    }),
  );
  return heading(messages.concentrationLimits, textTable(heads, rows, painter), context);
}

function ineligibleSection(loans: Screened['ineligibleLoans'], context: ReportContext): string {
  const { messages, painter } = context;
  const heads = columns(
    [messages.place, 'left'],
    ['loanId', 'left'],
    [messages.money, 'right'],
    [messages.fails, 'left'],
  );
  const rows = loans.slice(0, rowsShown).map(
    ({ at, loanId, balance, tests }): TextRow => ({
      cells: [
        cutToWidth(at, 28),
        cutToWidth(loanId, 20),
        formatAmount(balance),
        cutToWidth(tests.join('; '), 48),
      ],
    }),
  );
  const table = more(textTable(heads, rows, painter), loans.length, context);
  return heading(messages.ineligibleHeading, table, context);
}

function listSection({ lists }: TapeDocument, context: ReportContext): string[] {
  if (lists.length === 0) return [];
  const { messages, painter } = context;
  const heads = columns(
    [messages.list, 'left'],
    [messages.lookedUpBy, 'left'],
    [messages.entries, 'right'],
    [messages.listedLoans, 'right'],
    [messages.money, 'right'],
    [messages.share, 'right'],
    [messages.unmatched, 'right'],
    [messages.noValue, 'right'],
  );
  const rows = lists.map(
    (list): TextRow => ({
      cells: [
        cutToWidth(list.list, 24),
        list.by,
        formatCount(list.entries),
        formatCount(list.listed),
        formatAmount(list.balance),
        formatPercent(list.share, 2),
        formatCount(list.unmatched),
        formatCount(list.withoutId),
      ],
    }),
  );
  return [heading(messages.listsHeading, textTable(heads, rows, painter), context)];
}

/** Columns that hold fractions are shown in percent. */
const inPercent = new Set(['annualRate', 'annualDefaultRate', 'debtRatio', 'netMargin', 'cashFlowGrowth']);

function valueText(column: string, value: number): string {
  return inPercent.has(column) ? formatPercent(value, 4) : formatNumber(value, 2);
}

function averageSection({ weightedAverages }: TapeDocument, context: ReportContext): string[] {
  if (weightedAverages.length === 0) return [];
  const { messages, painter } = context;
  const heads = columns(
    [messages.canonical, 'left'],
    [messages.average, 'right'],
    [messages.loansWithValue, 'right'],
  );
  const rows = weightedAverages.map(
    ({ column, value, count }): TextRow => ({
      cells: [column, valueText(column, value), formatCount(count)],
    }),
  );
  return [heading(messages.averagesHeading, textTable(heads, rows, painter), context)];
}

function homogeneitySection({ homogeneity }: TapeDocument, context: ReportContext): string[] {
  if (homogeneity.length === 0) return [];
  const { messages, painter } = context;
  const heads = columns(
    [messages.canonical, 'left'],
    [messages.variation, 'right'],
    [messages.mean, 'right'],
    [messages.standardDeviation, 'right'],
    [messages.least, 'right'],
    [messages.greatest, 'right'],
  );
  const rows = homogeneity.map(
    ({ column, coefficientOfVariation: variation, mean, standardDeviation, least, greatest }): TextRow => ({
      cells: [
        column,
        variation === null ? '–' : formatNumber(variation, 3),
        valueText(column, mean),
        valueText(column, standardDeviation),
        valueText(column, least),
        valueText(column, greatest),
      ],
    }),
  );
  return [heading(messages.homogeneityHeading, textTable(heads, rows, painter), context)];
}

function concentrationSection(view: TapeDocument['concentrations'][number], context: ReportContext): string {
  const { messages, painter } = context;
  const heads = columns(
    ['', 'left'],
    [messages.count, 'right'],
    [messages.money, 'right'],
    [messages.share, 'right'],
  );
  const rows = view.largest.map(
    ({ label, count, balance, share }): TextRow => ({
      cells: [cutToWidth(label, 40), formatCount(count), formatAmount(balance), formatPercent(share, 2)],
    }),
  );
  const facts = messages.concentrationFacts(
    formatCount(view.names),
    formatNumber(view.herfindahl, 6),
    formatNumber(view.effectiveNumber, 2),
  );
  return heading(
    `${messages.concentrationBy} ${view.by}: ${facts}`,
    textTable(heads, rows, painter),
    context,
  );
}
