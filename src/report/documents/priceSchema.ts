import { z } from '#basics/schema.js';
import { amount, count, date, fraction, problems, run, tapeSummary, years } from './documentParts.js';

const price = z.number().describe('Per 100 of current balance');
const quantiles = z
  .record(z.string().regex(/^0\.\d+$/), z.number())
  .describe('Keyed by probability: "0.5", "0.95"');

const exceedance = z
  .record(z.string().regex(/^0(\.\d+)?$/), fraction)
  .describe('Probability of a loss above, keyed by the loss as a share of balance');

const discount = z
  .strictObject({
    premium: fraction.describe('Annual premium over the risk-free rate'),
    expectedLossPerYear: fraction.nullable().describe('Expected loss over average life'),
    rule: z.enum(['net', 'full']),
    spread: fraction.describe(
      'Used: the premium, or max(0, premium - expected loss a year) where the rule is net',
    ),
  })
  .describe('How the class is discounted over the risk-free rate');

const valuation = {
  price: price
    .nullable()
    .describe('Mean discounted value per 100 of balance; null for a class without balance'),
  value: z.number().describe('Mean discounted value, currency units; of a class without balance too'),
  yield: fraction
    .nullable()
    .describe('Nominal, compounded at the payment frequency, of expected flows at the price'),
  weightedAverageLife: years.nullable(),
  modifiedDuration: years.nullable(),
  discount,
};

const note = z.strictObject({
  name: z.string(),
  kind: z.enum(['interest-bearing', 'residual']),
  balance: amount,
  creditEnhancement: fraction.describe('Share of the pool behind this class'),
  coupon: fraction.nullable().describe('Annual; null for a residual class'),
  ...valuation,
  priceStandardError: price.nullable().describe('Of the mean; null where nothing is simulated'),
  valueStandardError: z.number().nullable().describe('Currency units; null where nothing is simulated'),
  valueStandardDeviation: z.number().nullable().describe('Of the discounted value over paths'),
  valueRange: z
    .strictObject({ low: z.number(), high: z.number(), probability: fraction })
    .nullable()
    .describe('As priceRange, in currency units'),
  yieldStandardError: fraction.nullable().describe('To first order; null where nothing is simulated'),
  priceStandardDeviation: price.nullable().describe('Of the discounted value over paths'),
  priceQuantiles: quantiles.nullable(),
  priceRange: z
    .strictObject({ low: z.number(), high: z.number(), probability: fraction })
    .nullable()
    .describe('Middle part of the discounted value over paths: the pricing range'),
  priceExpectedShortfall: quantiles
    .nullable()
    .describe('Mean of the discounted value over the worst paths: "0.95" over the worst 5 %'),
  expectedLoss: fraction
    .nullable()
    .describe(
      'Principal unpaid at legal final over balance, undiscounted; null for a residual class, and where no path had a loss',
    ),
  expectedLossStandardError: fraction.nullable(),
  expectedLossUpperBound: fraction
    .nullable()
    .describe('Where no path had a loss: the expected loss is below this with 95 % confidence'),
  lossProbability: fraction
    .nullable()
    .describe('Share of paths with a loss above one minor unit; null where no path had one'),
  lossProbabilityStandardError: fraction.nullable(),
  effectiveLossPaths: z
    .number()
    .nullable()
    .describe('How many equally likely paths with a loss would say as much; few means rough loss figures'),
  lossProbabilityUpperBound: fraction
    .nullable()
    .describe('Where no path had a loss: the probability is below this with 95 % confidence'),
  lossStatement: z.string().nullable().describe('Where no path had a loss: what that allows to say'),
  losses: z
    .strictObject({
      standardDeviation: fraction,
      quantiles,
      expectedShortfall: quantiles.describe('Mean of the worst part: "0.95" of the worst 5 %'),
      exceedance,
    })
    .nullable()
    .describe('Distribution over paths of the loss over balance; null for a residual class'),
  expectedInterestShortfall: fraction.nullable(),
  expected: z
    .strictObject(valuation)
    .optional()
    .describe('Method dcf: the value of expected flows, beside the promised flows of the other fields'),
});

const estimator = z.strictObject({
  method: z.enum(['two-level', 'plain', 'dcf']),
  paths: count.describe('Single-loan paths: distributions come from all of them'),
  pairedPaths: count.describe('Those of them that correct the large pool; 0 where paths are plain'),
  effectivePaths: z.number().describe('How many plain paths the weighted ones are worth, for quantiles'),
  importanceSampled: z
    .array(z.string())
    .describe('Classes whose rare losses switched importance sampling on; empty where paths are plain'),
  largePoolPaths: count,
  scrambles: count,
  rounds: count,
  targetStandardError: z.number().nullable(),
  converged: z.boolean(),
  partial: z.boolean().describe('True where the run was stopped before its target'),
  pathsNeeded: count
    .nullable()
    .describe('Paths that the target would take, where that is out of reach and was not tried'),
  biasCheck: z
    .array(z.strictObject({ name: z.string(), correction: z.number(), standardError: z.number() }))
    .describe('Single loans less large pool in the price: what the large pool alone would have missed'),
});

const support = z.strictObject({
  name: z.string(),
  kind: z.enum(['guarantee', 'letter-of-credit', 'make-up', 'liquidity']),
  provider: z.enum(['third-party', 'originator']),
  limit: amount,
  expectedDrawn: z.number().describe('All draws until legal final, those repaid included'),
  expectedDrawnStandardError: z.number(),
  providerDefaultProbability: fraction.describe('Of the provider failing by legal final'),
  providerDefaultProbabilityStandardError: fraction,
  exhaustionProbability: fraction.describe('Of draws using up the limit while the provider could pay'),
  exhaustionProbabilityStandardError: fraction,
});

const stop = z.strictObject({
  probability: fraction.nullable().describe('Share of single-loan paths; null where no path had it'),
  standardError: fraction.nullable(),
  upperBound: fraction
    .nullable()
    .describe('Where no path had it: the probability is below this with 95 % confidence'),
});

const purchases = z.strictObject({
  dates: count.describe('Payment dates on which loans are bought if no trigger stands against it'),
  lastDate: date.nullable().describe('The last of them; null without dates'),
  expectedSpent: z.number().describe('Cash spent on loans, currency units, reinvested principal included'),
  expectedSpentStandardError: z.number(),
  expectedReinvested: z.number().describe('Of it: principal that bought loans before a payment date'),
  expectedReinvestedStandardError: z.number(),
  stopped: stop.describe('Of a trigger (or the call) that keeps it from buying on one of the dates at least'),
  endedEarly: stop.describe('The same of the last date: purchases have ended early'),
});

const alone = z.strictObject({
  name: z.string(),
  price: price.nullable(),
  priceStandardError: price.nullable(),
  expectedLoss: fraction.nullable().describe('null where no path had a loss, and for a residual class'),
  expectedLossStandardError: fraction.nullable(),
  weightedAverageLife: years.nullable(),
  shareOfValue: fraction
    .nullable()
    .describe("Of the class's value, what rests on the originator's support: 1 - value without / value with"),
  shareOfValueStandardError: fraction.nullable(),
});

const error = price.nullable();
const uncertainty = z
  .strictObject({
    draws: count,
    pathsPerDraw: count,
    parameters: z.array(
      z.strictObject({
        name: z.string(),
        value: z.number(),
        deviation: z.number(),
        cut: count.describe('Draws put at the bound of what it can be'),
      }),
    ),
    notes: z.array(
      z.strictObject({
        name: z.string(),
        simulationError: error.describe('Standard error of the price: more paths make it less'),
        parameterError: error.describe('Deviation of the price over draws, simulation noise taken out'),
        parameterVariance: z.number().nullable().describe('Its square; below zero where noise is all'),
        parameterVarianceStandardError: z.number().nullable(),
        meanPrice: error.describe('Over draws'),
        modelSpread: error.describe('Highest less lowest price over the models'),
      }),
    ),
    models: z.array(
      z.strictObject({
        model: z.string(),
        notes: z.array(z.strictObject({ name: z.string(), price: error, priceStandardError: error })),
      }),
    ),
  })
  .describe('With --uncertainty: what is not known of parameters and model');

/** The result of `abs price`. */
export const priceDocument = z.strictObject({
  schema: z.literal('abs/price/1'),
  run,
  tape: tapeSummary,
  deal: z.strictObject({
    name: z.string(),
    currency: z.string().nullable().describe('ISO code; null where neither tape nor deal states one'),
    closingDate: date.nullable(),
    legalFinalDate: date.nullable(),
  }),
  pool: z.strictObject({
    expectedDefaultRate: fraction.describe('Defaulted balance over balance at cut-off'),
    expectedDefaultRateStandardError: fraction.nullable(),
    expectedLossRate: fraction.describe('Defaulted balance net of recoveries over balance at cut-off'),
    expectedLossRateStandardError: fraction.nullable(),
    lossStandardDeviation: fraction.nullable(),
    lossQuantiles: quantiles.nullable(),
    lossExpectedShortfall: quantiles.nullable(),
    lossExceedance: exceedance.nullable(),
  }),
  dealPrice: z.strictObject({
    price: price.describe('All classes less what accounts open with, over the pool balance, per 100'),
    priceStandardError: price.nullable(),
    excessSpread: fraction.describe(
      'Interest less fees and class interest over balance-years, a yearly rate',
    ),
  }),
  notes: z.array(note),
  supports: z.array(support).optional().describe('Simulated deals with support from outside'),
  withoutOriginatorSupport: z
    .array(alone)
    .optional()
    .describe(
      'The classes without what the originator itself pays, where it supports them; of expected flows',
    ),
  purchases: purchases.optional().describe('Simulated deals that buy loans'),
  estimator,
  uncertainty: uncertainty.optional(),
  problems,
});

export type PriceDocument = z.infer<typeof priceDocument>;
export type PriceNote = PriceDocument['notes'][number];
