import { describe, expect, it } from 'vitest';
import { readTape, readTapeReport } from '#collateral/tape/readTape.js';
import type { TapeOptions } from '#collateral/tape/tapeOptions.js';

/**
 * A tape of many runs of rows (8,192 each), with what must be told across them: totals that add up over all, ids and
 * loans that come again far below, names that first appear late, ragged and rejected rows, a column that cannot be read.
 */
function longTape(rows: number): string {
  const lines = [
    'loanId,obligorId,originalBalance,currentBalance,annualRate,originationDate,maturityDate,status,region,score,documentStatus,lastPaymentDate,note',
  ];
  let cents = 0;
  for (let i = 0; i < rows; i++) {
    const balance = 100_000 + ((i * 7919) % 900_000);
    const id = i % 9001 === 9000 ? `L${i - 9000}` : `L${i}`;
    const rate = i === 12_345 ? '0.2%' : `${(5 + (i % 70) / 10).toFixed(2)}`;
    const status = i % 50 === 0 ? 'late' : i === 20_001 ? 'gone fishing' : 'current';
    const cells = [
      id,
      `C${i % 5000}`,
      ((balance * 2) / 100).toFixed(2),
      i === 8_200 ? 'x' : (balance / 100).toFixed(2),
      rate,
      `2024-0${1 + (i % 9)}-1${i % 10}`,
      `202${6 + (i % 3)}-0${1 + (i % 9)}-15`,
      status,
      i < 9_000 ? '广东' : `region ${i % 40}`,
      i % 3 === 0 ? '' : String(500 + (i % 300)),
      i % 10 === 0 ? 'missing' : 'complete',
      'never',
      '"a, ""quoted"" note"',
    ];
    if (i === 10_000) cells.pop();
    if (i !== 8_200) cents += balance;
    lines.push(cells.join(','));
  }
  lines.push(`Total,,,${(cents / 100).toFixed(2)},,,,,,,,,`);
  return `${lines.join('\n')}\n`;
}

const rows = 30_000;
const bytes = new TextEncoder().encode(longTape(rows));

function said(options: TapeOptions) {
  const outcome = readTape(bytes, 't.csv', options);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  const { loanId, ...columns } = outcome.value.table;
  const ids = Array.from({ length: columns.rowCount }, (_, row) => loanId.at(row));
  return { report: outcome.value.report, columns, ids };
}

describe('a tape of many runs of rows', () => {
  const strict = said({ scanFrom: Number.POSITIVE_INFINITY });
  const codes = strict.report.warnings.map(({ code }) => code);

  it('has what is to be told', () => {
    expect(strict.report.rows).toBe(rows + 1);
    expect(strict.report.ignoredFor).toMatchObject([{ reason: 'total-row', rows: 1 }]);
    expect(strict.report.rejected).toBe(3);
    expect(codes).toEqual(
      expect.arrayContaining([
        'unreadable-column',
        'cut-off-assumed',
        'duplicate-id',
        'documents-open',
        'past-due',
      ]),
    );
    expect(strict.report.distinctLoanIds).toBe(rows - 3 - Math.floor(rows / 9001));
  });

  it('is read the same by the scanner, kept or scanned again', () => {
    expect(said({ scanFrom: 0 })).toEqual(strict);
    expect(said({ scanFrom: 0, keptMost: 0 })).toEqual(strict);
  }, 60_000);

  it('is reported the same without its loans', () => {
    for (const keptMost of [0, 500_000, 128_000_000]) {
      const outcome = readTapeReport(bytes, 't.csv', { scanFrom: 0, keptMost });
      expect(outcome.ok ? outcome.value : outcome.problems).toEqual(strict.report);
    }
  }, 60_000);

  it('that changes between two runs is refused', () => {
    let reads = 0;
    const chunks = () => {
      reads++;
      // The head, the first run, and then a file that has lost its end.
      return [reads < 3 ? bytes : bytes.subarray(0, bytes.length / 2)];
    };
    const outcome = readTapeReport({ chunks, sizeBytes: bytes.length }, 't.csv', {
      scanFrom: 0,
      keptMost: 0,
    });
    expect(outcome.ok ? [] : outcome.problems).toMatchObject([{ code: 'changed', at: 't.csv' }]);
  });
});
