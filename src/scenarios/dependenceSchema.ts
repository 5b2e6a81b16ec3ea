import { quoted } from '#basics/printable.js';
import { textField, z } from '#basics/schema.js';
import { numberField, rateField, titleField } from '#basics/schemaFields.js';
import { groupColumns } from '#pricing/models/borrowerDependence.js';

/** How borrowers default together, as an assumptions file says it; imported lazily, it loads zod. */
const share = { max: 1 } as const;

/** `0.6`, `60%` and `1` are correlations; 60 is a slip. */
function correlationField() {
  const form = {
    anyOf: [
      { type: 'number', minimum: -1, maximum: 1 },
      { type: 'string', pattern: String.raw`^[+-]?\d{1,3}(\.\d{1,20})? *%?$` },
    ],
    description: 'a correlation: 60% or 0.6, from -1 to 1',
  };
  return textField<number>('a correlation', form, (text) => {
    const match = /^([+-]?\d{1,3}(?:\.\d{1,20})?) *(%?)$/.exec(text.trim());
    if (match === null) return { code: 'bad-number', message: `${quoted(text)} is not a correlation` };
    const value = Number(match[1]) / (match[2] === '%' ? 100 : 1);
    return Math.abs(value) <= 1
      ? { value: value === 0 ? 0 : value }
      : { code: 'out-of-range', message: `${text} is not between -1 and 1` };
  });
}

const dependence = z.strictObject({
  asset: rateField(share).optional().describe('Asset correlation of any two borrowers; 15% unless stated'),
  region: rateField(share).optional().describe('So much more for two borrowers of one region'),
  industry: rateField(share).optional().describe('So much more for two borrowers of one industry'),
  by: z.enum(groupColumns).optional().describe('Column of the tape whose values are the groups'),
  groups: z
    .array(titleField(100))
    .min(1)
    .max(60)
    .optional()
    .describe('Values of that column; "others" takes all that are not named'),
  matrix: z
    .array(z.array(correlationField()).min(1).max(60))
    .min(1)
    .max(60)
    .optional()
    .describe(
      'Correlations of the groups, row by row; the asset correlation of two groups is asset times theirs',
    ),
  copula: z.enum(['gaussian', 'student-t']).optional(),
  degreesOfFreedom: numberField(1, 500)
    .optional()
    .describe("Of Student's t: the fewer, the more default together"),
  rates: correlationField()
    .optional()
    .describe('Of the economy and the sum of the rate shocks; negative: rates rise in bad times'),
});

export const correlationShape = {
  correlation: z
    .union([rateField(share), dependence])
    .optional()
    .describe('Asset correlation of one factor, or how borrowers hang together'),
};

export type DependenceOfFile = z.output<typeof dependence>;
