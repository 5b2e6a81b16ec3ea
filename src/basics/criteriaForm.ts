import { textField, z } from './schema.js';
import { integerField, rateField, titleField } from './schemaFields.js';

/**
 * The form in which files say what a loan must be and how much may hang on one name: criteria files and the purchases
 * of deal files. Imported lazily: it loads zod. What bounds mean for a column: collateral/screening/criteriaRules.ts.
 */
const bound = () => textField<string>('a bound', { type: ['string', 'number'] }, (text) => ({ value: text }));

const words = z.array(titleField()).min(1);

export const eligibilityTestForm = z.strictObject({
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

export const concentrationLimitForm = z.strictObject({
  name: titleField().optional(),
  by: titleField().describe('Column of names, such as payerId, region or industry'),
  of: titleField().optional().describe('One name; else each name is held to the limit'),
  top: integerField(1, 1000).optional().describe('The largest so many names together'),
  atMost: rateField({ max: 1 }).describe('Share of the eligible balance'),
});

export type WrittenTest = z.output<typeof eligibilityTestForm>;
export type WrittenLimit = z.output<typeof concentrationLimitForm>;
