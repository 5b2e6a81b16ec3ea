import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exp } from '#numerics/elementary.js';
import { interpolationWeights, slopeWeights, spreadNodes } from '#pricing/montecarlo/spreadNodes.js';

const dot = (weights: Float64Array, values: Float64Array) =>
  weights.reduce((sum, w, k) => sum + w * values[k]!, 0);

it('a value at any spread up to the premium follows from the nodes', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-4, max: 0.1, noNaN: true }),
      fc.double({ min: 0.1, max: 40, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (premium, years, share) => {
        const nodes = spreadNodes(premium, years);
        const values = nodes.map((s) => exp(-s * years));
        const spread = share * premium;
        expect(
          Math.abs(dot(interpolationWeights(nodes, spread), values) - exp(-spread * years)),
        ).toBeLessThan(2e-12);
        const slope = dot(slopeWeights(nodes, spread), values);
        expect(Math.abs(slope / (-years * exp(-spread * years)) - 1)).toBeLessThan(1e-6); // narrow nodes lose digits
      },
    ),
    { seed: 3, numRuns: 200 },
  );
});

it('the ends are nodes, so that they need no interpolation', () => {
  const nodes = spreadNodes(0.02, 5);
  expect([nodes[0], nodes.at(-1)]).toEqual([0, 0.02]);
  expect(Array.from(interpolationWeights(nodes, 0.02)).map(Math.abs)).toEqual([
    ...new Array(nodes.length - 1).fill(0),
    1,
  ]);
  expect(Array.from(spreadNodes(0, 5))).toEqual([0]);
  expect(() => spreadNodes(-0.01, 5)).toThrow(/negative/);
});
