import { cpSync, existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { runAbs, smallDeal, smallTape, temporaryFolder } from './runAbs.js';

const triggered = smallDeal.replace(
  'steps:',
  'triggers: [ { name: losses, when: cumulativeDefaultRate > 30% } ]\nsteps:',
);
const checkFile = `runs:
  - { name: base, tape: tape.csv, options: { paths: 256 } }
  - { name: stress, tape: tape.csv, assumptions: stress.yaml, options: { method: dcf } }
`;
const stress = 'default: { cdr: 20% }\n';

let folder: ReturnType<typeof temporaryFolder>;
const at = (name: string) => join(folder.path, name);
const check = (...more: string[]) => runAbs(['check', ...more], { folder: folder.path });
const replace = (name: string, from: string | RegExp, to: string) =>
  writeFileSync(at(name), readFileSync(at(name), 'utf8').replace(from, to));

beforeEach(async () => {
  const files = { 'tape.csv': smallTape(), 'stress.yaml': stress, 'deal.check.yaml': checkFile };
  folder = temporaryFolder({ 'deal.yaml': triggered, ...files });
  expect((await check('--update')).code).toBe(0);
});
afterEach(() => folder.dispose());

describe('abs check', () => {
  it('wants a baseline, writes it, and is content with it', async () => {
    rmSync(at('deal.baseline.json'));
    const missing = await check();
    expect(missing.code).toBe(1);
    expect(missing.stdout).toContain('no baseline: --update');
    expect(existsSync(at('deal.baseline.json'))).toBe(false);
    expect((await check('--update')).stdout).toContain('created');
    expect((await check('--all')).stdout).toMatch(/same +deal\.yaml/);
    expect((await check()).stdout).toMatch(/unchanged +deal\.yaml/);
  });

  it.each([
    [
      'a fee by one basis point',
      'deal.yaml',
      'rate: 1%',
      'rate: 1.01%',
      'term fees.servicing.charge.rate (deal.yaml:8:30): 1% → 1.01%',
    ],
    [
      'a threshold that moves no cash',
      'deal.yaml',
      '> 30%',
      '> 31%',
      'term triggers.losses.condition.threshold (deal.yaml:9:35): 30% → 31%',
    ],
    [
      'one row of the tape',
      'tape.csv',
      'L3,12500.00',
      'L3,12500.01',
      'tape line 4 (L3), currentBalance: 12500.00 → 12500.01',
    ],
    ['a stated assumption', 'stress.yaml', '20%', '21%', 'assumption default.cdr: 0.2 → 0.21'],
    ['a row fewer', 'tape.csv', /L12,.*\n/, '', 'tape rows: 12 → 11'],
    ['a run fewer', 'deal.check.yaml', / {2}- \{ name: stress.*\n/, '', 'check run stress: checked → none'],
  ])('names %s as the first cause', async (_, file, from, to, cause) => {
    replace(file, from, to);
    const { code, stdout } = await check();
    expect(code).toBe(1);
    expect(stdout).toContain(`first cause: ${cause}`);
    expect((await check('--update')).stdout).toMatch(/updated +deal\.yaml/);
    expect((await check()).code).toBe(0);
  });

  it('shows class, date, column, old and new', async () => {
    replace('deal.yaml', 'rate: 1%', 'rate: 2%');
    const { stdout } = await check('--json');
    const [run] = JSON.parse(stdout).deals[0].runs;
    const paid = run.cells.find((cell: { column: string; table: string }) => cell.table === 'fee servicing');
    const balance = 12 * 10_000 + 1_250 * 66;
    const fee = (rate: number) => ((balance * rate * 28) / 365).toFixed(2); // February of 2026, act/365
    expect(paid).toEqual({
      table: 'fee servicing',
      column: 'due',
      date: '2026-02-28',
      before: fee(0.01),
      after: fee(0.02),
    });
  });

  it('reports nothing when only formatting, comments or the order of columns change', async () => {
    replace('deal.yaml', 'rate: 1%', 'rate:   0.01');
    writeFileSync(
      at('deal.yaml'),
      `# new\n${readFileSync(at('deal.yaml'), 'utf8').replaceAll('\n', '\r\n')}`,
    );
    replace('stress.yaml', 'default: { cdr: 20% }', '# a fifth\ndefault:\n  cdr: 0.2');
    const rows = readFileSync(at('tape.csv'), 'utf8').trim().split('\n');
    writeFileSync(at('tape.csv'), rows.map((row) => row.split(',').reverse().join(',')).join('\r\n'));
    const { code, stdout } = await check();
    expect(code).toBe(0);
    expect(stdout).toMatch(/same +deal\.yaml/);
    expect(stdout).not.toContain('cause');
  });

  it('names another version first, and fails only if something moved', async () => {
    const other = { folder: folder.path, version: '9.9.9' };
    const quiet = await runAbs(['check'], other);
    expect(quiet.code).toBe(0);
    expect(quiet.stdout).toContain('note: program version abs: 0.0.0-test → 9.9.9');
    replace('deal.yaml', 'rate: 1%', 'rate: 1.01%');
    const moved = await runAbs(['check'], other);
    expect(moved.code).toBe(1);
    expect(moved.stdout).toContain('first cause: program version abs: 0.0.0-test → 9.9.9');
    expect(moved.stdout).toContain('also: term fees.servicing.charge.rate');
  });

  it('neither reads nor writes a baseline through a link that leads out of the folder', async () => {
    const outside = temporaryFolder({ 'secret.json': '{"schema":"mine"}' });
    rmSync(at('deal.baseline.json'));
    symlinkSync(join(outside.path, 'secret.json'), at('deal.baseline.json'));
    for (const flags of [[], ['--update']]) {
      const { code, stderr } = await check(...flags);
      expect(stderr).toContain('"deal.baseline.json" leads out of the folder in which abs check runs');
      expect(code).toBe(2);
    }
    expect(readFileSync(join(outside.path, 'secret.json'), 'utf8')).toBe('{"schema":"mine"}');
    outside.dispose();
  });

  it('runs the scenarios of a file, and warns of a file that no check names', async () => {
    const scenarios = 'scenarios:\n  - { name: bad, set: { default.multiple: 3 } }\n';
    writeFileSync(at('scenarios.yaml'), scenarios);
    expect((await check()).stderr).toContain('scenarios.yaml: no check file names this scenario file');
    replace('deal.check.yaml', 'tape: tape.csv,', 'tape: tape.csv, scenarios: scenarios.yaml,');
    expect((await check('--update')).code).toBe(0);
    writeFileSync(at('scenarios.yaml'), `# new\n${scenarios.replace('3', '"3.0"')}`);
    const same = await check();
    expect({ code: same.code, stderr: same.stderr }).toEqual({ code: 0, stderr: '' });
    writeFileSync(at('scenarios.yaml'), scenarios.replace('3', '4'));
    const moved = await check();
    expect(moved.code).toBe(1);
    expect(moved.stdout).toContain('first cause: assumption scenario bad: default.multiple: 3 → 4');
    expect(moved.stdout).toContain('scenario bad, note B');
  });

  it('runs a deal whose baseline was edited, and says so', async () => {
    replace('deal.baseline.json', /"interestPaid"/, '"interestDue"');
    replace('deal.baseline.json', /\["2026-02-28", "[\d.]+"/, '["2026-02-28", "1.00"');
    const { code, stdout } = await check();
    expect(code).toBe(1);
    expect(stdout).toContain('first cause: baseline changed after it was written');
  });

  it('compares simulated figures of another version within 4 joint standard errors', async () => {
    const baseline = JSON.parse(readFileSync(at('deal.baseline.json'), 'utf8'));
    const [price, error] = baseline.runs[0].price.figures['note A'].price;
    const withPrice = (value: number, version: string) => {
      baseline.runs[0].price.figures['note A'].price = [value, error];
      baseline.version = version;
      writeFileSync(at('deal.baseline.json'), JSON.stringify(baseline));
    };
    withPrice(price + 5 * error, '0.0.0-other'); // 4 √2 ε = 5.66 ε
    expect((await check()).code).toBe(0);
    withPrice(price + 6 * error, '0.0.0-other');
    expect((await check()).code).toBe(1);
    withPrice(price + 1e-9, '0.0.0-test');
    expect((await check()).code).toBe(1);
  });

  it('finds baselines whose deal is gone', async () => {
    rmSync(at('deal.yaml'));
    const { code, stdout } = await check();
    expect(code).toBe(1);
    expect(stdout).toContain('its deal file is gone');
  });

  it('runs a deal without a check file on the tape beside it, and later as its baseline says', async () => {
    rmSync(at('deal.check.yaml'));
    rmSync(at('deal.baseline.json'));
    expect((await check('--update', '--tape', 'tape.csv', '--assumptions', 'stress.yaml')).code).toBe(0);
    const [run] = JSON.parse(readFileSync(at('deal.baseline.json'), 'utf8')).runs;
    expect(run.files.assumptions.path).toBe('stress.yaml');
    expect((await check('--all')).stdout).toContain('same');
  });

  it.each([
    ['cut off', (text: string) => text.slice(0, 900), 'is a damaged baseline: it is not JSON'],
    ['another form', () => '{"schema":"abs/baseline/2"}', 'is abs/baseline/2, written by another version'],
    ['no baseline', () => '{"schema":"abs/price/1"}', 'is "abs/price/1", not a baseline'],
    ['a wrong type', (text: string) => text.replace('"rows": 12', '"rows": "12"'), 'expected'],
    [
      'a prototype key',
      (text: string) => text.replace('"terms": {', '"terms": { "__proto__": "x",'),
      '"__proto__"',
    ],
    ['a merge conflict', (text: string) => `<<<<<<< ours\n${text}`, 'merge conflict'],
    ['a million brackets', () => '['.repeat(1_000_000), 'is a damaged baseline'],
    ['nothing', () => '', 'is empty'],
  ])('refuses a baseline with %s, which --update mends', async (_, damage, message) => {
    writeFileSync(at('deal.baseline.json'), damage(readFileSync(at('deal.baseline.json'), 'utf8')));
    const { code, stdout, stderr } = await check();
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('deal.baseline.json');
    expect(stderr).toContain(message);
    expect((await check('--update')).code).toBe(0);
    expect((await check()).code).toBe(0);
  });

  it.each([
    [
      'an unknown option',
      'paths: 256',
      'path: 256',
      'deal.check.yaml:2:52 runs[0].options.path: there is no option "path"; did you mean "paths"?',
    ],
    ['a file outside', 'tape: tape.csv', 'tape: ../../../etc/passwd', 'leads out of the folder'],
    [
      'a missing tape',
      'tape: tape.csv',
      'tape: tope.csv',
      'there is no such tape file; did you mean "tape.csv"?',
    ],
    [
      'half a report',
      'tape: tape.csv',
      'state: stress.yaml',
      'reported collections need state and collections',
    ],
  ])('refuses %s in a check file', async (_, from, to, message) => {
    replace('deal.check.yaml', from, to);
    const { code, stdout, stderr } = await check();
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('writes JUnit, TAP and annotations', async () => {
    replace('deal.yaml', 'rate: 1%', 'rate: 1.01%');
    const tap = await check('--tap', '--junit', 'report.xml');
    expect(tap.stdout).toMatch(/^TAP version 14\n1\.\.1\nnot ok 1 - deal\.yaml\n# first cause: term fees/);
    const xml = readFileSync(at('report.xml'), 'utf8');
    expect(xml).toContain('tests="1" failures="1"');
    expect(xml).toContain(
      '<failure message="first cause: term fees.servicing.charge.rate (deal.yaml:8:30): 1% → 1.01%">',
    );
    const github = await check('--github');
    expect(github.stdout).toMatch(
      /^::error file=deal\.yaml,line=8,col=30,title=abs check::first cause: term .*1%25/,
    );
    expect((await check('--lang', 'zh')).stdout).toContain(
      '首要原因：条款 fees.servicing.charge.rate'.replace('：', ': '),
    );
  });

  it('says what is wrong with a deal to machines too', async () => {
    replace('deal.yaml', 'coupon: 5%', 'coupon: 5');
    const { code, stdout } = await check('--junit', 'report.xml');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(readFileSync(at('report.xml'), 'utf8')).toContain('<error message="deal.yaml:5:');
  });
});

describe('examples', () => {
  it('are what their baselines say', async () => {
    cpSync('examples', at('examples'), { recursive: true });
    const { code, stdout } = await runAbs(['check', '--all'], {
      folder: at('examples'),
      version: manifest.version,
    });
    expect(code, stdout).toBe(0);
  }, 120_000);
});
