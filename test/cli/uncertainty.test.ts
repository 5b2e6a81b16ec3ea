import { afterAll, describe, expect, it } from 'vitest';
import { runAbs, temporaryFolder } from './runAbs.js';

const tape = `${process.cwd()}/examples/micro-loan/tape.csv`;
/** One class that gets everything: its value is linear in the recovery rate, path by path. */
const deal = `
name: all to one
currency: CNY
notes: [{ name: C, share: 100%, residual: true }]
steps: [{ do: pay-principal, notes: [C], share: sequential }, { do: pay-residual, to: C }]
`;
const base = 'default: { cdr: 20% }\n';
const uncertain = (extra: string) =>
  `${base}uncertainty: { parameters: [{ name: recovery.rate, deviation: 0.05 }], draws: 48, paths: 64${extra} }\n`;
const folder = temporaryFolder({
  'deal.yaml': deal,
  'base.yaml': base,
  'draws.yaml': uncertain(', models: [student-t, gaussian, source]'),
  'certain.yaml': uncertain('').replace('0.05', '0'),
  'unknown.yaml': `${base}uncertainty: { parameters: [{ name: recovery.rat, deviation: 0.05 }, { name: default.multiple, deviation: 1 }] }\n`,
  'matrix.yaml': `${base}uncertainty: { parameters: [{ name: recovery.rate }, { name: default.cdr }], covariance: [[4, 3], [3, 1]] }\n`,
});
afterAll(folder.dispose);

const run = (...args: string[]) =>
  runAbs(['price', tape, '--deal', 'deal.yaml', '--paths', '64', '--estimator', 'plain', ...args], {
    folder: folder.path,
  });

async function document(...args: string[]) {
  const { code, stdout, stderr } = await run('--json', ...args);
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

describe('--uncertainty', () => {
  it('of a linear price is slope times deviation, and what the model may do stands apart', async () => {
    const price = async (recovery: string) =>
      (await document('--assumptions', 'base.yaml', '--recovery', recovery)).notes[0].price;
    const slope = ((await price('65%')) - (await price('55%'))) / 0.1;
    const { uncertainty, notes } = await document('--assumptions', 'draws.yaml', '--uncertainty');
    const [found] = uncertainty.notes;
    // 48 draws know a deviation to 10 % of itself.
    expect(found.parameterError / (slope * 0.05)).toBeGreaterThan(0.65);
    expect(found.parameterError / (slope * 0.05)).toBeLessThan(1.35);
    expect(found.simulationError).toBe(notes[0].priceStandardError);
    const prices = [
      notes[0].price,
      ...uncertainty.models.map((model: { notes: { price: number }[] }) => model.notes[0]!.price),
    ];
    expect(found.modelSpread).toBeCloseTo(Math.max(...prices) - Math.min(...prices), 12);
    expect(uncertainty.models).toHaveLength(3);
  }, 30_000);

  it('of parameters that are certain is noise alone', async () => {
    const { uncertainty } = await document('--assumptions', 'certain.yaml', '--uncertainty');
    const [{ parameterVariance, parameterVarianceStandardError }] = uncertainty.notes;
    expect(Math.abs(parameterVariance)).toBeLessThan(4 * parameterVarianceStandardError);
  });

  it('is asked for and stated, or neither', async () => {
    expect((await run('--uncertainty')).stderr).toContain('error: --uncertainty: needs an assumptions file');
    expect((await run('--assumptions', 'draws.yaml')).stderr).toContain(
      'draws.yaml:2:1: uncertainty is looked at',
    );
  });

  it('names what cannot be drawn, and the pair that has no covariance', async () => {
    const unknown = await run('--assumptions', 'unknown.yaml', '--uncertainty');
    expect([unknown.code, unknown.stdout]).toEqual([2, '']);
    expect(unknown.stderr).toContain('did you mean "recovery.rate"?');
    const matrix = await run('--assumptions', 'matrix.yaml', '--uncertainty');
    expect(matrix.code).toBe(2);
    expect(matrix.stderr).toContain('recovery.rate');
  });
});
