import { describe, expect, it } from 'vitest';
import { nestedVariance } from '#numerics/nestedVariance.js';
import { randomStream } from '#numerics/randomStream.js';
import { seedKey } from '#numerics/seedKey.js';

describe('variance of a conditional expectation', () => {
  it('is the scatter less the noise', () => {
    // Estimates 1, 2, 3, 4: S² = 5/3; noise of 2/3 leaves 1; S² √(2/3) by hand.
    const found = nestedVariance([1, 2, 3, 4], [1, 1 / 3, 1, 1 / 3]);
    expect(found.mean).toBe(2.5);
    expect(found.variance).toBeCloseTo(1, 14);
    expect(found.standardError).toBeCloseTo((5 / 3) * Math.sqrt(2 / 3), 14);
  });

  it('of a normal parameter in a linear price is slope² σ², under any noise', () => {
    const stream = randomStream(seedKey('nested'), 0, 0);
    const estimates: number[] = [];
    const noise: number[] = [];
    for (let draw = 0; draw < 4000; draw++) {
      const deviation = draw % 2 === 0 ? 1 : 5;
      // Price 100 − 200 (PD − 2 %), PD normal with a deviation of 1 %: deviation 2, variance 4.
      estimates.push(100 - 200 * 0.01 * stream.nextNormal() + deviation * stream.nextNormal());
      noise.push(deviation * deviation);
    }
    const { variance, standardError } = nestedVariance(estimates, noise);
    expect(Math.abs(variance - 4)).toBeLessThan(4 * standardError);
    expect(standardError).toBeLessThan(0.5);
  });
});
