import { describe, expect, it } from 'vitest';
import { runAbs, temporaryFolder } from './runAbs.js';

/** L2 defaults at once and recovers nothing; L1 pays 6.00, then 606.00: from April on there is no pool. */
const tape = `loanId,currentBalance,annualRate,remainingTermMonths,repaymentType,annualDefaultRate
L1,600.00,12%,2,interest-only,0%
L2,400.00,12%,6,interest-only,100%
`;
const dealOf = (limit: string) => `name: guarantee by hand
currency: CNY
dates: { cutOff: 2026-01-31, legalFinal: 2026-07-31 }
notes:
  - { name: A, balance: 900.00, coupon: 6%, dayCount: act/365 }
  - { name: R, residual: true }
supports: { guarantor: { limit: ${limit}, covers: [fees, interest] } }
fees: [ { name: custody, rate: 0.5%, of: A, dayCount: act/365 } ]
steps:
  - { do: pay-fees, fees: custody }
  - { do: pay-interest, notes: A }
  - { do: pay-principal, notes: A }
  - { do: pay-residual, to: R }
`;

async function cashflow(limit: string, ...more: string[]): Promise<string> {
  const folder = temporaryFolder({ 'tape.csv': tape, 'deal.yaml': dealOf(limit) });
  const args = ['cashflow', 'tape.csv', '--deal', 'deal.yaml', '--cpr', '0', '--recovery', '0', '--quiet'];
  const { code, stdout } = await runAbs([...args, ...more], { folder: folder.path });
  folder.dispose();
  expect(code).toBe(0);
  return stdout;
}

/**
 * Actual days and the balance of each period, by hand: 900.00 for 28 days, then 6.00 − 0.35 − 4.14 = 1.51 repaid;
 * 898.49 for 31 days, then 606.00 − 0.38 − 4.58 = 601.04 repaid; 297.45 for 30, 31, 30 and 31 days, by which the
 * fee is 0.1222, 0.1263 and the interest 1.4669, 1.5158.
 */
const dates = ['2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31', '2026-06-30', '2026-07-31'];
const balances = ['898.49', '297.45', '297.45', '297.45', '297.45', '297.45'];

describe('a guarantee after the pool is gone, worked by hand', () => {
  it.each([
    {
      until: 'its limit is used up',
      limit: '3.00',
      // In May 1.41 are left for 0.13 and 1.52; what is not paid is carried: 0.12 + 0.13, 1.47 + 0.24, 1.52 + 1.71.
      feeDue: ['0.35', '0.38', '0.12', '0.13', '0.12', '0.25'],
      feePaid: ['0.35', '0.38', '0.12', '0.13', '0.00', '0.00'],
      interestDue: ['4.14', '4.58', '1.47', '1.52', '1.71', '3.23'],
      interestPaid: ['4.14', '4.58', '1.47', '1.28', '0.00', '0.00'],
      drawn: ['0.00', '0.00', '1.59', '1.41', '0.00', '0.00'],
    },
    {
      until: 'legal maturity',
      limit: '1000.00',
      feeDue: ['0.35', '0.38', '0.12', '0.13', '0.12', '0.13'],
      feePaid: ['0.35', '0.38', '0.12', '0.13', '0.12', '0.13'],
      interestDue: ['4.14', '4.58', '1.47', '1.52', '1.47', '1.52'],
      interestPaid: ['4.14', '4.58', '1.47', '1.52', '1.47', '1.52'],
      drawn: ['0.00', '0.00', '1.59', '1.65', '1.59', '1.65'],
    },
  ])('draws until $until', async ({ until: _, limit, ...expected }) => {
    const { notes, fees, accounts, conservation } = JSON.parse(await cashflow(limit, '--json'));
    const column = (rows: { [name: string]: string }[], name: string) => rows.map((row) => row[name]);
    expect(column(notes.A, 'date')).toEqual(dates);
    expect(column(notes.A, 'balanceAtEnd')).toEqual(balances);
    expect({
      limit,
      feeDue: column(fees.custody, 'due'),
      feePaid: column(fees.custody, 'paid'),
      interestDue: column(notes.A, 'interestDue'),
      interestPaid: column(notes.A, 'interestPaid'),
      drawn: column(accounts.guarantor, 'paid'),
    }).toEqual({ limit, ...expected });
    expect(conservation.difference).toBe('0.00');
  });

  it('and is explained: days, balance, and what was left of the limit', async () => {
    const why = await cashflow('3.00', '--explain', 'A@2026-05');
    expect(why).toContain('297.45 × 6% × 31/365 = 1.52');
    expect(why).toMatch(/pay-fees +custody fee +1\.41 +0\.13 +0\.13 +paid in full/);
    expect(why).toMatch(/pay-interest +A interest +1\.28 +1\.52 +1\.28 +no cash left/);
  });
});
