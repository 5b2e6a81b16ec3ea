import type { CsvCell } from '#basics/csvText.js';
import type { PriceDocument } from './documents/priceSchema.js';

/** One row a class, in the order of the deal; quantiles of the price in columns of their own. */
export function priceRows(document: PriceDocument): CsvCell[][] {
  const levels = Object.keys(
    document.notes.find((note) => note.priceQuantiles !== null)?.priceQuantiles ?? {},
  );
  const header = [
    'name',
    'kind',
    'balance',
    'creditEnhancement',
    'coupon',
    'price',
    'priceStandardError',
    'priceStandardDeviation',
    ...levels.map((level) => `priceQuantile${level}`),
    'yield',
    'weightedAverageLife',
    'modifiedDuration',
    'discountSpread',
    'expectedLoss',
    'expectedLossStandardError',
    'lossProbability',
    'lossProbabilityUpperBound',
    'expectedInterestShortfall',
    'expectedFlowsPrice',
  ];
  const rows = document.notes.map((note): CsvCell[] => [
    note.name,
    note.kind,
    { exact: note.balance },
    note.creditEnhancement,
    note.coupon,
    note.price,
    note.priceStandardError,
    note.priceStandardDeviation,
    ...levels.map((level) => note.priceQuantiles?.[level] ?? null),
    note.yield,
    note.weightedAverageLife,
    note.modifiedDuration,
    note.discount.spread,
    note.expectedLoss,
    note.expectedLossStandardError,
    note.lossProbability,
    note.lossProbabilityUpperBound,
    note.expectedInterestShortfall,
    note.expected?.price ?? null,
  ]);
  return [header, ...rows];
}
