import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, compare, money } from '#basics/money.js';
import { readTape } from '#collateral/tape/readTape.js';
import { bytesOf, reading } from './tapes.js';

const seed = 20260131;

/** Good cells and every kind of bad one, for a row of the canonical columns. */
const balance = fc.oneof(
  fc.integer({ min: -200_000, max: 90_000_000 }).map((cents) => (cents / 100).toFixed(2)),
  fc.integer({ min: 1, max: 1_000_000 }).map((n) => (n / 10_000).toFixed(4)),
  fc.constantFrom(
    '0',
    '0.00',
    '',
    'NA',
    'x',
    '1e400',
    'NaN',
    'Infinity',
    '-Infinity',
    '0x1F',
    '1,000.00',
    '(5.00)',
    '1e20',
  ),
);
const rate = fc.oneof(
  fc.integer({ min: 0, max: 3600 }).map((n) => (n / 10_000).toFixed(4)),
  fc.constantFrom('', '12.5', '-0.1', '14.9%', 'abc', '#DIV/0!'),
);
const term = fc.oneof(
  fc.integer({ min: 1, max: 120 }).map(String),
  fc.constantFrom('', '0', '-3', '1.5', 'x'),
);
const id = fc.constantFrom('a', 'b', '__proto__', '0', '', 'hasOwnProperty', '合计', 'Total');
const quoted = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const row = fc
  .tuple(id, balance, rate, term, fc.boolean())
  .map(([a, b, c, d, short]) => [a, b, c, ...(short && a === 'a' ? [] : [d])].map(quoted).join(','));

describe('any tape', () => {
  it('accepted + rejected + ignored = rows, in number and in money; nothing of it is NaN', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), (rows) => {
        const { report, table } = reading(['loanId,currentBalance,annualRate,remainingTermMonths', ...rows], {
          rateUnit: 'fraction',
          decimalMark: '.',
        });
        expect(report.accepted + report.rejected + report.ignored).toBe(report.rows);
        expect(report.rows).toBe(rows.length);
        const { accepted, rejected, ignored, total } = report.money;
        const parts = add(add(money(accepted), money(rejected)), money(ignored));
        expect(compare(parts, money(total))).toBe(0);
        expect(table.rowCount).toBe(report.accepted);
        for (let i = 0; i < table.rowCount; i++) {
          expect(table.currentBalance[i]).toBeGreaterThan(0);
          expect(table.annualRate[i]).toBeGreaterThanOrEqual(0);
          expect(table.annualRate[i]).toBeLessThanOrEqual(1);
          expect(table.remainingTermMonths[i]).toBeGreaterThanOrEqual(1);
        }
      }),
      { seed, numRuns: 300 },
    );
  });

  it('of any bytes at all is read or refused with a place, in bounded time', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.string({ unit: 'grapheme', maxLength: 400 }).map(bytesOf),
      fc
        .array(fc.constantFrom('"', ',', ';', '\n', '\r', '\t', '|', 'a', '1', ' ', '余额', '=', '%'), {
          maxLength: 200,
        })
        .map((parts) => bytesOf(`balance,rate,remainingTermMonths\n${parts.join('')}`)),
    );
    fc.assert(
      fc.property(bytes, (tape) => {
        const outcome = readTape(tape, 't.csv', {});
        for (const problem of outcome.problems) expect(problem.at).toMatch(/^t\.csv/);
        if (!outcome.ok) expect(outcome.problems.some((p) => p.severity === 'error')).toBe(true);
      }),
      { seed, numRuns: 2000 },
    );
  });

  it('is the same for shuffled columns and for another delimiter', () => {
    const columns = ['loanId', 'currentBalance', 'annualRate', 'remainingTermMonths'];
    const goodRow = fc.tuple(
      fc.integer({ min: 1, max: 999 }).map((n) => `L${n}`),
      fc.integer({ min: 1, max: 9_999_999 }).map((cents) => (cents / 100).toFixed(2)),
      fc.integer({ min: 1, max: 3600 }).map((n) => (n / 10_000).toFixed(4)),
      fc.integer({ min: 1, max: 120 }).map(String),
    );
    const orders = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.array(goodRow, { minLength: 1, maxLength: 20 }),
        orders,
        fc.constantFrom(';', '\t', '|'),
        (rows, order, mark) => {
          const straight = reading([columns, ...rows].map((r) => r.join(',')));
          const turned = reading([columns, ...rows].map((r) => order.map((i) => r[i]).join(mark)));
          expect(turned.table.currentBalance).toEqual(straight.table.currentBalance);
          expect(turned.table.annualRate).toEqual(straight.table.annualRate);
          expect(turned.table.remainingTermMonths).toEqual(straight.table.remainingTermMonths);
          expect(turned.report.money).toEqual(straight.report.money);
        },
      ),
      { seed, numRuns: 200 },
    );
  });
});
