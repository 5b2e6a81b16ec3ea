import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CashflowDocument } from '#report/documents/cashflowSchema.js';
import { runAbs } from './runAbs.js';

/** The two-year deal of examples/cn-deal-2y through the command line, against figures of an outside program. */
interface Reference {
  readonly tolerance: { readonly exact: { readonly amount: number } };
  readonly scenarios: readonly {
    readonly name: string;
    readonly expected: {
      readonly defaultedPrincipal: number;
      readonly seniorLastPayment: number;
      readonly subordinatedCash: number;
      readonly collections: number;
      readonly fees: number;
    };
  }[];
}

const reference = JSON.parse(
  readFileSync('fixtures/reference/waterfall/twoYearDeal.json', 'utf8'),
) as Reference;
const tolerance = reference.tolerance.exact.amount;

describe('the two-year deal, exactly', () => {
  it.each(reference.scenarios)('$name', async ({ name, expected }) => {
    const folder = 'examples/cn-deal-2y';
    const { code, stdout, stderr } = await runAbs([
      'cashflow',
      `${folder}/tape.csv`,
      ...['--deal', `${folder}/deal.yaml`, '--assumptions', `${folder}/${name}.yaml`, '--json', '--quiet'],
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { pool, notes, fees, conservation } = JSON.parse(stdout) as CashflowDocument;
    const near = (amount: number, wanted: number) =>
      expect(Math.abs(amount - wanted)).toBeLessThanOrEqual(tolerance);
    near(total(pool.map((row) => row.defaultedPrincipal)), expected.defaultedPrincipal);
    near(Number(conservation.in), expected.collections);
    near(total(Object.values(fees).flatMap((rows) => rows.map((row) => row.paid))), expected.fees);
    const cash = notes['subordinated']!.flatMap((row) => [
      row.interestPaid,
      row.principalPaid,
      row.residualPaid,
    ]);
    near(total(cash), expected.subordinatedCash);
    const last = notes['senior']!.findLast((row) => Number(row.principalPaid) > 0);
    expect(last!.payment).toBe(expected.seniorLastPayment);
    expect(conservation.difference).toBe('0.00');
  });
});

function total(amounts: readonly string[]): number {
  return amounts.reduce((sum, amount) => sum + Number(amount), 0);
}
