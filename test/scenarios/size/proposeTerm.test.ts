import { describe, expect, it } from 'vitest';
import { readTape } from '#collateral/tape/readTape.js';
import { proposeTerm } from '#scenarios/size/proposeTerm.js';

/** Claims of equal size, one for each month of the range. */
function claims(first: number, last: number) {
  const rows = Array.from({ length: last - first + 1 }, (_, i) => `${i},1000.00,6%,${first + i},bullet`);
  const tape = `loanId,currentBalance,annualRate,remainingTermMonths,repaymentType\n${rows.join('\n')}\n`;
  const read = readTape(new TextEncoder().encode(tape), 'tape.csv', {});
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value.table;
}

describe('the term of the note', () => {
  it.each([
    // The two worked examples of the source documents on payable guarantees.
    ['guarantees of 1 to 2 years', claims(12, 24), new Map(), 1.5, 6 / 13],
    ['guarantees of 1 to 3 years, wanted at two', claims(12, 36), new Map([[2, 1]]), 2, 12 / 25],
    [
      'the same, wanted most at two',
      claims(12, 36),
      new Map([
        [1, 20],
        [2, 60],
        [3, 20],
      ]),
      2,
      12 / 25,
    ],
    ['claims of a quarter', claims(3, 3), new Map(), 0.25, 0],
  ] as const)('%s', (_, table, demand, term, dueAfter) => {
    const found = proposeTerm(table, new Map<number, number>(demand));
    expect(found.term).toBe(term);
    expect(found.dueAfter).toBeCloseTo(dueAfter, 12);
  });

  it('weighs distance against demand: by hand', () => {
    // Due at 1, 2 and 3 years: mean distances 1, 2/3 and 1; over demands of 0.7, 0.2 and 0.1 that is 1.43, 3.33, 10.
    const found = proposeTerm(
      claims(12, 36),
      new Map([
        [1, 70],
        [2, 20],
        [3, 10],
      ]),
    );
    expect(found.term).toBe(1);
    expect(found.candidates.map(({ demand }) => demand)).toEqual([0.7, 0.2, 0.1]);
  });
});
