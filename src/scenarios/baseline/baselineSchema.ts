import { z } from '#basics/schema.js';
import { sumsPattern } from './columnSums.js';

/** What `abs check` compares a deal with: NAME.baseline.json beside the deal. Imported lazily: it loads zod. */
const text = z.string().max(2000);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const amount = z.string().regex(/^-?\d+(\.\d+)?$/);

const file = z.strictObject({
  path: text.describe('From the folder of the baseline, with slashes'),
  sha256,
});

const assumption = z
  .tuple([text, z.union([z.string(), z.number(), z.boolean(), z.null()]), text])
  .describe('Name, value, origin');

const tape = z.strictObject({
  rows: z.int().nonnegative(),
  currentBalance: amount,
  currency: text.nullable(),
  columns: z
    .record(text, z.string().regex(sumsPattern))
    .describe('By canonical column sums of hashes of its values, which tell which row has changed'),
});

const cashTable = z.strictObject({
  columns: z.array(text).min(1),
  rows: z.array(z.array(z.string().max(100))),
});

const figure = z
  .tuple([z.number().nullable(), z.number().nonnegative().nullable()])
  .describe('Value and standard error');

const price = z.strictObject({
  method: text,
  seed: text.nullable(),
  paths: z.int().nonnegative(),
  figures: z.record(text, z.record(text, figure)),
});

export const runRoles = [
  'tape',
  'map',
  'assumptions',
  'schedules',
  'scenarios',
  'state',
  'collections',
] as const;

const run = z.strictObject({
  name: text,
  files: z.strictObject({
    tape: file.optional(),
    map: file.optional(),
    assumptions: file.optional(),
    schedules: file.optional(),
    scenarios: file.optional(),
    state: file.optional(),
    collections: file.optional(),
  }),
  options: z.record(text, text).describe('Flags of abs price, by name'),
  assumptions: z.array(assumption),
  tape: tape.nullable().describe('Null where the collections are reported ones'),
  cashflow: z.record(text, cashTable).describe('Exact; a column that is missing is zero throughout'),
  price: price.nullable().describe('Null where the run is not priced: then notPriced says why'),
  notPriced: text.optional(),
  scenarios: z
    .record(text, z.record(text, figure))
    .optional()
    .describe('Figures of the scenarios of a file, by scenario and class'),
});

export const baselineSchema = z.strictObject({
  schema: z.literal('abs/baseline/1'),
  version: text.describe('Of abs'),
  made: z
    .strictObject({
      program: text.describe('Fingerprint of the program and the platform that it ran on'),
      inputs: text.describe('Of all input files'),
      content: text.describe('Of this baseline'),
    })
    .describe('While all three are unchanged, so is the result, and the deal need not be run'),
  deal: file,
  terms: z.record(text, text).describe('Every term of the deal by its path'),
  runs: z.array(run).min(1).max(200),
});

export type Baseline = z.output<typeof baselineSchema>;
export type BaselineRun = Baseline['runs'][number];
export type RunRole = (typeof runRoles)[number];
