import { z } from '#basics/schema.js';
import { amount, date, fraction, problems, run, tapeSummary } from './documentParts.js';

const when = {
  month: z.int().positive().describe('Month of the pool, the first is 1'),
  date: date.nullable().describe('End of the month; null where the tape and the user state no cut-off date'),
};

const main = {
  balanceAtStart: amount.describe('Performing balance, late loans included'),
  interest: amount,
  scheduledPrincipal: amount,
  prepaidPrincipal: amount,
  defaultedPrincipal: amount,
  recoveries: amount.describe('Net of cost'),
  losses: amount.describe('Defaulted principal that will not be recovered, with its last recovery'),
  purchasedPrincipal: amount,
  balanceAtEnd: amount,
};

const optional = {
  capitalizedInterest: amount.optional().describe('Added to the balance instead of being paid; no cash'),
  drawnPrincipal: amount.optional().describe('Drawn on credit lines: cash that someone must pay out'),
  prepaymentPenalties: amount.optional().describe('Of interest'),
  advancedInterest: amount.optional().describe('Of interest: advanced by the servicer'),
  advancedPrincipal: amount.optional().describe('Of recoveries: advanced by the servicer'),
  recoveryCosts: amount.optional().describe('Already taken off recoveries'),
  guaranteeOnDemand: amount.optional().describe('Of scheduledPrincipal: paid by guarantors'),
  guaranteeAfterDefault: amount.optional().describe('Of recoveries: paid by guarantors'),
  delinquent1To30: amount.optional().describe('Of balanceAtEnd: one payment late'),
  delinquent31To60: amount.optional().describe('Of balanceAtEnd: two payments late'),
  delinquent61To90: amount.optional().describe('Of balanceAtEnd: three payments late'),
  unplacedDefaults: amount.optional().describe('Defaults asked for that the pool was too small for'),
};

const currency = z.string().nullable().describe('ISO code; null where the tape states none');

/**
 * The result of `abs cashflow --pool-only`. Optional columns are there when one of their months is not zero.
 */
export const poolCashflowDocument = z.strictObject({
  schema: z.literal('abs/cashflow/1'),
  run,
  tape: tapeSummary,
  deal: z.null().describe('No deal on the pool'),
  currency,
  pool: z.array(z.strictObject({ ...when, ...main, ...optional })),
  totals: z
    .strictObject({ ...main, ...optional, cash: amount })
    .partial()
    .describe('Sums of the flows; cash is interest, principal and recoveries'),
  problems,
});

const plain = z.number().describe('In currency units, not rounded');

/** The result of `abs cashflow --explain-loan`. */
export const loanCashflowDocument = z.strictObject({
  schema: z.literal('abs/cashflow/1'),
  run,
  tape: tapeSummary,
  deal: z.null(),
  currency,
  loan: z.strictObject({
    loanId: z.string(),
    line: z.int().positive().describe('Line on the tape'),
    repaymentType: z.string(),
    currentBalance: plain,
    annualRate: fraction,
    remainingTermMonths: z.int().positive(),
  }),
  months: z.array(
    z.strictObject({
      ...when,
      mdr: fraction.describe('Monthly default rate'),
      smm: fraction.describe('Monthly prepayment rate'),
      scheduledShare: fraction.describe('Share of the balance that the contract repays'),
      interestShare: fraction.describe('Interest due per unit of balance'),
      amounts: z.record(z.string(), plain).describe('By column'),
    }),
  ),
  formulas: z.array(z.strictObject({ column: z.string(), formula: z.string() })),
  problems,
});

export type PoolCashflowDocument = z.infer<typeof poolCashflowDocument>;
export type PoolMonthRow = PoolCashflowDocument['pool'][number];
