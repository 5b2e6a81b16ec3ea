import { textField, z } from '#basics/schema.js';
import { integerField, rateField, titleField } from '#basics/schemaFields.js';

/** The form of a criteria file. Imported lazily: it loads zod. What bounds mean for a column: parseCriteria.ts. */
const bound = () => textField<string>('a bound', { type: ['string', 'number'] }, (text) => ({ value: text }));

const words = z.array(titleField()).min(1);

const test = z.strictObject({
  name: titleField().optional().describe('In results; else the rule itself'),
  column: titleField().optional().describe('Canonical column, such as remainingTermMonths or status'),
  atLeast: bound().optional().describe('Number, amount, rate (18%) or date, as the column is'),
  atMost: bound().optional(),
  oneOf: words.optional().describe('Words of the column; for status also its class, such as performing'),
  noneOf: words.optional(),
  onList: titleField().optional().describe('Outside list given with --list, by its file name without ending'),
  notOnList: titleField().optional(),
  missing: z.enum(['fails', 'passes']).optional().describe('A loan without a value; fails unless stated'),
});

const limit = z.strictObject({
  name: titleField().optional(),
  by: titleField().describe('Column of names, such as payerId, region or industry'),
  of: titleField().optional().describe('One name; else each name is held to the limit'),
  top: integerField(1, 1000).optional().describe('The largest so many names together'),
  atMost: rateField({ max: 1 }).describe('Share of the eligible balance'),
});

export const criteriaSchema = z.strictObject({
  eligibility: z.array(test).optional(),
  limits: z.array(limit).optional(),
});
