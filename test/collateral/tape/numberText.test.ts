import { describe, expect, it } from 'vitest';
import { readNumber } from '#collateral/tape/numberText.js';

describe('readNumber', () => {
  it.each([
    ['1250.50', 1250.5],
    ['-1250.50', -1250.5],
    ['+5', 5],
    ['0', 0],
    ['.5', 0.5],
    ['5.', 5],
    ['1.00E+05', 100000],
    ['2.5e-3', 0.0025],
    ['28,000.00', 28000],
    ['1,234,567', 1234567],
    ["1'234'567.5", 1234567.5],
    ['1 234 567', 1234567],
    ['(5,000.00)', -5000],
    ['$1,000', 1000],
    ['¥1,000', 1000],
    ['¥1,000', 1000],
    ['35000 EUR', 35000],
    ['CNY 12.5', 12.5],
    ['-$5', -5],
    ['3万', 30000],
    ['100元', 100],
    ['12,345.6', 12345.6],
    ['\u22125', -5],
  ])('%s', (text, value) => expect(readNumber(text, '.', 0)).toBe(value));

  it.each([
    '',
    ' ',
    'x',
    '1.2.3',
    '1,23',
    '12,34,567',
    '1,2345',
    '0x1F',
    '893E336',
    'NaN',
    'Infinity',
    '-Infinity',
    '1e400',
    '--5',
    '5-',
    '(5',
    '5)',
    '=1+1',
    '1_000',
    '١٢',
    'E5',
    '1e',
    '$',
    '1 2',
    '5%',
    '2026-01-31',
  ])('refuses %j', (text) => expect(readNumber(text, '.', 0)).toBeUndefined());

  it.each([
    ['1.234,56', 1234.56],
    ['12,5', 12.5],
    ['28.000', 28000],
    ['1000', 1000],
  ])('%s with a decimal comma', (text, value) => expect(readNumber(text, ',', 0)).toBe(value));

  it.each([
    ['14.07', -2, 0.1407],
    ['0.07', -2, 0.0007],
    ['28.7', -2, 0.287],
    ['1.005', 4, 10050],
    ['1e1', -2, 0.1],
  ])('%s with the point moved by %i is the nearest double', (text, shift, value) =>
    expect(readNumber(text, '.', shift)).toBe(value),
  );

  it('answers a hostile text of a million digits at once', () => {
    expect(readNumber('1'.repeat(1_000_000), '.', 0)).toBeUndefined();
    expect(readNumber(`${'1,'.repeat(500_000)}x`, '.', 0)).toBeUndefined();
  });
});
