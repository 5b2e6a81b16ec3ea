import { z } from '#basics/schema.js';
import { amount, count, fraction } from './documentParts.js';

/** The views of a pool in the result of `abs tape`. */
export const stratification = z.strictObject({
  name: z.string(),
  strata: z.array(
    z.strictObject({
      label: z.string(),
      count,
      balance: amount,
      share: fraction,
      weightedAverageRate: fraction,
      weightedAverageRemainingTermMonths: z.number(),
    }),
  ),
});

export const concentration = z.strictObject({
  by: z.string(),
  names: count.describe('Distinct names'),
  unnamed: z.strictObject({ count, balance: amount }),
  herfindahl: z.number().describe('Sum of squared shares of the balance'),
  effectiveNumber: z.number().describe('1 / herfindahl: so many equal names'),
  largest: z.array(z.strictObject({ label: z.string(), count, balance: amount, share: fraction })),
});

export const homogeneity = z.strictObject({
  column: z.string(),
  count,
  mean: z.number(),
  standardDeviation: z.number(),
  coefficientOfVariation: z.number().nullable(),
  least: z.number(),
  greatest: z.number(),
});

export const weightedAverage = z.strictObject({ column: z.string(), value: z.number(), count });

const part = z.strictObject({
  count,
  balance: amount,
  weightedAverageRate: fraction.nullable(),
  weightedAverageRemainingTermMonths: z.number().nullable(),
});

export const screening = z.strictObject({
  criteria: z.string().describe('Base name of the criteria file'),
  tests: z.array(z.strictObject({ name: z.string(), failed: count, missing: count, balance: amount })),
  eligible: part,
  ineligible: part,
  limits: z.array(
    z.strictObject({
      name: z.string(),
      group: z.string(),
      balance: amount,
      share: fraction.describe('Of the eligible balance'),
      atMost: fraction,
      keeps: z.boolean(),
    }),
  ),
  ineligibleLoans: z.array(
    z.strictObject({ at: z.string(), loanId: z.string(), balance: amount, tests: z.array(z.string()) }),
  ),
});

export const listCoverage = z.strictObject({
  list: z.string(),
  by: z.string(),
  entries: count.describe('Distinct ids on the list'),
  listed: count.describe('Loans whose id is on the list'),
  balance: amount,
  share: fraction,
  withoutId: count,
  unmatched: count.describe('Entries that no loan has'),
});

export const doublePledges = z.strictObject({
  against: z.string(),
  count,
  balance: amount,
  pairs: z.array(
    z.strictObject({ at: z.string(), otherAt: z.string(), by: z.string(), key: z.string(), balance: amount }),
  ),
});
