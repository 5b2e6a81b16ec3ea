import type { PriceDocument, PriceNote } from './documents/priceSchema.js';
import { formatAmount, formatError, formatNumber, formatPercent, formatSmallPercent } from './formatValue.js';
import type { ReportContext } from './reportContext.js';
import { type TextColumn, type TextRow, textTable } from './textTable.js';

/** A column of the class table: what it says of a class, and in the line of the whole deal. */
interface NoteColumn {
  readonly header: string;
  readonly of: (note: PriceNote) => string;
  readonly ofDeal?: string;
}

/** The classes of a priced deal, and the deal in the last line. */
export function noteTable(document: PriceDocument, context: ReportContext): string {
  const { messages } = context;
  const columns: NoteColumn[] = [
    { header: messages.noteClass, of: (note) => note.name, ofDeal: messages.wholeDeal },
    {
      header: messages.balance,
      of: (note) => formatAmount(note.balance),
      ofDeal: formatAmount(document.tape.currentBalance),
    },
    { header: messages.creditEnhancement, of: (note) => formatPercent(note.creditEnhancement, 1) },
    {
      header: messages.coupon,
      of: (note) => (note.coupon === null ? messages.residual : formatPercent(note.coupon)),
    },
    {
      header: messages.price,
      of: (note) => known(note.price, (value) => formatNumber(value, 4)),
      ofDeal: formatNumber(document.dealPrice.price, 4),
    },
    ...methodColumns(document, context),
    { header: messages.yield, of: (note) => known(note.yield, (value) => formatPercent(value)) },
    {
      header: messages.weightedAverageLife,
      of: (note) => known(note.weightedAverageLife, (value) => formatNumber(value, 2)),
    },
    {
      header: messages.modifiedDuration,
      of: (note) => known(note.modifiedDuration, (value) => formatNumber(value, 2)),
    },
    { header: messages.expectedLoss, of: expectedLoss },
    ...(document.estimator.method === 'dcf'
      ? []
      : [{ header: messages.lossProbability, of: lossProbability }]),
  ];
  const rows: TextRow[] = document.notes.map((note) => ({ cells: columns.map((column) => column.of(note)) }));
  const total: TextRow = { cells: columns.map((column) => column.ofDeal ?? ''), kind: 'total' };
  const textColumns = columns.map(
    ({ header }, i): TextColumn => ({ header, align: i === 0 ? 'left' : 'right' }),
  );
  const table = textTable(textColumns, [...rows, total], context.painter);
  return [table, ...worthLines(document, context)].join('\n');
}

/** A class without a balance has no price per 100, and is worth something all the same. */
function worthLines({ notes, deal }: PriceDocument, { messages }: ReportContext): string[] {
  return notes
    .filter(({ price }) => price === null)
    .map(({ name, value, valueStandardError, valueRange }) => {
      const amount = (x: number) => formatAmount(x.toFixed(2));
      const error = valueStandardError === null ? '' : ` ± ${amount(valueStandardError)}`;
      const range =
        valueRange === null ? '' : messages.worthRange(amount(valueRange.low), amount(valueRange.high));
      return (
        messages.worth(name, `${deal.currency === null ? '' : `${deal.currency} `}${amount(value)}${error}`) +
        range
      );
    });
}

/** The error of a simulated price; beside a price of promised flows that of expected ones. */
function methodColumns(document: PriceDocument, { messages }: ReportContext): NoteColumn[] {
  if (document.estimator.method === 'dcf') {
    const of = (note: PriceNote): string =>
      known(note.expected?.price ?? null, (value) => formatNumber(value, 4));
    return [{ header: messages.expectedFlowsPrice, of }];
  }
  const ofDeal = known(document.dealPrice.priceStandardError, formatError);
  return [
    { header: messages.standardError, of: (note) => known(note.priceStandardError, formatError), ofDeal },
  ];
}

/** Where no path had a loss, the bound that this many paths allow to state. */
function expectedLoss(note: PriceNote): string {
  const bound = note.expectedLossUpperBound;
  return bound === null ? known(note.expectedLoss, formatSmallPercent) : `<${formatSmallPercent(bound)}`;
}

/** The same of its probability. */
function lossProbability(note: PriceNote): string {
  const bound = note.lossProbabilityUpperBound;
  if (bound !== null) return `<${formatSmallPercent(bound)}`;
  return known(note.lossProbability, formatSmallPercent);
}

function known(value: number | null, format: (value: number) => string): string {
  return value === null ? '–' : format(value);
}
