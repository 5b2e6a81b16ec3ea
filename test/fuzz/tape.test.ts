import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readTape } from '#collateral/tape/readTape.js';
import { hostileTape } from '../collateral/tape/hostileText.js';

/**
 * The differential test on generated files: 1,000 of them in every run of the tests, 100,000 by `npm run test:fuzz`
 * (FUZZ_RUNS and FUZZ_SEED say another number and another course). The byte scanner and the way by text say the same or both refuse; no file
 * takes long, and memory does not grow with their number.
 */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 1_000);
const seed = Number(process.env['FUZZ_SEED'] ?? 1);
const slowestMs = 2_000;

function said(bytes: Uint8Array, scanFrom: number): { accepted: number; text: string } {
  const outcome = readTape(bytes, 't.csv', { scanFrom });
  if (!outcome.ok) return { accepted: 0, text: JSON.stringify(outcome.problems) };
  const { table, report } = outcome.value;
  const ids = Array.from({ length: table.rowCount }, (_, row) => table.loanId.at(row));
  // Ids are compared as texts: how a reading keeps them is its own affair.
  const { loanId: _, ...columns } = table;
  return { accepted: table.rowCount, text: JSON.stringify({ columns, report, ids }) };
}

it(`scanner and strict path agree on ${numRuns} files`, { timeout: 0 }, () => {
  let files = 0;
  let accepted = 0;
  let most = 0;
  let early = 0;
  fc.assert(
    fc.property(hostileTape(), (bytes) => {
      const start = performance.now();
      const scanned = said(bytes, 0);
      most = Math.max(most, performance.now() - start);
      expect(scanned.text).toBe(said(bytes, Number.POSITIVE_INFINITY).text);
      files++;
      if (scanned.accepted > 0) accepted++;
      if (files === Math.min(2000, numRuns)) early = process.memoryUsage().rss;
    }),
    { seed, numRuns },
  );
  const grown = (process.memoryUsage().rss - early) / 1e6;
  console.log(
    `${files} files, ${accepted} with loans, slowest ${most.toFixed(0)} ms, grown ${grown.toFixed(0)} MB`,
  );
  expect(accepted).toBeGreaterThan(files / 10); // else nothing but refusals was compared
  expect(most).toBeLessThan(slowestMs);
  expect(grown).toBeLessThan(400);
});
