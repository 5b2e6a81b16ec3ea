import { z } from '#basics/schema.js';
import { dealSides } from './dealSidesSchema.js';
import { amount, date, fraction, problems, run, tapeSummary } from './documentParts.js';

const when = {
  payment: z.int().positive().describe('Number of the payment, the first is 1'),
  date: date.nullable().describe('Payment date; null where the tape and the user state no cut-off date'),
};

const poolRow = z.strictObject({
  ...when,
  balanceAtStart: amount,
  interest: amount,
  scheduledPrincipal: amount,
  prepaidPrincipal: amount,
  defaultedPrincipal: amount,
  recoveries: amount,
  losses: amount,
  balanceAtEnd: amount,
});

const noteRow = z.strictObject({
  ...when,
  balanceAtStart: amount,
  interestDue: amount.describe('With what was carried to the date'),
  interestPaid: amount,
  interestShortfall: amount,
  interestCapitalized: amount,
  principalPaid: amount,
  residualPaid: amount,
  writtenOff: amount.optional().describe('Losses taken off the balance, where there are any'),
  balanceAtEnd: amount,
});

const feeRow = z.strictObject({ ...when, due: amount, paid: amount, shortfall: amount });

const accountRow = z.strictObject({
  ...when,
  balanceAtStart: amount,
  received: amount,
  paid: amount,
  target: amount.nullable(),
  balanceAtEnd: amount,
});

const ledgerRow = z.strictObject({
  ...when,
  balanceAtStart: amount,
  debited: amount,
  credited: amount,
  balanceAtEnd: amount,
});

const purchaseRow = z.strictObject({
  ...when,
  paid: amount.describe('By the steps of the date'),
  reinvested: amount
    .optional()
    .describe('Before the date, by principal of its collection period; that principal is in no other row'),
  loansOut: amount.optional().describe('On average over the days of the collection period'),
  cashIdle: amount.optional().describe('Principal that waited to buy loans, on average over the same days'),
});

const triggerRow = z.strictObject({
  ...when,
  tested: z.boolean(),
  value: fraction.nullable().describe('Measured ratio; null where none was measured'),
  inForce: z.boolean(),
});

const explanationStep = z.strictObject({
  step: z.int().positive().describe('Number of the payment step'),
  do: z.string(),
  name: z.string().describe('Note, fee or account'),
  kind: z.string(),
  available: amount.describe("Cash in the step's sources when its turn came"),
  sources: z.array(z.strictObject({ account: z.string(), amount })).describe('Where it was'),
  due: amount,
  paid: amount,
  from: z.array(z.strictObject({ account: z.string(), amount })),
  limit: z.string().describe('Why no more was paid'),
});

export const explanation = z.strictObject({
  name: z.string(),
  ...when,
  collected: z.strictObject({
    firstMonth: z.int().positive(),
    lastMonth: z.int().nonnegative(),
    interest: amount,
    scheduledPrincipal: amount,
    prepaidPrincipal: amount,
    recoveries: amount,
  }),
  interestFormula: z.string().nullable().describe('How the interest due was reckoned'),
  feeFormula: z.string().nullable().describe('How the fee due was reckoned'),
  triggers: z
    .array(
      z.strictObject({
        name: z.string(),
        inForce: z.boolean(),
        value: fraction.nullable(),
        since: z.strictObject(when).nullable().describe('First payment of this time in force'),
      }),
    )
    .describe('As tested on the date, before the first step'),
  steps: z.array(explanationStep).describe('All movements up to the last one to the name, in order'),
});

/** The result of `abs cashflow`: exact, every amount in whole minor units. */
export const cashflowDocument = z.strictObject({
  schema: z.literal('abs/cashflow/1'),
  run,
  tape: tapeSummary.nullable().describe('Null where the collections are reported ones'),
  deal: z.strictObject({
    name: z.string(),
    currency: z.string().nullable().describe('ISO code; null where neither tape nor deal states one'),
    closingDate: date.nullable(),
    legalFinalDate: date.nullable(),
  }),
  pool: z.array(poolRow),
  notes: z.record(z.string(), z.array(noteRow)),
  fees: z.record(z.string(), z.array(feeRow)),
  accounts: z.record(z.string(), z.array(accountRow)),
  inflows: z
    .record(z.string(), z.array(z.strictObject({ ...when, received: amount })))
    .optional()
    .describe("Cash beside the pool's: account interest, hedges, named amounts"),
  ledgers: z.record(z.string(), z.array(ledgerRow)).optional(),
  purchases: z.array(purchaseRow).optional().describe('Cash spent on loans'),
  ...dealSides,
  triggers: z.array(z.strictObject({ name: z.string(), rows: z.array(triggerRow) })),
  conservation: z.strictObject({ in: amount, out: amount, kept: amount, difference: amount }),
  explanation: explanation.optional(),
  problems,
});

export type CashflowDocument = z.infer<typeof cashflowDocument>;
export type ExplanationRecord = z.infer<typeof explanation>;
