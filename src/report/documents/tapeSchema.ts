import { z } from '#basics/schema.js';
import { amount, count, fraction, problems, run, tapeSummary } from './documentParts.js';
import {
  concentration,
  doublePledges,
  homogeneity,
  listCoverage,
  screening,
  stratification,
  weightedAverage,
} from './tapeViewSchema.js';

const evidence = z.string().describe('What on the tape decided it');

/** The result of `abs tape`. */
export const tapeDocument = z.strictObject({
  schema: z.literal('abs/tape/1'),
  run,
  encoding: z.string(),
  encodingEvidence: evidence,
  delimiter: z.string(),
  delimiterEvidence: evidence,
  headingLine: z.int().positive().describe('Line of the headings, the first is 1'),
  headingEvidence: evidence,
  transposed: z.boolean().describe('True where each loan is a column'),
  source: z.strictObject({ name: z.string(), title: z.string(), evidence }),
  cutOffEvidence: evidence,
  currency: z.string().nullable(),
  ...tapeSummary.shape,
  weightedAverageRate: fraction.nullable().describe('By current balance; null without an accepted loan'),
  weightedAverageRemainingTermMonths: z.number().nullable(),
  money: z
    .strictObject({
      total: amount,
      accepted: amount,
      rejected: amount,
      ignored: amount,
      rowsWithoutBalance: count,
    })
    .describe('Sums of the balance column over rows in which it can be read'),
  ignoredFor: z.array(z.strictObject({ reason: z.string(), rows: count, money: amount })),
  distinctLoanIds: count.nullable(),
  columns: z.array(
    z.strictObject({ source: z.string(), canonical: z.string(), unit: z.string().nullable(), evidence }),
  ),
  unmapped: z.array(z.string()).describe('Headings that fill no canonical column'),
  derived: z.array(z.strictObject({ canonical: z.string(), rows: count, how: z.string() })),
  rejects: z
    .array(
      z.strictObject({
        at: z.string().describe('name:line:column-name'),
        loanId: z.string().nullable(),
        code: z.string(),
        value: z.string(),
        reason: z.string(),
      }),
    )
    .describe('The first faults by line'),
  faultCount: count.describe('All faults; a rejected row can have several'),
  stratifications: z.array(stratification),
  concentrations: z.array(concentration),
  homogeneity: z.array(homogeneity),
  weightedAverages: z.array(weightedAverage),
  screening: screening.nullable().describe('With --criteria'),
  lists: z.array(listCoverage).describe('One for each --list'),
  doublePledges: doublePledges.nullable().describe('With --against'),
  problems,
});

export type TapeDocument = z.infer<typeof tapeDocument>;
