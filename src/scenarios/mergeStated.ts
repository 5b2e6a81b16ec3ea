import type { StatedAssumptions } from './assumptions.js';
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
    recoveryRate: upper.recoveryRate ?? lower.recoveryRate,
    recoveryLagMonths: upper.recoveryLagMonths ?? lower.recoveryLagMonths,
    recoveryTerms: { ...lower.recoveryTerms, ...upper.recoveryTerms },
    segments: [...upper.segments, ...lower.segments],
    extras: { ...lower.extras, ...upper.extras },
    recoverySensitivity: upper.recoverySensitivity ?? lower.recoverySensitivity,
    correlation: upper.correlation ?? lower.correlation,
    rateModel: upper.rateModel ?? lower.rateModel,
    rateInitial: upper.rateInitial ?? lower.rateInitial,
    rateMean: upper.rateMean ?? lower.rateMean,
    rateSpeed: upper.rateSpeed ?? lower.rateSpeed,
    rateVolatility: upper.rateVolatility ?? lower.rateVolatility,
    premiumRate: upper.premiumRate ?? lower.premiumRate,
    premiumRule: upper.premiumRule ?? lower.premiumRule,
    stress: mergeStress(lower.stress, upper.stress),
    placeOf: (path) => upper.placeOf(path) ?? lower.placeOf(path),
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
