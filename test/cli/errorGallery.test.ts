import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printable } from '#basics/printable.js';
import { runAbs, smallDeal, smallTape, temporaryFolder } from './runAbs.js';

/**
 * Each error that a newcomer makes in the first ten minutes: what was typed and what was said. The transcripts
 * stand in errorGallery.txt, to be read as a whole; run with `-u` after changing a message on purpose.
 */
const gallery: readonly (readonly [string, readonly string[]])[] = [
  ['wrong path', ['price', 'tapes.csv']],
  ['wrong folder', ['price', 'nowhere/tape.csv']],
  ['a directory', ['price', 'folder']],
  ['empty file', ['price', 'empty.csv']],
  ['headings only', ['price', 'headings.csv']],
  ['a workbook', ['price', 'book.xlsx']],
  ['a binary file', ['price', 'binary.csv']],
  ['no worker', ['price', 'tape.csv', '--workers', '0']],
  ['no time', ['price', 'tape.csv', '--max-seconds', 'soon']],
  ['no tape given', ['price']],
  ['empty path', ['price', '']],
  ['two tapes', ['price', 'tape.csv', 'tape.csv']],
  ['the columns are missing', ['price', 'wrong-columns.csv']],
  ['a mapped heading does not exist', ['price', 'tape.csv', '--map', 'currentBalance=Balanse']],
  ['a mapped column does not exist', ['price', 'tape.csv', '--map', 'curentBalance=currentBalance']],
  ['--map without a heading', ['price', 'tape.csv', '--map', 'currentBalance']],
  ['rows that cannot be read', ['price', 'rejects.csv']],
  ['no row that can be read', ['price', 'nothing.csv']],
  [
    'a deal that its pool does not fit',
    ['price', 'tape.csv', '--deal', 'early.yaml', '--cut-off', '2026-08-31'],
  ],
  ['a class named as the account', ['price', 'tape.csv', '--deal', 'named.yaml']],
  ['more rejects than allowed', ['price', 'rejects.csv', '--max-rejects', '1']],
  ['percent for a fraction', ['price', 'tape.csv', '--cpr', '10']],
  ['a rate in words', ['price', 'tape.csv', '--cdr', 'two']],
  ['a rate with a comma', ['price', 'tape.csv', '--cdr', '2,5%']],
  ['a rate above 100 %', ['price', 'tape.csv', '--recovery', '160%']],
  ['bad date', ['price', 'tape.csv', '--cut-off', '31/01/2026']],
  ['no such day', ['price', 'tape.csv', '--cut-off', '2026-02-30']],
  ['a year that nobody means', ['price', 'tape.csv', '--cut-off', '2999-12-31']],
  ['bad number of paths', ['price', 'tape.csv', '--paths', 'many']],
  ['bad standard error', ['price', 'tape.csv', '--se', '-1']],
  ['empty seed', ['price', 'tape.csv', '--seed', '']],
  ['two stop rules', ['price', 'tape.csv', '--se', '0.1', '--paths', '100']],
  ['unknown method', ['price', 'tape.csv', '--method', 'montecarlo']],
  ['unknown language', ['price', 'tape.csv', '--lang', 'fr']],
  ['unknown option', ['price', 'tape.csv', '--crp', '10%']],
  ['option without its value', ['price', 'tape.csv', '--cpr']],
  ['an option given twice', ['price', 'tape.csv', '--cpr', '5%', '--cpr', '10%']],
  ['a command with escape codes', ['\u001b[2Jprice\u202e']],
  ['unknown command', ['prise', 'tape.csv']],
  ['help for an unknown command', ['help', 'prise']],
  ['a tape in the place of a command', ['tape.csv']],
  ['deal file with a wrong path', ['price', 'tape.csv', '--deal', 'dael.yaml']],
  ['broken YAML', ['price', 'tape.csv', '--deal', 'broken.yaml']],
  ['a tape as a deal file', ['price', 'tape.csv', '--deal', 'tape.csv']],
  ['misspelt class in the deal file', ['price', 'tape.csv', '--deal', 'misspelt.yaml']],
  ['misspelt field in the deal file', ['price', 'tape.csv', '--deal', 'field.yaml']],
  ['percent for a fraction in the deal file', ['price', 'tape.csv', '--deal', 'percent.yaml']],
  ['more digits than money takes', ['price', 'tape.csv', '--deal', 'digits.yaml']],
  ['another currency than the tape', ['price', 'tape.csv', '--deal', 'yen.yaml']],
  ['a currency that is none', ['price', 'currency.csv']],
  ['misspelt assumption', ['price', 'tape.csv', '--assumptions', 'assumptions.yaml']],
  ['misspelt class in --explain', ['cashflow', 'tape.csv', '--explain', 'a@2026-06']],
  ['a date without payment in --explain', ['cashflow', 'tape.csv', '--explain', 'A@2036-06']],
  ['--explain without a date', ['cashflow', 'tape.csv', '--explain', 'A']],
  ['output exists', ['cashflow', 'tape.csv', '-o', 'taken.json']],
  ['output would be the input', ['cashflow', 'tape.csv', '-o', 'tape.csv', '--force']],
  ['output in a folder that is not there', ['cashflow', 'tape.csv', '-o', 'nowhere/out.json']],
  ['output below a file', ['cashflow', 'tape.csv', '-o', 'tape.csv/out.json']],
  ['workbook as output', ['cashflow', 'tape.csv', '-o', 'out.xlsx']],
  ['unknown extension', ['cashflow', 'tape.csv', '-o', 'out.txt']],
  ['no extension', ['cashflow', 'tape.csv', '-o', 'out']],
  ['two formats', ['cashflow', 'tape.csv', '--json', '--csv']],
  ['format against extension', ['cashflow', 'tape.csv', '--json', '-o', 'out.csv']],
  ['unknown template', ['init', '--template', 'micro']],
  ['unknown schema', ['schema', 'prices']],
  ['two inputs on stdin', ['price', '-', '--deal', '-']],
];

let folder: ReturnType<typeof temporaryFolder>;

beforeAll(() => {
  folder = temporaryFolder({
    'tape.csv': smallTape(),
    'deal.yaml': smallDeal,
    'empty.csv': '',
    'headings.csv': 'loanId,currentBalance,annualRate,remainingTermMonths\n',
    'book.xlsx': new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0x14, 0]),
    'binary.csv': new Uint8Array([1, 2, 0, 4, 5]),
    'wrong-columns.csv': 'name,color,size\nA,red,3\nB,blue,4\n',
    'rejects.csv': smallTape().replace('10000.00', 'ten').replace('11250.00', '1.2.3'),
    'broken.yaml': 'name: x\nnotes: [ { name: A\n',
    'misspelt.yaml': smallDeal.replace('notes: [A, B]', 'notes: [A, BB]'),
    'field.yaml': smallDeal.replace('coupon:', 'cupon:'),
    'percent.yaml': smallDeal.replace('5%', '5'),
    'digits.yaml': smallDeal.replace('80%', '0.8000000000000000000001'),
    'nothing.csv': 'loanId,currentBalance,annualRate,remainingTermMonths\na,x,5%,12\nb,y,5%,12\n',
    'early.yaml': smallDeal.replace('cutOff: 2026-01-31', 'firstPayment: 2026-03-26'),
    'named.yaml': smallDeal.replaceAll('servicing', 'collections'),
    'yen.yaml': smallDeal.replace('CNY', 'JPY'),
    'currency.csv': smallTape().replaceAll(',CNY,', ',yuan?,'),
    'assumptions.yaml': 'prepayment: { crp: 10% }\n',
    'taken.json': '{}',
  });
  mkdirSync(join(folder.path, 'folder'));
});
afterAll(() => folder.dispose());

describe('error gallery', () => {
  it.each(gallery)('%s: clear lines, nothing on stdout, exit 2', async (_name, args) => {
    const { code, stdout, stderr } = await runAbs(args, { folder: folder.path });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    const lines = stderr.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^error: /);
    expect(lines.slice(1).filter((line) => !/^(error: | {2}(see|try): )/.test(line))).toEqual([]);
    expect(stderr).not.toContain(folder.path);
  });

  it('reads as the gallery says', async () => {
    const transcripts: string[] = [];
    for (const [name, args] of gallery) {
      const { code, stderr } = await runAbs(args, { folder: folder.path });
      transcripts.push(`# ${name}\n$ ${['abs', ...args.map(quoted)].join(' ')}\n${stderr}exit ${code}\n`);
    }
    await expect(transcripts.join('\n')).toMatchFileSnapshot('errorGallery.txt');
  });

  it('left what was there as it was', () => {
    expect(readFileSync(join(folder.path, 'taken.json'), 'utf8')).toBe('{}');
    expect(readFileSync(join(folder.path, 'tape.csv'), 'utf8')).toBe(smallTape());
  });

  it('says several faults at once', async () => {
    const args = ['price', 'tapes.csv', '--cpr', '10', '--deal', 'misspelt.yml', '-o', 'out.txt'];
    const { code, stderr } = await runAbs(args, { folder: folder.path });
    expect(code).toBe(2);
    expect(stderr.match(/^error: /gm)).toHaveLength(4);
  });
});

function quoted(arg: string): string {
  return /^[\w./%@=:-]+$/.test(arg) ? arg : `'${printable(arg)}'`;
}
