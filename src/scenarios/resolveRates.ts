import type { ShortRateModel } from '#pricing/models/shortRate.js';
import { type Assumption, firstOf, record, type Sourced, sourced } from './assumptionRecord.js';
import type { StatedAssumptions } from './assumptions.js';
import { standard } from './defaultAssumptions.js';

/** The rate model with the parameters that it has; those of other models are neither used nor recorded. */
export function resolveRates(stated: StatedAssumptions): { model: ShortRateModel; records: Assumption[] } {
  const kind = firstOf([stated.rateModel], sourced('vasicek' as const, 'default'));
  const initial = firstOf([stated.rateInitial], sourced(standard.rateInitial, 'default'));
  const volatility = firstOf([stated.rateVolatility], sourced(standard.rateVolatility, 'default'));
  const speed = firstOf([stated.rateSpeed], sourced(standard.rateSpeed, 'default'));
  const mean = firstOf([stated.rateMean], meanByDefault(initial));
  const head = [record('rates.model', kind), record('rates.initial', initial)];
  const tail = record('rates.volatility', volatility);
  switch (kind.value) {
    case 'random-walk':
      return {
        model: { kind: 'random-walk', initial: initial.value, volatility: volatility.value },
        records: [...head, tail],
      };
    case 'hull-white-flat':
      return {
        model: {
          kind: 'hull-white-flat',
          curveRate: initial.value,
          speed: speed.value,
          volatility: volatility.value,
        },
        records: [...head, record('rates.speed', speed), tail],
      };
    case 'vasicek':
      return {
        model: {
          kind: 'vasicek',
          initial: initial.value,
          mean: mean.value,
          speed: speed.value,
          volatility: volatility.value,
        },
        records: [...head, record('rates.mean', mean), record('rates.speed', speed), tail],
      };
  }
  return kind.value satisfies never;
}

/** A stated rate of today is also the long-run mean unless that is stated, as in the default (both 3 %). */
function meanByDefault(initial: Sourced<number>): Sourced<number> {
  return initial.origin === 'default'
    ? sourced(standard.rateMean, 'default')
    : sourced(initial.value, `as rates.initial (${initial.origin})`);
}
