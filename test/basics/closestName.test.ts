import { describe, expect, it } from 'vitest';
import { closestName, didYouMean } from '#basics/closestName.js';
import { printable, quoted } from '#basics/printable.js';

describe('closest name', () => {
  const known = ['coupon', 'share', 'residual', 'dayCount', 'A', 'B', 'reserve'];
  it.each([
    ['cupon', 'coupon'],
    ['coupno', 'coupon'],
    ['Coupon', 'coupon'],
    ['daycount', 'dayCount'],
    ['reserv', 'reserve'],
    ['a', 'A'],
    ['C', undefined],
    ['', undefined],
    ['x'.repeat(10_000), undefined],
    ['premium', undefined],
  ])('%.20s is %s', (wrong, name) => {
    expect(closestName(wrong, known)).toBe(name);
  });

  it('words for it', () => {
    expect(didYouMean('cupon', known)).toBe('; did you mean "coupon"?');
    expect(didYouMean('zzz', known)).toBe('');
  });
});

describe('text of a file in a message', () => {
  it.each([
    ['plain 元', 'plain 元'],
    ['a\nb\tc', 'a\\x0ab\\x09c'],
    ['\u001b[31mred', '\\x1b[31mred'],
    ['\u202eevil', '\\u202eevil'],
    ['\ufeffx', '\\ufeffx'],
    ['x'.repeat(61), `${'x'.repeat(60)}…`],
    [`${'x'.repeat(59)}😀`, `${'x'.repeat(59)}…`],
    ['\ud800', '\\ud800'],
  ])('%j', (text, shown) => {
    expect(printable(text)).toBe(shown);
    expect(quoted(text)).toBe(`"${shown}"`);
  });
});
