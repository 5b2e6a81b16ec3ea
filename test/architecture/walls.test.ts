import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { describe, expect, it } from 'vitest';
import { cruiseOptions, resolveOptions } from './walls.js';

// Without a trailing slash: dependency-cruiser walks up from here to find package.json.
const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

async function walls(baseDir: string): Promise<ICruiseResult> {
  const reply = await cruise(['src'], { ...cruiseOptions, baseDir }, resolveOptions);
  if (typeof reply.output === 'string') throw new Error(reply.output);
  return reply.output;
}

function breaches(result: ICruiseResult): string[] {
  return result.summary.violations.map((v) => `${v.rule.name}: ${v.from} -> ${v.to}`).sort();
}

describe('the walls between rooms', () => {
  it('hold in src, and the check saw every file and the imports between rooms', async () => {
    const result = await walls(root);
    expect(breaches(result)).toEqual([]);
    const files = readdirSync(`${root}/src`, { recursive: true, encoding: 'utf8' }).filter((f) =>
      f.endsWith('.ts'),
    );
    const seen = result.modules.filter((m) => m.source.startsWith('src/')).map((m) => m.source);
    expect(seen.length).toBe(files.length);
    const crossing = result.modules.flatMap((m) =>
      m.dependencies.filter((d) => d.resolved.startsWith('src/')),
    );
    const written = files.flatMap((f) => [
      ...new Set(readFileSync(`${root}/src/${f}`, 'utf8').match(/(?<=(from|import\() ?')[#.][^']*(?=')/g)),
    ]);
    expect(crossing.length).toBeGreaterThan(0);
    expect(new Set(crossing.map((d) => d.module))).toEqual(new Set(written));
  }, 120_000);

  it('catch seeded breaches', async () => {
    expect(breaches(await walls(`${root}/test/architecture/breach`))).toEqual([
      'basics-imports: src/basics/downhill.ts -> src/pricing/price.ts',
      'no-cycles: src/pricing/cycle.ts -> src/pricing/price.ts',
      'outside-things-have-doors: src/pricing/price.ts -> fs',
      'report-imports: src/report/table.ts -> src/pricing/price.ts',
      'two-runners-apart: src/waterfall/exact/borrow.ts -> src/waterfall/compiled/lend.ts',
    ]);
  });
});
