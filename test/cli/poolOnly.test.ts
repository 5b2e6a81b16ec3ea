import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from '#basics/schema.js';
import { textWidth } from '#report/textWidth.js';
import { runAbs, smallTape, temporaryFolder } from './runAbs.js';

const lines = `loanId,currentBalance,dailyRate,remainingTermMonths,repaymentType,creditLimit,cutOffDate
C1,1000.00,0.0005,3,credit-line,2000.00,2026-01-31
C2,500.00,0.0005,2,credit-line,500.00,2026-01-31
`;
const scheduled = `loanId,currentBalance,annualRate,remainingTermMonths,repaymentType,cutOffDate
S1,1000.00,10%,12,schedule,2026-01-31
S2,600.00,10%,12,按还款计划,2026-01-31
L1,1200.00,12%,12,level,2026-01-31
`;
const schedules = `loanId,date,principal,interest
S1,2026-02-28,400.00,8.00
S1,2026-05-31,600.00,15.00
S2,2026-03-15,600.00,9.00
`;

let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => {
  folder = temporaryFolder({
    'tape.csv': smallTape(),
    'undated.csv': smallTape().replaceAll(',CNY,2026-01-31', '').replace(',currency,cutOffDate', ''),
    'lines.csv': lines,
    'draws.yaml': 'creditLines: { averageDrawingDays: 60, dailyDrawing: 0.2% }\n',
    'scheduled.csv': scheduled,
    'schedules.csv': schedules,
    'wrong.csv': schedules.replace('S2', 'S9').replace('400.00', '401.00').replace('15.00', 'x'),
    'stress.yaml': `prepayment: { cpr: 10% }
default: { amounts: [{ month: 1, amount: 5000.00 }, { month: 20, amount: 900000.00 }] }
recovery: { rate: 50%, lagMonths: 2, cost: 10% }
prepaymentPenalty: [{ throughAge: 60, rate: 2% }]
`,
    'nothing.yaml': 'prepayment: none\ndefault: none\nrecovery: none\n',
  });
});
afterAll(() => folder.dispose());

const run = (...args: string[]) => runAbs(['cashflow', ...args], { folder: folder.path });
const pool = async (...args: string[]) => {
  const { stdout, stderr, code } = await run(...args, '--pool-only', '--json', '--quiet');
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  return JSON.parse(stdout);
};
const cents = (text: string | undefined) => Math.round(Number(text ?? 0) * 100);

describe('abs cashflow --pool-only', () => {
  it('repays the balance of the tape to the cent when nobody defaults', async () => {
    const document = await pool('tape.csv', '--cdr', '0%', '--cpr', '20%');
    const { scheduledPrincipal, prepaidPrincipal } = document.totals;
    expect(cents(scheduledPrincipal) + cents(prepaidPrincipal)).toBe(cents(document.tape.currentBalance));
    expect(document.pool.at(-1).balanceAtEnd).toBe('0.00');
    expect(document.deal).toBeNull();
    expect(document.run.assumptions.map(({ name }: { name: string }) => name)).not.toContain('deal');
  });

  it('opens and closes each month to the cent', async () => {
    const { pool: rows } = await pool('tape.csv', '--assumptions', 'stress.yaml');
    for (const row of rows) {
      const moved =
        cents(row.scheduledPrincipal) + cents(row.prepaidPrincipal) + cents(row.defaultedPrincipal);
      expect(cents(row.balanceAtStart) - moved).toBe(cents(row.balanceAtEnd));
    }
  });

  it('has a column only where it says something, and warns of defaults that found no balance', async () => {
    const plain = await pool('tape.csv', '--assumptions', 'nothing.yaml');
    expect(Object.keys(plain.pool[0])).toEqual([
      'month',
      'date',
      'balanceAtStart',
      'interest',
      'scheduledPrincipal',
      'prepaidPrincipal',
      'defaultedPrincipal',
      'recoveries',
      'losses',
      'purchasedPrincipal',
      'balanceAtEnd',
    ]);
    const { stdout, stderr } = await run('tape.csv', '--assumptions', 'stress.yaml', '--pool-only');
    for (const label of ['Penalties', 'Recovery cost', 'Unplaced']) expect(stdout).toContain(label);
    expect(stderr).toMatch(/warning: stress\.yaml:2:\d+ default\.amounts: defaults of .* were asked for/);
  });

  it.each([['tape.csv'], ['undated.csv'], ['lines.csv']])('%s fits the printed schema', async (tape) => {
    const schema = z.fromJSONSchema(JSON.parse((await runAbs(['schema', 'cashflow'])).stdout));
    for (const more of [['--pool-only'], ['--explain-loan', tape === 'lines.csv' ? 'C1' : 'L2']]) {
      const { stdout } = await run(tape, ...more, '--json');
      const parsed = schema.safeParse(JSON.parse(stdout));
      expect(parsed.error?.issues ?? []).toEqual([]);
      expect(schema.safeParse({ ...JSON.parse(stdout), extra: 1 }).success).toBe(false);
    }
  });

  it('counts months where nobody states a cut-off', async () => {
    const { pool: rows, run: record } = await pool('undated.csv');
    expect([record.asOf, rows[0].month, rows[0].date]).toEqual([null, 1, null]);
  });

  it('is at most 100 columns wide, in both languages', async () => {
    for (const language of ['en', 'zh']) {
      for (const more of [['--pool-only'], ['--explain-loan', 'L3']]) {
        const { stdout } = await run('tape.csv', '--assumptions', 'stress.yaml', ...more, '--lang', language);
        expect(stdout.split('\n').filter((line) => textWidth(line) > 100)).toEqual([]);
        expect(stdout).toContain(language === 'zh' ? '早偿本金' : 'Prepaid');
      }
    }
  });

  it('projects drawings on credit lines, which a deal does not fund yet', async () => {
    const document = await pool('lines.csv', '--assumptions', 'draws.yaml');
    expect(cents(document.totals.drawnPrincipal)).toBeGreaterThan(0);
    const { code, stdout, stderr } = await run('lines.csv', '--assumptions', 'draws.yaml');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: draws\.yaml:1:\d+ creditLines\.dailyDrawing: .*--pool-only/);
  });

  it.each([
    ['--deal', 'deal.yaml'],
    ['--explain', 'A@1'],
  ])('refuses %s', async (flag, value) => {
    const { code, stderr } = await run('tape.csv', '--pool-only', flag, value);
    expect(code).toBe(2);
    expect(stderr).toContain(`${flag}: has no meaning with --pool-only`);
  });
});

describe('abs cashflow --loan-level', () => {
  it('adds up to the pool, unrounded, with and without a deal', async () => {
    const { pool: rows } = await pool('tape.csv', '--loan-level', 'loans.csv', '--cdr', '10%');
    const text = readFileSync(join(folder.path, 'loans.csv'), 'utf8');
    const [head, ...body] = text
      .trimEnd()
      .split('\n')
      .map((line) => line.split(','));
    expect(head!.slice(0, 5)).toEqual(['loanId', 'line', 'month', 'date', 'balanceAtStart']);
    for (const name of ['interest', 'defaultedPrincipal', 'balanceAtEnd']) {
      const column = head!.indexOf(name);
      rows.forEach((row: { [name: string]: string }, k: number) => {
        const inMonth = body.filter((line) => line[2] === String(k + 1));
        const sum = inMonth.reduce((total, line) => total + Number(line[column]), 0);
        expect(Math.abs(sum - Number(row[name])), `${name} ${k + 1}`).toBeLessThanOrEqual(0.011);
      });
    }
    expect((await run('tape.csv', '--cdr', '10%', '--loan-level', 'again.csv')).code).toBe(0);
    expect(readFileSync(join(folder.path, 'again.csv'), 'utf8')).toBe(text);
  });

  it.each([
    ['loans.txt', 'is not a .csv file'],
    ['tape.csv', 'never overwritten'],
    ['nowhere/loans.csv', 'there is no folder'],
    ['out.csv', 'same file'],
  ])('refuses %s', async (file, message) => {
    const more = file === 'out.csv' ? ['-o', 'out.csv'] : [];
    const { code, stderr } = await run('tape.csv', '--pool-only', '--loan-level', file, '--force', ...more);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('abs cashflow --explain-loan', () => {
  it('shows rates, amounts and formulas that give the amounts', async () => {
    const args = ['tape.csv', '--explain-loan', 'L2', '--cdr', '10%', '--json'];
    const document = JSON.parse((await run(...args)).stdout);
    expect(document.loan).toMatchObject({ loanId: 'L2', line: 3, currentBalance: 11250 });
    const formula = (name: string) =>
      document.formulas.find(({ column }: { column: string }) => column === name).formula;
    expect(formula('defaultedPrincipal')).toBe('balance at start × mdr');
    expect(formula('scheduledPrincipal')).toBe('(balance at start − defaulted) × scheduled share');
    for (const { mdr, smm, scheduledShare, amounts } of document.months) {
      const { balanceAtStart, defaultedPrincipal, scheduledPrincipal, prepaidPrincipal } = amounts;
      const near = (got: number, wanted: number) => expect(Math.abs(got - wanted)).toBeLessThan(1e-8);
      near(defaultedPrincipal, balanceAtStart * mdr);
      near(scheduledPrincipal, (balanceAtStart - defaultedPrincipal) * scheduledShare);
      near(prepaidPrincipal, (balanceAtStart - defaultedPrincipal - scheduledPrincipal) * smm);
    }
  });

  it('as text and as rows', async () => {
    const text = await run('tape.csv', '--explain-loan', 'L2');
    expect(text.stdout).toContain('defaultedPrincipal = balance at start × mdr');
    const { stdout } = await run('tape.csv', '--explain-loan', 'L2', '--csv');
    expect(stdout.split('\n')[0]).toMatch(/^month,date,mdr,smm,scheduledShare,interestShare,balanceAtStart/);
  });

  it('names the loan that was meant', async () => {
    const { code, stderr } = await run('tape.csv', '--explain-loan', 'L13');
    expect(code).toBe(2);
    expect(stderr).toContain('--explain-loan: there is no loan "L13"; did you mean "L1"?');
  });
});

describe('abs cashflow --schedules', () => {
  const args = ['scheduled.csv', '--assumptions', 'nothing.yaml'];

  it('pays by the second file', async () => {
    const { pool: rows, run: record } = await pool(...args, '--schedules', 'schedules.csv');
    expect(record.inputs.map(({ name }: { name: string }) => name)).toContain('schedules.csv');
    const level = (k: number) => cents(rows[k].scheduledPrincipal);
    // The level loan alone pays 94.62 in the first month: 1,200 at 1 % a month over twelve.
    expect(level(0) - 40000).toBe(9462);
    expect(cents(rows[0].interest)).toBe(800 + 1200);
    expect(level(1)).toBeGreaterThan(60000);
    expect(level(3)).toBeGreaterThan(60000);
  });

  it('names all faults of the file, and what a tape without it lacks', async () => {
    const { code, stderr } = await run(...args, '--pool-only', '--schedules', 'wrong.csv');
    expect(code).toBe(2);
    expect(stderr).toContain('wrong.csv:3:interest: "x" is not a number');
    const without = await run(...args, '--pool-only');
    expect(without.code).toBe(2);
    expect(without.stderr).toContain('scheduled.csv:2:repaymentType');
  });
});
