import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { formatMoney, moneyFromFloat } from '#basics/money.js';
import { checkLoans, countInstallmentUse } from '#collateral/checkLoans.js';
import { projectPool } from '#collateral/projectPool.js';
import { readTape } from '#collateral/tape/readTape.js';
import { assume, cutOff, total } from './loans.js';

/** Two real tapes that are not the project's to ship: read from a folder beside it, or skipped. */
const folder = fileURLToPath(new URL('../../../shared/tapes/', import.meta.url));
const tapes = [
  { name: 'lendingclub_openintro_loans_full_schema.csv', balance: '144589166.10' },
  { name: 'absee_world_omni_wosat2020A.csv', balance: '184506367.68' },
];

describe.each(tapes)('$name', ({ name, balance }) => {
  const path = `${folder}${name}`;
  const there = existsSync(path);
  const why = there ? '' : ' (skipped: the tape is not in ../shared/tapes)';
  it.skipIf(!there)(`amortizes to its balance, to the cent, at 0 and 12 CPR${why}`, () => {
    const read = readTape(readFileSync(path), name, {});
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    const { table } = read.value;
    const date = table.cutOffDate ?? cutOff;
    expect(checkLoans(table, date).filter(({ severity }) => severity === 'error')).toEqual([]);
    const uses = countInstallmentUse(table, date);
    expect(uses.level.loanCount + uses.kept.loanCount).toBeGreaterThan(0.6 * table.rowCount);
    for (const cpr of [0, 0.12]) {
      const made = assume({ prepayment: { kind: 'cpr', cpr } });
      const flow = projectPool(table, made, date, 'loan');
      const repaid = total(flow.scheduledPrincipal) + total(flow.prepaidPrincipal);
      expect(formatMoney(moneyFromFloat(repaid, 2), 2)).toBe(balance);
      const grouped = projectPool(table, made, date);
      for (let k = 0; k < flow.monthCount; k++) {
        expect(Math.abs(flow.interest[k]! - grouped.interest[k]!)).toBeLessThan(1e-3);
      }
    }
  });
});
