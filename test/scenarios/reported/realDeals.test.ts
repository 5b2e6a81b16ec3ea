import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatMoney, type Money, sum } from '#basics/money.js';
import { type ReportedCashflow, reportedCashflow } from '#scenarios/reported/reportedCashflow.js';

/** Real deals on their own reports: what we reckon from what was collected, against what was paid. */
const file = (path: string) => ({
  bytes: new Uint8Array(readFileSync(new URL(`../../../${path}`, import.meta.url))),
  name: path.split('/').at(-1)!,
});
const reference = (name: string) =>
  JSON.parse(new TextDecoder().decode(file(`fixtures/reference/waterfall/${name}`).bytes));

function run(folder: string, state: string, collections: string, warned: string[] = []): ReportedCashflow {
  const at = (name: string) => file(`examples/${folder}/${name}`);
  const result = reportedCashflow({ deal: at('deal.yaml'), state: at(state), collections: at(collections) });
  if (!result.ok) throw new Error(JSON.stringify(result.problems, undefined, 1));
  expect(result.problems.map(({ code }) => code)).toEqual(warned);
  return result.value;
}

const text = (amount: Money): string => formatMoney(amount, 2);
const rowsOf = <Row>(tables: readonly { name: string; rows: readonly Row[] }[], name: string) =>
  tables.find((table) => table.name === name)!.rows;

describe('BMW 2011-A: each month by itself from its reported opening', () => {
  it.each(reference('bmw2011A.json').payments as { [key: string]: string | string[] }[])('$date', (month) => {
    const { distribution, collections } = run(
      'bmw-2011-a',
      `${month.payment}.state.yaml`,
      `${month.payment}.csv`,
    );
    const notes = distribution.notes.filter(({ name }) => name.startsWith('A-')).map(({ rows }) => rows[0]!);
    expect(notes.map((row) => text(row.balanceAtEnd))).toEqual(month.notesAtEnd);
    expect(text(sum(notes.map((row) => row.principalPaid)))).toBe(month.principalPaid);
    expect(text(rowsOf(distribution.fees, 'servicing')[0]!.paid)).toBe(month.servicingFee);
    const arrived = rowsOf(distribution.accounts, 'collections')[0]!.received;
    const reimbursed = rowsOf(distribution.fees, 'reimbursement')[0]!.paid;
    expect(text(sum([arrived, reimbursed.negated() as Money]))).toBe(month.availableFunds);
    expect(text(rowsOf(distribution.accounts, 'reserve')[0]!.balanceAtEnd)).toBe('3213367.62');
    expect(collections.interest).toHaveLength(1);
    expect(text(distribution.conservation.difference)).toBe('0.00');
  });
});

it('Green Lion 2024-1: two quarters in sequence', () => {
  const { distribution } = run('green-lion-2024-1', 'state.yaml', 'quarters.csv', [
    'last-fixing', // later quarters have no fixing in the file, and are not run
    'undercollateralized', // class C pays for the reserve
  ]);
  const quarters = reference('greenLion2024.json').payments as { [key: string]: string }[];
  quarters.forEach((quarter, p) => {
    expect(text(rowsOf(distribution.notes, 'A')[p]!.interestPaid)).toBe(quarter.classAInterest);
    expect(text(rowsOf(distribution.notes, 'seller')[p]!.residualPaid)).toBe(quarter.residual);
    expect(text(rowsOf(distribution.accounts, 'revenue')[p]!.received)).toBe(quarter.availableRevenue);
    expect(text(rowsOf(distribution.accounts, 'redemption')[p]!.balanceAtEnd)).toBe(quarter.carried);
  });
  expect(text(distribution.conservation.difference)).toBe('0.00');
});
