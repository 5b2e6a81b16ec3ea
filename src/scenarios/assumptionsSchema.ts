import { z } from '#basics/schema.js';
import { integerField, numberField, rateField } from '#basics/schemaFields.js';
import { eventOrders } from '#collateral/assumptions.js';
import { premiumRules } from './scenarioFlags.js';

/** The form of an assumptions file. Imported lazily: it loads zod. Which keys exclude each other: parseAssumptions. */
const probability = { max: 1 } as const;
const speed = { max: 50 } as const;

const prepayment = z.strictObject({
  cpr: rateField(probability).optional().describe('Annual conditional prepayment rate'),
  smm: rateField(probability).optional().describe('Single monthly mortality'),
  psa: rateField(speed).optional().describe('Multiple of the PSA curve: 100% is the curve itself'),
  pointsPerRatePoint: numberField(-100, 100)
    .optional()
    .describe('Change of the annual speed in points for one point of the short rate; -5 unless stated'),
});

const defaults = z.strictObject({
  cdr: rateField(probability).optional().describe('Annual conditional default rate'),
  mdr: rateField(probability).optional().describe('Monthly conditional default rate'),
  sda: rateField(speed).optional().describe('Multiple of the standard default curve'),
  noneInLastMonths: integerField(0, 1200)
    .optional()
    .describe('No defaults in this many months before maturity; with cdr, mdr or sda'),
  cumulative: rateField(probability).optional().describe('Cumulative default share over `months`'),
  months: integerField(1, 1200).optional().describe('Window of `cumulative`'),
  multiple: numberField(0, 1000).optional().describe("Multiple of the tape's own annualDefaultRate"),
  fallback: rateField(probability).optional().describe('For loans without an annualDefaultRate on the tape'),
});

const recovery = z.strictObject({
  rate: rateField(probability).optional().describe('Share of the defaulted balance, net of cost'),
  lagMonths: integerField(0, 120).optional(),
  sensitivity: numberField(0, 10)
    .optional()
    .describe(
      'How the rate moves with the economy: probits for one deviation, its mean kept; 0 unless stated',
    ),
});

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

/** `none` in place of a mapping switches the behavior off. */
const none = z.literal('none');

export const assumptionsSchema = z.strictObject({
  order: z.enum(eventOrders).optional().describe('Order of events within a month'),
  prepayment: z.union([none, prepayment]).optional(),
  default: z.union([none, defaults]).optional(),
  recovery: z.union([none, recovery]).optional(),
  correlation: rateField(probability).optional().describe('Asset correlation, one factor'),
  rates: rates.optional(),
  premium: premium.optional(),
});

export type AssumptionsFile = z.output<typeof assumptionsSchema>;
