import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from '#basics/schema.js';
import { textWidth } from '#report/textWidth.js';
import { runAbs, smallDeal, smallTape, temporaryFolder } from './runAbs.js';

let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => {
  folder = temporaryFolder({
    'tape.csv': smallTape(),
    'deal.yaml': smallDeal,
    'grid.yaml':
      'scenarios:\n  - name: g\n    grid: { default.multiple: [1, 5, 40], recovery.rate: { from: 0%, to: 60%, steps: 3 } }\n',
    'contra.yaml':
      'scenarios:\n  - { name: a, set: { default: { cdr: 2%, multiple: 0 } } }\n  - { name: b, base: c }\n  - { name: c, base: b, set: { prepayment.crp: 5% } }\n  - { name: d, grid: { default.cdr: [1%] }, set: { default.vector: { unit: cdr, by: age, rates: [1%] } } }\n',
    'huge.yaml':
      'scenarios:\n  - name: h\n    grid:\n      prepayment.cpr: { from: 0%, to: 50%, steps: 1000 }\n      recovery.rate: { from: 0%, to: 50%, steps: 1000 }\n      default.multiple: { from: 1, to: 5, steps: 1000 }\n',
    'list.csv': 'name,base,default.multiple,recovery.rate\none,,3,\ntwo,one,,20%\n',
  });
});
afterAll(() => folder.dispose());

const stress = (...args: string[]) => runAbs(['stress', 'tape.csv', ...args], { folder: folder.path });
const read = (name: string) => readFileSync(join(folder.path, name), 'utf8');

describe('abs stress', () => {
  it('gives the figures of a cash-flow pricing under the same assumptions', async () => {
    writeFileSync(join(folder.path, 'same.yaml'), 'default: { multiple: 5 }\nrecovery: { rate: 30% }\n');
    const priced = await runAbs(
      ['price', 'tape.csv', '--method', 'dcf', '--json', '--assumptions', 'same.yaml'],
      { folder: folder.path },
    );
    const { stdout } = await stress('--scenarios', 'grid.yaml', '--json');
    const scenario = JSON.parse(stdout).scenarios.find(
      (one: { name: string }) => one.name === 'g[default.multiple=5,recovery.rate=30%]',
    );
    const notes = JSON.parse(priced.stdout).notes;
    expect(notes).toHaveLength(3);
    for (const [i, note] of notes.entries()) {
      expect(scenario.notes[i].price).toBeCloseTo(note.expected.price, 9);
      expect(scenario.notes[i].weightedAverageLife).toBeCloseTo(note.expected.weightedAverageLife, 9);
      if (note.expectedLoss !== null) expect(scenario.notes[i].lossRate).toBeCloseTo(note.expectedLoss, 12);
    }
  });

  it('fits its printed schema, break-even and tornado included', async () => {
    const { stdout: schema } = await runAbs(['schema', 'stress']);
    const { stdout, code } = await stress('--deal', 'deal.yaml', '--json');
    expect(code).toBe(0);
    const document = JSON.parse(stdout);
    expect(z.fromJSONSchema(JSON.parse(schema)).safeParse(document).error?.issues ?? []).toEqual([]);
    expect(Object.keys(document).at(-1)).toBe('problems');
    expect(document.breakEven).toHaveLength(4);
    expect(document.pairs[0].tornado.bars.length).toBeGreaterThan(4);
  });

  it('reads at most 100 columns wide in both languages, and color changes nothing but color', async () => {
    for (const language of ['en', 'zh']) {
      const { stdout, code } = await stress('--lang', language);
      expect(code).toBe(0);
      expect(stdout).toContain(language === 'en' ? 'Tornado' : '敏感性');
      expect(stdout.split('\n').filter((line) => textWidth(line) > 100)).toEqual([]);
      const colored = await stress('--lang', language, '--color');
      expect(colored.stdout).toContain('\u001b[1m');
      // biome-ignore lint/suspicious/noControlCharactersInRegex: color codes are control characters
      expect(colored.stdout.replace(/\u001b\[\d+m/g, '')).toBe(stdout);
    }
  });

  it('takes tapes times deals times scenarios in that order, and CSV lists', async () => {
    const { stdout } = await runAbs(
      ['stress', 'tape.csv', 'tape.csv', '--deal', 'deal.yaml', '--scenarios', 'list.csv', '--csv'],
      { folder: folder.path },
    );
    const rows = stdout
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','));
    expect(rows.map((row) => row[3])).toEqual(['one', 'one', 'two', 'two', 'one', 'one', 'two', 'two']);
    expect(stdout).toContain('default.multiple=3; recovery.rate=20%');
  });

  it.each(['rows.jsonl', 'rows.csv'])('%s torn anywhere is taken up to the same bytes', async (name) => {
    await stress('--scenarios', 'grid.yaml', '-o', name);
    const whole = read(name);
    expect(whole.trim().split('\n')).toHaveLength(27 + (name.endsWith('csv') ? 1 : 0));
    for (const kept of [0, 1, 77, 500, 1234, 2001, whole.length - 1, whole.length]) {
      truncateSync(join(folder.path, name), 0);
      writeFileSync(join(folder.path, name), whole.slice(0, kept));
      const { code } = await stress('--scenarios', 'grid.yaml', '-o', name);
      expect([kept, code, read(name) === whole]).toEqual([kept, 0, true]);
    }
  });

  it('refuses rows of another run unless told to cut them off', async () => {
    writeFileSync(join(folder.path, 'other.jsonl'), '');
    await stress('--scenarios', 'grid.yaml', '-o', 'other.jsonl');
    const before = read('other.jsonl');
    const refused = await stress('--scenarios', 'list.csv', '-o', 'other.jsonl');
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('rows of another run');
    expect(read('other.jsonl')).toBe(before);
    expect((await stress('--scenarios', 'list.csv', '-o', 'other.jsonl', '--resume')).code).toBe(0);
    expect(read('other.jsonl').trim().split('\n')).toHaveLength(6);
    const tape = await stress('--scenarios', 'list.csv', '-o', 'tape.csv', '--force');
    expect(tape.code).toBe(2);
    expect(existsSync(join(folder.path, 'tape.csv'))).toBe(true);
  });

  it('finds the value at which a figure is reached, and says where there is none', async () => {
    const args = ['--deal', 'deal.yaml', '--solve', 'default.cdr', '--for', 'B.return=10%', '--json'];
    const { stdout, code } = await stress(...args);
    expect(code).toBe(0);
    const [solved] = JSON.parse(stdout).scenarios;
    expect(solved.notes[1].return).toBeCloseTo(0.1, 8);
    const root = `${(solved.solved.roots[0] * 100).toPrecision(15)}%`;
    const again = await stress(
      '--deal',
      'deal.yaml',
      '--set',
      `default.cdr=${root}`,
      '--scenario',
      'rates-up-250',
      '--set',
      'rates.shift=0%',
      '--json',
    );
    expect(again.code).toBe(0);
    const none = await stress('--deal', 'deal.yaml', '--solve', 'default.cdr', '--for', 'A.price=500');
    expect(none.code).toBe(1);
    expect(none.stderr).toContain('and never 500');
  });

  it.each([
    [['--scenarios', 'huge.yaml'], ['1000000000 cells']],
    [
      ['--scenarios', 'contra.yaml'],
      [
        'a multiple of 0 leaves nothing of cdr',
        'the bases go in a circle: b → c → b',
        'there is no assumption "prepayment.crp"; did you mean "prepayment.cpr"?',
        'cdr and vector exclude each other',
      ],
    ],
    [['--scenario', 'us-subprim-2006'], ['did you mean "us-subprime-2006"?']],
    [['--set', 'recovery.rate=160%'], ['160%|1.6']],
    [['--solve', 'default.multipl', '--for', 'A.price=100'], ['did you mean "default.multiple"?']],
    [
      ['--solve', 'default.multiple', '--for', 'Q.price=100'],
      ['the deal built-in 75/15/10 has no class "Q"'],
    ],
    [['--solve', 'default.multiple', '--for', 'A.prise=100'], ['did you mean "price"?']],
    [['--buy', 'Q=90'], ['no deal has a class "Q"']],
    [['--for', 'A.price=100'], ['needs --solve']],
    [['--resume'], ['goes with -o FILE.jsonl']],
  ])('refuses %j', async (args, messages) => {
    const { code, stdout, stderr } = await stress(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    for (const message of messages)
      expect(stderr).toMatch(new RegExp(message.replace(/[.?*+^$()[\]\\]/g, '\\$&')));
  });

  it('lists the shipped scenarios, each with a source, and runs all that the tape allows', async () => {
    const { stdout } = await runAbs(['stress', '--list', '--json']);
    const { scenarios } = JSON.parse(stdout);
    expect(scenarios).toHaveLength(10);
    for (const { name, description, source } of scenarios) {
      expect([name, description.length > 30, source.length > 20]).toEqual([name, true, true]);
      if (name === 'one-region-collapse') continue; // the small tape has no region
      expect([name, (await stress('--scenario', name, '--csv')).code]).toEqual([name, 0]);
    }
    const args = ['fixtures/tapes/micro-loan.csv', '--scenario', 'one-region-collapse', '--json'];
    const region = await runAbs(['stress', ...args]);
    expect(region.code).toBe(0);
    const base = await runAbs(['price', 'fixtures/tapes/micro-loan.csv', '--method', 'dcf', '--json']);
    const { defaultRate } = JSON.parse(region.stdout).scenarios[0].pool;
    expect(defaultRate).toBeGreaterThan(1.3 * JSON.parse(base.stdout).pool.expectedDefaultRate);
  });
});
