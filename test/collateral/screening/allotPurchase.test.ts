import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LoanTable } from '#collateral/loanTable.js';
import { allotPurchase } from '#collateral/screening/allotPurchase.js';
import { type PurchaseLots, purchaseLots } from '#collateral/screening/purchaseLots.js';
import { loanTable } from '../loans.js';

function lotsOf(share: number[], limits: { atMost: number; nameOfLot: number[] }[]): PurchaseLots {
  return {
    count: share.length,
    ofLoan: new Uint32Array(share.length),
    share: Float64Array.from(share),
    limits: limits.map(({ atMost, nameOfLot }, k) => ({
      name: `limit ${k}`,
      atMost,
      nameOfLot: Int32Array.from(nameOfLot),
      names: Array.from({ length: 1 + Math.max(-1, ...nameOfLot) }, (_, i) => `name ${i}`),
    })),
  };
}

function allot(lots: PurchaseLots, pool: number[], wanted: number) {
  const bought = new Float64Array(lots.count);
  const placed = allotPurchase(lots, Float64Array.from(pool), wanted, bought);
  return { placed, bought: Array.from(bought) };
}

describe('what is bought of each lot', () => {
  const names = (atMost: number) => [{ atMost, nameOfLot: [0, 1, 2] }];
  //  shares of the line, limit, the pool, wanted → bought of each
  it.each<[string, number[], number, number[], number, number[]]>([
    ['no limit near', [0.5, 0.3, 0.2], 0.9, [50, 30, 20], 10, [5, 3, 2]],
    // Limit 50 % of 110 is 55 = 50 + 5: it binds just at the end.
    ['a name at its limit stays there', [0.5, 0.3, 0.2], 0.5, [50, 30, 20], 10, [5, 3, 2]],
    // 55 of 100 are held at most 50 %: nothing of it; the others share 3 : 2.
    ['a name over its limit is not bought', [0.5, 0.3, 0.2], 0.5, [55, 25, 20], 10, [0, 6, 4]],
    // 0.6 x ≤ 0.5 (20 + x) − 8 gives x = 20: 12, 6, 2. The other 20 go 3 : 1.
    ['a name reaches its limit on the way', [0.6, 0.3, 0.1], 0.5, [8, 8, 4], 40, [12, 6 + 15, 2 + 5]],
    ['nothing of a lot that is not eligible', [0, 0.6, 0.4], 1, [50, 30, 20], 10, [0, 6, 4]],
  ])('%s', (_name, share, atMost, pool, wanted, expected) => {
    const { bought, placed } = allot(lotsOf(share, names(atMost)), pool, wanted);
    if (_name.startsWith('a name reaches')) {
      // The second name would reach half of the pool too: 8 + 6 + 0.75 y ≤ 0.5 (40 + y) gives y = 24 > 20.
      expect(8 + expected[1]!).toBeLessThanOrEqual(0.5 * 60);
    }
    expected.forEach((amount, lot) => {
      expect(bought[lot]).toBeCloseTo(amount, 9);
    });
    expect(placed).toBeCloseTo(wanted, 9);
  });

  it('all names at their limits: the rest stays cash', () => {
    // Two names at 40 % of 100; each may be 50 % of what there is then, but the line has nothing else.
    const lots = lotsOf([0.5, 0.5], [{ atMost: 0.45, nameOfLot: [0, 1] }]);
    const { placed } = allot(lots, [40, 40], 100);
    expect(placed).toBe(0);
    // With 30 of others in the pool: 0.5 x + 40 ≤ 0.45 (110 + x) gives x = 190.
    const wide = lotsOf([0.5, 0.5, 0], [{ atMost: 0.45, nameOfLot: [0, 1, -1] }]);
    expect(allot(wide, [40, 40, 30], 1000).placed).toBeCloseTo(190, 9);
    expect(allot(wide, [40, 40, 30], Number.POSITIVE_INFINITY).placed).toBeCloseTo(190, 9);
  });

  it('nothing eligible: nothing bought; no limit: no end', () => {
    expect(allot(lotsOf([0, 0], []), [1, 1], 5).placed).toBe(0);
    expect(allot(lotsOf([1], []), [1], Number.POSITIVE_INFINITY).placed).toBe(Number.POSITIVE_INFINITY);
  });

  it('never breaks a limit that the pool kept, never buys more than is wanted', () => {
    const amount = fc.double({ min: 0, max: 100, noNaN: true });
    const name = fc.integer({ min: -1, max: 2 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(amount, amount, name, name), { minLength: 1, maxLength: 8 }),
        fc.double({ min: 0.05, max: 0.9, noNaN: true }),
        fc.double({ min: 0.05, max: 0.9, noNaN: true }),
        fc.double({ min: 0.01, max: 1000, noNaN: true }),
        (rows, first, second, wanted) => {
          const total = rows.reduce((sum, [share]) => sum + share, 0);
          const lots = lotsOf(
            rows.map(([share]) => (total === 0 ? 0 : share / total)),
            [
              { atMost: first, nameOfLot: rows.map(([, , one]) => one) },
              { atMost: second, nameOfLot: rows.map(([, , , two]) => two) },
            ],
          );
          const pool = rows.map(([, balance]) => balance);
          const { placed, bought } = allot(lots, pool, wanted);
          expect(placed).toBeLessThanOrEqual(wanted * (1 + 1e-12));
          expect(bought.reduce((sum, one) => sum + one, 0)).toBeCloseTo(placed, 6);
          const before = pool.reduce((sum, one) => sum + one, 0);
          for (const { atMost, nameOfLot, names } of lots.limits) {
            names.forEach((_, k) => {
              const of = (amounts: number[]) =>
                amounts.reduce((sum, one, lot) => sum + (nameOfLot[lot] === k ? one : 0), 0);
              if (of(pool) > atMost * before) return;
              expect(of(pool) + of(bought)).toBeLessThanOrEqual(atMost * (before + placed) + 1e-6);
            });
          }
        },
      ),
      { seed: 20260131, numRuns: 500 },
    );
  });
});

it('lots keep apart what is eligible and the names that a limit could stop', () => {
  const regions = ['east', 'east', 'west', 'north', 'north'];
  const loans: LoanTable = {
    ...loanTable([10, 20, 30, 2, 2].map((balance) => ({ balance, rate: 0.1, term: 12 }))),
    categories: {
      region: {
        labels: ['east', 'west', 'north'],
        codes: Uint32Array.from(regions, (r) => ['east', 'west', 'north'].indexOf(r) + 1),
      },
    },
  };
  const lots = purchaseLots(loans, {
    eligibility: [
      {
        name: 'small',
        rule: { kind: 'range', column: 'currentBalance', least: Number.NEGATIVE_INFINITY, greatest: 20 },
        missingFails: true,
      },
    ],
    limits: [{ name: 'region', by: 'region', of: undefined, top: 1, atMost: 0.5 }],
  });
  // West is not eligible and half of the pool; north has 4 of 64 and 4 of 34, less than half of the limit.
  expect(lots.limits[0]!.names).toEqual(['east', 'west']);
  expect(Array.from(lots.ofLoan)).toEqual([0, 0, 1, 2, 2]);
  expect(Array.from(lots.share)).toEqual([30 / 34, 0, 4 / 34]);
  expect(Array.from(lots.limits[0]!.nameOfLot)).toEqual([0, 1, -1]);
});
