import { describe, expect, it } from 'vitest';
import { doublePledges } from '#collateral/screening/doublePledge.js';
import { reading } from '../tape/tapes.js';

const headings = 'loanId,currentBalance,annualRate,remainingTermMonths';
const pool = (...rows: string[]) => reading([headings, ...rows]).table;

describe('ids that are not ids', () => {
  const mine = pool('x,100,0.1,10', ',200,0.1,10');

  it.each([
    ['two loans without ids on the same line', pool('y,100,0.1,10', ',200,0.1,10')],
    ['an id that is the line of a loan without one', pool('y,100,0.1,10', '3,200,0.1,10')],
  ])('%s are two assets', (_, other) => {
    expect(doublePledges(mine, other, true)).toEqual([]);
    expect(doublePledges(other, mine, true)).toEqual([]);
  });

  it('an equal id is one asset in two pools', () => {
    expect(doublePledges(mine, pool('z,1,0.1,10', 'x,5,0.1,10'), true)).toMatchObject([
      { row: 0, otherRow: 1, by: 'id', key: 'x' },
    ]);
  });
});
