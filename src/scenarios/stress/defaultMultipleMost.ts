import type { DefaultBehavior } from '#collateral/assumptions.js';
import type { StatedAssumptions } from '../assumptions.js';
import { mergeStated } from '../mergeStated.js';
import { resolveAssumptions } from '../resolveAssumptions.js';
import type { ScenarioRunner } from './scenarioRunner.js';

/** No search goes further: a multiple beyond it says that next to nothing was assumed to default. */
const multipleLimit = 10_000;

/**
 * The multiple from which on every default rate of a scenario is 1, so that nothing changes any more; 0 where nothing
 * is assumed to default, since no multiple of it does. The smallest rate above zero decides.
 */
export function defaultMultipleMost(
  { base }: Pick<ScenarioRunner, 'base'>,
  stated: StatedAssumptions,
): number {
  const merged = mergeStated(base.basis.stated, stated);
  const unmultiplied = { ...merged, stress: { ...merged.stress, defaultMultiple: undefined } };
  const { assumptions } = resolveAssumptions(unmultiplied, base.flags, base.basis.facts);
  const behaviors = [
    assumptions.default,
    ...(assumptions.segments ?? []).flatMap((one) => one.default ?? []),
  ];
  const smallest = behaviors
    .map((behavior) => smallestRate(behavior, base))
    .filter((rate) => rate > 0)
    .reduce((least, rate) => Math.min(least, rate), Number.POSITIVE_INFINITY);
  return smallest === Number.POSITIVE_INFINITY ? 0 : Math.min(multipleLimit, 1 / smallest);
}

function smallestRate(behavior: DefaultBehavior, { tape, plan }: ScenarioRunner['base']): number {
  const least = (rates: readonly number[]): number =>
    rates.filter((rate) => rate > 0).reduce((low, rate) => Math.min(low, rate), 1);
  switch (behavior.kind) {
    case 'none':
      return 0;
    case 'cdr':
      return behavior.cdr;
    case 'mdr':
      return behavior.mdr;
    case 'sda':
      // The first month of the curve has 0.02 %.
      return behavior.sda * 0.0002;
    case 'cumulative':
    case 'curve':
      return behavior.share;
    case 'vector':
      return least(behavior.rates);
    case 'by-term':
      return least(behavior.vectors.flatMap(({ rates }) => [...rates]));
    case 'amounts':
      return least(behavior.amounts.map(({ amount }) => amount / plan.poolBalance.value));
    case 'tape': {
      const column = tape.table.numbers.annualDefaultRate;
      const stated =
        column === undefined ? [] : Array.from(column.values).filter((_, i) => column.present[i] === 1);
      const all = stated.length === tape.table.rowCount ? stated : [...stated, behavior.fallback];
      return least(all) * behavior.multiple;
    }
  }
  return behavior satisfies never;
}
