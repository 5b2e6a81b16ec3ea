import { rateOf } from '#basics/rate.js';
import { listOf } from './checks.js';
import type { FileStep } from './dealSchema.js';
import type { PrincipalTarget, Step, TransferAmount } from './step.js';

/** A step of a file with what it leaves out filled in: sequential, no cap, everything that is left. */
export function stepOf(step: FileStep): Step {
  const common = {
    from: !('from' in step) || step.from === undefined ? undefined : listOf(step.from),
    when: listOf(step.when),
    unless: listOf(step.unless),
  };
  switch (step.do) {
    case 'pay-fees': {
      const { cap, lends, share = 'sequential' } = step;
      return { do: step.do, fees: listOf(step.fees), share, cap, lends, ...common };
    }
    case 'pay-interest':
      return {
        do: step.do,
        notes: listOf(step.notes),
        share: step.share ?? 'sequential',
        lends: step.lends,
        ...common,
      };
    case 'transfer':
      return { do: step.do, to: step.to, amount: transferAmount(step), ...common };
    case 'write-off':
      return { do: step.do, notes: listOf(step.notes), when: common.when, unless: common.unless };
    case 'buy-loans':
      return { do: step.do, amount: transferAmount(step), keep: step.keep, ...common };
    case 'pay-principal': {
      const { share = 'sequential' } = step;
      return { do: step.do, notes: listOf(step.notes), share, target: targetOf(step.target), ...common };
    }
    case 'fund-reserve':
      return {
        do: step.do,
        reserve: step.reserve,
        release: step.release ?? true,
        limit:
          step.limit === undefined ? undefined : { measure: step.limit, floor: undefined, cap: undefined },
        ...common,
      };
    case 'repay-support':
      return { do: step.do, supports: listOf(step.supports), ...common };
    case 'pay-residual':
      return { do: step.do, to: residualShares(step.to), hurdle: step.hurdle, ...common };
    default:
      return step satisfies never;
  }
}

function residualShares(to: Extract<FileStep, { do: 'pay-residual' }>['to']) {
  if (typeof to === 'string') return [{ note: to, share: rateOf('1') }];
  return Object.entries(to).map(([note, share]) => ({ note, share }));
}

function targetOf(target: Extract<FileStep, { do: 'pay-principal' }>['target']): PrincipalTarget {
  if (target === undefined) return { kind: 'all' };
  if (typeof target === 'string') return { kind: target };
  const { overcollateralization: measure, floor, cap, less } = target;
  return { kind: 'overcollateralization', target: { measure, floor, cap }, less: listOf(less) };
}

function transferAmount(step: Extract<FileStep, { do: 'transfer' | 'buy-loans' }>): TransferAmount {
  const { amount: measure, floor, cap, ledger, reported } = step;
  if (ledger !== undefined) return { kind: 'ledger', ledger };
  if (reported !== undefined) return { kind: 'named', amount: reported };
  if (measure === undefined) return { kind: 'all' };
  return { kind: 'rule', rule: { measure, floor, cap } };
}
