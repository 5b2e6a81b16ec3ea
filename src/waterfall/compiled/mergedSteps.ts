import type { PlanNote, PlanStep } from '../paymentPlan.js';

/**
 * The steps of a plan with neighbors made one where that changes nothing but the work: classes (or fees) paid one after
 * the other out of the same accounts, on the same conditions and up to the same target are one list in order.
 */
export function mergedSteps(steps: readonly PlanStep[], notes: readonly PlanNote[] = []): PlanStep[] {
  const merged: PlanStep[] = [];
  for (const step of steps) {
    const before = merged.at(-1);
    const joined = before === undefined ? undefined : joinedStep(before, step, notes);
    if (joined === undefined) merged.push(step);
    else merged[merged.length - 1] = joined;
  }
  return merged;
}

function joinedStep(a: PlanStep, b: PlanStep, all: readonly PlanNote[]): PlanStep | undefined {
  if (!same(a.when, b.when) || !same(a.unless, b.unless)) return undefined;
  if (a.do === 'pay-fees' && b.do === 'pay-fees') {
    const isOne = isOrdered(a) && isOrdered(b) && a.cap === undefined && b.cap === undefined;
    const fees = [...a.fees, ...b.fees];
    return isOne && same(a.from, b.from) && areDistinct(fees)
      ? { ...a, fees, share: 'sequential' }
      : undefined;
  }
  if (a.do === 'pay-interest' && b.do === 'pay-interest') {
    const notes = [...a.notes, ...b.notes];
    const isOne = isOrdered(a) && isOrdered(b) && same(a.from, b.from);
    return isOne && areDistinct(notes) ? { ...a, notes, share: 'sequential' } : undefined;
  }
  if (a.do === 'pay-principal' && b.do === 'pay-principal') {
    const notes = [...a.notes, ...b.notes];
    const isOne =
      a.target.kind === b.target.kind &&
      a.target.kind !== 'overcollateralization' &&
      // What a class may be paid of the pool's principal depends on what was paid before its step.
      !notes.some((note) => all[note]?.passesThrough === true) &&
      (a.share === 'sequential' || a.notes.length === 1) &&
      (b.share === 'sequential' || b.notes.length === 1) &&
      same(a.from, b.from) &&
      same(a.fromAtLegalFinal, b.fromAtLegalFinal);
    return isOne && areDistinct(notes) ? { ...a, notes, share: 'sequential' } : undefined;
  }
  return undefined;
}

/** In order, or alone; and with its own money, which a ledger would have to know apart. */
function isOrdered(step: Extract<PlanStep, { do: 'pay-fees' | 'pay-interest' }>): boolean {
  const count = step.do === 'pay-fees' ? step.fees.length : step.notes.length;
  return step.lends < 0 && (step.share === 'sequential' || count === 1);
}

function same(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, k) => value === b[k]);
}

function areDistinct(values: readonly number[]): boolean {
  return new Set(values).size === values.length;
}
