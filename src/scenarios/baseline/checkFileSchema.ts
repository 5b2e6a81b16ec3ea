import { z } from '#basics/schema.js';
import { nameField } from '#basics/schemaFields.js';

/** How a deal is checked: NAME.check.yaml beside it. Imported lazily: it loads zod. */
const path = z.string().min(1).max(500);

const run = z.strictObject({
  name: nameField().optional().describe('Of the run; without one its number'),
  tape: path.optional(),
  map: path.optional().describe('Mapping file of the tape'),
  assumptions: path.optional(),
  schedules: path.optional(),
  scenarios: path.optional().describe('Scenario file, as of abs stress: all of it is run too'),
  state: path.optional().describe('With collections: a run on reported collections'),
  collections: path.optional(),
  options: z
    .record(z.string(), z.string())
    .optional()
    .describe('Flags of abs price by name, without dashes: { cdr: 4%, paths: 4096 }'),
});

export const checkFileSchema = z.strictObject({
  runs: z.array(run).min(1).max(200),
});

export type CheckFile = z.output<typeof checkFileSchema>;
