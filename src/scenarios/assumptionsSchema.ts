import { z } from '#basics/schema.js';
import { numberField, rateField } from '#basics/schemaFields.js';
import { eventOrders } from '#collateral/assumptions.js';
import { behaviorShape } from './behaviorSchema.js';
import { premiumRules } from './scenarioFlags.js';

/** The form of an assumptions file. Imported lazily: it loads zod. Which keys exclude each other: parseAssumptions. */
const probability = { max: 1 } as const;

const rates = z.strictObject({
  model: z.enum(['vasicek', 'random-walk', 'hull-white-flat']).optional(),
  initial: rateField({ min: -0.1, max: 1 }).optional().describe('Risk-free short rate at the cut-off'),
  mean: rateField({ min: -0.1, max: 1 }).optional().describe('Long-run mean, Vasicek only'),
  speed: numberField(0, 10).optional().describe('Speed of reversion to the mean, a year'),
  volatility: rateField(probability).optional().describe('Annual, absolute: 1.2% is 120 bp a year'),
});

const premium = z.strictObject({
  rate: rateField({ max: 1 }).optional().describe('Annual premium over the risk-free rate'),
  rule: z
    .enum(premiumRules)
    .optional()
    .describe('net: less the expected loss of each class; full: all of it, the loss is then counted twice'),
});

export const assumptionsSchema = z.strictObject({
  order: z.enum(eventOrders).optional().describe('Order of events within a month'),
  ...behaviorShape,
  correlation: rateField(probability).optional().describe('Asset correlation, one factor'),
  rates: rates.optional(),
  premium: premium.optional(),
});

export type AssumptionsFile = z.output<typeof assumptionsSchema>;
