import { expect, it } from 'vitest';
import type { MonteCarloPrices } from '#pricing/priceByMonteCarlo.js';
import { chiSquareOfRuns, priceOf, referencePool } from '../pricing/montecarlo/referencePools.js';

// Forty seeds: chi-square with 39 degrees of freedom, 99.8 % between 16.3 and 72.1; against the reference's
// figures with 40, below 73.4.
it.each([
  ['small', 0.01],
  ['medium', 0.004],
] as const)('standard errors of %s are those of 40 runs', async (name, target) => {
  const { loans, expected } = referencePool(name);
  const runs: MonteCarloPrices[] = [];
  for (let k = 0; k < 40; k++) {
    const stop = { kind: 'standard-error', target, pathCountMax: 1 << 17 } as const;
    runs.push(await priceOf({ loans, seed: `forty ${k}`, stop }));
  }
  const found = (value: 'price' | 'expectedLoss' | 'lossProbability', note: number) =>
    runs.map(({ notes }) => [notes[note]![value]!, notes[note]![`${value}StandardError`]!] as const);
  for (const note of [0, 1, 2]) {
    for (const value of note === 1
      ? (['price', 'expectedLoss', 'lossProbability'] as const)
      : (['price'] as const)) {
      const chiSquare = chiSquareOfRuns(found(value, note));
      expect(chiSquare, `${value} ${note}`).toBeGreaterThan(16.3);
      expect(chiSquare, `${value} ${note}`).toBeLessThan(72.1);
    }
    const { priceControlled, priceControlledStandardError } = expected['ABC'[note]!];
    const against = found('price', note).reduce(
      (sum, [value, error]) =>
        sum + ((value - priceControlled) / Math.hypot(error, priceControlledStandardError)) ** 2,
      0,
    );
    expect(against, `price ${note} against the reference`).toBeLessThan(73.4);
  }
});
