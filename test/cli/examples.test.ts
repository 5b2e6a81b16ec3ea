import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cashflowCommand } from '#cli/commands/cashflow.js';
import { checkCommand } from '#cli/commands/check.js';
import { initCommand } from '#cli/commands/init.js';
import { priceCommand } from '#cli/commands/price.js';
import { schemaCommand } from '#cli/commands/schema.js';
import { sizeCommand } from '#cli/commands/size.js';
import { stressCommand } from '#cli/commands/stress.js';
import { tapeCommand } from '#cli/commands/tape.js';
import { overviewExamples } from '#cli/runCommandLine.js';
import { runAbs, smallTape, temporaryFolder } from './runAbs.js';

const commands = {
  cashflowCommand,
  checkCommand,
  initCommand,
  priceCommand,
  schemaCommand,
  sizeCommand,
  stressCommand,
  tapeCommand,
};
const examples = Object.values(commands).flatMap((command) =>
  command.examples.map((example) => example.command),
);

describe('every example of the help runs', () => {
  it.each(examples)('%s', async (example) => {
    const { code, stdout } = await runAbs(example.split(' ').slice(1));
    expect(code).toBe(0);
    expect(stdout).not.toBe('');
  });

  let folder: ReturnType<typeof temporaryFolder>;
  beforeAll(() => {
    folder = temporaryFolder({ 'tape.csv': smallTape() });
  });
  afterAll(() => folder.dispose());

  it.each(overviewExamples.map((example) => example.command))('%s', async (example) => {
    const { code } = await runAbs(example.split(' ').slice(1), { folder: folder.path });
    expect(code).toBe(0);
  });

  it('the first examples tell one story: the written deal prices as the built-in one', async () => {
    const price = async (...more: string[]) => {
      const { stdout } = await runAbs(['price', 'tape.csv', '--json', ...more], { folder: folder.path });
      return JSON.parse(stdout).notes;
    };
    expect(readFileSync(join(folder.path, 'deal.yaml'), 'utf8')).toContain('cutOff: 2026-01-31');
    expect(await price('--deal', 'deal.yaml')).toEqual(await price());
  });
});

describe('help', () => {
  it.each(['price', 'tape', 'cashflow', 'check', 'size', 'init', 'schema', 'stress'])(
    'abs %s --help shows its examples',
    async (name) => {
      const { code, stdout, stderr } = await runAbs([name, '--help']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain('Examples:');
      expect(stdout.split('\n').filter((line) => line.length > 100)).toEqual([]);
      expect((await runAbs(['help', name])).stdout).toBe(stdout);
    },
  );

  it('abs alone shows the commands', async () => {
    const { code, stdout } = await runAbs([]);
    expect(code).toBe(0);
    expect(stdout).toContain('abs price tape.csv');
  });
});
