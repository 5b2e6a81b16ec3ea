import type { ShortRateModel } from '#pricing/models/rateSteps.js';
import { type Assumption, firstOf, record, type Sourced, sourced } from './assumptionRecord.js';
import { standard } from './defaultAssumptions.js';
import { flatRecords } from './flatRecords.js';
import type { RateModelName } from './ratesSchema.js';
import type { StatedRates } from './statedRates.js';

export interface ResolvedRates {
  readonly model: ShortRateModel;
  readonly records: readonly Assumption[];
}

/** The rate model with the parameters that it has; those of other models are neither used nor recorded. */
export function resolveRates(
  stated: StatedRates | undefined,
  fallback: Sourced<RateModelName> = sourced('vasicek', 'default'),
): ResolvedRates {
  const kind = firstOf([stated?.model], fallback);
  const head = record('rates.model', kind);
  const volatility = firstOf([stated?.volatility], sourced(standard.rateVolatility, 'default'));
  const speed = firstOf([stated?.speed], sourced(standard.rateSpeed, 'default'));
  if (kind.value === 'arima') return arima(stated, head);
  if (kind.value === 'hull-white') {
    const curve = stated?.curve ?? sourced([], 'nowhere');
    return {
      model: { kind: 'hull-white', curve: curve.value, speed: speed.value, volatility: volatility.value },
      records: [
        head,
        ...flatRecords(curve.value, ['rates', 'curve'], () => curve.origin),
        record('rates.speed', speed),
        record('rates.volatility', volatility),
      ],
    };
  }
  const initial = firstOf([stated?.initial], sourced(standard.rateInitial, 'default'));
  const start = [head, record('rates.initial', initial)];
  const [r0, sigma] = [initial.value, volatility.value];
  if (kind.value === 'random-walk') {
    return {
      model: { kind: 'random-walk', initial: r0, volatility: sigma },
      records: [...start, record('rates.volatility', volatility)],
    };
  }
  if (kind.value === 'hull-white-flat') {
    return {
      model: { kind: 'hull-white-flat', curveRate: r0, speed: speed.value, volatility: sigma },
      records: [...start, record('rates.speed', speed), record('rates.volatility', volatility)],
    };
  }
  const mean = firstOf([stated?.mean], meanByDefault(initial));
  const used = kind.value === 'cir' ? firstOf([stated?.volatility], rootVolatility(mean.value)) : volatility;
  return {
    model: {
      kind: kind.value,
      initial: r0,
      mean: mean.value,
      speed: speed.value,
      volatility: used.value,
    },
    records: [
      ...start,
      record('rates.mean', mean),
      record('rates.speed', speed),
      record('rates.volatility', used),
    ],
  };
}

/** A stated rate of today is also the long-run mean unless that is stated, as in the default (both 3 %). */
function meanByDefault(initial: Sourced<number>): Sourced<number> {
  return initial.origin === 'default'
    ? sourced(standard.rateMean, 'default')
    : sourced(initial.value, `as rates.initial (${initial.origin})`);
}

/** The volatility of a CIR rate multiplies the root of the rate: as much as in the other models at the mean. */
function rootVolatility(mean: number): Sourced<number> {
  const at = mean > 0 ? mean : standard.rateMean;
  const value = Number((standard.rateVolatility / Math.sqrt(at)).toPrecision(6));
  return sourced(
    value,
    `default (${standard.rateVolatility * 100} % a year at a rate of ${Number((at * 100).toPrecision(6))} %)`,
  );
}

function arima(stated: StatedRates | undefined, head: Assumption): ResolvedRates {
  const none = sourced<readonly number[]>([], 'default');
  const ar = firstOf([stated?.ar], none);
  const ma = firstOf([stated?.ma], none);
  const differences = firstOf([stated?.differences], sourced(0, 'default'));
  const mean = firstOf([stated?.mean], sourced(0, 'default'));
  const deviation = stated?.deviation ?? sourced(0, 'nowhere');
  const history = stated?.history ?? none;
  return {
    model: {
      kind: 'arima',
      ar: ar.value,
      differences: differences.value,
      ma: ma.value,
      mean: mean.value,
      deviation: deviation.value,
      history: history.value,
    },
    records: [
      head,
      ...flatRecords(ar.value, ['rates', 'ar'], () => ar.origin),
      record('rates.differences', differences),
      ...flatRecords(ma.value, ['rates', 'ma'], () => ma.origin),
      record('rates.mean', mean),
      record('rates.deviation', deviation),
      ...flatRecords(history.value, ['rates', 'history'], () => history.origin),
    ],
  };
}
