import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { progressLine } from '#cli/progress.js';
import { runCommandLine } from '#cli/runCommandLine.js';
import { runAbs, smallDeal, smallTape, temporaryFolder } from './runAbs.js';

let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => {
  folder = temporaryFolder({
    'tape.csv': smallTape(),
    'rejects.csv': smallTape().replace('10000.00', 'ten'),
  });
});
afterAll(() => folder.dispose());

describe('exit codes', () => {
  it.each([
    [0, ['tape', 'tape.csv']],
    [1, ['tape', 'rejects.csv']],
    [2, ['tape', 'nothing.csv']],
    [2, ['price', 'rejects.csv']],
    [0, ['price', 'rejects.csv', '--max-rejects', '1', '--paths', '64']],
    [0, ['--version']],
    [0, ['--help']],
    [0, ['help', 'price']],
    [2, ['--verbose']],
  ])('%i for %j', async (code, args) => {
    expect((await runAbs(args, { folder: folder.path })).code).toBe(code);
  });

  it('70 with a request to report, and a stack only on request', async () => {
    const broken = async (args: string[]) => {
      let stderr = '';
      const code = await runCommandLine(args, {
        version: '1.2.3',
        env: {},
        folder: folder.path,
        stdin: (async function* () {})(),
        stdout: {
          isTerminal: false,
          columns: undefined,
          write: () => {
            throw new Error('the seven seas are dry');
          },
        },
        stderr: {
          isTerminal: false,
          columns: undefined,
          write: (text) => {
            stderr += text;
          },
        },
        onInterrupt: () => () => {},
      });
      return { code, stderr };
    };
    const quiet = await broken(['tape', 'tape.csv']);
    expect(quiet.code).toBe(70);
    expect(quiet.stderr).toContain('bug: the seven seas are dry');
    expect(quiet.stderr).toContain('Please report it');
    expect(quiet.stderr).not.toContain('    at ');
    expect((await broken(['tape', 'tape.csv', '--debug'])).stderr).toContain('    at ');
  });
});

describe('interruption', () => {
  it('ends after the first round, marks the result as partial and exits 130', async () => {
    const args = ['price', 'tape.csv', '--paths', '100000', '--json'];
    const { code, stdout, stderr } = await runAbs(args, { folder: folder.path, isInterrupted: true });
    expect(code).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ estimator: { partial: true, rounds: 1 } });
    expect(stderr).toContain('warning: stopped after');
  });

  it('is fine where everything was simulated all the same', async () => {
    const args = ['price', 'tape.csv', '--paths', '64', '--json'];
    const { code, stdout } = await runAbs(args, { folder: folder.path, isInterrupted: true });
    expect(JSON.parse(stdout)).toMatchObject({ estimator: { partial: false } });
    expect(code).toBe(0);
  });
});

describe('assumptions without a part in the run', () => {
  const text = 'correlation: 40%\nrates: { volatility: 5% }\npremium: { rate: 9%, rule: full }\n';

  it.each([
    [
      'cashflow',
      [],
      ['1:14: correlation', '2:22: rates.volatility', '3:18: premium.rate', '3:28: premium.rule'],
    ],
    ['price', ['--method', 'dcf'], ['1:14: correlation', '2:22: rates.volatility']],
    ['price', ['--paths', '64'], []],
  ])('%s %j warns of each', async (command, flags, expected) => {
    writeFileSync(join(folder.path, 'all.yaml'), text);
    const args = [command, 'tape.csv', '--assumptions', 'all.yaml', ...flags];
    const { stderr } = await runAbs(args, { folder: folder.path });
    const unused = [...stderr.matchAll(/^warning: all\.yaml:(.*) has no part in /gm)].map(
      (match) => match[1],
    );
    expect(unused).toEqual(expected);
  });

  it('says for either method that the full premium counts expected loss twice', async () => {
    for (const flags of [
      ['--method', 'dcf'],
      ['--paths', '64'],
    ]) {
      const args = ['price', 'tape.csv', '--premium', 'full', ...flags];
      const { stderr } = await runAbs(args, { folder: folder.path });
      expect(stderr).toContain('expected loss counted twice');
    }
  });
});

describe('output', () => {
  it('explains a payment as rows too', async () => {
    const args = ['cashflow', 'tape.csv', '--explain', 'A@1', '--csv'];
    const { stdout } = await runAbs(args, { folder: folder.path });
    expect(stdout.split('\n')[0]).toBe('step,do,kind,name,available,due,paid,limit');
    expect(stdout).toContain('\n2,pay-interest,interest,A,');
  });

  it('explains an amount a year by its days', async () => {
    const yearly = '{ name: rating, amount: 50000.00, per: year, dayCount: act/365 }';
    const deal = smallDeal
      .replace('of: pool }', `of: pool }\n  - ${yearly}`)
      .replace('[servicing]', '[servicing, rating]');
    writeFileSync(join(folder.path, 'rated.yaml'), deal);
    const args = ['cashflow', 'tape.csv', '--deal', 'rated.yaml', '--explain', 'rating@1'];
    const { code, stdout } = await runAbs(args, { folder: folder.path });
    expect(code).toBe(0);
    // From 2026-01-31 to 2026-02-28; 50000 × 28 / 365 = 3835.616…
    expect(stdout).toContain('Due  50000.00 × 28/365 = 3835.62');
  });

  it('explains what no step touched, and where a fee of the closing is', async () => {
    const supports = 'supports:\n  bank: { limit: 700.00, covers: [interest] }\n';
    const legal = '  - { name: legal, amount: 20.00, per: closing }\n';
    const deal = smallDeal.replace('steps:', `${legal}${supports}steps:`);
    writeFileSync(join(folder.path, 'backed.yaml'), deal);
    const args = ['cashflow', 'tape.csv', '--deal', 'backed.yaml', '--quiet', '--explain'];
    const bank = await runAbs([...args, 'bank@1'], { folder: folder.path });
    expect(bank.stdout).toContain('No step paid bank or drew on it on this date · End 700.00');
    const closing = await runAbs([...args, 'legal@1'], { folder: folder.path });
    expect(closing.code).toBe(2);
    expect(closing.stderr).toContain('fee "legal" is paid at closing');
  });

  it('goes to a file by its extension and leaves stdout empty', async () => {
    const args = ['price', 'tape.csv', '--paths', '64'];
    const json = await runAbs([...args, '--json'], { folder: folder.path });
    const file = await runAbs([...args, '-o', 'out.json'], { folder: folder.path });
    expect(file).toMatchObject({ code: 0, stdout: '' });
    expect(readFileSync(join(folder.path, 'out.json'), 'utf8')).toBe(json.stdout);
    expect((await runAbs([...args, '-o', 'out.csv'], { folder: folder.path })).code).toBe(0);
    expect(readFileSync(join(folder.path, 'out.csv'), 'utf8')).toMatch(/^name,kind,balance,/);
  });

  it('--quiet silences warnings and nothing else', async () => {
    const args = ['price', 'rejects.csv', '--max-rejects', '1', '--paths', '64'];
    const loud = await runAbs(args, { folder: folder.path });
    const quiet = await runAbs([...args, '--quiet'], { folder: folder.path });
    expect(loud.stderr).toContain('warning: rejects.csv: 1 of 12 rows were rejected');
    expect(quiet.stderr).toBe('');
    expect(quiet.stdout).toBe(loud.stdout);
  });

  it('says the same warnings in the document and on stderr', async () => {
    const undated = smallTape().replaceAll('L', '');
    const { stdout, stderr } = await runAbs(['tape', '-', '--json'], {
      stdin: undated.replace('loanId', 'row'),
    });
    const { problems } = JSON.parse(stdout) as { problems: { message: string }[] };
    expect(problems.length).toBeGreaterThan(0);
    for (const { message } of problems) expect(stderr).toContain(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(problems.length);
  });

  it('never lets a tape run a formula in a spreadsheet', async () => {
    const tape = smallTape().replace('L1,', '=1+1,').replace('10000.00', '=HYPERLINK("x")');
    const { stdout } = await runAbs(['tape', '-', '--csv'], { stdin: tape });
    expect(stdout).not.toMatch(/(^|,)"?=/m);
  });
});

describe('progress', () => {
  const lines = (isTerminal: boolean, quiet: boolean) => {
    let written = '';
    const stderr = {
      isTerminal,
      columns: 100,
      write: (text: string) => {
        written += text;
      },
    };
    const host = {
      version: '',
      env: {},
      folder: '',
      stdin: (async function* () {})(),
      stdout: stderr,
      stderr,
      onInterrupt: () => () => {},
    };
    let now = 0;
    const line = progressLine(host, quiet, () => now);
    const paths = { loanPathCount: 4096, largePoolPathCount: 4096, standardError: 0.0123 };
    line.showBlock(3, 8);
    now = 100;
    line.showBlock(4, 8); // too soon after the last
    now = 3000;
    line.show({ round: 1, ...paths, shareDone: 0.2 });
    now = 4000;
    line.showBlock(1, 3);
    line.show({ round: 2, ...paths, shareDone: 1 });
    line.clear();
    return written;
  };

  it('is one line that goes away', () =>
    expect(lines(true, false).split('\r\u001b[K')).toEqual([
      '',
      'round 1: 37 %',
      'round 1: 4,096 paths, ± 0.012, about 12 s left',
      'round 2: 33 %; so far 4,096 paths, ± 0.012',
      'round 2: 4,096 paths, ± 0.012',
      '',
    ]));
  it('is only for terminals', () => expect(lines(false, false)).toBe(''));
  it('is silenced by --quiet', () => expect(lines(true, true)).toBe(''));
});
