import fc from 'fast-check';
import { expect, it } from 'vitest';
import { continuous, convertRate, discountFactor, nominal } from '#pricing/cashflow/compounding.js';
import { rateSensitivity } from '#pricing/cashflow/duration.js';
import { presentValue } from '#pricing/cashflow/presentValue.js';
import { periodicFlows } from '#pricing/cashflow/timedFlows.js';
import { weightedAverageLife } from '#pricing/cashflow/weightedAverageLife.js';
import { internalRateOfReturn, yieldToMaturity } from '#pricing/cashflow/yieldToMaturity.js';

const amounts = fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 1, maxLength: 60 });

it('the yield of a value is the rate that made it', () => {
  fc.assert(
    fc.property(
      amounts,
      fc.double({ min: -0.5, max: 3, noNaN: true }),
      fc.constantFrom(1, 2, 4, 12),
      (paid, rate, m) => {
        const flows = periodicFlows(paid, 12);
        for (const compounding of [nominal(m), continuous]) {
          const found = yieldToMaturity(flows, presentValue(flows, rate, compounding), compounding);
          expect(found.found && Math.abs(found.rate - rate)).toBeLessThan(1e-9);
        }
      },
    ),
    { seed: 1, numRuns: 200 },
  );
});

it('durations are slopes', () => {
  fc.assert(
    fc.property(amounts, fc.double({ min: -0.05, max: 0.3, noNaN: true }), (paid, rate) => {
      const flows = periodicFlows(paid, 12);
      for (const compounding of [nominal(12), continuous]) {
        const at = rateSensitivity(flows, rate, compounding)!;
        const h = 1e-5;
        const up = presentValue(flows, rate + h, compounding);
        const down = presentValue(flows, rate - h, compounding);
        expect((down - up) / (2 * h) / at.presentValue).toBeCloseTo(at.modifiedDuration, 6);
        expect((down + up - 2 * at.presentValue) / (h * h) / at.presentValue / at.convexity).toBeCloseTo(
          1,
          2,
        );
      }
    }),
    { seed: 2, numRuns: 100 },
  );
});

it.each([
  ['a price of nothing', [100], 0],
  ['a price that is no number', [100], Number.NaN],
  ['nothing paid', [0, 0], 100],
  ['a negative flow', [5, -1, 100], 100],
  ['a price beyond any rate', [1e-9], 1e9],
])('%s has no yield, and says why', (_, paid, price) => {
  const found = yieldToMaturity(periodicFlows(paid, 12), price, nominal(12));
  expect(found.found).toBe(false);
  if (!found.found) expect(found.reason).toMatch(/\w/);
});

it('a return needs one change of sign', () => {
  expect(internalRateOfReturn(periodicFlows([-100, 230, -132], 1), nominal(1)).found).toBe(false);
  expect(internalRateOfReturn(periodicFlows([1, 2], 1), nominal(1)).found).toBe(false);
});

it('compounding converts without changing the value', () => {
  const monthly = convertRate(0.05, nominal(1), nominal(12));
  expect(discountFactor(monthly, nominal(12), 7.3)).toBeCloseTo(discountFactor(0.05, nominal(1), 7.3), 14);
  expect(convertRate(monthly, nominal(12), nominal(1))).toBeCloseTo(0.05, 15);
  expect(() => discountFactor(-12, nominal(12), 1)).toThrow(/leaves nothing/);
});

it('a class that is never repaid has no average life', () => {
  expect(weightedAverageLife([1, 2], [0, 0])).toBeUndefined();
  expect(weightedAverageLife([1, 2], [50, 50])).toBe(1.5);
});
