import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DoubleDouble } from '#collateral/tape/doubleDouble.js';
import { HomogeneitySums } from '#collateral/tape/homogeneity.js';
import { reading } from './tapes.js';

/** Integers below 2^53, whose squares and their sums BigInt has exactly. */
const integers = fc.array(fc.integer({ min: -(2 ** 45), max: 2 ** 45 }), { minLength: 1, maxLength: 300 });

it('n Σx² − (Σx)² to the last bit of a float, as BigInt has it', () => {
  fc.assert(
    fc.property(integers, (values) => {
      const [sum, squares, scaled] = [new DoubleDouble(), new DoubleDouble(), new DoubleDouble()];
      for (const value of values) {
        sum.add(value);
        squares.addProduct(value, value);
      }
      scaled.addScaled(squares, values.length);
      scaled.subtractSquare(sum);
      const exact =
        BigInt(values.length) * values.reduce((s, v) => s + BigInt(v) * BigInt(v), 0n) -
        values.reduce((s, v) => s + BigInt(v), 0n) ** 2n;
      const allowed = Math.abs(Number(exact)) * 2 ** -52 + values.length * 2 ** 90 * 2 ** -95;
      expect(Math.abs(scaled.value() - Number(exact))).toBeLessThanOrEqual(allowed);
    }),
  );
});

it('a standard deviation of cents beside 10^13 is not lost', () => {
  const { table } = reading([
    'loanId,currentBalance,annualRate,remainingTermMonths',
    ...Array.from({ length: 100 }, (_, i) => `L${i},${9_999_999_999_000 + (i % 2)}.00,0.05,${50 + (i % 2)}`),
  ]);
  const sums = new HomogeneitySums();
  sums.add(table);
  const [balance] = sums.result();
  expect(balance).toMatchObject({ count: 100, mean: 9_999_999_999_000.5, standardDeviation: 0.5 });
});
