import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnChange, columnSums, parseSums, sumsText } from '#scenarios/baseline/columnSums.js';

/** Sums of a column of whole numbers that stand for their own hashes. */
const sums = (values: readonly number[]) =>
  columnSums(values.length, (row, pair) => {
    pair[0] = Math.imul(values[row]! + 1, 0x9e3779b1) >>> 0;
    pair[1] = Math.imul(values[row]! + 7, 0x85ebca6b) >>> 0;
  });
const values = fc.array(fc.nat(1_000_000), { minLength: 2, maxLength: 200 });

describe('sums of a column', () => {
  it('by hand: hashes 5 and 3 of rows 1 and 2 are 8, and 1·5 + 2·3 = 11', () => {
    const found = columnSums(2, (row, pair) => pair.fill(row === 0 ? 5 : 3));
    expect(found).toEqual({ plain: [8, 8], weighted: [11, 11] });
  });

  it('names the one row that changed, whichever it is', () => {
    fc.assert(
      fc.property(values, fc.nat(), fc.integer({ min: 1, max: 1000 }), (before, at, more) => {
        const row = at % before.length;
        const after = before.with(row, before[row]! + more);
        expect(columnChange(sums(before), sums(after), before.length)).toEqual({ kind: 'row', row });
      }),
    );
  });

  it('tells rows that changed places from rows that changed', () => {
    const before = [10, 20, 30, 40];
    expect(columnChange(sums(before), sums(before), 4)).toEqual({ kind: 'same' });
    expect(columnChange(sums(before), sums([20, 10, 30, 40]), 4)).toEqual({ kind: 'moved' });
    expect(columnChange(sums(before), sums([11, 22, 30, 40]), 4)).toEqual({ kind: 'several' });
  });

  it('goes through text unchanged', () => {
    fc.assert(
      fc.property(values, (list) => {
        expect(parseSums(sumsText(sums(list)))).toEqual(sums(list));
      }),
    );
  });
});
