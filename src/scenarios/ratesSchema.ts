import { z } from '#basics/schema.js';
import { integerField, numberField, rateField } from '#basics/schemaFields.js';

/** The risk-free rate, as an assumptions file says it; imported lazily, it loads zod. */
const level = { min: -0.1, max: 1 } as const;
const coefficients = z.array(numberField(-10, 10)).max(24);

const curvePoint = z.strictObject({
  years: numberField(0.001, 100),
  rate: rateField(level).describe('Zero rate, continuously compounded'),
});

export const rateModels = [
  'vasicek',
  'random-walk',
  'hull-white-flat',
  'hull-white',
  'cir',
  'arima',
] as const;

export const ratesShape = {
  rates: z
    .strictObject({
      model: z.enum(rateModels).optional(),
      initial: rateField(level).optional().describe('Risk-free short rate at the cut-off'),
      mean: rateField(level)
        .optional()
        .describe('Long-run mean; of an ARIMA model the mean of the rate, or of its differences'),
      speed: numberField(0, 10).optional().describe('Speed of reversion to the mean, a year'),
      shift: rateField({ min: -0.5, max: 1 })
        .optional()
        .describe(
          'Added to the rate and its mean or curve, and to indexRates; moves a cpr by pointsPerRatePoint',
        ),
      volatility: rateField({ max: 1 })
        .optional()
        .describe('Annual, absolute: 1.2% is 120 bp a year; in the model cir times the root of the rate'),
      curve: z
        .array(curvePoint)
        .min(1)
        .max(200)
        .optional()
        .describe('Model hull-white: the curve it is fitted to'),
      ar: coefficients.optional().describe('Model arima: autoregressive coefficients, lag 1 first'),
      ma: coefficients.optional().describe('Moving-average coefficients, lag 1 first'),
      differences: integerField(0, 2).optional().describe('0 unless stated'),
      deviation: rateField({ max: 1 }).optional().describe('Standard deviation of the shocks, a month'),
      history: z
        .array(rateField(level))
        .min(1)
        .max(1200)
        .optional()
        .describe('Monthly rates, the last one that of the cut-off'),
    })
    .optional(),
};

export type RatesOfFile = NonNullable<z.output<(typeof ratesShape)['rates']>>;
export type RateModelName = (typeof rateModels)[number];
