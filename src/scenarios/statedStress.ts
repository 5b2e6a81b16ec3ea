import type { Sourced } from './assumptionRecord.js';
import type { AssumptionsFile } from './assumptionsSchema.js';
import type { StatedStress } from './stressTerms.js';

type At = <T>(value: T | undefined, ...path: string[]) => Sourced<T> | undefined;

/** What a file states on top of whatever the base of a run is. */
export function statedStress(
  file: AssumptionsFile,
  at: At,
  defaultMultiple: number | undefined,
): StatedStress {
  const defaults = file.default === 'none' ? undefined : file.default;
  const { servicer, purchases } = file;
  const drought = purchases && {
    fromMonth: purchases.droughtFromMonth,
    months: purchases.droughtMonths,
  };
  const failure = servicer && {
    failsInMonth: servicer.failsInMonth,
    lostMonths: servicer.lostMonths ?? 1,
    lostShare: servicer.lostShare?.value ?? 1,
    delayMonths: servicer.delayMonths ?? 0,
  };
  return {
    defaultMultiple: at(defaultMultiple, 'default', 'multiple'),
    defaultTiming: at(defaults?.timing, 'default', 'timing'),
    rateShift: at(file.rates?.shift?.value, 'rates', 'shift'),
    factorGlobal: at(file.factors?.global, 'factors', 'global'),
    servicer: at(failure, 'servicer'),
    drought: at(drought, 'purchases'),
    supportsDefault: at(file.supports?.defaultsInMonth, 'supports', 'defaultsInMonth'),
  };
}
