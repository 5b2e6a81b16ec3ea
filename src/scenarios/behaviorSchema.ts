import { z } from '#basics/schema.js';
import {
  dateField,
  integerField,
  moneyField,
  numberField,
  rateField,
  titleField,
} from '#basics/schemaFields.js';
import type { SegmentColumn } from '#collateral/assumptions.js';
import { obligations } from '#collateral/payables.js';
import { shareField } from './assumptionFields.js';
import { defaultModelShape } from './defaultModel/defaultModelSchema.js';
import { timings } from './stressTerms.js';

/**
 * How borrowers behave, as an assumptions file says it; imported lazily, it loads zod. Which keys exclude each
 * other: statedBehaviors.ts. What is out of range or fits no asset of the tape: collateral/checkCollateral.ts.
 */
const speed = { max: 50 } as const;
const months = (least: number) => integerField(least, 1200);
const rates = z.array(shareField()).min(1).describe('One rate a month; the last one stays');
const clock = z.enum(['age', 'month']).describe('By the age of the loan or by the month of the pool');

function vectorsBy<U extends 'cpr' | 'smm' | 'cdr' | 'mdr'>(units: readonly [U, U]) {
  const unit = z.enum(units).describe('Annual or monthly rates');
  return {
    vector: z.strictObject({ unit, by: clock, rates }).optional().describe('Rates month by month'),
    byTerm: z
      .strictObject({
        unit,
        vectors: z.array(z.strictObject({ termMonths: months(1), rates })).min(1),
      })
      .optional()
      .describe('Rates by age for each original term'),
  };
}

const path = z
  .array(numberField(-100, 100))
  .describe('Percentage points by month of the pool; the last stays');
const regression = z.strictObject({
  base: shareField(),
  pointsPerRatePoint: numberField(-100, 100).optional().describe('-5 unless stated'),
  pointsPerGrowthPoint: numberField(-100, 100).optional().describe('0.3 unless stated'),
  rateChange: path.optional(),
  cashFlowGrowth: path.optional(),
  reading: z.enum(['cpr', 'probability-before-due']),
  effect: z.enum(['additive', 'relative']).optional().describe('additive unless stated'),
  cap: shareField().optional().describe('Greatest rate; 99% unless stated'),
});

const prepaymentShape = {
  cpr: shareField().optional().describe('Annual conditional prepayment rate'),
  smm: shareField().optional().describe('Single monthly mortality'),
  psa: rateField(speed).optional().describe('Multiple of the PSA curve: 100% is the curve itself'),
  abs: shareField()
    .optional()
    .describe('Absolute speed: share of the original loans that prepays in a month'),
  ...vectorsBy(['cpr', 'smm']),
  regression: regression.optional().describe('By changes of rates and growth of cash flow'),
  beforeDue: shareField().optional().describe('Discount instruments: chance of payment before the due date'),
};

const amount = z.strictObject({
  month: months(1).optional().describe('Month of the pool, the first is 1; or a date'),
  date: dateField().optional(),
  amount: moneyField({ decimals: 4 }),
});

const defaults = z.strictObject({
  cdr: shareField().optional().describe('Annual conditional default rate'),
  mdr: shareField().optional().describe('Monthly conditional default rate'),
  sda: rateField(speed).optional().describe('Multiple of the standard default curve'),
  ...vectorsBy(['cdr', 'mdr']),
  noneInLastMonths: integerField(0, 1200)
    .optional()
    .describe('No defaults in this many months before maturity; with cdr, mdr, sda or vector'),
  cumulative: shareField().optional().describe('Cumulative default share over `months`'),
  months: months(1).optional().describe('Window of `cumulative`'),
  curve: z
    .strictObject({ share: shareField(), timing: z.array(shareField()).min(1) })
    .optional()
    .describe('Share of the balance that defaults, and its parts by month, which add up to 1'),
  amounts: z.array(amount).min(1).optional().describe('Defaulted balances by month or by date'),
  multiple: numberField(0, 1000)
    .optional()
    .describe('Multiple of the rates, shares or amounts above; alone, of what would hold without it'),
  fallback: shareField().optional().describe('For loans without an annualDefaultRate on the tape'),
});

/** Of the whole pool: one clock for all loans. */
const poolDefaults = defaults.extend({
  ...defaultModelShape,
  timing: z
    .union([z.enum(timings), z.array(numberField(0, 1000)).min(1)])
    .optional()
    .describe('front, back, or weights by month of the pool: the same defaults in all, at other times'),
});

const recovery = z.strictObject({
  rate: shareField().optional().describe('Share of the defaulted balance, before cost'),
  lagMonths: integerField(0, 120).optional(),
  timing: z
    .array(shareField())
    .min(1)
    .optional()
    .describe('Parts by month from the lag on; they add up to 1'),
  cost: shareField().optional().describe('Share of what is recovered that collecting it costs'),
  advances: z.enum(['none', 'principal-and-interest']).optional().describe('What the servicer advances'),
  allowAboveOne: z.boolean().optional().describe('true where a rate above 100% is meant'),
});

/** Of the whole pool: all segments live in one economy. */
const poolRecovery = recovery.extend({
  sensitivity: numberField(0, 10)
    .optional()
    .describe(
      'How the rate moves with the economy: probits for one deviation, its mean kept; 0 unless stated',
    ),
});

const payables = z.strictObject({
  late: z
    .array(z.strictObject({ months: months(1), share: shareField() }))
    .optional()
    .describe('Paid in full, but so many months after the due date'),
  partial: z.strictObject({ share: shareField(), paidShare: shareField() }).optional(),
  unpaidShare: shareField().describe('Share of the face that is not paid at all'),
  defaultAfterMonths: integerField(0, 1200).describe('Months after the due date; before that it is late'),
  guarantee: z
    .strictObject({
      obligation: z.enum(obligations).optional().describe('Never guessed: onDemand or afterDefault'),
      claimDelayMonths: integerField(0, 1200),
      limit: shareField().describe('Share of each face'),
    })
    .optional(),
});

/** `none` in place of a mapping switches a behavior off. */
const none = z.literal('none');

const label = titleField().optional();
const where = z.strictObject({
  region: label,
  industry: label,
  rating: label,
  payerId: label,
  guarantor: label,
  obligorId: label,
  status: label,
  repaymentType: label,
} satisfies { [name in SegmentColumn]: typeof label });

const segment = z.strictObject({
  where: where.describe('Labels that a loan of the segment has, all of them'),
  prepayment: z.union([none, z.strictObject(prepaymentShape)]).optional(),
  default: z.union([none, defaults]).optional(),
  recovery: z.union([none, recovery]).optional(),
  payables: payables.optional(),
});

const shares = z.array(shareField()).describe('To current, 1-30, 31-60, 61-90 and default; they add up to 1');
const indexRate = rateField({ min: -0.99, max: 1 });

export const behaviorShape = {
  prepayment: z
    .union([
      none,
      z.strictObject({
        ...prepaymentShape,
        pointsPerRatePoint: numberField(-100, 100)
          .optional()
          .describe('Change of the annual speed in points for one point of the short rate; -5 unless stated'),
      }),
    ])
    .optional(),
  default: z.union([none, poolDefaults]).optional(),
  recovery: z.union([none, poolRecovery]).optional(),
  segments: z.array(segment).optional().describe('The first segment that fits and states a behavior holds'),
  partialPrepayment: z
    .strictObject({ smm: shareField(), effect: z.enum(['re-level', 'shorten']) })
    .optional()
    .describe('Part of the balance paid back early each month by loans that go on'),
  prepaymentPenalty: z
    .array(z.strictObject({ throughAge: months(1), rate: shareField() }))
    .optional()
    .describe('Steps by age of the loan'),
  delinquency: z
    .strictObject({ current: shares, '1-30': shares, '31-60': shares, '61-90': shares })
    .optional()
    .describe('Monthly roll rates; default: none then, since the rolls make the defaults'),
  payables: payables.optional(),
  creditLines: z
    .strictObject({
      averageDrawingDays: numberField(0, 36500),
      dailyDrawing: shareField().optional().describe('Share of the undrawn limit that is drawn each day'),
    })
    .optional(),
  indexRates: z
    .record(z.string(), z.union([indexRate, z.array(indexRate).min(1)]))
    .optional()
    .describe('By index: a rate, or rates by month, the first known at the cut-off; the last stays'),
  fixedRateStress: z
    .strictObject({ change: rateField({ min: -0.99, max: 1 }), fromMonth: months(1) })
    .optional()
    .describe('Every fixed rate moves by this from a month on'),
};

const prepaymentOnly = z.strictObject(prepaymentShape);
export type PrepaymentOfFile = z.output<typeof prepaymentOnly>;
export type DefaultOfFile = z.output<typeof defaults>;
export type RecoveryOfFile = z.output<typeof recovery>;
export type PayablesOfFile = z.output<typeof payables>;
export type SegmentOfFile = z.output<typeof segment>;
