// How fast ours reaches an error, for the goals that are not times per path.

import { monteCarloPrices } from '../../dist/pricing/monteCarloPrices.js';
import { noteColumn } from '../../dist/pricing/montecarlo/pathRecord.js';
import { prepareSimulation } from '../../dist/pricing/montecarlo/preparedSimulation.js';
import { simulate } from '../../dist/pricing/montecarlo/simulate.js';
import { blockPool } from '../../dist/scenarios/distributed/blockPool.js';
import { spread, timed } from './timing.mjs';

/** From loans to prices on one thread: processor seconds, and the prices. */
export async function priced({ loans, plan, models }, stop, estimator = 'two-level') {
  // Prices alone are timed: no paths for distributions.
  const rules = { stop, estimator, distributionPathCount: 0 };
  let prices;
  let result;
  const { cpu, wall } = await timed(
    1,
    async () => {
      const prepared = prepareSimulation(loans, plan, models, 'bench');
      result = await simulate(prepared, { ...rules, premium: models.premium });
      prices = monteCarloPrices(rules, prepared, result);
    },
    3,
  );
  return { cpu, wall, prices, result };
}

export const toTarget = (target) => ({ kind: 'standard-error', target, pathCountMax: 524_288 });

/** The first of ever smaller price targets whose run has class `note`'s expected loss to a relative error of `target`. */
export async function toRelativeError(request, note, target) {
  for (let priceTarget = 0.008; ; priceTarget /= 2) {
    const run = await priced(request, toTarget(priceTarget));
    const { expectedLoss, expectedLossStandardError } = run.prices.notes[note];
    if (expectedLossStandardError <= target * expectedLoss || priceTarget < 1e-4) {
      return { ...run, relativeError: expectedLossStandardError / expectedLoss };
    }
  }
}

/** Standard deviation over mean of a class's loss on a plain path, from weighted paths. */
export function relativeDeviationOfLoss({ sample, layout }, note, expectedLoss) {
  const column = noteColumn(layout, note, 'loss');
  let squares = 0;
  let path = 0;
  for (const rows of sample.loanRows) {
    for (let at = column; at < rows.length; at += sample.width, path++) {
      squares += sample.loanWeights[path] * rows[at] * rows[at];
    }
  }
  return Math.sqrt(squares / path / (expectedLoss * expectedLoss) - 1);
}

/** Wall time of the same plain run on one thread and on two; their results are compared byte by byte. */
export async function secondThread({ loans, plan, models }) {
  const worker = new URL('../../dist/scenarios/distributed/blockWorker.js', import.meta.url);
  const prepared = prepareSimulation(loans, plan, models, 'bench');
  const rules = { stop: { kind: 'paths', count: 32_768 }, estimator: 'plain' };
  const texts = new Set();
  const times = { 1: [], 2: [] };
  for (let k = 0; k < 4; k++) {
    for (const workers of [1, 2]) {
      const pool = blockPool({ workers, workerFile: worker, worthwhileMilliseconds: 0 });
      const run = (count) =>
        simulate(prepared, {
          ...rules,
          stop: { kind: 'paths', count },
          premium: models.premium,
          runBlocks: pool.runBlocks,
        });
      await run(4096); // threads start and compile here
      const begin = performance.now();
      const result = await run(rules.stop.count);
      if (k > 0) times[workers].push((performance.now() - begin) / 1000);
      texts.add(JSON.stringify(monteCarloPrices(rules, prepared, result)));
      await pool.close();
    }
  }
  if (texts.size !== 1) throw new Error('the number of threads changed the result');
  return { one: spread(times[1]), two: spread(times[2]) };
}
