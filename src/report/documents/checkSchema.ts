import { z } from '#basics/schema.js';
import { count, problems, run } from './documentParts.js';

const text = z.string();

const cause = z.strictObject({
  kind: z.enum(['version', 'term', 'tape', 'file', 'check', 'assumption', 'default', 'baseline', 'program']),
  what: text.describe('Path of the term or assumption; line and column of the tape'),
  before: text.nullable(),
  after: text.nullable(),
  at: text.nullable().describe('file:line:col of a term'),
});

const cell = z.strictObject({
  table: text.describe('pool, or note, fee, account … with its name'),
  column: text,
  date: text.describe('Payment date, or number of the payment where there are no dates'),
  before: text,
  after: text,
});

const figure = z.strictObject({
  group: text,
  figure: text,
  before: z.number().nullable(),
  after: z.number().nullable(),
  tolerance: z.number().nonnegative().describe('0 is exactly: equal version and seed'),
});

const runDifference = z.strictObject({
  name: text,
  causes: z.array(cause).describe('The first cause first; empty where nothing differs'),
  cells: z.array(cell).describe('Exact run: cells that differ, by date'),
  figures: z.array(figure).describe('Pricing: figures that differ by more than their tolerance'),
  notes: z.array(cause).describe('Otherwise, but without effect: another version, more terms recorded'),
});

export const checkStatuses = [
  'same',
  'unchanged',
  'differs',
  'no-baseline',
  'orphan',
  'invalid',
  'created',
  'updated',
] as const;

/** The result of `abs check`. */
export const checkDocument = z.strictObject({
  schema: z.literal('abs/check/1'),
  run,
  deals: z.array(
    z.strictObject({
      deal: text.describe('Path from the folder in which abs ran'),
      baseline: text,
      status: z
        .enum(checkStatuses)
        .describe(
          'same: ran, equal to its baseline. unchanged: not run, since inputs and program are those of the baseline. orphan: a baseline without its deal. created, updated: by --update',
        ),
      runs: z.array(runDifference),
    }),
  ),
  summary: z.partialRecord(z.enum(checkStatuses), count),
  problems,
});

export type CheckDocument = z.infer<typeof checkDocument>;
export type CheckedDeal = CheckDocument['deals'][number];
export type CheckStatus = CheckedDeal['status'];
export type RunDifferenceRecord = CheckedDeal['runs'][number];
export type CauseRecord = RunDifferenceRecord['causes'][number];
