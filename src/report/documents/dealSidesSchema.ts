import { z } from '#basics/schema.js';
import { amount, date, years } from './documentParts.js';

/** Parts of a cash-flow document that only some deals have. */
const when = { payment: z.int().positive(), date: date.nullable() };

const holderRow = z.strictObject({
  ...when,
  interest: amount,
  principal: amount,
  residual: amount,
  cash: amount,
});

const carryRow = z.strictObject({
  ...when,
  held: amount.describe('Principal that waits for maturity, before the date'),
  coupon: amount.describe('What the class earns on it'),
  earned: amount.describe('What the account earns'),
  negativeCarry: amount,
});

const classTotals = z.strictObject({
  interestPaid: amount,
  principalPaid: amount,
  residualPaid: amount,
  interestUnpaid: amount.describe('At the last payment'),
  principalUnpaid: amount,
});

const byName = z.record(z.string(), amount);

export const dealSides = {
  weightedAverageLives: z
    .record(z.string(), years.nullable())
    .describe('Of each class from the start of the run, by principal paid; null where none is paid'),
  closing: z
    .strictObject({
      lines: z.array(z.strictObject({ kind: z.string(), name: z.string(), amount })),
      total: amount.describe('Always zero'),
      cashToOriginator: amount,
    })
    .optional()
    .describe('What changes hands at closing; in positive, out negative'),
  supports: z
    .array(
      z.strictObject({
        name: z.string(),
        kind: z.string(),
        provider: z.enum(['third-party', 'originator']),
        limit: amount.describe('At closing'),
        drawn: amount,
        repaid: amount,
        left: amount.describe('Of the limit after the last payment'),
      }),
    )
    .optional(),
  withoutOriginatorSupport: z
    .record(z.string(), z.strictObject({ with: classTotals, without: classTotals }))
    .optional()
    .describe('Each class over the life of the deal, and when its originator makes nothing up'),
  parties: z
    .array(
      z.strictObject({
        role: z.string(),
        name: z.string(),
        feesPaid: byName,
        accountsAtEnd: byName,
        supportsDrawn: byName,
        notesPaid: byName,
      }),
    )
    .optional(),
  holders: z
    .record(
      z.string(),
      z.record(
        z.string(),
        z.strictObject({ units: z.int().positive(), cash: amount, rows: z.array(holderRow) }),
      ),
    )
    .optional()
    .describe('What each holder of a class was paid, by units held'),
  negativeCarry: z.record(z.string(), z.strictObject({ total: amount, rows: z.array(carryRow) })).optional(),
} as const;

const shape = z.strictObject(dealSides);
export type DealSidesDocument = z.infer<typeof shape>;
