import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  allocate,
  compare,
  dividedBy,
  formatMoney,
  isNegative,
  isZero,
  maximum,
  minimum,
  money,
  moneyFromFloat,
  moneyToFloat,
  negate,
  parseMoney,
  positivePart,
  roundMoney,
  subtract,
  sum,
  times,
  zero,
} from '#basics/money.js';

const text = (amounts: readonly ReturnType<typeof money>[]) =>
  amounts.map((amount) => formatMoney(amount, 2));

describe('text in, text out', () => {
  it.each([
    ['1250000.00', '1250000.00'],
    ['0.1', '0.10'],
    ['-0', '0.00'],
    ['-0.01', '-0.01'],
    ['99999999999999999999.99', '99999999999999999999.99'],
    ['007.5', '7.50'],
  ])('%s is %s', (input, output) => expect(formatMoney(money(input), 2)).toBe(output));

  it.each([
    '',
    ' 1',
    '1,000',
    '1e5',
    '0x10',
    'NaN',
    'Infinity',
    '.5',
    '5.',
    '+5',
    '--5',
    '1_000',
    '\uff11',
    `1${'0'.repeat(20)}`,
  ])('%j is no amount', (input) => {
    expect(parseMoney(input)).toBe(undefined);
    expect(() => money(input)).toThrow('is not an amount');
  });

  it('formatting never rounds', () => {
    expect(() => formatMoney(money('0.001'), 2)).toThrow('more than 2 decimals');
    expect(formatMoney(money('0.10'), 1)).toBe('0.1');
    expect(formatMoney(money('5'), 0)).toBe('5');
  });
});

describe('arithmetic', () => {
  it('is decimal', () => {
    expect(formatMoney(add(money('0.1'), money('0.2')), 2)).toBe('0.30');
    expect(formatMoney(sum(Array.from({ length: 1000 }, () => money('0.01'))), 2)).toBe('10.00');
    expect(formatMoney(roundMoney(times(money('1000000'), '0.0550'), 2), 2)).toBe('55000.00');
    expect(formatMoney(roundMoney(dividedBy(times(money('100'), 31), 365), 2), 2)).toBe('8.49');
    expect(formatMoney(subtract(money('1'), money('1.01')), 2)).toBe('-0.01');
  });

  it.each([
    ['half-up', ['0.02', '0.03', '-0.03']],
    ['half-even', ['0.02', '0.02', '-0.02']],
    ['down', ['0.01', '0.02', '-0.02']],
    ['up', ['0.02', '0.03', '-0.03']],
  ] as const)('rounds %s', (mode, expected) => {
    const rounded = ['0.015', '0.025', '-0.025'].map((amount) => roundMoney(money(amount), 2, mode));
    expect(text(rounded)).toEqual(expected);
  });

  it('compares', () => {
    const [a, b] = [money('1.00'), money('2')];
    expect([compare(a, b), compare(b, a), compare(a, money('1'))]).toEqual([-1, 1, 0]);
    expect(text([minimum(a, b), maximum(a, b), positivePart(negate(a)), positivePart(b)])).toEqual([
      '1.00',
      '2.00',
      '0.00',
      '2.00',
    ]);
    expect([isNegative(negate(zero)), isZero(negate(zero)), isNegative(negate(a))]).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('no NaN and no infinity comes in or out', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(() => moneyFromFloat(value, 2)).toThrow('is not an amount');
      expect(() => times(money('1'), value)).toThrow('became');
    }
    expect(() => dividedBy(money('1'), 0)).toThrow('became Infinity');
    expect(() => dividedBy(zero, zero)).toThrow('became NaN');
  });

  it('float64 rounds by its shortest decimal form', () => {
    expect(formatMoney(moneyFromFloat(1.005, 2), 2)).toBe('1.01');
    expect(formatMoney(moneyFromFloat(144589166.1, 2), 2)).toBe('144589166.10');
    expect(moneyToFloat(money('0.1'))).toBe(0.1);
  });
});

describe('allocate', () => {
  const cents = (units: bigint) =>
    money(
      `${units < 0n ? '-' : ''}${String(units < 0n ? -units : units)
        .padStart(3, '0')
        .replace(/(..)$/, '.$1')}`,
    );

  it.each([
    ['100.00', ['1', '1', '1'], ['33.34', '33.33', '33.33']],
    ['0.01', ['1', '1', '1'], ['0.01', '0.00', '0.00']],
    ['0.02', ['1', '2', '3'], ['0.00', '0.01', '0.01']],
    ['10.00', ['0', '0'], ['10.00', '0.00']],
    ['0.00', ['5', '7'], ['0.00', '0.00']],
    ['-0.05', ['1', '1'], ['-0.03', '-0.02']],
    ['100.00', ['0', '5', '0'], ['0.00', '100.00', '0.00']],
    ['75.15', ['0.75', '0.15', '0.1'], ['56.36', '11.27', '7.52']],
  ])('%s by %j', (amount, weights, shares) => {
    expect(text(allocate(money(amount), weights.map(money), 2))).toEqual(shares);
  });

  it('adds up to the cent, is within a cent of the exact share, has the sign and keeps the order of weights', () => {
    const units = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
    const weight = fc.oneof(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.bigInt({ min: 0n, max: 3n }));
    fc.assert(
      fc.property(units, fc.array(weight, { minLength: 1, maxLength: 12 }), (total, weights) => {
        const amount = cents(total);
        const shares = allocate(amount, weights.map(cents), 2);
        expect(formatMoney(sum(shares), 2)).toBe(formatMoney(amount, 2));
        const all = weights.reduce((a, b) => a + b, 0n);
        if (all === 0n) return;
        for (const [i, share] of shares.entries()) {
          const scaled = BigInt(formatMoney(share, 2).replace('.', '')) * all - total * weights[i]!;
          expect(scaled < all && -scaled < all).toBe(true);
          if (total >= 0n) expect(isNegative(share)).toBe(false);
        }
        const order = weights
          .map((w, i) => ({ w, share: shares[i]! }))
          .sort((a, b) => (a.w < b.w ? -1 : a.w > b.w ? 1 : 0));
        for (let i = 1; i < order.length; i++) {
          if (order[i]!.w === order[i - 1]!.w || total < 0n) continue;
          expect(compare(order[i]!.share, order[i - 1]!.share)).not.toBe(-1);
        }
      }),
      { seed: 9, numRuns: 500 },
    );
  });

  it('stays exact with weights of forty digits', () => {
    const third = dividedBy(money('1'), 3);
    const shares = allocate(money('99999999999999999999.99'), [third, third, third], 2);
    expect(text(shares)).toEqual([
      '33333333333333333333.33',
      '33333333333333333333.33',
      '33333333333333333333.33',
    ]);
  });

  it('refuses what cannot be split', () => {
    expect(() => allocate(money('1'), [], 2)).toThrow('nobody');
    expect(() => allocate(money('1'), [money('-1'), money('2')], 2)).toThrow('negative');
    expect(() => allocate(money('1.005'), [money('1')], 2)).toThrow('more than 2 decimals');
  });
});
