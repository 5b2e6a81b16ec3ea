import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRate, parseRate, rateOf } from '#basics/rate.js';

describe('rates as people write them', () => {
  it.each([
    ['5.5%', '0.055', '5.5%'],
    [' 5.50 % ', '0.055', '5.5%'],
    ['5.5\uff05', '0.055', '5.5%'],
    ['550 bp', '0.055', '5.5%'],
    ['550bp', '0.055', '5.5%'],
    ['0.5bps', '0.00005', '0.005%'],
    ['0.5‰', '0.0005', '0.05%'],
    ['0.055', '0.055', '5.5%'],
    ['0', '0', '0%'],
    ['-0%', '0', '0%'],
    ['0.0500%', '0.0005', '0.05%'],
    ['100%', '1', '100%'],
    ['1000%', '10', '1000%'],
    ['0.9999999999999999999', '0.9999999999999999999', '99.99999999999999999%'],
    ['007%', '0.07', '7%'],
  ])('%j is %s', (text, exact, formatted) => {
    const parsed = parseRate(text);
    expect(parsed).toEqual({ ok: true, rate: { value: Number(exact), text: exact } });
    expect(parsed.ok && formatRate(parsed.rate)).toBe(formatted);
  });

  it.each([
    ['1', '1 would be 100 %; write 1% or 100%'],
    ['5.5', '5.5 would be 550 %; write 5.5% or 550%'],
    ['5.50', '5.5 would be 550 %; write 5.5% or 550%'],
    ['-6', '-6 would be -600 %; write -6% or -600%'],
    ['-1%', '-1% is negative'],
    ['1001%', '1001% is above 1000%'],
    ['', 'a rate is empty; write 5.5%, 550 bp or 0.055'],
    ['5,5%', '"5,5%" is not a rate; the decimal sign is a point; write 5.5%, 550 bp or 0.055'],
    ['1e5', '"1e5" is not a rate; write 5.5%, 550 bp or 0.055'],
    ['0x10', '"0x10" is not a rate; write 5.5%, 550 bp or 0.055'],
    ['.5%', '".5%" is not a rate; write 5.5%, 550 bp or 0.055'],
    ['.inf', '".inf" is not a rate; write 5.5%, 550 bp or 0.055'],
    ['NaN', '"NaN" is not a rate; write 5.5%, 550 bp or 0.055'],
    ['5%%', '"5%%" is not a rate; write 5.5%, 550 bp or 0.055'],
    ['5\n%\u001b', '"5\\x0a%\\x1b" is not a rate; write 5.5%, 550 bp or 0.055'],
  ])('%j is refused', (text, message) => {
    expect(parseRate(text)).toEqual({ ok: false, message });
  });

  it('bounds are of the caller', () => {
    expect(parseRate('-50bp', { min: -0.02 })).toEqual({ ok: true, rate: { value: -0.005, text: '-0.005' } });
    expect(parseRate('-3%', { min: -0.02 })).toEqual({ ok: false, message: '-3% is below -2%' });
    expect(parseRate('101%', { max: 1 })).toEqual({ ok: false, message: '101% is above 100%' });
  });
});

describe('properties', () => {
  it('a float64 survives being written as percent and read again', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 10, noNaN: true }), (value) => {
        const parsed = parseRate(formatRate(value));
        // Below 1e-28 the digits are more than a rate is written with.
        if (value > 0 && value < 1e-12) return;
        expect(parsed).toEqual({ ok: true, rate: rateOf(value) });
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  it('percent, permille, basis points and fraction name the same rate', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), (n) => {
        const point = (decimals: number) => {
          const digits = String(n).padStart(decimals + 1, '0');
          return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
        };
        const texts = [point(8), `${point(6)}%`, `${point(5)}‰`, `${point(4)} bp`];
        const rates = texts.map((text) => parseRate(text));
        for (const rate of rates) expect(rate).toEqual(rates[0]);
        expect(rates[0]).toMatchObject({ ok: true, rate: { value: n / 1e8 } });
      }),
      { seed: 2, numRuns: 500 },
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 'x', ''])('%s cannot be formatted', (value) => {
    expect(() => formatRate(value)).toThrow();
  });
});
