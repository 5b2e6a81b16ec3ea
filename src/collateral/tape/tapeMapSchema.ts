import { z } from '#basics/schema.js';
import { canonicalNames } from './canonicalColumns.js';
import { dateOrders, rateUnits, tapeEncodings, termUnits } from './tapeOptions.js';

/** The form of a mapping file: what a user has decided about the tapes of one source. Imported lazily: it loads zod. */
export const tapeMapSchema = z.strictObject({
  columns: z
    .partialRecord(z.enum(canonicalNames), z.string().nullable())
    .optional()
    .describe(
      'Canonical column to the heading that fills it, #3 for the third column, empty to leave it out',
    ),
  encoding: z.enum(tapeEncodings).optional(),
  delimiter: z.enum(['comma', 'semicolon', 'pipe', 'tab']).optional(),
  rateUnit: z.enum(rateUnits).optional().describe('Of loan rates without a percent sign'),
  termUnit: z.enum(termUnits).optional().describe('Of terms whose unit neither heading nor cells state'),
  dateOrder: z.enum(dateOrders).optional().describe('Day, month or (in two digits) year first'),
  decimalMark: z.enum(['.', ',']).optional(),
  dailyRateDays: z
    .enum(['360', '365'])
    .optional()
    .describe('Days in the year by which a daily rate becomes an annual one'),
});
