import { z } from '#basics/schema.js';
import { nameField, numberField, rateField } from '#basics/schemaFields.js';

/** The form of a targets file of `abs size`. Imported lazily: it loads zod. */
const share = () => rateField({ min: 0, max: 1 });

const note = z.strictObject({
  expectedLoss: share().optional().describe('At most: principal unpaid at legal final over balance'),
  lossProbability: share().optional().describe('At most'),
  breakEven: numberField(0, 1000)
    .optional()
    .describe('At least: the class loses nothing at this multiple of the assumed default rates'),
  min: share().optional().describe('Share of the pool'),
  max: share().optional(),
  averageLife: z
    .strictObject({ min: numberField(0, 100).optional(), max: numberField(0, 100).optional() })
    .optional()
    .describe('Years'),
  coupon: z.enum(['keep', 'par']).optional().describe('par: the coupon at which the class is worth 100'),
});

export const targetsSchema = z.strictObject({
  notes: z.record(nameField(), note).optional(),
  retention: share().optional().describe('Least share of the pool below all sized classes'),
  reserve: z
    .strictObject({ account: nameField(), shares: z.array(share()).min(1).max(20) })
    .optional()
    .describe('Targets of a reserve to choose from, as shares of what its target is a share of'),
  costOfCapital: rateField({ min: 0, max: 1 })
    .optional()
    .describe('Yearly cost of what is not sold: the rest of the pool and a reserve funded at closing'),
  demand: z
    .record(z.string().regex(/^(?!0+(\.0+)?$)\d{1,2}(\.\d{1,2})?$/), numberField(0, 1e9))
    .optional()
    .describe("Investors' demand by the years of the note: { 1: 20, 2: 60 }"),
});

export type TargetsFile = z.output<typeof targetsSchema>;
