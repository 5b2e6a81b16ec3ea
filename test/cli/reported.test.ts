import { describe, expect, it } from 'vitest';
import { runAbs, temporaryFolder } from './runAbs.js';

const deal = `name: small
currency: CNY
dates: { cutOff: 2025-12-31, firstPayment: 2026-02-28, paymentDay: 28, legalFinal: 2026-12-28 }
dayCount: 30/360
notes: [ { name: A, balance: 80.00, coupon: 6% }, { name: R, residual: true } ]
accounts: { reserve: { target: 1.00 } }
amounts: { swap: { into: collections } }
steps:
  - { do: pay-interest, notes: A }
  - { do: fund-reserve, reserve: reserve }
  - { do: pay-principal, notes: A, target: principal-collections }
  - { do: pay-residual, to: R }
`;
const state = `pool: { initialBalance: 100.00, balance: 70.00 }
notes: { A: { balance: 50.00, interestCarried: 0.10 } }
accounts: { reserve: 0.60 }
`;
const rows = `date,interest,scheduledPrincipal,prepaidPrincipal,recoveries,defaultedPrincipal,poolBalanceEnd,swap
2026-03-28,1.00,10.00,0.00,0.00,0.00,60.00,0.25
2026-04-28,1.00,5.00,1.00,0.50,2.00,52.00,0.00
`;

async function run(files: { [name: string]: string }, more: string[] = []) {
  const folder = temporaryFolder({ 'deal.yaml': deal, 'state.yaml': state, 'rows.csv': rows, ...files });
  const args = ['cashflow', '--deal', 'deal.yaml', '--state', 'state.yaml', '--collections', 'rows.csv'];
  const result = await runAbs([...args, ...more], { folder: folder.path });
  folder.dispose();
  return result;
}

describe('abs cashflow --collections', () => {
  it('distributes what was reported from the stated balances', async () => {
    const { code, stdout, stderr } = await run({}, ['--json']);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const document = JSON.parse(stdout);
    expect(document.tape).toBeNull();
    expect(document.notes.A).toEqual([
      {
        payment: 1,
        date: '2026-03-28',
        balanceAtStart: '50.00',
        interestDue: '0.35', // 50 × 6 % / 12 and 0.10 carried
        interestPaid: '0.35',
        interestShortfall: '0.00',
        interestCapitalized: '0.00',
        principalPaid: '10.00',
        residualPaid: '0.00',
        balanceAtEnd: '40.00',
      },
      expect.objectContaining({ date: '2026-04-28', interestPaid: '0.20', principalPaid: '6.50' }),
    ]);
    expect(document.accounts.reserve[0].balanceAtEnd).toBe('1.00');
    expect(document.notes.R[0].residualPaid).toBe('0.50'); // 1 + 0.25 − 0.35 − 0.40
    expect(document.inflows.swap[0].received).toBe('0.25');
    expect(document.conservation.difference).toBe('0.00');
  });

  it('explains a payment and prints tables', async () => {
    expect((await run({}, ['--explain', 'A@2026-04'])).stdout).toContain('0.20');
    expect((await run({})).stdout).toContain('2026-04-28');
  });

  it.each([
    [
      'a date that is no payment',
      { 'rows.csv': rows.replace('2026-04-28', '2026-04-27') },
      'no payment date',
    ],
    ['a payment left out', { 'rows.csv': rows.replace('2026-04-28', '2026-05-28') }, '2026-04-28 should'],
    ['an unknown column', { 'rows.csv': rows.replace(',swap', ',swop') }, 'did you mean "swap"'],
    ['an amount that is none', { 'rows.csv': rows.replace('10.00', '10,0') }, 'rows.csv:2'],
    ['a negative amount', { 'rows.csv': rows.replace('10.00', '-10.00') }, 'negative'],
    ['an unknown class', { 'state.yaml': state.replace('A:', 'B:') }, 'the deal has no "B" here'],
    [
      'a missing account',
      { 'state.yaml': state.replace(/accounts.*/, '') },
      '"reserve" has no opening balance',
    ],
  ])('refuses %s', async (_, files, message) => {
    const { code, stdout, stderr } = await run(files);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('warns of a pool that does not add up', async () => {
    const { code, stderr } = await run({ 'rows.csv': rows.replace('60.00', '61.00') });
    expect(code).toBe(0);
    expect(stderr).toContain('1.00 is not explained');
  });

  it('takes no tape and no assumptions beside', async () => {
    const { code, stderr } = await run({}, ['--cdr', '5%']);
    expect(code).toBe(2);
    expect(stderr).toContain('--cdr');
  });
});
