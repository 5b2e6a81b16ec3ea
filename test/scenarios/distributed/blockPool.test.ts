import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunBlocks } from '#pricing/montecarlo/simulate.js';
import { priceByMonteCarlo } from '#pricing/priceByMonteCarlo.js';
import { blockPool } from '#scenarios/distributed/blockPool.js';
import { sharedCopy } from '#scenarios/distributed/sharedCopy.js';
import { equalLoans, loanTable, planFor, standardModels } from '../../pricing/syntheticPool.js';

const folder = mkdtempSync(join(tmpdir(), 'abs-workers-'));
const workerFile = pathToFileURL(join(folder, 'blockWorker.mjs'));

beforeAll(() =>
  build({
    entryPoints: ['src/scenarios/distributed/blockWorker.ts'],
    outfile: join(folder, 'blockWorker.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    conditions: ['source'],
    banner: { js: "import{createRequire as r}from'node:module';const require=r(import.meta.url);" },
  }),
);
afterAll(() => rmSync(folder, { recursive: true }));

const loans = loanTable(
  Array.from({ length: 600 }, (_, i) => ({
    balance: 1000 + 41 * ((i * 31) % 100),
    rate: 0.08 + 0.001 * (i % 20),
    term: 6 + (i % 30),
    annualDefaultRate: 0.01 + 0.002 * (i % 25),
  })),
);

async function priceWith(runBlocks: RunBlocks, table = loans): Promise<string> {
  const priced = await priceByMonteCarlo({
    loans: table,
    plan: planFor(table),
    models: { ...standardModels, default: { kind: 'tape', fallback: 0.02, multiple: 1 } },
    seed: 'workers',
    estimator: 'two-level',
    stop: { kind: 'standard-error', target: 0.012, pathCountMax: 1 << 14 },
    runBlocks,
  });
  if (!priced.ok) throw new Error(JSON.stringify(priced.problems));
  return JSON.stringify(priced.value);
}

describe('a pool of threads', () => {
  it('gives the same bytes with 1, 2 and 7 workers, and the others do part of the work', async () => {
    const outputs: string[] = [];
    for (const workers of [1, 2, 7]) {
      const pool = blockPool({ workers, workerFile, worthwhileMilliseconds: 0 });
      let asked = 0;
      let ranHere = 0;
      const counting: RunBlocks = (specs, runBlock, prepared) => {
        asked += specs.length;
        const counted = (spec: (typeof specs)[number]) => {
          ranHere++;
          return runBlock(spec);
        };
        return pool.runBlocks(specs, counted, prepared);
      };
      outputs.push(await priceWith(counting));
      await pool.close();
      if (workers === 1) expect(ranHere).toBe(asked);
      else expect(ranHere).toBeLessThan(asked);
    }
    expect(outputs[1]).toBe(outputs[0]);
    expect(outputs[2]).toBe(outputs[0]);
  });

  it('starts no thread for little work', async () => {
    // A worker that does not exist would fail if it were started.
    const missing = pathToFileURL(join(folder, 'missing.mjs'));
    const pool = blockPool({ workers: 4, workerFile: missing, worthwhileMilliseconds: 1e9 });
    await priceWith(pool.runBlocks, equalLoans(5, { rate: 0.1, term: 6 }));
    await pool.close();
  });

  it('fails when a thread does', async () => {
    const missing = pathToFileURL(join(folder, 'missing.mjs'));
    const pool = blockPool({ workers: 2, workerFile: missing, worthwhileMilliseconds: 0 });
    await expect(priceWith(pool.runBlocks)).rejects.toThrow(/missing/);
    await pool.close();
  });
});

it('what is shared is data alone, large arrays in shared memory', () => {
  const plan = planFor(loans);
  const big = Float64Array.from({ length: 1000 }, (_, i) => i / 3);
  const copy = sharedCopy({ plan, big, small: Float64Array.of(1), none: undefined });
  expect(copy).toMatchObject({ big, small: Float64Array.of(1), plan: { decimals: 2 } });
  expect(JSON.stringify(copy)).not.toContain('exact":"');
  expect(() => structuredClone(copy)).not.toThrow();
  expect(() => sharedCopy({ act: () => 1 })).toThrow(/function/);
});
