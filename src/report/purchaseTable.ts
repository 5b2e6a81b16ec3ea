import type { PriceDocument } from './documents/priceSchema.js';
import { formatAmount, formatCount, formatSmallPercent } from './formatValue.js';
import type { ReportContext } from './reportContext.js';
import { type TextColumn, textTable } from './textTable.js';

/** What a revolving deal is expected to buy, and how often a trigger keeps it from that; none for other deals. */
export function purchaseSection({ purchases, estimator }: PriceDocument, context: ReportContext): string[] {
  if (purchases === undefined) return [];
  const { messages, painter } = context;
  const { expectedSpent, expectedReinvested, stopped, endedEarly } = purchases;
  const headers = ['', messages.expectedValue, messages.standardError];
  const columns = headers.map((header, i): TextColumn => ({ header, align: i === 0 ? 'left' : 'right' }));
  const money = (name: string, mean: number, error: number) => ({
    cells: [name, formatAmount(mean), formatAmount(error)],
  });
  const stops = [
    [messages.purchasesStopped, stopped],
    [messages.purchasesEndedEarly, endedEarly],
  ] as const;
  const rows = [
    money(messages.spentOnLoans, expectedSpent, purchases.expectedSpentStandardError),
    ...(expectedReinvested === 0
      ? []
      : [money(messages.reinvestedBefore, expectedReinvested, purchases.expectedReinvestedStandardError)]),
    ...stops.map(([name, { probability, standardError }]) => ({
      cells:
        probability === null
          ? [name, messages.none, '–']
          : [name, formatSmallPercent(probability), formatSmallPercent(standardError ?? 0)],
    })),
  ];
  const unseen = stops.flatMap(([name, { upperBound }]) =>
    upperBound === null
      ? []
      : [messages.neverInPaths(name, formatCount(estimator.paths), formatSmallPercent(upperBound))],
  );
  const heading = messages.purchasesHeading(formatCount(purchases.dates), purchases.lastDate);
  return [[`${painter.heading(heading)}\n${textTable(columns, rows, painter)}`, ...unseen].join('\n')];
}
