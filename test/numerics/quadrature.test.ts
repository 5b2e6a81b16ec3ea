import { describe, expect, it } from 'vitest';
import { gaussHermite, gaussLegendre, type Quadrature } from '#numerics/quadrature.js';

function integrate({ nodes, weights }: Quadrature, f: (x: number) => number): number {
  return nodes.reduce((sum, x, i) => sum + weights[i]! * f(x), 0);
}

describe('gaussLegendre', () => {
  it.each([1, 2, 3, 5, 20, 64, 256])('of %i nodes is exact for powers to twice as many', (count) => {
    const rule = gaussLegendre(count);
    for (let power = 0; power < 2 * count; power++) {
      const exact = power % 2 === 1 ? 0 : 2 / (power + 1);
      expect(Math.abs(integrate(rule, (x) => x ** power) - exact)).toBeLessThan(2e-14);
    }
    // and not beyond: the error of the next even power is positive and known to be so
    if (count <= 5)
      expect(2 / (2 * count + 1) - integrate(rule, (x) => x ** (2 * count))).toBeGreaterThan(1e-4);
  });

  // Abramowitz and Stegun, table 25.4, n = 5
  it('has the published nodes and weights', () => {
    const { nodes, weights } = gaussLegendre(5);
    [-0.906179845938664, -0.538469310105683, 0, 0.538469310105683, 0.906179845938664].forEach((x, i) => {
      expect(nodes[i]).toBeCloseTo(x, 14);
    });
    [0.236926885056189, 0.478628670499366, 0.568888888888889].forEach((w, i) => {
      expect(weights[i]).toBeCloseTo(w, 14);
    });
  });

  it('takes any interval', () => {
    expect(integrate(gaussLegendre(20, 1, 3), (x) => 1 / x)).toBeCloseTo(Math.log(3), 14);
  });
});

describe('gaussHermite', () => {
  it.each([1, 2, 3, 10, 32, 100, 256])('of %i nodes has the moments of a normal', (count) => {
    const rule = gaussHermite(count);
    let moment = 1;
    for (let power = 0; power < Math.min(2 * count, 60); power += 2) {
      expect(Math.abs(integrate(rule, (x) => x ** power) / moment - 1)).toBeLessThan(1e-12);
      moment *= power + 1;
    }
    expect([...rule.nodes]).toEqual([...rule.nodes].map((x) => 0 - x).reverse());
  });

  // Abramowitz and Stegun, table 25.10, n = 3: 1.224744871391589 √2, weight 0.2954089751509 / √π
  it('has the published nodes and weights', () => {
    const { nodes, weights } = gaussHermite(3);
    expect(nodes[2]).toBeCloseTo(1.224744871391589 * Math.SQRT2, 14);
    expect(weights[2]).toBeCloseTo(0.2954089751509 / Math.sqrt(Math.PI), 13);
  });

  it('prices E exp(sZ) = exp(s²/2)', () => {
    const rule = gaussHermite(40);
    for (const s of [0.1, 1, 2])
      expect(integrate(rule, (x) => Math.exp(s * x)) / Math.exp((s * s) / 2)).toBeCloseTo(1, 12);
  });

  it.each([0, 1.5, 257])('refuses %s nodes', (count) =>
    expect(() => gaussHermite(count)).toThrow(RangeError),
  );
});
