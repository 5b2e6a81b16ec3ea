import { z } from '#basics/schema.js';
import { integerField, numberField } from '#basics/schemaFields.js';

/** What is not known of the assumptions themselves; used with --uncertainty. Imported lazily, it loads zod. */
export const alternativeModels = ['gaussian', 'student-t', 'source'] as const;
export type AlternativeModel = (typeof alternativeModels)[number];

const row = z.array(numberField(-1e12, 1e12)).min(1).max(50);

export const uncertaintyShape = {
  uncertainty: z
    .strictObject({
      parameters: z
        .array(
          z.strictObject({
            name: z
              .string()
              .describe('As printed: default.multiple, recovery.rate, default.logistic.intercept'),
            deviation: numberField(0, 1e6)
              .optional()
              .describe('Standard deviation, in the unit of the parameter'),
          }),
        )
        .min(1)
        .max(50),
      correlation: z
        .array(row)
        .optional()
        .describe('Of the parameters, in their order; independent unless stated'),
      covariance: z.array(row).optional().describe('Instead of deviations and correlation'),
      draws: integerField(8, 2000).optional().describe('Draws of the parameters; 32 unless stated'),
      paths: integerField(32, 65536).optional().describe('Paths of each draw; 512 unless stated'),
      models: z.array(z.enum(alternativeModels)).optional().describe('Models that might hold instead'),
    })
    .optional(),
};

const file = z.strictObject(uncertaintyShape);
export type UncertaintyOfFile = NonNullable<z.output<typeof file>['uncertainty']>;
