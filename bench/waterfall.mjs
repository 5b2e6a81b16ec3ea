// Microseconds a run of a 38-step deal over 60 payments, generated code against closures and the exact runner: run
// `npm run build`, then `node bench/waterfall.mjs`. Generated code and closures must agree to the bit before they are timed.
import { performance } from 'node:perf_hooks';
import { money } from '../dist/basics/money.js';
import { dealTemplates } from '../dist/deal/dealTemplates.js';
import { parseTerms } from '../dist/deal/parseTerms.js';
import { newCollections } from '../dist/waterfall/availableFunds.js';
import { closurePlan } from '../dist/waterfall/compiled/closurePlan.js';
import { compileCash, compilePlan } from '../dist/waterfall/compiled/compilePlan.js';
import { newCashFlows, newCompiledFlows } from '../dist/waterfall/compiled/layout.js';
import { runExact } from '../dist/waterfall/exact/runExact.js';
import { planPayments } from '../dist/waterfall/plan.js';

const classes = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];
const fees = [
  'tax',
  'custody',
  'servicing',
  'rating',
  'audit',
  'paying',
  'manager',
  'counsel',
  'listing',
  'extra',
  'trustee',
];
const steps = [
  ...fees.map((fee) => ({ do: 'pay-fees', fees: fee })),
  ...classes.map((note) => ({ do: 'pay-interest', notes: note })),
  { do: 'fund-reserve', reserve: 'reserve' },
  ...classes.map((note) => ({ do: 'pay-principal', notes: note, target: 'pool-decline', unless: 'losses' })),
  ...classes.map((note) => ({ do: 'pay-principal', notes: note, when: 'losses' })),
  { do: 'pay-principal', notes: classes, target: 'pool-decline' },
  { do: 'pay-residual', to: 'R' },
];
const deal = {
  name: 'bench',
  currency: 'CNY',
  dates: { cutOff: '2026-01-31', legalFinal: '2031-01-31' },
  notes: [
    ...classes.map((name, i) => ({ name, share: i === 0 ? '60%' : '5%', coupon: `${4 + i / 2}%` })),
    { name: 'R', residual: true, share: '5%' },
  ],
  accounts: { reserve: { target: '1% of pool' } },
  fees: fees.map((name) => ({ name, rate: '0.05%', of: 'pool' })),
  triggers: [{ name: 'losses', when: 'cumulativeDefaultRate > 8%' }],
  steps,
};
const terms = parseTerms(JSON.stringify(deal), 'bench.json');
if (!terms.ok) throw new Error(JSON.stringify(terms.problems));
const plan = planPayments(terms.value, { balance: money('100000000'), cutOffDate: undefined, lastMonth: 60 });
if (!plan.ok) throw new Error(JSON.stringify(plan.problems));
const collections = newCollections(plan.value);
let balance = 1e8;
for (let p = 0; p < plan.value.periods.length; p++) {
  collections.balanceAtStart[p] = balance;
  collections.interest[p] = balance * 0.012;
  collections.defaultedPrincipal[p] = balance * 0.002;
  collections.scheduledPrincipal[p] = p === 59 ? balance * 0.998 : balance * 0.03;
  collections.losses[p] = balance * 0.001;
  collections.recoveries[p] = balance * 0.001;
  balance -= collections.defaultedPrincipal[p] + collections.scheduledPrincipal[p];
  collections.balanceAtEnd[p] = balance;
}
const flows = newCompiledFlows(plan.value);
const twin = newCompiledFlows(plan.value);
const generated = compilePlan(plan.value);
const closures = closurePlan(plan.value);
generated.run(collections, flows);
closures.run(collections, twin);
for (const name of Object.keys(flows)) {
  if (name === 'periodCount') continue;
  flows[name].forEach((value, k) => {
    if (value !== twin[name][k]) throw new Error(`${name}[${k}] differs`);
  });
}
const time = (what, why, runs, run) => {
  for (let k = 0; k < runs; k++) run();
  let best = Infinity;
  for (let round = 0; round < 7; round++) {
    const start = performance.now();
    for (let k = 0; k < runs; k++) run();
    best = Math.min(best, ((performance.now() - start) * 1000) / runs);
  }
  console.log(
    `${what.padEnd(10)} ${best.toFixed(2).padStart(8)} µs a run, ${steps.length} steps × ${plan.value.periods.length} payments: ${why}`,
  );
};
const cash = newCashFlows(plan.value);
const cashOnly = compileCash(plan.value);
cashOnly.run(collections, cash);
for (const name of ['interestPaid', 'principalPaid', 'residualPaid']) {
  cash[name].forEach((value, k) => {
    if (value !== flows[name][k]) throw new Error(`${name}[${k}] differs from the full record`);
  });
}
time('simulation', 'what pricing runs on each path; generated, records what is discounted', 20000, () =>
  cashOnly.run(collections, cash),
);
time(
  'generated',
  'the same with every record: discounted cash flow, stress, agreement with the exact run',
  20000,
  () => generated.run(collections, flows),
);
time('closures', 'the same plan without generated code, its check to the bit', 2000, () =>
  closures.run(collections, twin),
);
time('exact', 'decimal, every movement kept; what abs cashflow prints', 3, () =>
  runExact(plan.value, collections),
);

// Each template of `abs init`, one exact run of 60 payments.
const facts = { currency: 'CNY', cutOffDate: undefined, asOf: undefined };
for (const { name, text } of dealTemplates) {
  const read = parseTerms(text(facts), `${name}.yaml`);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const dates = { ...read.value.dates, legalFinal: undefined, paymentMonths: 1 };
  const sized = planPayments(
    { ...read.value, dates },
    { balance: money('100000000'), cutOffDate: undefined, lastMonth: 48 },
  );
  if (!sized.ok) throw new Error(JSON.stringify(sized.problems));
  const periods = sized.value.periods.length;
  const told = newCollections(sized.value);
  for (const column of [
    'balanceAtStart',
    'interest',
    'scheduledPrincipal',
    'losses',
    'recoveries',
    'balanceAtEnd',
  ]) {
    for (let p = 0; p < Math.min(60, periods); p++) told[column][p] = collections[column][p];
  }
  let best = Infinity;
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    runExact(sized.value, told);
    best = Math.min(best, performance.now() - start);
  }
  console.log(
    `exact ${name.padEnd(22)} ${best.toFixed(1)} ms, ${sized.value.steps.length} steps × ${periods} payments`,
  );
}
