import { z } from '#basics/schema.js';
import { amount, count, fraction, problems, run, tapeSummary, years } from './documentParts.js';

const error = z.number().nonnegative().describe('Standard error');

const limit = z.strictObject({
  note: z.string(),
  target: z.string().describe('expectedLoss, lossProbability, breakEven, lifeMin, lifeMax'),
  limit: z.number(),
  reached: z.number(),
  standardError: error,
  holds: z.boolean(),
});

const note = z.strictObject({
  name: z.string(),
  kind: z.enum(['interest-bearing', 'residual']),
  share: fraction.describe('Of the pool'),
  shareStandardError: error.nullable().describe('That comes from simulation; null for what is not sized'),
  balance: amount,
  coupon: fraction.nullable(),
  binding: z
    .string()
    .nullable()
    .describe('What keeps the class from being larger; null for what is not sized'),
  expectedLoss: fraction.nullable(),
  expectedLossStandardError: error.nullable(),
  lossProbability: fraction.nullable(),
  lossProbabilityStandardError: error.nullable(),
  averageLife: years.nullable(),
});

/** The result of `abs size`. */
export const sizeDocument = z.strictObject({
  schema: z.literal('abs/size/1'),
  run,
  tape: tapeSummary,
  deal: z.string(),
  feasible: z.boolean(),
  infeasible: z.array(
    z.strictObject({ note: z.string(), limit: z.string(), wanted: z.number(), reached: z.number() }),
  ),
  notMonotone: z.array(z.string()).describe('Classes whose limits hold again above a share where they fail'),
  notes: z.array(note),
  fundingCost: fraction.describe('A year, by share and average life'),
  reserves: z.array(z.strictObject({ share: fraction, shares: z.array(fraction), fundingCost: fraction })),
  frontier: z
    .array(
      z.strictObject({
        share: fraction,
        expectedLoss: fraction,
        lossProbability: fraction,
        averageLife: years.nullable(),
      }),
    )
    .describe('The first class at other shares'),
  term: z.strictObject({
    term: years.describe('Proposed for the note'),
    earliest: years.describe('First due date of the pool'),
    latest: years,
    mean: years,
    dueAfter: fraction.describe('Share of the balance that falls due after the term'),
    candidates: z.array(z.strictObject({ term: years, distance: years, demand: fraction })),
  }),
  sample: z.strictObject({ seed: z.string(), paths: count }),
  verification: z
    .strictObject({
      seed: z.string().describe('Another than that of the search'),
      paths: count,
      holds: z.boolean(),
      limits: z.array(limit),
      notes: z.array(
        z.strictObject({
          name: z.string(),
          price: z.number().nullable(),
          priceStandardError: error.nullable(),
          yield: fraction.nullable(),
        }),
      ),
    })
    .nullable(),
  dealFile: z.string().describe('The deal that was found, as a file'),
  problems,
});

export type SizeDocument = z.infer<typeof sizeDocument>;
export type SizedNote = SizeDocument['notes'][number];
