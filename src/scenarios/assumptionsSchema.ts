import { z } from '#basics/schema.js';
import { rateField } from '#basics/schemaFields.js';
import { eventOrders } from '#collateral/assumptions.js';
import { behaviorShape } from './behaviorSchema.js';
import { correlationShape } from './dependenceSchema.js';
import { ratesShape } from './ratesSchema.js';
import { defaultModels, premiumRules } from './scenarioFlags.js';

/** The form of an assumptions file. Imported lazily: it loads zod. Which keys exclude each other: parseAssumptions. */
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
  model: z
    .enum(defaultModels)
    .optional()
    .describe("copula, or source: the source documents' simplest model, a PD that is normal over paths"),
  pdDeviation: rateField({ max: 2 })
    .optional()
    .describe('Model source: standard deviation of the PD over paths over its mean'),
  ...correlationShape,
  ...ratesShape,
  premium: premium.optional(),
});

export type AssumptionsFile = z.output<typeof assumptionsSchema>;
