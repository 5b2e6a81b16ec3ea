import { writeXlsx } from 'hucre/xlsx';
import { afterAll, describe, expect, it } from 'vitest';
import { runAbs, temporaryFolder } from './runAbs.js';

/** What the tape leaves unused, fractions of a cent and a term that is too long, as price and cashflow tell it. */
const headings = 'loanId,currentBalance,annualRate,remainingTermMonths';
const odd = Array.from({ length: 10 }, (_, i) => `odd${i}`);
const folder = temporaryFolder({
  'wide.csv': `${headings},${odd.join(',')}\na,1000,8%,12${',x'.repeat(10)}\n`,
  'cents.csv': `${headings}\na,1000.125,8%,60\nb,2000.00,9%,60\n`,
  'long.csv': `${headings}\na,1000.00,8%,60\nb,2000.00,9%,1195\nc,1.00,9%,1195\n`,
  'book.xlsx': await writeXlsx({
    sheets: [{ name: 'Loans', rows: [headings.split(','), ['a', 1000, 0.08, 12]] }],
  }),
  'text.map.yaml': 'encoding: gb18030\ndelimiter: pipe\n',
});
afterAll(() => folder.dispose());

describe.each(['price', 'cashflow'])('abs %s', (command) => {
  const run = (...args: string[]) => runAbs([command, ...args], { folder: folder.path });

  it('names the first eight of the columns that it does not use, and counts the rest', async () => {
    const { code, stderr } = await run('wide.csv');
    expect(code).toBe(0);
    expect(stderr).toContain(
      'warning: wide.csv:1: 10 columns are not used: "odd0", "odd1", "odd2", "odd3", "odd4", "odd5", "odd6", "odd7" and 2 more;',
    );
  });

  it('goes on with fractions of a cent and says so', async () => {
    const { code, stderr } = await run('cents.csv');
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^warning: cents\.csv:2:currentBalance: 1 of 2 loans, balance 1000\.125: .* fraction/m,
    );
  });

  it('names the loan whose term no deal can last', async () => {
    const { code, stdout, stderr } = await run('long.csv');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^error: long\.csv:3:remainingTermMonths: 1195 months .* \(2 loans have it\)/m);
  });

  it('refuses an encoding or a delimiter for a workbook, and passes over those of a mapping', async () => {
    const flags = await run('book.xlsx', '--encoding', 'gb18030', '--delimiter', 'pipe');
    expect([
      flags.code,
      flags.stderr.match(/^error: --(?:encoding|delimiter): book\.xlsx is a workbook/gm)?.length,
    ]).toEqual([2, 2]);
    expect((await run('book.xlsx', '--map', 'text.map.yaml')).code).toBe(0);
  });
});
