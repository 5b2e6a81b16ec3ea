import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, money, moneyToFloat, subtract, sum } from '#basics/money.js';
import type { Collections } from '#waterfall/availableFunds.js';
import { exactCollections } from '#waterfall/exact/exactCollections.js';

const defaults = fc.array(fc.double({ min: 0, max: 5000, noNaN: true }), { minLength: 1, maxLength: 40 });

/** Defaults of which a share is recovered after a lag, as a projection has them. */
function collectionsOf(defaulted: readonly number[], share: number, lag: number): Collections {
  const months = defaulted.length + lag;
  const column = (of: (month: number) => number) => Float64Array.from({ length: months }, (_, k) => of(k));
  const none = column(() => 0);
  return {
    interest: none,
    scheduledPrincipal: column((k) => 100 / (k + 3)),
    prepaidPrincipal: none,
    defaultedPrincipal: column((k) => defaulted[k] ?? 0),
    recoveries: column((k) => (defaulted[k - lag] ?? 0) * share),
    losses: column((k) => (defaulted[k - lag] ?? 0) * (1 - share)),
    balanceAtStart: none,
    balanceAtEnd: none,
    late: none,
    lateOver30: none,
    lateOver60: none,
    purchasable: none,
    failedFrom: new Int32Array(0),
    reinvested: none,
    loansOut: none,
    cashIdle: none,
    named: [],
  };
}

describe('defaults, recoveries and losses in cents', () => {
  const parts = fc.tuple(defaults, fc.double({ min: 0, max: 0.99, noNaN: true }), fc.nat(12));

  it('agree over the life of a pool, and no loss is more than a cent negative or far from what was projected', () => {
    fc.assert(
      fc.property(parts, ([defaulted, share, lag]) => {
        const collections = collectionsOf(defaulted, share, lag);
        const { defaultedPrincipal, recoveries, losses } = exactCollections(collections, 2);
        // The last loss closes the account, and may be the cent that rounding was ahead.
        expect(losses.some((loss) => compare(loss, money('-0.01')) < 0)).toBe(false);
        const off = losses.reduce((worst, _, p) => {
          const projected = collections.losses.slice(0, p + 1).reduce((total, loss) => total + loss, 0);
          return Math.max(worst, Math.abs(moneyToFloat(sum(losses.slice(0, p + 1))) - projected));
        }, 0);
        expect(off).toBeLessThan(0.025);
        expect(subtract(sum(defaultedPrincipal), sum(recoveries)).toFixed(2)).toBe(sum(losses).toFixed(2));
      }),
      { seed: 11, numRuns: 300 },
    );
  });
});
