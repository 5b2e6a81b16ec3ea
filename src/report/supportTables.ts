import type { PriceDocument } from './documents/priceSchema.js';
import { formatAmount, formatError, formatNumber, formatSmallPercent } from './formatValue.js';
import type { ReportContext } from './reportContext.js';
import { type TextColumn, textTable } from './textTable.js';

/** What supports are expected to pay and how often they fail; and the classes without the originator's. */
export function supportSections(document: PriceDocument, context: ReportContext): string[] {
  return [...drawSection(document, context), ...aloneSection(document, context)];
}

function drawSection({ supports }: PriceDocument, context: ReportContext): string[] {
  if (supports === undefined) return [];
  const { messages } = context;
  const headers = [
    ...[messages.support, messages.kind, messages.provider],
    ...[messages.supportLimit, messages.expectedDrawn, messages.standardError],
    ...[messages.providerDefaults, messages.exhausted],
  ];
  const rows = supports.map((one) => [
    one.name,
    messages.supportKinds[one.kind] ?? one.kind,
    messages.providers[one.provider] ?? one.provider,
    formatAmount(one.limit),
    formatAmount(one.expectedDrawn),
    formatAmount(one.expectedDrawnStandardError),
    formatSmallPercent(one.providerDefaultProbability),
    formatSmallPercent(one.exhaustionProbability),
  ]);
  return [section(messages.supportsHeading, headers, rows, 3, context)];
}

function aloneSection({ withoutOriginatorSupport }: PriceDocument, context: ReportContext): string[] {
  if (withoutOriginatorSupport === undefined) return [];
  const { messages } = context;
  const headers = [
    ...[messages.noteClass, messages.price, messages.standardError],
    ...[messages.weightedAverageLife, messages.expectedLoss, messages.restsOnSupport, messages.standardError],
  ];
  const rows = withoutOriginatorSupport.map((one) => [
    one.name,
    known(one.price, (value) => formatNumber(value, 4)),
    known(one.priceStandardError, formatError),
    known(one.weightedAverageLife, (value) => formatNumber(value, 2)),
    known(one.expectedLoss, formatSmallPercent),
    known(one.shareOfValue, formatSmallPercent),
    known(one.shareOfValueStandardError, (value) => `${formatError(value * 100)}%`),
  ]);
  return [section(messages.aloneHeading, headers, rows, 1, context)];
}

function section(
  heading: string,
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  leftCount: number,
  { painter }: ReportContext,
): string {
  const columns = headers.map(
    (header, i): TextColumn => ({ header, align: i < leftCount ? 'left' : 'right' }),
  );
  return `${painter.heading(heading)}\n${textTable(
    columns,
    rows.map((cells) => ({ cells })),
    painter,
  )}`;
}

function known(value: number | null, format: (value: number) => string): string {
  return value === null ? '–' : format(value);
}
