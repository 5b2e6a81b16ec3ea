import type { ScenarioPrices } from '../priceScenario.js';

/** A priced figure with its standard error, where it has one. */
export interface Figure {
  readonly value: number | null;
  readonly standardError: number | null;
}

/** Figures of a pricing by group (`note A`, `pool`, `deal`) and name; how they were estimated stands beside them. */
export interface PriceFigures {
  readonly method: string;
  readonly seed: string | null;
  readonly paths: number;
  readonly groups: ReadonlyMap<string, ReadonlyMap<string, Figure>>;
}

export function priceFigures({ method, prices }: ScenarioPrices, seed: string | null): PriceFigures {
  const groups = new Map<string, ReadonlyMap<string, Figure>>();
  for (const note of prices.notes) {
    const simulated = 'priceStandardError' in note ? note : undefined;
    const figures = new Map([
      ['price', figure(note.price, simulated?.priceStandardError)],
      ...(note.price === null ? [['value', figure(note.value, simulated?.valueStandardError)] as const] : []),
      ['yield', figure(note.yield, simulated?.yieldStandardError)],
      ['weightedAverageLife', figure(note.weightedAverageLife)],
      ['modifiedDuration', figure(note.modifiedDuration)],
    ]);
    if ('expectedLossStandardError' in note) {
      figures.set('expectedLoss', figure(note.expectedLoss, note.expectedLossStandardError));
      figures.set('lossProbability', figure(note.lossProbability, note.lossProbabilityStandardError));
      figures.set('priceStandardDeviation', figure(note.priceStandardDeviation));
    } else if ('expectedLoss' in note) figures.set('expectedLoss', figure(note.expectedLoss));
    groups.set(`note ${note.name}`, figures);
  }
  const { pool, dealPrice } = prices;
  const errors = 'expectedLossRateStandardError' in pool ? pool : undefined;
  groups.set(
    'pool',
    new Map([
      ['expectedDefaultRate', figure(pool.expectedDefaultRate, errors?.expectedDefaultRateStandardError)],
      ['expectedLossRate', figure(pool.expectedLossRate, errors?.expectedLossRateStandardError)],
    ]),
  );
  const dealError = 'priceStandardError' in dealPrice ? dealPrice.priceStandardError : null;
  groups.set(
    'deal',
    new Map([
      ['price', figure(dealPrice.price, dealError)],
      ['excessSpread', figure(dealPrice.excessSpread)],
    ]),
  );
  const paths = method === 'mc' && 'estimator' in prices ? prices.estimator.paths : 0;
  return { method, seed, paths, groups };
}

function figure(value: number | null, standardError: number | null = null): Figure {
  return { value, standardError };
}
