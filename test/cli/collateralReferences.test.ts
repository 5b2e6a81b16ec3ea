import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import absSpeed from '../../fixtures/reference/collateral/absSpeed.json' with { type: 'json' };
import byTerm from '../../fixtures/reference/collateral/defaultByTerm.json' with { type: 'json' };
import invoices from '../../fixtures/reference/collateral/invoices.json' with { type: 'json' };
import passThrough from '../../fixtures/reference/collateral/passThrough.json' with { type: 'json' };
import standard from '../../fixtures/reference/collateral/standardFormulas.json' with { type: 'json' };
import { runAbs, temporaryFolder } from './runAbs.js';

/** Published figures, from a tape and a file of assumptions to what the command prints. */
type Row = { readonly [column: string]: number };

async function poolRows(tape: string, assumptions: string, ...more: string[]): Promise<Row[]> {
  const folder = temporaryFolder({ 'tape.csv': tape, 'a.yaml': assumptions });
  try {
    const args = ['cashflow', 'tape.csv', '--assumptions', 'a.yaml', '--pool-only', '--csv', ...more];
    const { code, stdout, stderr } = await runAbs(args, { folder: folder.path });
    expect({ code, stderr: stderr.replace(/^warning: .*\n/gm, '') }).toEqual({ code: 0, stderr: '' });
    return rowsOf(stdout);
  } finally {
    folder.dispose();
  }
}

function rowsOf(csv: string): Row[] {
  const [head, ...lines] = csv
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  return lines.map((line) => Object.fromEntries(head!.map((name, i) => [name, Number(line[i])])));
}

function near(got: number, wanted: number, tolerance: number, what: string): void {
  expect(Math.abs(got - wanted), `${what}: ${got} for ${wanted}`).toBeLessThanOrEqual(tolerance);
}

const sum = (rows: readonly Row[], name: string) => rows.reduce((total, row) => total + (row[name] ?? 0), 0);

describe('Standard Formulas, cash flow A (SF-22), with principal and interest advanced', async () => {
  const { inputs, rows, totals, tolerance } = standard.cashFlowA;
  const lag = inputs.months_to_liquidation;
  const tape = `currentBalance,annualRate,remainingTermMonths,monthsOnBook,loanId\n${inputs.balance}.00,${inputs.wac_pct}%,${inputs.term},0,1\n`;
  const percent = (share: number) => `${Number((share * 100).toPrecision(12))}%`;
  const file = `order: sifma
prepayment: { smm: ${percent(inputs.smm)} }
default: { mdr: ${percent(inputs.mdr)}, noneInLastMonths: ${lag} }
recovery: { rate: ${percent(1 - inputs.severity)}, lagMonths: ${lag}, advances: principal-and-interest }
`;
  let waiting = 0;
  const flow = (await poolRows(tape, file)).map((row): Row => {
    waiting += row['defaultedPrincipal']! - row['advancedPrincipal']! - liquidated(row);
    return { ...row, waiting };
  });
  // The printed columns that are one of ours, or a sum or difference of ours.
  const columns: { readonly [printed: string]: (row: Row) => number } = {
    perf_bal: (row) => row['balanceAtEnd']!,
    new_def: (row) => row['defaultedPrincipal']!,
    exp_am: (row) => row['scheduledPrincipal']! + row['advancedPrincipal']!,
    vol_prepay: (row) => row['prepaidPrincipal']!,
    am_def: (row) => row['advancedPrincipal']!,
    act_am: (row) => row['scheduledPrincipal']!,
    exp_int: (row) => row['interest']!,
    lost_int: (row) => row['advancedInterest']!,
    act_int: (row) => row['interest']! - row['advancedInterest']!,
    fcl: (row) => row['waiting']!,
    adb: liquidated,
    prin_recov: (row) => row['recoveries']! - row['advancedPrincipal']!,
    prin_loss: (row) => row['losses']!,
  };
  const compared = inputs.columns.filter((name) => Object.hasOwn(columns, name));

  it('compares all columns but the amortization factor', () => expect(compared).toHaveLength(13));

  it.each(Object.entries(rows))('month %s', (month, printed) => {
    for (const name of compared) {
      const wanted = printed[inputs.columns.indexOf(name)]!;
      near(columns[name]!(flow[Number(month) - 1]!), wanted, tolerance, name);
    }
  });

  it.each(Object.entries(totals).filter(([name]) => compared.includes(name)))(
    'total %s is %s',
    (name, printed) => {
      const got = flow.reduce((total, row) => total + columns[name]!(row), 0);
      near(got, printed, tolerance, name);
    },
  );
});

function liquidated(row: Row): number {
  return row['recoveries']! - row['advancedPrincipal']! + row['losses']!;
}

describe('pass-through at 100 PSA', async () => {
  const { inputs, rows, tolerance } = passThrough;
  const tape = `loanId,currentBalance,annualRate,remainingTermMonths,monthsOnBook\n1,${inputs.balance}.00,${inputs.wac},${inputs.wam},${inputs.age}\n`;
  const flow = await poolRows(tape, 'prepayment: { psa: 100% }\ndefault: none\nrecovery: none\n');
  it.each(Object.entries(rows))('month %s', (month, printed) => {
    const row = flow[Number(month) - 1]!;
    near(row['balanceAtStart']!, printed.balance, tolerance.amount, 'balance');
    near(row['scheduledPrincipal']! + row['interest']!, printed.payment, tolerance.amount, 'payment');
    near((row['interest']! * inputs.passthrough) / inputs.wac, printed.net_interest, tolerance.amount, 'net');
    near(row['scheduledPrincipal']!, printed.scheduled, tolerance.amount, 'scheduled');
    near(row['prepaidPrincipal']!, printed.prepay, tolerance.amount, 'prepaid');
    const smm = row['prepaidPrincipal']! / (row['balanceAtEnd']! + row['prepaidPrincipal']!);
    near(smm, printed.smm, tolerance.smm, 'smm');
  });
});

describe('default rates by original term (H16)', async () => {
  const { inputs, expected, tolerance } = byTerm;
  const loans = inputs.loans.map(
    ({ originTerm, remaining }, i) => `L${i + 1},100000.00,6%,${remaining},${originTerm}`,
  );
  const tape = `loanId,currentBalance,annualRate,remainingTermMonths,originalTermMonths\n${loans.join('\n')}\n`;
  const vectors = Object.entries(inputs.vectors).map(
    ([term, rates]) => `      - { termMonths: ${term}, rates: [${rates.join(', ')}] }`,
  );
  const file = `prepayment: none\ndefault:\n  byTerm:\n    unit: mdr\n    vectors:\n${vectors.join('\n')}\n`;
  const folder = temporaryFolder({ 'tape.csv': tape, 'a.yaml': file });
  const args = ['cashflow', 'tape.csv', '--assumptions', 'a.yaml', '--pool-only', '--quiet'];
  const { code } = await runAbs([...args, '--loan-level', 'loans.csv'], { folder: folder.path });
  const text = readFileSync(join(folder.path, 'loans.csv'), 'utf8');
  folder.dispose();

  it('runs', () => expect(code).toBe(0));
  it.each(expected.periodDefaultRates.map((rates, i) => [i + 1, rates] as const))(
    'loan %s',
    (loan, rates) => {
      const rows = rowsOf(text.replaceAll(/^L/gm, '')).filter((row) => row['loanId'] === loan);
      rates.forEach((rate, k) => {
        const { defaultedPrincipal, balanceAtStart } = rows[k]!;
        near(defaultedPrincipal! / balanceAtStart!, rate, tolerance, `month ${k + 1}`);
      });
    },
  );
});

describe('absolute prepayment speed (B04)', () => {
  const { toSmm, smmPercent, tolerance } = absSpeed.cells;
  it.each(toSmm.map(({ abs, month }, i) => [abs, month, smmPercent[i]!] as const))(
    '%s ABS in month %s is %s %% SMM',
    async (speed, month, printed) => {
      const age = month - 1;
      const loan = `1,1000000000.00,0%,${60 - age},${age}`;
      const tape = `loanId,currentBalance,annualRate,remainingTermMonths,monthsOnBook\n${loan}\n`;
      const flow = await poolRows(tape, `prepayment: { abs: ${speed}% }\ndefault: none\n`);
      const { balanceAtStart, scheduledPrincipal, prepaidPrincipal } = flow[0]!;
      near((100 * prepaidPrincipal!) / (balanceAtStart! - scheduledPrincipal!), printed, tolerance, 'smm');
    },
  );
});

describe('invoices (H12)', () => {
  const { large, recovery } = invoices.inputs;
  const tape = `loanId,faceAmount,annualRate,dueDate,repaymentType,cutOffDate\n1,${large.face}.00,0%,${large.due},discount,${large.start}\n`;

  it.each([
    ['a tenth', '10%', invoices.expected.default10pct],
    ['all', '100%', invoices.expected.defaultAll],
  ])('%s is not paid', async (_name, unpaid, wanted) => {
    const timing = recovery.byDays.map(([, share]) => `${share! * 100}%`).join(', ');
    const file = `prepayment: none
default: none
recovery: { rate: ${recovery.rate * 100}%, lagMonths: 1, timing: [${timing}] }
payables: { unpaidShare: ${unpaid}, defaultAfterMonths: 0 }
`;
    const flow = await poolRows(tape, file);
    const dated = (date: string) => wanted.find((row) => row.date === date)!;
    const [due, ...after] = wanted;
    // The face holds the fee: principal and fee of the source are one amount of ours.
    near(sum(flow, 'scheduledPrincipal'), due!.principal! + due!.fee!, invoices.tolerance, 'paid');
    near(sum(flow, 'defaultedPrincipal'), due!.default!, invoices.tolerance, 'defaulted');
    const month = flow.findIndex((row) => row['defaultedPrincipal']! > 0);
    after.forEach(({ date }, k) => {
      const row = flow[month + k + 1]!;
      near(row['recoveries']!, dated(date).recovery!, invoices.tolerance, `recovery ${k + 1}`);
      near(row['losses']!, dated(date).loss ?? 0, invoices.tolerance, `loss ${k + 1}`);
    });
  });
});
