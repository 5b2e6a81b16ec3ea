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
    'value',
    'valueStandardError',
    'priceStandardDeviation',
    'priceExpectedShortfall0.95',
    ...levels.map((level) => `priceQuantile${level}`),
    'yield',
    'yieldStandardError',
    'weightedAverageLife',
    'modifiedDuration',
    'discountSpread',
    'expectedLoss',
    'expectedLossStandardError',
    'expectedLossUpperBound',
    'lossProbability',
    'lossProbabilityUpperBound',
    'lossStandardDeviation',
    'lossExpectedShortfall0.99',
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
    note.value,
    note.valueStandardError,
    note.priceStandardDeviation,
    note.priceExpectedShortfall?.['0.95'] ?? null,
    ...levels.map((level) => note.priceQuantiles?.[level] ?? null),
    note.yield,
    note.yieldStandardError,
    note.weightedAverageLife,
    note.modifiedDuration,
    note.discount.spread,
    note.expectedLoss,
    note.expectedLossStandardError,
    note.expectedLossUpperBound,
    note.lossProbability,
    note.lossProbabilityUpperBound,
    note.losses?.standardDeviation ?? null,
    note.losses?.expectedShortfall['0.99'] ?? null,
    note.expectedInterestShortfall,
    note.expected?.price ?? null,
  ]);
  return [header, ...rows];
}
