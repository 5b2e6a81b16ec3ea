import { listOf } from './checks.js';
import type { FileStep } from './dealSchema.js';
import type { PrincipalTarget, Step } from './step.js';

/** A step of a file with what it leaves out filled in: sequential, no cap, everything that is left. */
export function stepOf(step: FileStep): Step {
  const common = {
    from: step.from === undefined ? undefined : listOf(step.from),
    when: listOf(step.when),
    unless: listOf(step.unless),
  };
  switch (step.do) {
    case 'pay-fees': {
      const { cap, share = 'sequential' } = step;
      return { do: step.do, fees: listOf(step.fees), share, cap, ...common };
    }
    case 'pay-interest':
      return { do: step.do, notes: listOf(step.notes), share: step.share ?? 'sequential', ...common };
    case 'pay-principal': {
      const { share = 'sequential' } = step;
      return { do: step.do, notes: listOf(step.notes), share, target: targetOf(step.target), ...common };
    }
    case 'fund-reserve':
      return { do: step.do, reserve: step.reserve, release: step.release ?? true, ...common };
    case 'pay-residual':
      return { do: step.do, to: step.to, ...common };
    default:
      return step satisfies never;
  }
}

function targetOf(target: Extract<FileStep, { do: 'pay-principal' }>['target']): PrincipalTarget {
  if (target === undefined) return { kind: 'all' };
  if (typeof target === 'string') return { kind: target };
  const { overcollateralization: measure, floor, cap } = target;
  return { kind: 'overcollateralization', target: { measure, floor, cap } };
}
