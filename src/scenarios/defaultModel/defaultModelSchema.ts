import { z } from '#basics/schema.js';
import { integerField, numberField, titleField } from '#basics/schemaFields.js';
import { scoreLinks } from '#pricing/models/scoredPd.js';
import { shareField } from '../assumptionFields.js';

/** PDs of single loans from what the tape says of them; imported lazily, it loads zod. */
const number = () => numberField(-1e9, 1e9);
const coefficient = () => numberField(-1e6, 1e6);

const horizonMonths = integerField(1, 600).describe('Window of the PD: it is spread evenly over it');

const term = z.strictObject({
  coefficient: coefficient().describe('Times (value − center) ÷ per'),
  center: number().optional().describe('0 unless stated'),
  per: numberField(1e-9, 1e9).optional().describe('1 unless stated'),
  missing: number().optional().describe('Value of loans without one; else they are an error'),
});

const labels = z
  .record(titleField(), coefficient())
  .describe('Added to the score by label; `others` for the rest');

export const defaultModelShape = {
  logistic: z
    .strictObject({
      intercept: coefficient(),
      link: z.enum(scoreLinks).optional().describe('logit unless stated'),
      columns: z.record(z.string(), z.union([coefficient(), term])).optional(),
      labels: z.record(z.string(), labels).optional(),
      horizonMonths,
      least: shareField().optional().describe('No PD is below this'),
      most: shareField().optional().describe('No PD is above this'),
    })
    .optional()
    .describe('PD of each loan by canonical columns of the tape'),
  byScore: z
    .strictObject({
      column: z.string().optional().describe('score unless stated'),
      bands: z
        .array(z.strictObject({ below: number().optional(), pd: shareField() }))
        .min(1)
        .max(1000)
        .describe('Rising; the last one has no upper end'),
      horizonMonths,
      missing: shareField().optional().describe('PD of loans without a score; else they are an error'),
    })
    .optional()
    .describe('PD of each loan by a table'),
};

const logistic = z.strictObject(defaultModelShape);
export type DefaultModelOfFile = z.output<typeof logistic>;
