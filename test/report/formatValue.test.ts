import { describe, expect, it } from 'vitest';
import {
  formatAmount,
  formatCount,
  formatError,
  formatNumber,
  formatPercent,
  formatShortPercent,
  formatSmallPercent,
} from '#report/formatValue.js';

describe('values for people', () => {
  it.each([
    ['0.00', '0.00'],
    ['999.99', '999.99'],
    ['1000.00', '1,000.00'],
    ['144589166.10', '144,589,166.10'],
    ['-1234567.5', '-1,234,567.5'],
    ['1000000', '1,000,000'],
    [1234.5, '1,234.50'],
    [-0.001, '0.00'],
  ])('amount %s', (amount, text) => expect(formatAmount(amount)).toBe(text));

  it('groups counts', () => expect(formatCount(10_000)).toBe('10,000'));

  it.each([
    [0.055, '5.50%'],
    [0, '0.00%'],
    [-0.001, '-0.10%'],
    [1, '100.00%'],
  ])('percent %s', (fraction, text) => expect(formatPercent(fraction)).toBe(text));

  it.each([
    [0, '0.00%'],
    [0.0123, '1.23%'],
    [0.0001, '0.01%'],
    [8e-6, '8.0e-4%'],
    [1e-12, '<1e-7%'],
  ])('small percent %s', (fraction, text) => expect(formatSmallPercent(fraction)).toBe(text));

  it.each([
    [0.1, '10%'],
    [0.02085, '2.085%'],
    [0.012, '1.2%'],
    [0.07, '7%'],
    [0, '0%'],
  ])('short percent %s', (fraction, text) => expect(formatShortPercent(fraction)).toBe(text));

  it.each([
    [0, '0'],
    [0.0012345, '0.0012'],
    [0.034, '0.034'],
    [0.0999, '0.10'],
    [1.234, '1.23'],
    [1e-12, '1e-12'],
    [2.34e-6, '0.0000023'],
  ])('standard error %s', (error, text) => expect(formatError(error)).toBe(text));

  it('has no negative zero', () => expect(formatNumber(-0.00001, 2)).toBe('0.00'));
});
