import { describe, expect, it } from 'vitest';
import { formatDate } from '#basics/calendarDate.js';
import { formatMoney } from '#basics/money.js';
import openEngine from '../../fixtures/reference/waterfall/openEngine.json' with { type: 'json' };
import mortgage from '../../fixtures/reference/waterfall/sequentialMortgage.json' with { type: 'json' };
import twoYears from '../../fixtures/reference/waterfall/twoYearDeal.json' with { type: 'json' };
import { dealFile, type Figures, figures, periodsOf, runLoan, totalOf } from './runs.js';

const near = (got: number, wanted: number, tolerance: number, what: string) =>
  expect(Math.abs(got - wanted), `${what}: ${got} for ${wanted}`).toBeLessThanOrEqual(tolerance);

describe.each(openEngine.cases)('open engine: $name', (example) => {
  const { pool, rows } = example;
  const run = runLoan(
    dealFile(example.deal),
    { balance: pool.balance, rate: pool.annualRate, term: pool.termMonths },
    {
      order: 'actual',
      default: { kind: 'cdr', cdr: example.cdr },
      prepayment: { kind: 'cpr', cpr: example.cpr },
      recovery: example.recovery,
    },
  );
  const both = figures(run);

  it('pays on the same dates', () => {
    const dates = run.plan.periods.map((period) => formatDate(period.paymentDate));
    expect(dates.slice(0, rows.length)).toEqual(rows.map((row) => row.date));
  });

  it.each(['exact', 'compiled'] as const)('%s: every listed row', (runner) => {
    const tolerance = openEngine.tolerance[runner];
    const got = both[runner];
    rows.forEach((row, p) => {
      for (const [name, expected] of Object.entries(row.classes)) {
        const what = `${row.date} ${name}`;
        near(got.interest(name, p) + got.residual(name, p), expected.interest, tolerance, `${what} interest`);
        near(got.principal(name, p), expected.principal, tolerance, `${what} principal`);
        near(got.balance(name, p), expected.balance, tolerance, `${what} balance`);
      }
      for (const [name, paid] of Object.entries<number>(row.fees)) {
        near(got.fee(name, p), paid, tolerance, `${row.date} fee ${name}`);
      }
      if (row.guarantor !== null) {
        near(got.account('guarantor', p), row.guarantor, tolerance, `${row.date} guarantor`);
      }
      if (row.reserve !== null)
        near(got.account('reserve', p), row.reserve, tolerance, `${row.date} reserve`);
      if (run.plan.triggers.length > 0) {
        expect(got.inForce(run.plan.triggers[0]!.name, p), row.date).toBe(row.triggered);
      }
    });
  });
});

describe('four-class sequential mortgage deal at 165 PSA', () => {
  const { pool, tolerance } = mortgage;
  const loan = {
    balance: pool.balance,
    rate: pool.annualRate,
    term: pool.termMonths,
    monthsOnBook: pool.monthsOnBook,
  };
  const run = runLoan(dealFile(mortgage.deal), loan, { prepayment: { kind: 'psa', psa: pool.psa } });
  const both = figures(run);
  const classes = ['A', 'B', 'C', 'D'];

  it.each(['exact', 'compiled'] as const)('%s', (runner) => {
    const got = both[runner];
    near(got.interest('A', 0), mortgage.month1.interestA, tolerance.amount, 'interest of A in month 1');
    near(got.principal('A', 0), mortgage.month1.principalA, tolerance.amount, 'principal of A in month 1');
    near(got.balance('A', 0), mortgage.month1.balanceA, tolerance.amount, 'balance of A in month 1');
    near(got.principal('A', 80), mortgage.month81.principalA, tolerance.amount, 'principal of A in month 81');
    near(got.principal('B', 80), mortgage.month81.principalB, tolerance.amount, 'principal of B in month 81');
    classes.forEach((name, i) => {
      const paying = periodsOf(run.plan).filter((p) => got.principal(name, p) > 0.5);
      expect([paying[0]! + 1, paying.at(-1)! + 1], name).toEqual([
        mortgage.firstMonth[i],
        mortgage.lastMonth[i],
      ]);
      const life = averageLife(got, name, run.plan.periods.length, 0);
      near(life, mortgage.averageLife[i]!, tolerance.averageLife, `life of ${name}`);
      const shifted = averageLife(got, name, run.plan.periods.length, -tolerance.shiftDays / 360);
      near(shifted, mortgage.shiftedLife[i]!, tolerance.shiftedLife, `shifted life of ${name}`);
    });
  });
});

describe.each(twoYears.scenarios)('two-year deal, $name', (scenario) => {
  const { pool } = twoYears;
  const { expected } = scenario;
  const run = runLoan(
    dealFile(twoYears.deal),
    { balance: pool.balance, rate: pool.annualRate, term: pool.termMonths },
    {
      prepayment: { kind: 'cpr', cpr: scenario.cpr },
      default: { kind: 'cumulative', share: scenario.defaultShare, months: pool.termMonths },
      recovery: { rate: scenario.recoveryRate, lagMonths: scenario.lagMonths },
    },
  );
  const both = figures(run);
  const { plan } = run;

  it.each(['exact', 'compiled'] as const)('%s: amounts', (runner) => {
    const got = both[runner];
    const { amount } = twoYears.tolerance[runner];
    const cash = (note: string) => totalOf(plan, (p) => cashOf(got, note, p));
    near(cash('subordinated'), expected.subordinatedCash, amount, 'cash of the subordinated class');
    near(
      totalOf(plan, (p) => got.fee('servicing', p)),
      expected.fees,
      amount,
      'fees',
    );
    const paid = cash('senior') + cash('subordinated') + totalOf(plan, (p) => got.fee('servicing', p));
    near(paid, expected.collections, amount, 'all that is paid');
    const defaulted = run.collections.defaultedPrincipal.reduce((sum, x) => sum + x, 0);
    near(defaulted, expected.defaultedPrincipal, twoYears.tolerance.compiled.amount, 'defaults');
    const paying = periodsOf(plan).filter((p) => got.principal('senior', p) > 0.005);
    expect(paying.at(-1)! + 1).toBe(expected.seniorLastPayment);
  });

  it('compiled: life and yields', () => {
    const got = both.compiled;
    const { tolerance } = twoYears;
    const life = averageLife(got, 'senior', plan.periods.length, 0);
    near(life, expected.seniorAverageLife, tolerance.compiled.averageLife, 'senior life');
    const flows = (note: string) => periodsOf(plan).map((p) => cashOf(got, note, p));
    const senior = monthlyYield(80e6, flows('senior'));
    near(senior, expected.seniorYield, tolerance.compiled.seniorYield, 'senior yield');
    const subordinated = monthlyYield(20e6, flows('subordinated'));
    near(
      subordinated,
      expected.subordinatedYield,
      tolerance.compiled.subordinatedYield,
      'subordinated yield',
    );
  });

  it('exact: what comes in goes out, to the cent', () => {
    const { conservation } = run.exact;
    expect(formatMoney(conservation.difference, 2)).toBe('0.00');
    expect(formatMoney(conservation.kept, 2)).toBe('0.00');
  });
});

function cashOf(got: Figures, note: string, period: number): number {
  return got.interest(note, period) + got.principal(note, period) + got.residual(note, period);
}

/** Years of 12 equal months from closing. */
function averageLife(got: Figures, note: string, periodCount: number, shift: number): number {
  let weighted = 0;
  let total = 0;
  for (let p = 0; p < periodCount; p++) {
    weighted += ((p + 1) / 12 + shift) * got.principal(note, p);
    total += got.principal(note, p);
  }
  return weighted / total;
}

/** Twelve times the monthly rate at which flows are worth what was paid for them; by bisection. */
function monthlyYield(paid: number, flows: readonly number[]): number {
  const worth = (rate: number) => flows.reduceRight((value, flow) => (value + flow) / (1 + rate), 0);
  let [low, high] = [0, 1];
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    if (worth(middle) > paid) low = middle;
    else high = middle;
  }
  return 12 * low;
}
