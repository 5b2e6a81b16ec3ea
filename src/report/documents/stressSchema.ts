import { z } from '#basics/schema.js';
import {
  amount,
  assumptionRecord,
  count,
  date,
  fraction,
  problems,
  run,
  tapeSummary,
  years,
} from './documentParts.js';

const note = z.strictObject({
  name: z.string(),
  kind: z.enum(['interest-bearing', 'residual']),
  price: z.number().nullable().describe('Expected flows at the risk-free rate and the net premium, per 100'),
  yield: fraction
    .nullable()
    .describe('Nominal, at the payment frequency, if bought for purchasePrice at closing or on purchaseDate'),
  return: fraction
    .nullable()
    .describe('The same as an effective annual rate on actual days over 365; -1 where nothing comes back'),
  weightedAverageLife: years.nullable(),
  principalLoss: z
    .number()
    .nullable()
    .describe('Currency units unpaid at legal final; null for a residual class'),
  lossRate: fraction.nullable().describe('principalLoss over balance'),
  interestShortfall: z.number().nullable().describe('Interest unpaid at legal final, or lost on the way'),
  firstShortfall: z
    .int()
    .nullable()
    .describe('First payment, counted from 1, that paid interest short; null for none'),
});

const solved = z.strictObject({
  path: z.string(),
  roots: z.array(z.number()).describe('Smallest first; the scenario is run at the first'),
  message: z
    .string()
    .nullable()
    .describe(
      'Why there is no root; or that a stretch of values reaches the target, or that the figure jumps past it',
    ),
});

const scenario = z.strictObject({
  pair: count.describe('Index into pairs'),
  name: z.string(),
  key: z
    .string()
    .regex(/^[0-9a-f]{20}$/)
    .describe('Of scenario, inputs and version: the same key is the same result'),
  set: z.record(z.string(), z.string()).describe('What the scenario states, by path of the assumption'),
  solved: solved.nullable(),
  pool: z
    .strictObject({ defaultRate: fraction, lossRate: fraction })
    .nullable()
    .describe('Over the balance at the cut-off; null where a search found no value'),
  notes: z.array(note),
});

const breakEven = z.strictObject({
  pair: count,
  class: z.string(),
  by: z.enum(['multiple', 'cdr']),
  value: z
    .number()
    .nullable()
    .describe('Largest value from zero on at which the class is not yet short of one minor unit'),
  reason: z.enum(['never-short', 'always-short', 'residual', 'no-defaults']).nullable(),
  isMonotone: z.boolean().describe('False where the class is short, whole again and short once more'),
  crossings: z.array(z.strictObject({ at: z.number(), direction: z.enum(['rises', 'falls']) })),
  searchedTo: z.number(),
});

const end = z.strictObject({
  value: z.string(),
  prices: z.array(z.number().nullable()),
  lossRates: z.array(z.number().nullable()),
});

const pair = z.strictObject({
  tapeName: z.string(),
  dealName: z.string().describe('File, or built-in'),
  tape: tapeSummary,
  deal: z.strictObject({
    name: z.string(),
    currency: z.string().nullable(),
    closingDate: date.nullable(),
    legalFinalDate: date.nullable(),
  }),
  classes: z.array(
    z.strictObject({
      name: z.string(),
      kind: z.enum(['interest-bearing', 'residual']),
      balance: amount,
      purchasePrice: z.number().describe('Per 100 of balance: what yield and return are counted from'),
      purchaseDate: date.nullable().describe('Null at closing, and where the deal has no dates'),
      paymentsBeforePurchase: count.describe("What the deal pays on these is the seller's"),
    }),
  ),
  assumptions: z.array(assumptionRecord).describe('Those that are not the same for all pairs'),
  tornado: z
    .strictObject({
      prices: z.array(z.number().nullable()),
      bars: z.array(z.strictObject({ path: z.string(), low: end, high: end })),
    })
    .nullable(),
});

/** The result of `abs stress`. */
export const stressDocument = z.strictObject({
  schema: z.literal('abs/stress/1'),
  run,
  pairs: z.array(pair).describe('Tape by tape, and for each tape deal by deal'),
  blocks: z.array(
    z.strictObject({
      name: z.string(),
      description: z.string().nullable(),
      source: z.string().nullable(),
      axes: z.array(z.strictObject({ path: z.string(), values: z.array(z.string()) })),
    }),
  ),
  scenarios: z.array(scenario),
  breakEven: z.array(breakEven),
  partial: z.boolean().describe('True where the run was stopped before its last scenario'),
  problems,
});

/** What stands beside a file of rows of `abs stress`: which run they are of. */
export const stressRowsRecord = z.strictObject({
  schema: z.literal('abs/stress-rows/1'),
  run,
  rows: z.string().describe('Base name of the file of rows'),
  scenarios: count.describe('That the whole file has, each with a row a class'),
  pairs: z
    .array(
      z.strictObject({
        tapeName: z.string(),
        dealName: z.string(),
        assumptions: z.array(assumptionRecord).describe('Those that are not the same for all pairs'),
      }),
    )
    .describe('Tape by tape, and for each tape deal by deal'),
});

export type StressRowsRecord = z.infer<typeof stressRowsRecord>;
export type StressDocument = z.infer<typeof stressDocument>;
export type StressScenario = StressDocument['scenarios'][number];
export type StressPair = StressDocument['pairs'][number];
