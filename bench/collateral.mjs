// Loan-months a second and memory of the collateral room: run `npm run build`, then `node --expose-gc bench/collateral.mjs`.
// Every loan is distinct and projected by itself. Principal must add up to the balance before a time counts.
// Each case of the cost law runs in this process; the large pool runs in a fresh one, whose peak memory is its own.
import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { calendarDate } from '../dist/basics/calendarDate.js';
import { buildCohorts } from '../dist/collateral/cohorts.js';
import { advancePool, isRunOff, openPoolOfCohorts } from '../dist/collateral/pool.js';

const cutOff = calendarDate(2026, 1, 31);
const assumptions = {
  order: 'survivors',
  prepayment: { kind: 'cpr', cpr: 0.12 },
  default: { kind: 'cdr', cdr: 0.03 },
  recovery: { rate: 0.6, lagMonths: 6 },
};

if (process.argv[2] === 'large') large();
else report();

function report() {
  const self = fileURLToPath(import.meta.url);
  const run = spawnSync(process.execPath, [self, 'large'], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
  process.stdout.write(run.stdout);
  const cases = [25e3, 50e3, 100e3, 200e3, 400e3].flatMap((loans) =>
    [12, 36, 60, 120].map((months) => ({ loans, months })),
  );
  const measured = cases.map((one) => ({ ...one, ms: projected(one.loans, one.months).ms }));
  costLaw(measured);
}

function large() {
  const { ms, opening } = projected(1e6, 60);
  const perSecond = 60e6 / (ms / 1000) / 1e6;
  const peak = process.resourceUsage().maxRSS / 1024;
  console.log('1,000,000 distinct loans × 60 months, one thread, a fresh process');
  console.log(`  projection ${ms.toFixed(0)} ms, ${perSecond.toFixed(0)} million loan-months a second`);
  console.log(`  with cohorts and state ${(ms + opening).toFixed(0)} ms; peak memory ${peak.toFixed(0)} MB`);
}

/** The best of a few runs: milliseconds of the months, and of making cohorts and state. */
function projected(loans, months) {
  const table = levelLoans(loans, months);
  let best = { ms: Number.POSITIVE_INFINITY, opening: 0 };
  for (let trial = 0; trial < (loans >= 1e6 ? 2 : 5); trial++) {
    const start = performance.now();
    const pool = openPoolOfCohorts(buildCohorts(table, cutOff, { each: 'loan' }), assumptions);
    const opened = performance.now();
    let principal = 0;
    let count = 0;
    while (!isRunOff(pool)) {
      const month = advancePool(pool);
      principal += month.scheduledPrincipal + month.prepaidPrincipal + month.defaultedPrincipal;
      count++;
    }
    const ms = performance.now() - opened;
    const total = table.currentBalance.reduce((sum, balance) => sum + balance, 0);
    if (count < months || Math.abs(principal - total) > 1e-9 * total)
      throw new Error(`${principal} of ${total}`);
    if (ms < best.ms) best = { ms, opening: opened - start };
  }
  return best;
}

/** All of one term, so that loans × months is the work; balances and rates differ from loan to loan. */
function levelLoans(count, months) {
  const spread = (i, k) => ((i * k) % 9973) / 9973;
  return {
    name: 'bench.csv',
    rowCount: count,
    currency: undefined,
    cutOffDate: cutOff,
    line: Uint32Array.from({ length: count }, (_, i) => i + 2),
    loanId: { at: (row) => String(row) },
    currentBalance: Float64Array.from({ length: count }, (_, i) => 1000 + 90000 * spread(i, 7919)),
    annualRate: Float64Array.from({ length: count }, (_, i) => 0.03 + 0.2 * spread(i, 104729)),
    remainingTermMonths: new Int32Array(count).fill(months),
    repaymentType: new Uint8Array(count),
    numbers: {},
    dates: {},
    categories: {},
  };
}

/** ms = a + b · loans · months: least squares on relative error, with the worst residual. */
function costLaw(cases) {
  let [w, x, y, xx, xy] = [0, 0, 0, 0, 0];
  for (const { loans, months, ms } of cases) {
    const work = (loans * months) / 1e6;
    const weight = 1 / (ms * ms);
    w += weight;
    x += weight * work;
    y += weight * ms;
    xx += weight * work * work;
    xy += weight * work * ms;
  }
  const slope = (w * xy - x * y) / (w * xx - x * x);
  const fixed = (y - slope * x) / w;
  console.log(`cost law: ms = ${fixed.toFixed(2)} + ${slope.toFixed(2)} · million loan-months`);
  for (const { loans, months, ms } of cases) {
    const law = fixed + (slope * loans * months) / 1e6;
    const off = ((ms / law - 1) * 100).toFixed(0);
    console.log(
      `  ${String(loans).padStart(7)} × ${String(months).padStart(3)}  ${ms.toFixed(1).padStart(7)} ms  ${off} %`,
    );
  }
}
