import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findRoot, searchRoot } from '#numerics/brent.js';

function rootOf(outcome: ReturnType<typeof findRoot>): number {
  if (!outcome.found) throw new Error(outcome.reason);
  return outcome.root;
}

describe('findRoot', () => {
  it.each([
    ['x² - 2', (x: number) => x * x - 2, 0, 2, Math.SQRT2],
    ['cos x - x', (x: number) => Math.cos(x) - x, 0, 1, 0.7390851332151607], // the Dottie number
    ['x³', (x: number) => x * x * x, -1, 1.3, 0],
    ['flat, then steep', (x: number) => (x - 1) * Math.exp(20 * x), -5, 3, 1],
    ['a root at the low end', (x: number) => x - 3, 3, 9, 3],
    ['a root at the high end', (x: number) => x - 3, -9, 3, 3],
    ['a reversed interval', (x: number) => x - 3, 9, -9, 3],
    ['a jump', (x: number) => (x < 1.25 ? -1 : 1), 0, 4, 1.25],
  ])('%s', (_name, f, low, high, root) => {
    expect(Math.abs(rootOf(findRoot(f, low, high)) - root)).toBeLessThan(2e-15);
  });

  it('finds the root of any cubic with one sign change, in few evaluations', () => {
    const number = fc.double({ min: -100, max: 100, noNaN: true });
    fc.assert(
      fc.property(number, fc.double({ min: 1e-3, max: 10, noNaN: true }), (root, slope) => {
        const outcome = findRoot((x) => (x - root) * (slope + (x - root) * (x - root)), -101, 101);
        expect(Math.abs(rootOf(outcome) - root)).toBeLessThan(1e-13);
        if (outcome.found) expect(outcome.evaluations).toBeLessThan(60);
      }),
      { seed: 3 },
    );
  });

  it('stops early when a tolerance is given', () => {
    const exact = findRoot((x) => x * x * x - 2, 0, 2);
    const rough = findRoot((x) => x * x * x - 2, 0, 2, { tolerance: 1e-3 });
    expect(exact.found && rough.found && rough.evaluations < exact.evaluations).toBe(true);
    expect(Math.abs(rootOf(rough) - Math.cbrt(2))).toBeLessThan(1e-3);
  });

  it.each([
    ['no-sign-change', (x: number) => x * x + 1],
    ['not-finite', (x: number) => (x === 4 ? Number.NaN : 1)],
    ['not-finite', (x: number) => (x === 4 || x === 0 ? x - 1 : Number.NaN)],
  ] as const)('says %s', (reason, f) => {
    expect(findRoot(f, 0, 4)).toMatchObject({ found: false, reason });
  });

  it('says not-converged when the evaluations run out', () => {
    const outcome = findRoot((x) => x * x - 2, 0, 2, { maxEvaluations: 4 });
    expect(outcome).toMatchObject({ found: false, reason: 'not-converged' });
  });
});

describe('searchRoot', () => {
  it.each([-1e6, -3, 0.1, 0.5, 7, 1e9])('widens from [0, 1] to a root at %s', (root) => {
    const found = rootOf(searchRoot((x) => x - root, 0, 1));
    expect(Math.abs(found - root)).toBeLessThan(1e-15 * Math.abs(root) + 1e-15);
  });

  it('never passes the floor or the ceiling', () => {
    const seen: number[] = [];
    const f = (x: number) => {
      seen.push(x);
      return 1 + x * x;
    };
    expect(searchRoot(f, 0, 1, { floor: -0.9, ceiling: 5 })).toMatchObject({ reason: 'no-sign-change' });
    expect(Math.min(...seen)).toBe(-0.9);
    expect(Math.max(...seen)).toBe(5);
  });

  it('reaches a root just inside the floor', () => {
    expect(rootOf(searchRoot((x) => Math.log1p(x) + 6, 0, 0.1, { floor: -0.999 }))).toBeCloseTo(
      Math.exp(-6) - 1,
      14,
    );
  });
});
