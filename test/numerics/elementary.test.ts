import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cos, exp, expm1, log, log1p, pow, sin } from '#numerics/elementary.js';

const reference: Record<string, number[][]> = JSON.parse(
  readFileSync(process.env['ELEMENTARY_REFERENCE'] ?? 'fixtures/reference/elementary.json', 'utf8'),
);

const angles = { usual: 0.76, subnormal: 0.76 };
const others = { usual: 0.51, subnormal: 0.8 };

describe.each([
  ['exp', exp, others],
  ['expm1', expm1, others],
  ['log', log, others],
  ['log1p', log1p, others],
  ['pow', pow, others],
  ['sin', sin, angles],
  ['cos', cos, angles],
] as const)('%s against 75-digit values', (name, ours: (x: number, y: number) => number, bound) => {
  const cases = reference[name] ?? [];

  it.each(['usual', 'subnormal'] as const)('%s results: error in units in the last place', (size) => {
    expect(cases.length).toBeGreaterThan(300);
    let worst = 0;
    let worstCase: readonly number[] = [];
    for (const row of cases) {
      const [head = Number.NaN, tail = Number.NaN] = row.slice(-2);
      const [x = Number.NaN, y = Number.NaN] = row;
      if (Math.abs(head) < 2.2250738585072014e-308 !== (size === 'subnormal')) continue;
      const error = Math.abs((ours(x, y) - head) / unitInLastPlace(head) - tail);
      if (!(error <= worst)) [worst, worstCase] = [error, row];
    }
    if (process.env['ELEMENTARY_REFERENCE']) console.log(name, size, cases.length, worst, worstCase);
    expect(worst, `${name}: ${worstCase.join(', ')}`).toBeLessThan(bound[size]);
  });
});

function unitInLastPlace(value: number): number {
  const words = new DataView(new ArrayBuffer(8));
  words.setFloat64(0, Math.abs(value));
  words.setBigUint64(0, words.getBigUint64(0) + 1n);
  const next = words.getFloat64(0);
  return Number.isFinite(next) ? next - Math.abs(value) : 2 ** 971;
}

describe('special values', () => {
  const odd = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0, 1, -1];

  it.each([
    ['exp', exp, Math.exp],
    ['expm1', expm1, Math.expm1],
    ['log', log, Math.log],
    ['log1p', log1p, Math.log1p],
    ['sin', sin, Math.sin],
    ['cos', cos, Math.cos],
  ] as const)('%s agrees with Math on NaN, infinities and signed zeros', (_name, ours, theirs) => {
    for (const x of odd) expect([x, ours(x)]).toEqual([x, nearby(ours(x), theirs(x))]);
  });

  // mpmath: exp(709.782712893384) = 1.79769313486227321784e308
  it('exp ends where float64 does', () => {
    expect(exp(709.782712893384)).toBe(1.7976931348622732e308);
    expect(exp(709.7827128933841)).toBe(Number.POSITIVE_INFINITY);
    expect(exp(-745.1332191019411)).toBe(5e-324);
    expect(exp(-745.1332191019412)).toBe(0);
    expect(expm1(-1e9)).toBe(-1);
    expect(expm1(1e9)).toBe(Number.POSITIVE_INFINITY);
  });

  it('pow agrees with Math on a grid of special bases and exponents', () => {
    const bases = [...odd, 0.5, -0.5, 2, -2, 5e-324, Number.MAX_VALUE, -Number.MAX_VALUE];
    const exponents = [...odd, 0.5, 2, 3, -2, -3, 1e-40, 1e20, -1e20, 9007199254740991, -1.5];
    for (const x of bases) {
      for (const y of exponents) expect([x, y, pow(x, y)]).toEqual([x, y, nearby(pow(x, y), x ** y)]);
    }
  });

  it('is exact where the result is a float64', () => {
    for (let n = -1074; n < 1024; n++) expect(pow(2, n)).toBe(2 ** n);
    for (let n = 1; n < 400; n++) {
      expect(pow(n, 1)).toBe(n);
      expect(pow(n, 3)).toBe(n * n * n);
      expect(pow(n * n, 0.5)).toBe(n);
      expect(pow(1 / n, -1)).toBe(1 / (1 / n));
    }
    expect(log(1)).toBe(0);
    expect(exp(0)).toBe(1);
  });
});

/** The value itself if it is within 1e-15 of the expected one, else the expected one. */
function nearby(actual: number, expected: number): number {
  return Math.abs(actual - expected) <= 1e-15 * Math.abs(expected) ? actual : expected;
}

describe('same bits everywhere', () => {
  it('has the fingerprint it has on every other platform', () => {
    let hash = 0x811c9dc5;
    const words = new DataView(new ArrayBuffer(8));
    for (let i = 1; i <= 20_000; i++) {
      const x = (i * 0.6180339887498949) % 1;
      for (const value of [
        exp(40 * x - 20),
        expm1(x),
        log(x),
        log1p(-x),
        pow(x + 0.5, 20 * x),
        sin(9 * x),
        cos(99 * x),
      ]) {
        words.setFloat64(0, value);
        hash = Math.imul(hash ^ words.getUint32(0), 0x01000193);
        hash = Math.imul(hash ^ words.getUint32(4), 0x01000193);
      }
    }
    expect((hash >>> 0).toString(16)).toBe('fa1a6553');
  });
});
