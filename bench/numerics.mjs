// Nanoseconds a call of the numerics room: run `npm run build`, then `node bench/numerics.mjs`. Each loop's sum is checked against Math or a closed form before it is timed.
import { performance } from 'node:perf_hooks';
import { cos, exp, expm1, log, log1p, pow, sin } from '../dist/numerics/elementary.js';
import { normalCdf, normalQuantile } from '../dist/numerics/normal.js';
import { randomStream } from '../dist/numerics/randomStream.js';
import { scrambledSobol } from '../dist/numerics/sobol.js';

const size = 4096;
const unit = Float64Array.from({ length: size }, (_, i) => (i + 0.5) / size);
const stream = randomStream({ k0: 1, k1: 2 }, 0, 0);
const sobol = scrambledSobol(64, { k0: 1, k1: 2 }, 0);
const point = new Float64Array(64);

const cases = [
  ['exp', (u) => exp(u * 20 - 10), (u) => Math.exp(u * 20 - 10)],
  ['expm1', (u) => expm1(u - 0.5), (u) => Math.expm1(u - 0.5)],
  ['log', (u) => log(u), (u) => Math.log(u)],
  ['log1p', (u) => log1p(u - 0.5), (u) => Math.log1p(u - 0.5)],
  ['pow', (u) => pow(1 - u * 0.5, 1 / 12), (u) => (1 - u * 0.5) ** (1 / 12)],
  ['sin', (u) => sin(u * 10), (u) => Math.sin(u * 10)],
  ['cos', (u) => cos(u * 10), (u) => Math.cos(u * 10)],
  ['normalCdf', (u) => normalCdf(u * 8 - 4), () => 0.5],
  ['normalQuantile', (u) => normalQuantile(u), () => 0],
  ['nextUint32', () => stream.nextUint32() / 4294967296, () => 0.5],
  ['nextUniform', () => stream.nextUniform(), () => 0.5],
  ['nextNormal', () => stream.nextNormal(), () => 0],
  ['Sobol coordinate', sobolCoordinate, () => 0.5, 64],
];

function sobolCoordinate(u) {
  sobol.point(u * size - 0.5, point);
  return point[63];
}

for (const [name, ours, expected, perCall = 1] of cases) {
  const random = name.startsWith('next') ? 0.05 : name.startsWith('Sobol') ? 1e-4 : 1e-9;
  const difference = mean(ours) - mean(expected);
  if (Math.abs(difference) > random) throw new Error(`${name}: mean is off by ${difference}`);
  const [ns, theirs] = [time(ours) / perCall, time(expected)];
  const beside = name in Math ? `(Math.${name} ${theirs.toFixed(1)})` : '';
  console.log(`${name.padEnd(18)}${ns.toFixed(1).padStart(7)} ns ${beside}`);
}

function mean(f) {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += f(unit[i]);
  return sum / size;
}

function time(f) {
  let best = Number.POSITIVE_INFINITY;
  for (let trial = 0; trial < 30; trial++) {
    const start = performance.now();
    for (let repeat = 0; repeat < 8; repeat++) mean(f);
    best = Math.min(best, performance.now() - start);
  }
  return (best * 1e6) / (8 * size);
}
