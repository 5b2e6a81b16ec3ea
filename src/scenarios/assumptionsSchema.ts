import { z } from '#basics/schema.js';
import { integerField, numberField, rateField } from '#basics/schemaFields.js';
import { eventOrders } from '#collateral/assumptions.js';
import { shareField } from './assumptionFields.js';
import { behaviorShape } from './behaviorSchema.js';
import { correlationShape } from './dependenceSchema.js';
import { providersShape } from './providersSchema.js';
import { ratesShape } from './ratesSchema.js';
import { defaultModels, premiumRules } from './scenarioFlags.js';
import { uncertaintyShape } from './uncertainty/uncertaintySchema.js';

/** The form of an assumptions file. Imported lazily: it loads zod. Which keys exclude each other: parseAssumptions. */
const factors = z.strictObject({
  global: numberField(-10, 10)
    .optional()
    .describe('State of the economy in deviations, -2 is bad: default rates given that state'),
});

const servicer = z.strictObject({
  failsInMonth: integerField(1, 1200).describe('Month of the pool in which the servicer fails'),
  lostMonths: integerField(0, 120)
    .optional()
    .describe('Months of collections, the last before the failure included, that are commingled; 1'),
  lostShare: shareField().optional().describe('Of the commingled collections, what is lost; 100%'),
  delayMonths: integerField(0, 120)
    .optional()
    .describe('Months from the failure on whose collections come when a successor is at work; 0'),
});

const purchases = z.strictObject({
  droughtFromMonth: integerField(1, 1200).describe('First month of the pool in which nothing can be bought'),
  droughtMonths: integerField(1, 1200).optional().describe('For so long; to the end unless stated'),
});

const supports = z.strictObject({
  defaultsInMonth: integerField(1, 1200).describe('From this month of the pool on no support pays'),
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
  ...uncertaintyShape,
  factors: factors.optional(),
  servicer: servicer.optional().describe('Failure of the servicer: collections lost and late'),
  purchases: purchases.optional().describe('Revolving deals: no loans to buy'),
  supports: supports
    .optional()
    .describe('Default of guarantors and of all other supports, in a stated month'),
  ...providersShape,
});

export type AssumptionsFile = z.output<typeof assumptionsSchema>;
