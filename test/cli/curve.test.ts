import { afterAll, describe, expect, it } from 'vitest';
import { runAbs, temporaryFolder } from './runAbs.js';

const tape = `${process.cwd()}/examples/micro-loan/tape.csv`;
const deal = `
name: floating
currency: CNY
indices: { lpr: [{ date: 2026-01-20, rate: 2% }] }
notes:
  - { name: A, share: 80%, coupon: { index: lpr, margin: 50 bp } }
  - { name: C, share: 20%, residual: true }
steps:
  - { do: pay-interest, notes: [A], share: sequential }
  - { do: pay-principal, notes: [A, C], share: sequential }
  - { do: pay-residual, to: C }
`;
const folder = temporaryFolder({
  'flat.csv': 'tenor,zeroRate,compounding\n10Y,3%,continuous\n',
  'deal.yaml': deal,
  'vasicek.yaml': 'rates: { model: vasicek, initial: 2% }\n',
  'start.yaml': 'rates: { initial: 2% }\n',
  'flat.yaml': 'rates: { model: hull-white-flat, initial: 3% }\n',
});
afterAll(folder.dispose);

const run = (...args: string[]) => runAbs(args, { folder: folder.path });
const notesOf = (stdout: string) => JSON.parse(stdout).notes;

describe('--curve', () => {
  it('gives floating coupons the forwards of the periods after the known fixing', async () => {
    const { code, stdout } = await run(
      'cashflow',
      tape,
      '--cut-off',
      '2026-01-31',
      '--deal',
      'deal.yaml',
      '--curve',
      'flat.csv',
      '--json',
    );
    expect(code).toBe(0);
    const forwards = JSON.parse(stdout).run.assumptions.find(
      ({ name }: { name: string }) => name === 'indices.lpr.forwards',
    );
    // 3 % compounded continuously, as simple interest of a month: 12 (e^(0.03/12) − 1) = 3.003753 %.
    expect(forwards.value.split(' ').slice(0, 3)).toEqual([
      '0.03003753127',
      '0.03003753127',
      '0.03003753127',
    ]);
    expect(forwards.origin).toContain('flat.csv');
  });

  it('flat discounts as the model of a flat curve does, and is what the simulation is fitted to', async () => {
    for (const method of [
      ['--method', 'dcf'],
      ['--paths', '64'],
    ]) {
      const fromFile = await run('price', tape, '--curve', 'flat.csv', '--json', ...method);
      const fromModel = await run('price', tape, '--assumptions', 'flat.yaml', '--json', ...method);
      const prices = (stdout: string) => notesOf(stdout).map(({ price }: { price: number }) => price);
      const [mine, theirs] = [prices(fromFile.stdout), prices(fromModel.stdout)];
      for (const [note, price] of mine.entries()) expect(price).toBeCloseTo(theirs[note], 9);
    }
  });

  it('contradicts another rate model, and a rate that it says itself', async () => {
    const vasicek = await run('price', tape, '--curve', 'flat.csv', '--assumptions', 'vasicek.yaml');
    expect(vasicek.code).toBe(2);
    expect(vasicek.stderr).toContain('vasicek.yaml:1:17');
    const start = await run('price', tape, '--curve', 'flat.csv', '--assumptions', 'start.yaml');
    expect(start.code).toBe(2);
    expect(start.stderr).toContain('start.yaml:1:');
  });

  it('that nothing uses is said to be useless', async () => {
    const { stderr } = await run('cashflow', tape, '--curve', 'flat.csv');
    expect(stderr).toContain('warning: --curve: has no part in a cash-flow run');
    const lonely = await run('price', tape, '--curve-compounding', 'annual');
    expect([lonely.code, lonely.stdout]).toEqual([2, '']);
  });
});
