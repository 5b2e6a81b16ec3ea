import { execFileSync } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { normalCdf, normalQuantile } from '#numerics/normal.js';
import { temporaryFolder } from './cli/runAbs.js';

/** docs/library.md as it stands: its code is run by plain Node against the package's own files. */
const page = readFileSync('docs/library.md', 'utf8');
const code = [...page.matchAll(/^```ts\n(.*?)^```/gms)].map(([, block]) => block!).join('\n');
/** A call on a line of its own, whose value a reader is told to look at. */
const shownCall = /^(?!(?:import|const|let)\b)(\w+\(.*\)(?:\.\w+)?);(.*)$/gm;

const rooms = ['basics', 'numerics', 'deal', 'collateral', 'waterfall', 'pricing'];
const modules = rooms.flatMap((room) =>
  readdirSync(`src/${room}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${room}/${name.replaceAll('\\', '/')}`),
);

let folder: ReturnType<typeof temporaryFolder>;
let shown: { readonly call: string; readonly value: unknown }[] = [];

beforeAll(async () => {
  folder = temporaryFolder();
  copyFileSync('package.json', join(folder.path, 'package.json'));
  symlinkSync(resolve('node_modules'), join(folder.path, 'node_modules'));
  // A module for a module, as the build lays them out: exports and imports of package.json do the rest.
  await build({
    entryPoints: modules.map((name) => `src/${name}`),
    outbase: 'src',
    outdir: join(folder.path, 'dist'),
    format: 'esm',
    target: 'node20.19',
    logLevel: 'error',
  });
  const told = code.replace(shownCall, (_, call: string, rest: string) => {
    return `shown.push({ call: ${JSON.stringify(call)}, value: ${call} });${rest}`;
  });
  const source = `const shown = [];\n${told}\nprocess.stdout.write(JSON.stringify(shown));\n`;
  writeFileSync(join(folder.path, 'page.mjs'), source);
  shown = JSON.parse(execFileSync(process.execPath, ['page.mjs'], { cwd: folder.path, encoding: 'utf8' }));
});
afterAll(() => folder.dispose());

function shownBy(start: string): unknown {
  const found = shown.filter(({ call }) => call.startsWith(start));
  expect(found, start).toHaveLength(1);
  return found[0]!.value;
}

/** Expected tranche losses of the page's pool, by the binomial law given the factor and a plain sum over it. */
function byBinomial({ size }: { readonly size: number | undefined }): number[] {
  const [probability, correlation, severity] = [0.05, 0.3, 0.6];
  const tranches = [[0, 0.03] as const, [0.03, 0.07] as const];
  const losses = tranches.map(() => 0);
  const step = 0.005;
  for (let z = -8; z <= 8; z += step) {
    const weight = (step * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
    const distance = normalQuantile(probability) - Math.sqrt(correlation) * z;
    const given = normalCdf(distance / Math.sqrt(1 - correlation));
    const add = (share: number, chance: number) => {
      for (const [k, [from, to]] of tranches.entries()) {
        losses[k]! +=
          weight * chance * (Math.min(Math.max(share * severity - from, 0), to - from) / (to - from));
      }
    };
    if (size === undefined) add(given, 1);
    else {
      let chance = (1 - given) ** size;
      for (let n = 0; n <= size && given < 1; n++) {
        add(n / size, chance);
        chance *= ((size - n) / (n + 1)) * (given / (1 - given));
      }
    }
  }
  return losses;
}

interface Simulated {
  readonly expectedLoss?: number;
  readonly spread?: number;
  readonly standardError: number;
}

function expectWithinErrors({ expectedLoss, spread, standardError }: Simulated, exact: number): void {
  expect(standardError).toBeGreaterThan(0);
  expect(Math.abs((expectedLoss ?? spread ?? Number.NaN) - exact) / standardError).toBeLessThan(4);
}

describe('docs/library.md, run as written', () => {
  it('shows every call that it has', () => {
    expect(shown).toHaveLength(8);
  });

  it('has the losses of its finite pool, and of the limit', () => {
    const exact = byBinomial({ size: 100 });
    const [found, limit] = [shownBy('trancheLosses(pool'), shownBy('largePoolTrancheLosses(')];
    for (const [k, loss] of byBinomial({ size: undefined }).entries()) {
      expect((found as number[])[k]).toBeCloseTo(exact[k]!, 6);
      expect((limit as number[])[k]).toBeCloseTo(loss, 5);
    }
    const simulated = shownBy('simulateTrancheLosses(') as Simulated[];
    for (const [k, one] of simulated.entries()) expectWithinErrors(one, exact[k]!);
  });

  it('has two groups whose borrowers depend more on each other: senior to the first loss they cost more', () => {
    const [first] = shownBy('trancheLosses({ names') as number[];
    expect(first).toBeGreaterThan(byBinomial({ size: 100 })[0]!);
  });

  it("has the spreads of Hull and White's tables, within a percent, from both engines", () => {
    const pairs = [
      ['nthToDefaultSpread(', 'simulateNthToDefaultSpread(', 0.044],
      ['trancheSpread(', 'simulateTrancheSpread(', 0.0472],
    ] as const;
    for (const [exact, simulated, printed] of pairs) {
      const spread = shownBy(exact) as number;
      expect(Math.abs(spread / printed - 1)).toBeLessThan(0.01);
      expectWithinErrors(shownBy(simulated) as Simulated, spread);
    }
  });

  it('names modules that there are', () => {
    const named = [...page.matchAll(/`(?:abs-toolkit\/)?((?:[a-z]+\/)*[\w*]+[.]js)`/g)].map(
      ([, path]) => path!,
    );
    expect(named.length).toBeGreaterThan(10);
    for (const path of named) {
      const ending = new RegExp(`(^|/)${path.replace(/[.]js$/, '[.]ts').replace('*', '[^/]+')}$`);
      expect(
        modules.some((name) => ending.test(name)),
        path,
      ).toBe(true);
    }
  });
});
