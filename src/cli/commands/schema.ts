import type { Command } from 'commander';
import { didYouMean } from '#basics/closestName.js';
import { quoted } from '#basics/printable.js';
import { problem } from '#basics/problem.js';
import { jsonText } from '#report/jsonText.js';
import type { CommandDefinition } from '../command.js';
import { type ExitCode, exitCode } from '../exitCode.js';
import type { Host } from '../host.js';
import { refuse } from '../printProblems.js';

/** Each schema with its loader: zod is only loaded here. */
const schemas: { readonly [name: string]: () => Promise<object> } = {
  price: async () =>
    documentSchema((await import('#report/documents/priceSchema.js')).priceDocument, 'abs price'),
  tape: async () =>
    documentSchema((await import('#report/documents/tapeSchema.js')).tapeDocument, 'abs tape'),
  cashflow: async () =>
    documentSchema(
      (await import('#report/documents/anyCashflowSchema.js')).anyCashflowDocument,
      'abs cashflow',
    ),
  size: async () =>
    documentSchema((await import('#report/documents/sizeSchema.js')).sizeDocument, 'abs size'),
  check: async () =>
    documentSchema((await import('#report/documents/checkSchema.js')).checkDocument, 'abs check'),
  stress: async () =>
    documentSchema((await import('#report/documents/stressSchema.js')).stressDocument, 'abs stress'),
  'stress-rows': async () =>
    documentSchema(
      (await import('#report/documents/stressSchema.js')).stressRowsRecord,
      'the record beside rows of abs stress',
    ),
  scenarios: async () =>
    fileSchema((await import('#scenarios/stress/scenarioFileSchema.js')).scenarioFileForEditors, 'scenarios'),
  deal: async () => fileSchema((await import('#deal/dealSchema.js')).dealSchema, 'deal'),
  map: async () => fileSchema((await import('#collateral/tape/tapeMapSchema.js')).tapeMapSchema, 'mapping'),
  criteria: async () =>
    fileSchema((await import('#collateral/screening/criteriaSchema.js')).criteriaSchema, 'criteria'),
  assumptions: async () =>
    fileSchema((await import('#scenarios/assumptionsSchema.js')).assumptionsSchema, 'assumptions'),
  targets: async () =>
    fileSchema((await import('#scenarios/size/targetsSchema.js')).targetsSchema, 'targets'),
  'check-file': async () =>
    fileSchema((await import('#scenarios/baseline/checkFileSchema.js')).checkFileSchema, 'check'),
  baseline: async () =>
    fileSchema((await import('#scenarios/baseline/baselineSchema.js')).baselineSchema, 'baseline'),
};

export const schemaCommand: CommandDefinition = {
  configure,
  examples: [
    { command: 'abs schema deal', does: 'for editors: completion and checks in deal files' },
    { command: 'abs schema price', does: 'the form of what abs price --json prints' },
  ],
  run,
};

function configure(command: Command): void {
  command.argument('<name>', `one of ${Object.keys(schemas).join(', ')}`);
}

async function run(host: Host, args: readonly string[]): Promise<ExitCode> {
  const name = args[0] ?? '';
  const load = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
  if (load === undefined) {
    const known = Object.keys(schemas);
    const hint = didYouMean(name, known) || `; known: ${known.join(', ')}`;
    return refuse(host, [problem('error', 'unknown-name', '', `there is no schema ${quoted(name)}${hint}`)]);
  }
  host.stdout.write(jsonText(await load()));
  return exitCode.fine;
}

type Schema = Parameters<typeof import('#basics/schema.js')['jsonSchemaOf']>[0];

async function documentSchema(schema: Schema, command: string): Promise<object> {
  return titled(schema, `Result of ${command} --json`);
}

async function fileSchema(schema: Schema, what: string): Promise<object> {
  return titled(schema, `abs ${what} file`);
}

async function titled(schema: Schema, title: string): Promise<object> {
  const { jsonSchemaOf } = await import('#basics/schema.js');
  return { title, ...jsonSchemaOf(schema) };
}
