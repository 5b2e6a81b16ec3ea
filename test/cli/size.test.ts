import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runAbs, smallDeal, smallTape, temporaryFolder } from './runAbs.js';

const deal = smallDeal.replace('share: 80%, coupon: 5% }', 'share: 80%, coupon: 5% } # senior');
let folder: ReturnType<typeof temporaryFolder>;
const abs = (...args: string[]) => runAbs(args, { folder: folder.path });
const size = (...more: string[]) =>
  abs('size', 'tape.csv', '--deal', 'deal.yaml', '--paths', '2048', '--cdr', '10%', '--quiet', ...more);

beforeEach(() => {
  folder = temporaryFolder({ 'tape.csv': smallTape(), 'deal.yaml': deal });
});
afterEach(() => folder.dispose());

/** What class A still is owed at the end of an exact run of the deal with so much of it. */
async function lossAt(share: number, cdr: string): Promise<number> {
  const at = (value: number) => `${(100 * value).toFixed(3)}%`;
  const text = deal
    .replace('share: 80%', `share: ${at(share)}`)
    .replace('share: 20%', `share: ${at(1 - share)}`);
  writeFileSync(join(folder.path, 'tried.yaml'), text);
  const { stdout } = await abs(
    'cashflow',
    'tape.csv',
    '--deal',
    'tried.yaml',
    '--cdr',
    cdr,
    '--json',
    '--quiet',
  );
  return Number(JSON.parse(stdout).notes.A.at(-1).balanceAtEnd);
}

describe('abs size', () => {
  it('finds the largest class that breaks even, against exact runs on both sides', async () => {
    const { code, stdout } = await size('--target', 'A:breakEven=4', '--json');
    expect(code).toBe(0);
    const { notes, verification } = JSON.parse(stdout);
    const { share, binding } = notes[0];
    expect(binding).toBe('breakEven');
    expect(verification.limits[0].holds).toBe(true);
    expect(await lossAt(share, '40%')).toBe(0);
    expect(await lossAt(share + 0.0005, '40%')).toBeGreaterThan(0);
  });

  it('tells how far a class goes beyond its break-even limit, against exact runs on both sides', async () => {
    const { code, stdout } = await size('--target', 'A:breakEven=2', '--target', 'A:max=60%', '--json');
    expect(code).toBe(0);
    const { notes, verification } = JSON.parse(stdout);
    const { limit, reached, holds } = verification.limits[0];
    expect([limit, holds, notes[0].binding]).toEqual([2, true, 'max']);
    expect(reached).toBeGreaterThan(2.5);
    const cdr = (hundredths: number) => `${(Math.round(100 * reached) + hundredths) / 10}%`;
    expect(await lossAt(0.6, cdr(0))).toBe(0);
    expect(await lossAt(0.6, cdr(1))).toBeGreaterThan(0);
  });

  it('tells what a class reaches that cannot have its break-even multiple', async () => {
    const { code, stdout } = await size('--target', 'A:breakEven=9', '--target', 'A:min=80%', '--json');
    expect(code).toBe(1);
    const [{ limit, wanted, reached }] = JSON.parse(stdout).infeasible;
    expect([limit, wanted]).toEqual(['breakEven', 9]);
    expect(reached).toBeGreaterThan(1);
    expect(await lossAt(0.8, `${Math.round(100 * reached) / 10}%`)).toBe(0);
    expect(await lossAt(0.8, `${(Math.round(100 * reached) + 1) / 10}%`)).toBeGreaterThan(0);
  });

  it('finds the largest class of an expected loss, as abs price finds it with another seed', async () => {
    const target = 0.002;
    const { code, stdout } = await size('--target', `A:expectedLoss=${target}`, '-o', 'found.yaml', '--json');
    expect(code).toBe(0);
    const { notes } = JSON.parse(stdout);
    expect(notes[0].binding).toBe('expectedLoss');
    const text = readFileSync(join(folder.path, 'found.yaml'), 'utf8');
    expect(text).toContain('} # senior');
    expect(text).toContain(`share: ${Number((100 * notes[0].share).toFixed(3))}%`);
    const price = [
      'price',
      'tape.csv',
      '--deal',
      'found.yaml',
      '--cdr',
      '10%',
      '--seed',
      'other',
      '--paths',
      '8192',
    ];
    const [a] = JSON.parse((await abs(...price, '--json', '--quiet')).stdout).notes;
    const error = Math.hypot(a.expectedLossStandardError, notes[0].expectedLossStandardError);
    expect(Math.abs(a.expectedLoss - target)).toBeLessThan(4 * error + 1e-6);
  });

  it('sets coupons at par', async () => {
    writeFileSync(
      join(folder.path, 't.yaml'),
      'notes: { A: { expectedLoss: 0.2%, max: 70%, coupon: par } }\n',
    );
    const { code, stdout } = await size('--targets', 't.yaml', '--json');
    expect(code).toBe(0);
    const { notes, verification } = JSON.parse(stdout);
    expect(notes[0]).toMatchObject({ share: expect.closeTo(0.7, 6), binding: 'max' });
    const [a] = verification.notes;
    expect(Math.abs(a.price - 100)).toBeLessThan(0.01 + 4 * a.priceStandardError);
  });

  it('says which limit cannot be met, and by how much', async () => {
    const small = await size('--target', 'A:min=97%', '--target', 'A:expectedLoss=1%');
    expect(small.code).toBe(1);
    expect(small.stdout).toContain(
      'class A: its minimum is 97.000%, and there is room for 95.000%: 2.000% short',
    );
    const strict = await size('--target', 'A:min=90%', '--target', 'A:expectedLoss=0.0001%', '-o', 'x.yaml');
    expect(strict.code).toBe(1);
    expect(strict.stdout).toMatch(
      /class A: expected loss should be 0\.0001%|class A: expected loss should be 1\.0e-4%/,
    );
  });

  it.each([
    [['--target', 'A:expectedLoss'], 'is not CLASS:TARGET=VALUE'],
    [['--target', 'A:expectedLos=1%'], 'did you mean "expectedLoss"?'],
    [['--target', 'Z:min=1%'], '"Z" is no class of the deal'],
    [['--target', 'B:min=1%'], '"B" takes the rest and is not sized'],
    [['--target', 'A:expectedLoss=5'], '5 would be 500 %'],
    [['--method', 'dcf'], '--method'],
    [['--csv'], 'abs size writes .json and .yaml'],
  ])('refuses %j', async (flags, message) => {
    const { code, stdout, stderr } = await size(...flags);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('refuses a deal that buys loans', async () => {
    await abs('init', 'tape.csv', '--template', 'micro-loan-revolving', '-o', 'revolving.yaml');
    const { code, stderr } = await abs('size', 'tape.csv', '--deal', 'revolving.yaml');
    expect(code).toBe(2);
    expect(stderr).toContain('this deal buys loans');
  });
});
