import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runAbs, smallTape, temporaryFolder } from './runAbs.js';

/** The same twelve loans in every form that a tape may come in: what is read must not depend on the form. */
let folder: ReturnType<typeof temporaryFolder>;
const csv = smallTape();
const gzip = gzipSync(csv);

type Row = (string | number | boolean | Date | null)[];
const sheetRows: Row[] = csv
  .trimEnd()
  .split('\n')
  .map((line, i) =>
    line.split(',').map((cell, column) => {
      if (i === 0) return cell;
      if (column === 1 || column === 3) return Number(cell);
      if (column === 2) return Number(cell.slice(0, -1)) / 100;
      return column === 6 ? new Date(Date.UTC(2026, 0, 31)) : cell;
    }),
  );

const workbook = (sheets: { name: string; rows: Row[]; hidden?: boolean; formula?: boolean }[]) =>
  writeXlsx({
    sheets: sheets.map(({ formula, ...sheet }) => ({
      ...sheet,
      ...(formula === true
        ? { cells: new Map([['3,1', { value: null, type: 'formula' as const, formula: 'B3*2' }]]) }
        : {}),
    })),
  });

beforeAll(async () => {
  const notes = { name: 'Notes', rows: [['prepared by hand']] };
  const loans = { name: 'Loans', rows: sheetRows };
  folder = temporaryFolder({
    'tape.csv': csv,
    'tape.csv.gz': gzip,
    'cut.gz': gzip.subarray(0, gzip.length - 20),
    'empty.gz': gzipSync(''),
    'twice.gz': gzipSync(gzip),
    'one.xlsx': await workbook([loans]),
    'one.xlsx.gz': gzipSync(await workbook([loans])),
    'two.xlsx': await workbook([notes, loans]),
    'hidden.xlsx': await workbook([{ ...notes, hidden: true }, loans]),
    'blank.xlsx': await workbook([{ name: 'Empty', rows: [] }]),
    'formula.xlsx': await workbook([{ ...loans, formula: true }]),
    'zip.zip': Uint8Array.of(0x50, 0x4b, 3, 4, 9, 9, 9, 9),
    'unknown.yaml': 'columns: { curentBalance: Balance }\nrateUnit: percents\ncolour: red\n',
    'other.csv': 'no,bal,rate,left,when\n1,1000,5,12,03/04/2026\n2,2000,6,24,05/06/2026\n',
    'other.yaml':
      'columns: { loanId: no, currentBalance: bal, remainingTermMonths: left, originationDate: when }\n' +
      'rateUnit: percent\ntermUnit: months\ndateOrder: mdy\n',
  });
});
afterAll(() => folder.dispose());

const read = async (args: readonly string[], stdin?: Uint8Array) => {
  const { code, stdout, stderr } = await runAbs(['tape', ...args, '--json'], {
    folder: folder.path,
    ...(stdin === undefined ? {} : { stdin }),
  });
  return { code, stderr, document: stdout === '' ? undefined : JSON.parse(stdout) };
};

describe('a tape in another wrapping', () => {
  const total = (_: string, i: number) => 10_000 + 1_250 * i;
  const balance = Array.from({ length: 12 }, () => '')
    .map(total)
    .reduce((sum, b) => sum + b, 0)
    .toFixed(2);

  it.each([
    ['tape.csv.gz', [], 'gzip'],
    ['one.xlsx', [], 'sheet "Loans" of a workbook'],
    ['one.xlsx.gz', [], 'gzip, sheet "Loans" of a workbook'],
    ['two.xlsx', ['--sheet', 'Loans'], 'sheet "Loans" of a workbook'],
    ['two.xlsx', ['--sheet', '#2'], 'sheet "Loans" of a workbook'],
    ['hidden.xlsx', [], 'sheet "Loans" of a workbook'],
  ])('%s %j', async (name, flags, evidence) => {
    const { code, document } = await read([name, ...flags]);
    const { document: plain } = await read(['tape.csv']);
    expect(code).toBe(0);
    expect(document.encodingEvidence).toContain(evidence);
    expect(document.currentBalance).toBe(balance);
    for (const key of ['rows', 'accepted', 'weightedAverageRate', 'stratifications', 'distinctLoanIds']) {
      expect(document[key], key).toEqual(plain[key]);
    }
    expect(document.run.asOf).toBe('2026-01-31');
  });

  it('gzip on standard input', async () => {
    const { code, document } = await read(['-'], gzip);
    expect([code, document.currentBalance]).toEqual([0, balance]);
  });

  it('price reads it too', async () => {
    const { code, stdout } = await runAbs(['price', 'one.xlsx', '--method', 'dcf', '--json'], {
      folder: folder.path,
    });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).tape.currentBalance).toBe(balance);
  });

  it.each([
    ['cut.gz', [], /damaged or cut off/],
    ['empty.gz', [], /is empty/],
    ['twice.gz', [], /is a gzip archive/],
    ['two.xlsx', [], /has 2 sheets; say --sheet NAME: #1 "Notes", #2 "Loans"/],
    ['two.xlsx', ['--sheet', 'Loan'], /no sheet "Loan"; did you mean "Loans"\?/],
    ['blank.xlsx', [], /without a filled sheet/],
    ['formula.xlsx', [], /formula.xlsx:4:B: the formula "=B3\*2" has no stored value/],
    ['zip.zip', [], /not a readable workbook/],
    ['tape.csv', ['--sheet', 'Loans'], /is no workbook/],
  ])('%s %j is refused', async (name, flags, message) => {
    const { code, document, stderr } = await read([name, ...flags]);
    expect([code, document]).toEqual([2, undefined]);
    expect(stderr).toMatch(message);
  });
});

describe('a mapping file', () => {
  it('decides what the tape leaves open, and a flag wins over it', async () => {
    expect((await read(['other.csv'])).code).toBe(2);
    const { code, document } = await read(['other.csv', '--map', 'other.yaml', '--date-order', 'dmy']);
    expect(code).toBe(0);
    const origin = (name: string) =>
      document.run.assumptions.find((a: { name: string }) => a.name === name)?.origin;
    expect(origin('tape.rateUnit')).toBe('mapping other.yaml');
    expect(origin('tape.dateOrder')).toBe('flag --date-order');
    expect(document.weightedAverageRate).toBeCloseTo((1000 * 0.05 + 2000 * 0.06) / 3000, 12);
  });

  it('that was saved reads the tape in the same way again', async () => {
    const first = await read(['other.csv', '--map', 'other.yaml', '--save-map', 'saved.yaml']);
    expect(first.code).toBe(0);
    expect(readFileSync(join(folder.path, 'saved.yaml'), 'utf8')).toContain('dateOrder: mdy');
    const again = await read(['other.csv', '--map', 'saved.yaml']);
    const figures = ({ document }: typeof first) => ({ ...document, run: 0, columns: 0 });
    const plain = (text: string) => text.replace(/evidence":"[^"]*"/gi, '');
    expect(plain(JSON.stringify(figures(again)))).toBe(plain(JSON.stringify(figures(first))));
    expect((await read(['other.csv', '--map', 'saved.yaml', '--save-map', 'saved.yaml'])).code).toBe(2);
  });

  it('with faults: each with its place', async () => {
    const { code, stderr } = await read(['other.csv', '--map', 'unknown.yaml']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/unknown.yaml:1:\d+ columns.*curentBalance/);
    expect(stderr).toMatch(/unknown.yaml:2:11 rateUnit: .*did you mean "percent"/);
    expect(stderr).toMatch(/unknown key "colour"/);
  });
});

it('--daily-rate-days', async () => {
  const tape = new TextEncoder().encode(
    'loanId,currentBalance,dailyRate,remainingTermMonths\n1,100,0.0005,3\n',
  );
  const rate = async (days: string) => (await read(['-', '--daily-rate-days', days], tape)).document;
  expect((await rate('365')).weightedAverageRate).toBeCloseTo(0.1825, 12);
  expect((await rate('360')).weightedAverageRate).toBeCloseTo(0.18, 12);
  expect(await rate('366')).toBeUndefined();
});
