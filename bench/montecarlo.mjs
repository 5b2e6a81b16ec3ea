// The simulation against its counterparts on the benchmark's work (20 cohorts, 60 months, one-factor copula):
//   npm run build; npm run bench:montecarlo [-- LOANS…]     writes bench/results/montecarlo-DATE.json and prints a table
// Counterparts are the programs of the folder named by BENCH_PROGRAMS (gen.mjs, ref.cpp, numpy_ref.py); without
// it ours runs alone. CPU seconds of this thread stand beside wall time, since a busy machine stretches the latter.
// Prices of the counterparts are checked before their times count; ours are checked against the plain estimator,
// because the deal and the prepayment rule of `abs` are not exactly those of the programs.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { moneyFromFloat } from '../dist/basics/money.js';
import { readTape } from '../dist/collateral/tape/readTape.js';
import { builtInTerms } from '../dist/deal/templates.js';
import { normalQuantile } from '../dist/numerics/normal.js';
import { randomStream } from '../dist/numerics/randomStream.js';
import { seedKey } from '../dist/numerics/seedKey.js';
import { kernelCompiled } from '../dist/pricing/montecarlo/kernelCompiled.js';
import { kernelTypescript } from '../dist/pricing/montecarlo/kernelTypescript.js';
import { blockRunner } from '../dist/pricing/montecarlo/pathBlock.js';
import { newAliveSchedule } from '../dist/pricing/montecarlo/poolFlows.js';
import { prepareSimulation } from '../dist/pricing/montecarlo/preparedSimulation.js';
import { priceByMonteCarlo } from '../dist/pricing/priceByMonteCarlo.js';
import { planPayments } from '../dist/waterfall/plan.js';

const repeats = 5;
const sizes = process.argv.slice(2).map(Number);
const programs = process.env.BENCH_PROGRAMS;
const data = mkdtempSync(join(tmpdir(), 'abs-bench-'));
const results = [];

for (const loanCount of sizes.length > 0 ? sizes : [10_000, 100_000]) await measure(loanCount);
write();

async function measure(loanCount) {
  const { loans, plan, models } = work(loanCount);
  const prepared = prepareSimulation(loans, plan, models, 'bench');
  await checkPrices(loanCount, { loans, plan, models });
  const kernels = {
    'kernel, WebAssembly SIMD': kernelCompiled(prepared.pool, prepared.loading),
    'kernel, TypeScript twin': kernelTypescript(prepared.pool, prepared.loading),
  };
  const alive = newAliveSchedule(prepared.pool);
  const stream = randomStream(prepared.key, 0, 1);
  const factor = randomStream(prepared.key, 0, 0);
  const paths = loanCount > 20_000 ? 400 : 2000;
  const sums = [];
  for (const [name, kernel] of Object.entries(kernels)) {
    let sum = 0;
    add(loanCount, name, paths, () => {
      sum = 0;
      for (let path = 0; path < paths; path++) {
        stream.moveTo(path, 1);
        factor.moveTo(path, 0);
        kernel.setFactor(factor.nextNormal());
        kernel.loanLevel(stream, alive);
        sum += alive.defaulted[path % alive.defaulted.length];
      }
    });
    sums.push(sum);
  }
  if (sums[0] !== sums[1]) throw new Error('the two kernels differ');
  const run = blockRunner(prepared);
  for (const level of ['loans', 'large-pool', 'pairs']) {
    add(loanCount, `whole path, ${level}`, paths, () => run({ level, firstPath: 0, pathCount: paths }));
  }
  if (programs !== undefined) addCounterparts(loanCount);
}

/** Median and range of wall and CPU time, per path. */
function add(loanCount, name, paths, action) {
  action();
  const times = Array.from({ length: repeats }, () => {
    const cpu = process.cpuUsage();
    const begin = performance.now();
    action();
    const wall = performance.now() - begin;
    const { user, system } = process.cpuUsage(cpu);
    return { wall: (wall * 1000) / paths, cpu: (user + system) / paths };
  });
  const sorted = (key) => times.map((time) => time[key]).sort((a, b) => a - b);
  const [wall, cpu] = [sorted('wall'), sorted('cpu')];
  record({
    loanCount,
    name,
    wall: wall[repeats >> 1],
    least: wall[0],
    most: wall.at(-1),
    cpu: cpu[repeats >> 1],
  });
}

function record(result) {
  results.push(result);
  const number = (value) => (value === undefined ? '' : value.toFixed(1)).padStart(10);
  const { loanCount, name, wall, least, most, cpu } = result;
  console.log(
    `${String(loanCount).padStart(9)}  ${name.padEnd(34)}${[wall, least, most, cpu].map(number).join('')}`,
  );
}

/** Two-level and plain must agree within four errors, or no time counts. */
async function checkPrices(loanCount, request) {
  const price = async (estimator, count) => {
    const priced = await priceByMonteCarlo({
      ...request,
      seed: 'bench',
      estimator,
      stop: { kind: 'paths', count },
    });
    if (!priced.ok) throw new Error(JSON.stringify(priced.problems));
    return priced.value.notes;
  };
  const plain = await price('plain', 2048);
  const twoLevel = await price('two-level', 1024);
  twoLevel.forEach((note, i) => {
    const error = Math.hypot(note.priceStandardError, plain[i].priceStandardError);
    if (Math.abs(note.price - plain[i].price) > 4 * error)
      throw new Error(`${loanCount}: prices of ${note.name} differ`);
  });
}

function addCounterparts(loanCount) {
  const environment = { ...process.env, BENCH_DATA: data };
  const say = (command, args) => execFileSync(command, args, { env: environment, encoding: 'utf8' });
  if (!existsSync(join(data, `deal_${loanCount}.bin`)))
    say(process.execPath, [join(programs, 'gen.mjs'), String(loanCount)]);
  const binary = join(data, 'ref');
  if (!existsSync(binary)) {
    say('g++', [
      '-O3',
      '-march=native',
      '-std=c++17',
      '-w',
      '-o',
      binary,
      join(programs, 'ref.cpp'),
      '-lpthread',
    ]);
  }
  const text = say(binary, [
    String(loanCount),
    '1000',
    String(repeats),
    '8930',
    loanCount > 20_000 ? '20' : '100',
  ]);
  for (const line of text.split('\n').filter((line) => line.includes('th=1')))
    readLine(loanCount, line, 'C++');
  try {
    const numpy = say('/usr/bin/python3', [join(programs, 'numpy_ref.py'), String(loanCount), '10', '100']);
    for (const line of numpy.split('\n').filter((line) => line.startsWith('numpy')))
      readLine(loanCount, line, 'numpy');
  } catch {
    console.log('numpy or scipy is missing: its programs were not run');
  }
}

function readLine(loanCount, line, who) {
  const found = /^(?:C\+\+|numpy) (.+?) +(?:th=1 )?M=.* ([\d.]+) us\/path A=([\d.]+)±([\d.]+)/.exec(line);
  if (found === null) throw new Error(`not understood: ${line}`);
  const [, name, wall, price, error] = found;
  if (Math.abs(Number(price) - 0.9992) > 5 * Math.max(Number(error), 3e-4))
    throw new Error(`wrong price: ${line}`);
  record({ loanCount, name: `${who} ${name.trim()}`, wall: Number(wall) });
}

/** The pool of the benchmark; its own numbers, so that no program is needed to run ours alone. */
function work(loanCount) {
  const [terms, rates, pds] = [
    [30, 42, 54, 60],
    [0.05, 0.07, 0.09, 0.115, 0.14],
    [0.01, 0.018, 0.03, 0.045, 0.07],
  ];
  const stream = randomStream(seedKey('tape'), 0, 0);
  const rows = ['loanId,currentBalance,annualRate,remainingTermMonths,annualDefaultRate'];
  for (let i = 0; i < loanCount; i++) {
    const cohort = Math.floor((i * 20) / loanCount);
    const balance = Math.round(18_000 * Math.exp(0.5 * normalQuantile(stream.nextUniform())));
    const pair = cohort % 5;
    rows.push(`L${i},${balance},${rates[pair]},${terms[Math.floor(cohort / 5)]},${pds[pair]}`);
  }
  const tape = readTape(new TextEncoder().encode(rows.join('\n')), 'bench.csv', {});
  if (!tape.ok) throw new Error(JSON.stringify(tape.problems));
  const loans = tape.value.table;
  const balance = loans.currentBalance.reduce((sum, value) => sum + value, 0);
  const terms3 = builtInTerms('USD', loans.cutOffDate);
  const plan = planPayments(terms3, {
    balance: moneyFromFloat(balance, 2),
    cutOffDate: terms3.dates.cutOff ?? loans.cutOffDate,
    lastMonth: 66,
  });
  if (!plan.ok) throw new Error(JSON.stringify(plan.problems));
  const models = {
    order: 'survivors',
    prepayment: { kind: 'cpr', cpr: 0.1 },
    pointsPerRatePoint: -5,
    default: { kind: 'tape', fallback: 0.02, multiple: 1 },
    recovery: { rate: 0.45, lagMonths: 6 },
    correlation: 0.15,
    rates: { kind: 'vasicek', initial: 0.04, mean: 0.04, speed: 0.2, volatility: 0.012 },
    premium: { rate: 0.02, rule: 'net' },
  };
  return { loans, plan: plan.value, models };
}

function write() {
  const date = new Date().toISOString().slice(0, 10);
  const machine = {
    cpu: cpus()[0].model,
    cores: cpus().length,
    node: process.version,
    loadAverage: loadavg()[0],
  };
  mkdirSync('bench/results', { recursive: true });
  const file = `bench/results/montecarlo-${date}.json`;
  const unit = 'microseconds a path: median wall, least, most, median CPU of the thread';
  writeFileSync(file, `${JSON.stringify({ date, machine, unit, results }, null, 1)}\n`);
  console.log(`${file}: ${JSON.parse(readFileSync(file, 'utf8')).results.length} lines`);
}
