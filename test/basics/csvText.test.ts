import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell, csvText } from '#basics/csvText.js';

describe('a cell', () => {
  it.each([
    ['plain', 'plain'],
    ['', ''],
    [null, ''],
    [undefined, ''],
    ['a,b', '"a,b"'],
    ['say "so"', '"say ""so"""'],
    ['two\nlines', '"two\nlines"'],
    [' padded ', '" padded "'],
    ['=1+1', "'=1+1"],
    ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
    ['+86 10', "'+86 10"],
    ['-5.00', "'-5.00"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\uff1d1+1', "'\uff1d1+1"],
    ['\t=1', "'\t=1"],
    ['\r=1', `"'\r=1"`],
    ['应付款', '应付款'],
    [-5, '-5'],
    [-0, '0'],
    [0.1, '0.1'],
    [1e-7, '1e-7'],
    [1e21, '1e+21'],
    [{ exact: '-5.00' }, '-5.00'],
  ])('%j', (cell, text) => {
    expect(csvCell(cell)).toBe(text);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, { exact: '=1' }, { exact: 'NaN' }])(
    '%j is refused',
    (cell) => {
      expect(() => csvCell(cell)).toThrow('is not a number');
    },
  );
});

it('another reader gets back what was written, a formula as text', () => {
  const rows = fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string(), fc.integer()), {
    minLength: 1,
  });
  fc.assert(
    fc.property(rows, (cells) => {
      const read = parse(csvText(cells), { relax_column_count: false }) as string[][];
      const guarded = (text: string) =>
        /^[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]/.test(text) ? `'${text}` : text;
      expect(read).toEqual(cells.map(([a, b, n]) => [guarded(a), guarded(b), String(n)]));
      for (const cell of read.flat())
        if (Number.isNaN(Number(cell))) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    }),
    { seed: 4, numRuns: 300 },
  );
});
