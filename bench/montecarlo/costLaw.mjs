// What a path costs in microseconds as loans, cohorts, months and the annual PD change: a law fitted to measured
// paths, printed with its residuals.
import { blockRunner } from '../../dist/pricing/montecarlo/pathBlock.js';
import { prepareSimulation } from '../../dist/pricing/montecarlo/preparedSimulation.js';
import { timed } from './timing.mjs';
import { work } from './work.mjs';

/** Loans, cohorts (of five rates), months, annual PD: one at a time from the middle, then together. */
const points = [
  [20_000, 20, 60, 0.03],
  [2_000, 20, 60, 0.03],
  [5_000, 20, 60, 0.03],
  [50_000, 20, 60, 0.03],
  [100_000, 20, 60, 0.03],
  [20_000, 5, 60, 0.03],
  [20_000, 60, 60, 0.03],
  [20_000, 120, 60, 0.03],
  [20_000, 20, 24, 0.03],
  [20_000, 20, 120, 0.03],
  [20_000, 20, 180, 0.03],
  [20_000, 20, 60, 0.005],
  [20_000, 20, 60, 0.01],
  [20_000, 20, 60, 0.08],
  [50_000, 60, 36, 0.08],
  [5_000, 60, 120, 0.01],
  [100_000, 5, 48, 0.01],
];

export async function costLaw() {
  // What is not compiled yet would be taken for the cost of the first pool.
  await measure(points[0]);
  const rows = [];
  for (const point of points) rows.push(await measure(point));
  const weights = leastSquares(
    rows.map((row) => terms(row).map((term) => term / row.micros)),
    rows.map(() => 1),
  );
  const fitted = rows.map((row) => ({
    ...row,
    fitted: terms(row).reduce((sum, term, k) => sum + term * weights[k], 0),
  }));
  return { names, weights, rows: fitted };
}

async function measure([loans, cohorts, months, pd]) {
  const { loans: table, plan, models } = work(loans, pool(cohorts, months, pd));
  const run = blockRunner(prepareSimulation(table, plan, models, 'cost law'));
  const paths = Math.max(100, Math.min(1000, Math.round(2e7 / loans)));
  const { cpu } = await timed(paths, () => run({ level: 'loans', firstPath: 0, pathCount: paths }), 5);
  // The least: what other work on the machine adds is no part of the law.
  return { loans, cohorts, months, pd, micros: cpu.least * 1e6 };
}

const names = ['a path', 'a month', 'a loan', 'a default', 'a cohort and month'];

/** Defaults expected of a loan over its term, terms being half of the longest to all of it. */
function terms({ loans, cohorts, months, pd }) {
  const defaults = loans * (1 - (1 - pd) ** ((0.75 * months) / 12));
  return [1, months, loans, defaults, cohorts * months];
}

function pool(cohorts, months, pd) {
  const termCount = cohorts / 5;
  const terms = Array.from({ length: termCount }, (_, k) =>
    Math.round(months * (termCount === 1 ? 1 : 0.5 + (0.5 * k) / (termCount - 1))),
  );
  return { terms, pairs: [0.05, 0.07, 0.09, 0.115, 0.14].map((rate) => [rate, pd]) };
}

/** Normal equations by elimination; the columns are scaled, and few. */
function leastSquares(rows, wanted) {
  const n = rows[0].length;
  const scale = rows[0].map((_, k) => Math.sqrt(rows.reduce((sum, row) => sum + row[k] * row[k], 0)));
  const matrix = Array.from({ length: n }, (_, i) => [
    ...Array.from({ length: n }, (__, j) =>
      rows.reduce((s, row) => s + (row[i] * row[j]) / scale[i] / scale[j], 0),
    ),
    rows.reduce((s, row, r) => s + (row[i] * wanted[r]) / scale[i], 0),
  ]);
  for (let i = 0; i < n; i++) {
    for (let r = 0; r < n; r++) {
      if (r === i) continue;
      const share = matrix[r][i] / matrix[i][i];
      for (let c = i; c <= n; c++) matrix[r][c] -= share * matrix[i][c];
    }
  }
  return matrix.map((row, i) => row[n] / row[i] / scale[i]);
}
