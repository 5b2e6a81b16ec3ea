import type { DefaultBehavior } from '#collateral/assumptions.js';
import { conditionalRate, type EconomyState } from '#collateral/behavior/conditionalRate.js';
import { cdrFromMdr, mdrFromCdr } from '#collateral/behavior/default.js';

/** A default behavior that was moved, and whether some rate or share reached 1 and was capped there. */
export interface MovedDefault {
  readonly behavior: DefaultBehavior;
  readonly capped: boolean;
}

/** Every rate, share and amount of a behavior times `multiple`; rates and shares are capped at 1. */
export function scaleDefault(behavior: DefaultBehavior, multiple: number): MovedDefault {
  let capped = false;
  const share = (rate: number): number => {
    if (rate * multiple > 1) capped = true;
    return Math.min(1, rate * multiple);
  };
  return { behavior: scaled(behavior, multiple, share), capped };
}

function scaled(
  behavior: DefaultBehavior,
  multiple: number,
  share: (rate: number) => number,
): DefaultBehavior {
  switch (behavior.kind) {
    case 'none':
      return behavior;
    case 'sda':
      return { ...behavior, sda: behavior.sda * multiple };
    case 'tape':
      return { ...behavior, multiple: behavior.multiple * multiple };
    case 'amounts':
      return {
        ...behavior,
        amounts: behavior.amounts.map((one) => ({ ...one, amount: one.amount * multiple })),
      };
    default:
      return mapped(behavior, { annual: share, monthly: share, share });
  }
}

/**
 * The rates of a behavior in a state of the economy; undefined for those that have no annual rate or share to be
 * moved (sda, amounts).
 */
export function defaultGiven(behavior: DefaultBehavior, state: EconomyState): DefaultBehavior | undefined {
  const annual = (rate: number): number => conditionalRate(rate, state);
  switch (behavior.kind) {
    case 'none':
      return behavior;
    case 'tape':
      return { ...behavior, given: state };
    case 'sda':
    case 'amounts':
      return undefined;
    default: {
      const monthly = (rate: number): number => mdrFromCdr(annual(cdrFromMdr(rate)));
      return mapped(behavior, { annual, monthly, share: annual });
    }
  }
}

type WithRates = Exclude<DefaultBehavior, { kind: 'none' | 'sda' | 'tape' | 'amounts' }>;
type Moves = { readonly [unit in 'annual' | 'monthly' | 'share']: (rate: number) => number };

function mapped(behavior: WithRates, { annual, monthly, share }: Moves): DefaultBehavior {
  switch (behavior.kind) {
    case 'cdr':
      return { ...behavior, cdr: annual(behavior.cdr) };
    case 'mdr':
      return { ...behavior, mdr: monthly(behavior.mdr) };
    case 'cumulative':
      return { ...behavior, share: share(behavior.share) };
    case 'curve':
      return { ...behavior, share: share(behavior.share) };
    case 'vector':
      return { ...behavior, rates: behavior.rates.map(behavior.unit === 'cdr' ? annual : monthly) };
    case 'by-term': {
      const move = behavior.unit === 'cdr' ? annual : monthly;
      const vectors = behavior.vectors.map((one) => ({ ...one, rates: one.rates.map(move) }));
      return { ...behavior, vectors };
    }
    default:
      return behavior satisfies never;
  }
}
