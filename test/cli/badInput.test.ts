import { describe, expect, it } from 'vitest';
import { runAbs, temporaryFolder } from './runAbs.js';

/** Collateral that cannot be: every fault named with file, line and field, all in one run, exit 2. */
const headings =
  'loanId,currentBalance,annualRate,remainingTermMonths,maturityDate,repaymentType,region,cutOffDate';
const good = 'A,1000.00,12%,12,2027-01-31,level,north,2026-01-31';
const tape = (...rows: string[]) => `${[headings, good, ...rows].join('\n')}\n`;

interface Case {
  readonly name: string;
  readonly rows: readonly string[];
  readonly file: string;
  readonly says: readonly RegExp[];
}

const cases: readonly Case[] = [
  {
    name: 'term longer than maturity',
    rows: ['B,1000.00,12%,36,2027-01-31,level,north,2026-01-31'],
    file: '',
    says: [/^error: tape\.csv:3:remainingTermMonths: 1 loan, .* more than two months after the maturity$/m],
  },
  {
    name: 'negative balance',
    rows: ['B,-5.00,12%,12,2027-01-31,level,north,2026-01-31'],
    file: '',
    says: [/^error: tape\.csv:3:currentBalance: "-5\.00" the balance is negative$/m],
  },
  {
    name: 'rate above 100 %',
    rows: ['B,1000.00,150%,12,2027-01-31,level,north,2026-01-31'],
    file: '',
    says: [/^error: tape\.csv:3:annualRate: "150%" would be 150 % a year$/m],
  },
  {
    name: 'CPR and CDR above 1',
    rows: [],
    file: 'prepayment: { cpr: 101% }\ndefault: { cdr: 150% }\n',
    says: [
      /^error: a\.yaml:1:20 prepayment\.cpr: 1\.01 is not between 0 and 1; .* 1 means all$/m,
      /^error: a\.yaml:2:17 default\.cdr: 1\.5 is not between 0 and 1; .* 1 means all$/m,
    ],
  },
  {
    name: 'a rate above 1 deep in a vector',
    rows: [],
    file: 'default:\n  vector: { unit: mdr, by: age, rates: [1%, 120%] }\n',
    says: [/^error: a\.yaml:2:45 default\.vector\.rates\[1\]: 1\.2 is not between 0 and 1/m],
  },
  {
    name: 'a segment that does not exist',
    rows: [],
    file: 'segments:\n  - { where: { region: nord }, default: none }\n',
    says: [
      /^error: a\.yaml:2:24 segments\[0\]\.where\.region: no loan has the region "nord"; did you mean "north"\?$/m,
    ],
  },
  {
    name: 'a recovery rate above 1 without a flag',
    rows: [],
    file: 'recovery: { rate: 120% }\n',
    says: [
      /^error: a\.yaml:1:19 recovery\.rate: 1\.2 recovers more than the balance; .* needs allowAboveOne$/m,
    ],
  },
  {
    name: 'a fixed-rate stress on a discount instrument',
    rows: ['B,1000.00,0%,6,2026-07-31,discount,north,2026-01-31'],
    file: 'fixedRateStress: { change: -1%, fromMonth: 1 }\n',
    says: [
      /^error: tape\.csv:3:repaymentType: 1 loan, balance 1000\.00: fixedRateStress .* discount instrument.*; see a\.yaml:1:18 fixedRateStress$/m,
    ],
  },
  {
    name: 'a speed that does not fit, in a segment',
    rows: ['B,1000.00,0%,6,2026-07-31,discount,north,2026-01-31'],
    file: 'segments:\n  - { where: { repaymentType: discount }, prepayment: { psa: 100% } }\n',
    says: [
      /^error: tape\.csv:3:repaymentType: .*prepayment "psa" .* discount instrument; .*see a\.yaml:2:62 segments\[0\]\.prepayment\.psa$/m,
    ],
  },
];

/** Everything at once: the first fault hides no other. */
const all: Case = {
  name: 'all at once',
  rows: [
    'B,1000.00,12%,36,2027-01-31,level,north,2026-01-31',
    'C,-5.00,12%,12,2027-01-31,level,north,2026-01-31',
    'D,1000.00,150%,12,2027-01-31,level,north,2026-01-31',
    'E,1000.00,0%,6,2026-07-31,discount,north,2026-01-31',
  ],
  file: `prepayment: { cpr: 101% }
default: { cdr: 150% }
recovery: { rate: 120% }
fixedRateStress: { change: -1%, fromMonth: 1 }
segments:
  - { where: { region: nord }, default: none }
`,
  says: [
    /^error: tape\.csv:3:remainingTermMonths: /m,
    /^error: tape\.csv:4:currentBalance: /m,
    /^error: tape\.csv:5:annualRate: /m,
    /^error: tape\.csv:6:repaymentType: .*see a\.yaml:4:18 fixedRateStress$/m,
    /^error: a\.yaml:1:20 prepayment\.cpr: /m,
    /^error: a\.yaml:2:17 default\.cdr: /m,
    /^error: a\.yaml:3:19 recovery\.rate: /m,
    /^error: a\.yaml:6:24 segments\[0\]\.where\.region: /m,
  ],
};

describe.each([...cases, all])('$name', ({ rows, file, says }) => {
  it.each([
    ['cashflow', ['--pool-only']],
    ['cashflow', []],
    ['price', []],
  ])('abs %s %j', async (command, more) => {
    const own = temporaryFolder({
      'tape.csv': tape(...rows),
      'a.yaml': file === '' ? 'order: survivors\n' : file,
    });
    const args = [command, 'tape.csv', '--assumptions', 'a.yaml', ...more];
    const { code, stdout, stderr } = await runAbs(args, { folder: own.path });
    own.dispose();
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    for (const line of says) expect(stderr).toMatch(line);
  });
});

describe('what a simulation does not take', () => {
  it('is named with its place in the file, all of it', async () => {
    const own = temporaryFolder({
      'tape.csv': tape(),
      'a.yaml':
        'prepayment: { vector: { unit: cpr, by: month, rates: [5%] } }\nfixedRateStress: { change: 1%, fromMonth: 1 }\n',
    });
    const args = ['price', 'tape.csv', '--assumptions', 'a.yaml'];
    const { code, stderr } = await runAbs(args, { folder: own.path });
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^error: a\.yaml:1:23 prepayment\.vector: prepayment "vector" is projected, and not simulated/m,
    );
    expect(stderr).toMatch(/^error: a\.yaml:2:18 fixedRateStress: fixedRateStress is projected/m);
    const byCashflow = await runAbs([...args, '--method', 'dcf', '--quiet'], { folder: own.path });
    expect(byCashflow.code).toBe(0);
    own.dispose();
  });
});

describe('defaults that the pool is too small for', () => {
  it.each([
    ['price', ['--method', 'dcf']],
    ['cashflow', []],
    ['cashflow', ['--pool-only']],
  ])('are a warning of abs %s %j, at the line that asks for them', async (command, more) => {
    const own = temporaryFolder({
      'tape.csv': tape(),
      'a.yaml': 'default:\n  amounts: [{ month: 1, amount: 5000.00 }]\n',
    });
    const args = [command, 'tape.csv', '--assumptions', 'a.yaml', ...more];
    const { code, stderr } = await runAbs(args, { folder: own.path });
    own.dispose();
    expect(code).toBe(0);
    expect(stderr).toMatch(/^warning: a\.yaml:2:\d+ default\.amounts: defaults of 4000\.00 were asked for/m);
  });
});

describe('nothing to price', () => {
  it.each([
    ['price', []],
    ['price', ['--method', 'dcf']],
    ['cashflow', []],
    ['cashflow', ['--pool-only']],
  ])('a tape of repaid loans alone is an error of abs %s %j', async (command, more) => {
    const own = temporaryFolder({
      'tape.csv': `${headings}\nA,0.00,12%,12,2027-01-31,level,north,2026-01-31\n`,
    });
    const { code, stdout, stderr } = await runAbs([command, 'tape.csv', ...more], { folder: own.path });
    own.dispose();
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: tape\.csv: no row of the tape is a loan with a balance$/m);
  });

  it.each([[[]], [['--method', 'dcf']]])('rates that run away are refused by abs price %j', async (more) => {
    const own = temporaryFolder({
      'tape.csv': tape(),
      'a.yaml':
        'rates: { model: arima, ar: [1.9], differences: 0, mean: 4%, deviation: 0.5%, history: [2%, 2.1%, 2%] }\n',
    });
    const args = ['price', 'tape.csv', '--assumptions', 'a.yaml', ...more];
    const { code, stdout, stderr } = await runAbs(args, { folder: own.path });
    own.dispose();
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: a\.yaml:1:17 rates\.model: within \d+ months .* is expected at up to/m);
  });
});
