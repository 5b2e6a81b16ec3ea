import { z } from '#basics/schema.js';
import { nameField, numberField, titleField } from '#basics/schemaFields.js';
import { assumptionsSchema } from '../assumptionsSchema.js';

/** The form of a scenario file; imported lazily, it loads zod. What `set` may say is checked by path, as overrides. */
const scalar = z.string();

const axis = z.union([
  z.array(z.unknown()).min(1),
  z.strictObject({
    from: scalar,
    to: scalar,
    steps: numberField(2, 1e15).optional().describe('Number of values, both ends included'),
    by: scalar.optional().describe('Or the distance between values'),
  }),
]);

const solve = z.strictObject({
  find: scalar.describe('Path of the assumption to look for, such as default.multiple'),
  for: scalar.describe('Class and figure, such as A.principalLoss or B.return'),
  equals: scalar.describe('What the figure is to be: 0.01, 8%'),
  from: scalar.optional().describe('Where to look; by default all values that the assumption can have'),
  to: scalar.optional(),
});

function scenarioShape<S extends z.ZodType>(set: S) {
  return z.strictObject({
    name: nameField(),
    description: titleField(500).optional(),
    source: titleField(500).optional().describe('Where the figures come from'),
    base: nameField()
      .optional()
      .describe('Scenario of this file or of the library that this one starts from'),
    set: set.optional().describe('Assumptions as in an assumptions file, nested or by path'),
    grid: z
      .record(z.string(), axis)
      .optional()
      .describe('By path: values, or from, to and steps or by; every combination is a scenario'),
    solve: solve
      .optional()
      .describe('Reverse stress: the value of one assumption at which a figure is reached'),
  });
}

export const scenarioFileSchema = z.strictObject({
  name: titleField().optional(),
  scenarios: z.array(scenarioShape(z.record(z.string(), z.unknown()))).min(1),
});

/** The same for editors, which complete what stands in `set`. */
export const scenarioFileForEditors = z.strictObject({
  name: titleField().optional(),
  scenarios: z.array(scenarioShape(assumptionsSchema.loose())).min(1),
});

export type ScenarioOfFile = z.output<typeof scenarioFileSchema>['scenarios'][number];
export type AxisOfFile = z.output<typeof axis>;
