import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from '#basics/schema.js';
import { runAbs, smallDeal, smallTape, temporaryFolder } from './runAbs.js';

let folder: ReturnType<typeof temporaryFolder>;

beforeAll(() => {
  const undated = smallTape().replaceAll(',CNY,2026-01-31', '').replace(',currency,cutOffDate', '');
  folder = temporaryFolder({
    'tape.csv': smallTape(),
    'undated.csv': undated,
    'rejects.csv': smallTape().replace('10000.00', 'ten'),
    'deal.yaml': smallDeal,
    'trigger.yaml': `${smallDeal.replace('steps:', 'triggers:\n  - { name: early, when: cumulativeDefaultRate > 1%, then: trap }\nsteps:')}`,
    'assumptions.yaml': 'default: { cdr: 4% }\nrates: { model: random-walk }\npremium: { rule: full }\n',
  });
});
afterAll(() => folder.dispose());

/** What was printed as JSON Schema, made into a validator of its own: the test reads what users read. */
async function printedSchema(name: string): Promise<z.ZodType> {
  const { stdout, code } = await runAbs(['schema', name]);
  expect(code).toBe(0);
  return z.fromJSONSchema(JSON.parse(stdout));
}

const runs: readonly (readonly [string, number, readonly string[]])[] = [
  ['price', 0, ['price', 'tape.csv', '--paths', '512']],
  ['price', 0, ['price', 'tape.csv', '--paths', '512', '--estimator', 'plain', '--deal', 'deal.yaml']],
  ['price', 0, ['price', 'tape.csv', '--method', 'dcf']],
  ['price', 0, ['price', 'undated.csv', '--paths', '512', '--assumptions', 'assumptions.yaml']],
  ['price', 0, ['price', 'rejects.csv', '--paths', '512', '--max-rejects', '1']],
  ['cashflow', 0, ['cashflow', 'tape.csv', '--deal', 'trigger.yaml']],
  ['cashflow', 0, ['cashflow', 'undated.csv', '--explain', 'A@2']],
  ['tape', 0, ['tape', 'tape.csv']],
  ['tape', 0, ['tape', 'undated.csv']],
  ['tape', 1, ['tape', 'rejects.csv', '--rate-unit', 'percent']],
];

describe('JSON documents', () => {
  it.each(runs)('%s (exit %i) %j fits its printed schema', async (name, code, args) => {
    const result = await runAbs([...args, '--json'], { folder: folder.path });
    expect(result.code).toBe(code);
    const document = JSON.parse(result.stdout);
    const parsed = (await printedSchema(name)).safeParse(document);
    expect(parsed.error?.issues ?? []).toEqual([]);
    expect(Object.keys(document)[0]).toBe('schema');
    expect(Object.keys(document)[1]).toBe('run');
    expect(Object.keys(document).at(-1)).toBe('problems');
    expect(result.stdout.endsWith('}\n')).toBe(true);
  });

  it('a schema refuses what it does not describe', async () => {
    const { stdout } = await runAbs(['tape', 'tape.csv', '--json'], { folder: folder.path });
    const schema = await printedSchema('tape');
    expect(schema.safeParse({ ...JSON.parse(stdout), extra: 1 }).success).toBe(false);
    expect(schema.safeParse({ ...JSON.parse(stdout), rows: -1 }).success).toBe(false);
    expect(schema.safeParse({ ...JSON.parse(stdout), currentBalance: 12.5 }).success).toBe(false);
  });

  it('depends on content only: other folder, other terminal, other language, same bytes', async () => {
    const other = temporaryFolder({ 'tape.csv': smallTape() });
    const args = ['price', 'tape.csv', '--json', '--paths', '256'];
    const first = await runAbs(args, { folder: folder.path });
    const second = await runAbs(args, {
      folder: other.path,
      env: { ABS_LANG: 'zh', FORCE_COLOR: '1' },
      isTerminal: true,
    });
    other.dispose();
    expect(second.stdout).toBe(first.stdout);
    expect(first.stdout).not.toContain(folder.path);
  });

  it('another seed is another estimate, within the errors of both', async () => {
    const price = async (seed: string) => {
      const args = ['price', 'tape.csv', '--json', '--paths', '4096', '--seed', seed];
      const { stdout } = await runAbs(args, { folder: folder.path });
      return JSON.parse(stdout).notes as { price: number; priceStandardError: number }[];
    };
    const [first, second] = [await price('abs'), await price('other')];
    first.forEach((note, i) => {
      const other = second[i]!;
      expect(other.price).not.toBe(note.price);
      const error = Math.hypot(note.priceStandardError, other.priceStandardError);
      expect(Math.abs(other.price - note.price)).toBeLessThan(5 * error);
    });
  });

  it('records every assumption with its origin', async () => {
    const args = [
      'price',
      'undated.csv',
      '--json',
      '--paths',
      '256',
      '--assumptions',
      'assumptions.yaml',
      '--cpr',
      '5%',
    ];
    const { stdout } = await runAbs(args, { folder: folder.path });
    const { run } = JSON.parse(stdout) as {
      run: { assumptions: { name: string; value: unknown; origin: string }[] };
    };
    const of = (name: string) => run.assumptions.find((assumption) => assumption.name === name);
    expect(of('prepayment.cpr')).toEqual({ name: 'prepayment.cpr', value: 0.05, origin: 'flag --cpr' });
    expect(of('default.cdr')).toEqual({ name: 'default.cdr', value: 0.04, origin: 'assumptions.yaml:1:17' });
    expect(of('rates.model')).toEqual({
      name: 'rates.model',
      value: 'random-walk',
      origin: 'assumptions.yaml:2:17',
    });
    expect(of('rates.mean')).toBeUndefined();
    expect(of('pricing.paths')).toEqual({ name: 'pricing.paths', value: 256, origin: 'flag --paths' });
    expect(of('recovery.rate')).toMatchObject({ value: 0.6 });
    expect(of('cutOff')).toMatchObject({ value: null });
  });
});

describe('schemas of files', () => {
  it.each(['deal', 'assumptions'])('%s is JSON Schema 2020-12', async (name) => {
    const { stdout, code } = await runAbs(['schema', name]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      additionalProperties: false,
    });
  });
});
