import { z } from '#basics/schema.js';

/** Pieces that every result document shares. Documents are strict: what is not described is not written. */
export const amount = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .describe('Exact amount as text, with the decimals of the currency');
export const fraction = z.number().describe('Fraction: 0.055 is 5.5 %');
export const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .describe('Civil date');
export const count = z.int().nonnegative();
export const years = z.number().describe('Years');

export const assumptionValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const assumptionRecord = z.strictObject({
  name: z.string().describe('Path of the assumption, as in an assumptions file'),
  value: assumptionValue,
  origin: z
    .string()
    .describe('Where the value came from: a default, a flag, a place in a file, a tape column'),
});

export const run = z.strictObject({
  version: z.string().describe('Version of abs that made this document'),
  seed: z.string().nullable().describe('Seed text; null where nothing is random'),
  asOf: date.nullable().describe('Cut-off date; null where the tape and the user state none'),
  inputs: z.array(
    z.strictObject({
      role: z.string().optional().describe('tape, deal, assumptions …'),
      name: z.string().describe('Base name'),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
  options: z
    .record(z.string(), z.union([z.string(), z.literal(true), z.array(z.string())]))
    .optional()
    .describe('Flags as typed, by name, but those that change no result: what --repeat runs with'),
  assumptions: z.array(assumptionRecord),
});

export const problems = z.array(
  z.strictObject({
    severity: z.enum(['error', 'warning']),
    code: z.string(),
    at: z.string().describe('name:line:column-name in a tape, name:line:col path in YAML'),
    message: z.string(),
  }),
);

export const tapeSummary = z.strictObject({
  rows: count.describe('accepted + rejected + ignored'),
  accepted: count,
  rejected: count,
  ignored: count.describe('Rows of balance zero and proven total rows'),
  currentBalance: amount.describe('Of the accepted rows'),
  weightedAverageRate: fraction.describe('By current balance'),
  weightedAverageRemainingTermMonths: z.number().describe('By current balance'),
});

export type RunRecord = z.infer<typeof run>;
export type AssumptionRecord = z.infer<typeof assumptionRecord>;
export type TapeSummary = z.infer<typeof tapeSummary>;
