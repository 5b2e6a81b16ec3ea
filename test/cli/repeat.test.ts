import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runAbs, smallDeal, smallTape, temporaryFolder } from './runAbs.js';

let folder: ReturnType<typeof temporaryFolder>;
const at = (name: string) => join(folder.path, name);
const abs = (...args: string[]) => runAbs(args, { folder: folder.path });
const price = [
  'price',
  'tape.csv',
  '--deal',
  'deal.yaml',
  '--cdr',
  '4%',
  '--seed',
  'q',
  '--paths',
  '256',
  '--quiet',
];

beforeEach(async () => {
  folder = temporaryFolder({ 'tape.csv': smallTape(), 'deal.yaml': smallDeal });
  expect((await abs(...price, '-o', 'result.json')).code).toBe(0);
});
afterEach(() => folder.dispose());

describe('abs price --repeat', () => {
  it('gives every byte again, wherever the inputs are now', async () => {
    mkdirSync(at('elsewhere'));
    renameSync(at('tape.csv'), at('elsewhere/tape.csv'));
    const { code, stdout } = await abs('price', '--repeat', 'result.json', '--quiet');
    expect(stdout).toMatch(/^result\.json is repeated byte for byte: \d+ bytes, sha256 [0-9a-f]{64}\n$/);
    expect(code).toBe(0);
    const again = await abs('price', '--repeat', 'result.json', '--json', '--quiet');
    expect(again.stdout).toBe(readFileSync(at('result.json'), 'utf8'));
  });

  it('finds what lies below the folder of the result, from any folder', async () => {
    mkdirSync(at('data'));
    mkdirSync(at('elsewhere'));
    renameSync(at('tape.csv'), at('data/tape.csv'));
    writeFileSync(at('tape.csv'), 'another tape of the same name\n');
    const elsewhere = { folder: at('elsewhere') };
    const { code, stdout } = await runAbs(['price', '--repeat', at('result.json'), '--quiet'], elsewhere);
    expect(stdout).toContain('repeated byte for byte');
    expect(code).toBe(0);
  });

  it('records every flag that was typed, and no path', () => {
    const { run } = JSON.parse(readFileSync(at('result.json'), 'utf8'));
    expect(run.options).toEqual({ cdr: '4%', seed: 'q', paths: '256' });
    expect(run.inputs.map(({ role, name }: { role: string; name: string }) => [role, name])).toEqual([
      ['tape', 'tape.csv'],
      ['deal', 'deal.yaml'],
    ]);
  });

  it.each([
    [
      'an input',
      () => writeFileSync(at('deal.yaml'), `${smallDeal}# more\n`),
      [],
      /input deal deal\.yaml: sha256 \w+ → \w+/,
    ],
    ['a flag', () => {}, ['--cdr', '5%'], /flag --cdr: 4% → 5%\n(.*\n)*.*pool\.expectedDefaultRate: /],
    [
      'the version',
      () => {
        const text = readFileSync(at('result.json'), 'utf8');
        writeFileSync(at('result.json'), text.replace('0.0.0-test', '0.0.1'));
      },
      [],
      /program version: 0\.0\.1 → 0\.0\.0-test/,
    ],
    [
      'a value',
      () => {
        const text = readFileSync(at('result.json'), 'utf8');
        writeFileSync(at('result.json'), text.replace('"paths": 256', '"paths": 257'));
      },
      [],
      /what differs:\n {2}estimator\.paths: 257 → 256\n$/,
    ],
    [
      'the layout',
      () =>
        writeFileSync(at('result.json'), JSON.stringify(JSON.parse(readFileSync(at('result.json'), 'utf8')))),
      [],
      /layout of the file alone/,
    ],
  ])('names %s that differs', async (_, change, more, message) => {
    change();
    const { code, stdout } = await abs('price', '--repeat', 'result.json', '--quiet', ...more);
    expect(stdout).toMatch(message);
    expect(code).toBe(1);
  });

  it('says which input is nowhere to be found', async () => {
    renameSync(at('tape.csv'), at('other.csv'));
    const { code, stdout, stderr } = await abs('price', '--repeat', 'result.json');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(
      'tape.csv: the tape of this result is neither in its folder or below, nor in this folder or below',
    );
    expect((await abs('price', 'other.csv', '--repeat', 'result.json', '--quiet')).stdout).toContain(
      'tape.csv',
    );
  });

  it.each([
    ['no JSON', 'price', 'is no result'],
    ['{"schema":"abs/cashflow/1"}', 'price', 'is "abs/cashflow/1", not a result of abs price'],
    ['{"schema":"abs/price/1","run":{"version":"1","inputs":[]}}', 'price', 'older than --repeat'],
    [
      '{"schema":"abs/price/1","run":{"version":"1","inputs":[{"role":"x"}],"options":{}}}',
      'price',
      'damaged',
    ],
    [
      '{"schema":"abs/price/1","run":{"version":"1","inputs":[],"options":{"__proto__":"x"}}}',
      'price',
      'damaged',
    ],
  ])('refuses %s', async (text, command, message) => {
    writeFileSync(at('result.json'), text);
    const { code, stderr } = await abs(command, '--repeat', 'result.json');
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it('repeats a run that was stopped early, to the same round', async () => {
    const stopped = ['price', 'tape.csv', '--paths', '100000', '--quiet', '-o', 'part.json'];
    const { code } = await runAbs(stopped, { folder: folder.path, isInterrupted: true });
    expect(code).toBe(130);
    expect((await abs('price', '--repeat', 'part.json', '--quiet')).stdout).toContain('byte for byte');
  });
});

describe('abs price --repeat with everything a price can rest on', () => {
  const deal = smallDeal
    .replace('coupon: 5%', 'coupon: { index: lpr, margin: 50 bp }')
    .replace('notes:', 'indices: { lpr: [{ date: 2026-01-20, rate: 2% }] }\nnotes:')
    .replace('fees:', 'supports: { backer: { limit: 5% of pool, covers: [interest, principal] } }\nfees:')
    .replace('notes: [A] }', 'notes: [A], from: [backer] }');
  const assumptions = `default: { cdr: 9% }
recovery: { rate: 50%, lagMonths: 3 }
providers: { backer: { annualDefaultRate: 8%, relation: correlated, correlation: 40% } }
uncertainty:
  parameters: [{ name: recovery.rate, deviation: 0.05 }]
  draws: 8
  paths: 64
  models: [student-t, gaussian, source]
`;
  const full = [
    'price',
    'tape.csv',
    '--deal',
    'full.yaml',
    '--assumptions',
    'a.yaml',
    '--curve',
    'curve.csv',
  ];
  const flags = ['--curve-compounding', 'annual', '--uncertainty', '--paths', '64', '--quiet'];
  beforeEach(async () => {
    writeFileSync(at('full.yaml'), deal);
    writeFileSync(at('a.yaml'), assumptions);
    writeFileSync(at('curve.csv'), 'tenor,zeroRate\n1Y,2%\n5Y,3%\n');
    const { code, stderr } = await abs(...full, ...flags, '-o', 'full.json');
    expect([code, stderr]).toEqual([0, '']);
  });

  it('gives every byte again from another folder, found or named', async () => {
    mkdirSync(at('elsewhere'));
    mkdirSync(at('results'));
    renameSync(at('full.json'), at('results/full.json'));
    const elsewhere = { folder: at('elsewhere') };
    const nowhere = await runAbs(['price', '--repeat', '../results/full.json'], elsewhere);
    expect(nowhere.code).toBe(2);
    for (const name of ['tape.csv', 'full.yaml', 'a.yaml', 'curve.csv']) {
      expect(nowhere.stderr).toContain(`error: ${name}: the `);
    }
    const named = full.map((word) => (/[.](csv|yaml)$/.test(word) ? `../${word}` : word));
    const again = [...named, '--repeat', '../results/full.json', '--json', '--quiet'];
    const { code, stdout } = await runAbs(again, elsewhere);
    expect(stdout).toBe(readFileSync(at('results/full.json'), 'utf8'));
    expect(code).toBe(0);
    const { supports, uncertainty } = JSON.parse(stdout);
    expect(supports[0].providerDefaultProbability).toBeGreaterThan(0);
    expect(uncertainty.draws).toBe(8);
  });

  it('tells a curve that is another one, has another name, or was not there', async () => {
    writeFileSync(at('flat.csv'), 'tenor,zeroRate\n5Y,3%\n');
    const other = await abs('price', '--repeat', 'full.json', '--curve', 'flat.csv', '--quiet');
    expect(other.stdout).toMatch(/\n {2}input curve curve[.]csv: sha256 \w+ → \w+\n/);
    renameSync(at('curve.csv'), at('zero.csv'));
    const renamed = await abs('price', '--repeat', 'full.json', '--curve', 'zero.csv', '--quiet');
    expect(renamed.stdout).toContain('input curve curve.csv: same content, its name is zero.csv now');
    const compounding = ['--curve-compounding', 'annual'];
    const added = await abs(
      'price',
      '--repeat',
      'result.json',
      '--curve',
      'zero.csv',
      ...compounding,
      '--quiet',
    );
    expect(added.stdout).toContain('what differs:\n  input curve: none → zero.csv\n');
    expect([other.code, renamed.code, added.code]).toEqual([1, 1, 1]);
  });
});

describe('abs cashflow --repeat', () => {
  it.each([
    ['a deal', ['tape.csv', '--deal', 'deal.yaml', '--cpr', '5%']],
    ['a pool', ['tape.csv', '--pool-only']],
    ['an explanation', ['tape.csv', '--deal', 'deal.yaml', '--explain', 'A@2']],
  ])('gives %s again', async (_, args) => {
    expect((await abs('cashflow', ...args, '-o', 'flows.json', '--quiet')).code).toBe(0);
    expect((await abs('cashflow', '--repeat', 'flows.json')).stdout).toContain('byte for byte');
  });
});

describe('abs stress --repeat', () => {
  const scenarios =
    'scenarios:\n  - name: g\n    grid: { default.multiple: [1, 5], deal.notes.A.coupon: [5%, 8%] }\n';
  const stressed = ['stress', 'tape.csv', 'more/tape.csv', '--deal', 'deal.yaml', '--scenarios', 's.yaml'];
  beforeEach(async () => {
    mkdirSync(at('more'));
    writeFileSync(at('more/tape.csv'), smallTape().replace(/,12%/g, ',19%'));
    writeFileSync(at('s.yaml'), scenarios);
  });

  it.each(['jsonl', 'csv', 'json'])('gives a .%s file again, byte for byte', async (ending) => {
    expect((await abs(...stressed, '--set', 'recovery.rate=40%', '-o', `r.${ending}`, '--quiet')).code).toBe(
      0,
    );
    const { stdout, code } = await abs('stress', '--repeat', `r.${ending}`, '--quiet');
    expect(stdout).toMatch(
      new RegExp(`^r\\.${ending} is repeated byte for byte: \\d+ bytes, sha256 [0-9a-f]{64}\n$`),
    );
    expect(code).toBe(0);
  });

  it('says which figure of which row was edited, and which input and flag is another', async () => {
    expect((await abs(...stressed, '-o', 'r.jsonl', '--quiet')).code).toBe(0);
    const record = JSON.parse(readFileSync(at('r.jsonl.run.json'), 'utf8'));
    expect(record.schema).toBe('abs/stress-rows/1');
    expect(record.run.inputs.map(({ role }: { role: string }) => role)).toEqual([
      'tape',
      'tape',
      'deal',
      'scenarios',
    ]);
    const text = readFileSync(at('r.jsonl'), 'utf8');
    const lines = text.split('\n');
    lines[4] = lines[4]!.replace(/"price":\d+/, '"price":1234');
    writeFileSync(at('r.jsonl'), lines.join('\n'));
    const edited = await abs('stress', '--repeat', 'r.jsonl', '--quiet');
    expect(edited.stdout).toMatch(
      /line 5, g\[default\.multiple=5,deal\.notes\.A\.coupon=5%\], price: 1234\.\d* → /,
    );
    expect(edited.code).toBe(1);
    writeFileSync(at('r.jsonl'), text);
    const other = await abs('stress', '--repeat', 'r.jsonl', '--cpr', '30%', '--quiet');
    expect(other.stdout).toContain('flag --cpr: not given → 30%');
    expect(other.code).toBe(1);
  });

  it('repeats what a run that was stopped has written, and says so', async () => {
    expect((await abs(...stressed, '-o', 'r.csv', '--quiet')).code).toBe(0);
    const lines = readFileSync(at('r.csv'), 'utf8').split('\n');
    const width = lines.filter((line) => line.startsWith(lines[1]!.slice(0, 20))).length;
    writeFileSync(at('r.csv'), `${lines.slice(0, 1 + 2 * width).join('\n')}\ntorn`);
    const { stdout, code } = await abs('stress', '--repeat', 'r.csv.run.json', '--quiet');
    expect(stdout).toContain('r.csv holds 2 of 8 scenarios; these are repeated byte for byte');
    expect(code).toBe(3);
  });

  it('does not write its record over a file of others', async () => {
    writeFileSync(at('r.jsonl.run.json'), '{}');
    const { stderr, code } = await abs(...stressed, '-o', 'r.jsonl', '--quiet');
    expect(stderr).toContain('r.jsonl.run.json: is no record of rows');
    expect(code).toBe(2);
  });
});

describe('abs size --repeat', () => {
  it('gives every byte again, the targets file found by name', async () => {
    writeFileSync(at('targets.yaml'), 'notes: { A: { breakEven: 3 } }\n');
    const args = ['size', 'tape.csv', '--deal', 'deal.yaml', '--targets', 'targets.yaml', '--paths', '256'];
    await abs(...args, '-o', 'sized.json', '--quiet');
    const { stdout, code } = await abs('size', '--repeat', 'sized.json', '--quiet');
    expect(stdout).toContain('sized.json is repeated byte for byte');
    expect(code).toBe(0);
  });
});
