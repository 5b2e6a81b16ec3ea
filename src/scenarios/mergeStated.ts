import type { StatedAssumptions } from './assumptions.js';
import { mergeProviders } from './statedProviders.js';
import type { StatedRates } from './statedRates.js';
import type { StatedStress } from './stressTerms.js';

/**
 * One set of statements laid over another: what the upper one states holds, what it leaves out is the lower one's.
 * A behavior is replaced as a whole (a cdr takes the place of a vector); segments of the upper one come first, and
 * stand in where a loan is in both.
 */
export function mergeStated(lower: StatedAssumptions, upper: StatedAssumptions): StatedAssumptions {
  return {
    order: upper.order ?? lower.order,
    prepayment: upper.prepayment ?? lower.prepayment,
    pointsPerRatePoint: upper.pointsPerRatePoint ?? lower.pointsPerRatePoint,
    default: upper.default ?? lower.default,
    pdModel: upper.default === undefined ? lower.pdModel : upper.pdModel,
    recoveryRate: upper.recoveryRate ?? lower.recoveryRate,
    recoveryLagMonths: upper.recoveryLagMonths ?? lower.recoveryLagMonths,
    recoveryTerms: { ...lower.recoveryTerms, ...upper.recoveryTerms },
    segments: [...upper.segments, ...lower.segments],
    extras: { ...lower.extras, ...upper.extras },
    recoverySensitivity: upper.recoverySensitivity ?? lower.recoverySensitivity,
    correlation: upper.correlation ?? lower.correlation,
    dependence: upper.dependence ?? lower.dependence,
    model: upper.model ?? lower.model,
    pdDeviation: upper.pdDeviation ?? lower.pdDeviation,
    rates: mergeRates(lower.rates, upper.rates),
    premiumRate: upper.premiumRate ?? lower.premiumRate,
    premiumRule: upper.premiumRule ?? lower.premiumRule,
    providers: mergeProviders(lower.providers, upper.providers),
    uncertainty: upper.uncertainty ?? lower.uncertainty,
    stress: mergeStress(lower.stress, upper.stress),
    placeOf: (path) => upper.placeOf(path) ?? lower.placeOf(path),
  };
}

function mergeRates(lower: StatedRates | undefined, upper: StatedRates | undefined): StatedRates | undefined {
  if (lower === undefined || upper === undefined) return upper ?? lower;
  return {
    model: upper.model ?? lower.model,
    initial: upper.initial ?? lower.initial,
    mean: upper.mean ?? lower.mean,
    speed: upper.speed ?? lower.speed,
    volatility: upper.volatility ?? lower.volatility,
    curve: upper.curve ?? lower.curve,
    ar: upper.ar ?? lower.ar,
    ma: upper.ma ?? lower.ma,
    differences: upper.differences ?? lower.differences,
    deviation: upper.deviation ?? lower.deviation,
    history: upper.history ?? lower.history,
  };
}

function mergeStress(lower: StatedStress, upper: StatedStress): StatedStress {
  return {
    defaultMultiple: upper.defaultMultiple ?? lower.defaultMultiple,
    defaultTiming: upper.defaultTiming ?? lower.defaultTiming,
    rateShift: upper.rateShift ?? lower.rateShift,
    factorGlobal: upper.factorGlobal ?? lower.factorGlobal,
    servicer: upper.servicer ?? lower.servicer,
    drought: upper.drought ?? lower.drought,
    supportsDefault: upper.supportsDefault ?? lower.supportsDefault,
  };
}
