import { calendarNames, rolls } from '#basics/businessCalendar.js';
import { concentrationLimitForm, eligibilityTestForm } from '#basics/criteriaForm.js';
import { dayCounts } from '#basics/dayCount.js';
import { jsonSchemaOf, textField, z } from '#basics/schema.js';
import {
  dateField,
  integerField,
  moneyField,
  nameField,
  rateField,
  titleField,
} from '#basics/schemaFields.js';
import { coveredClaims } from './account.js';
import { feeBases } from './fee.js';
import { ledgerDebits } from './ledger.js';
import { profileKinds, unpaidInterestRules } from './noteClass.js';
import { roles } from './party.js';
import { readAmountMeasure } from './readAmountRule.js';
import { readCondition } from './readCondition.js';
import { chineseProfiles, readProfile } from './readProfile.js';
import { shares } from './step.js';
import { supportKinds } from './support.js';
import { purchaseRhythms } from './terms.js';
import { effects } from './trigger.js';

/**
 * What a deal file may say, field by field. Amounts are read with as many decimals as any currency has;
 * `checkTerms` then holds them against the deal's own currency.
 */
const amount = () => moneyField({ decimals: 8 });
const measure = () =>
  textField(
    'an amount or a share',
    {
      anyOf: [
        { type: 'number', minimum: 0 },
        { type: 'string', pattern: String.raw`^(\d+(\.\d+)?|\d+(\.\d+)? *(%|‰|bps?)? +of +.+)$` },
      ],
      description: '500000.00, 1% of pool, 1% of initial pool, 1% of notes, 1% of initial notes, 1% of A + B',
    },
    readAmountMeasure,
  );
const condition = () =>
  textField(
    'a condition',
    { type: 'string', description: 'metric, comparison, threshold: cumulativeDefaultRate > 8%' },
    readCondition,
  );
/** `AAA`, `AA+`, `BBB-`: grades are compared by their place on the scale alone. */
const gradeField = () => titleField(20);
const names = () => z.union([nameField(), z.array(nameField()).min(1)]);

const dates = z.strictObject({
  cutOff: dateField().optional(),
  closing: dateField().optional(),
  firstPayment: dateField().optional(),
  legalFinal: dateField().optional(),
  firstCollectionEnd: dateField().optional(),
  paymentDay: integerField(1, 31).optional(),
  paymentMonths: integerField(1, 12).optional(),
  calendar: z.enum(calendarNames).optional(),
  holidays: z.array(dateField()).min(1).optional(),
  roll: z.enum(rolls).optional(),
  accrual: z.enum(['scheduled', 'rolled']).optional(),
});

/** A rate; rates by date; or an index with a margin. */
const steppedRate = (min: number) =>
  z.array(z.strictObject({ from: dateField().optional(), rate: rateField({ min, max: 1 }) })).min(1);
const coupon = z.union([
  rateField({ min: 0, max: 1 }),
  steppedRate(0),
  z.strictObject({
    index: nameField(),
    margin: z.union([rateField({ min: -1, max: 1 }), steppedRate(-1)]).optional(),
    floor: rateField({ min: -1, max: 1 }).optional(),
    cap: rateField({ min: 0, max: 1 }).optional(),
    resets: z.enum(['period', 'fixing']).optional(),
  }),
]);

const amountSchedule = z.array(z.strictObject({ from: dateField(), amount: amount() })).min(1);

/** The three profiles of the field, under their English or Chinese names. */
const profile = textField(
  'a profile',
  { type: 'string', enum: [...profileKinds, ...chineseProfiles.keys()] },
  readProfile,
);

const note = z.strictObject({
  name: nameField(),
  share: rateField({ min: 0, max: 1 }).optional(),
  balance: amount().optional(),
  coupon: coupon.optional(),
  dayCount: z.enum(dayCounts).optional(),
  residual: z.boolean().optional(),
  unpaidInterest: z.enum(unpaidInterestRules).optional(),
  notional: names().optional(),
  lockout: dateField().optional(),
  interestFrom: dateField().optional(),
  interestAfter: names().optional(),
  schedule: amountSchedule.optional(),
  profile: profile.optional(),
  installments: integerField(1, 1200).optional(),
  maturity: dateField().optional(),
  accumulation: nameField().optional(),
  issuePrice: rateField({ min: 0, max: 2 }).optional(),
  sold: rateField({ min: 0, max: 1 }).optional(),
  holders: z.record(nameField(), integerField(1, 1_000_000_000_000)).optional(),
});

const namedAmount = z.strictObject({ into: nameField().optional(), schedule: amountSchedule.optional() });

const hedge = z.strictObject({
  notional: measure(),
  pay: coupon.optional(),
  receive: coupon.optional(),
  index: nameField().optional(),
  strike: coupon.optional(),
  dayCount: z.enum(dayCounts).optional(),
  into: nameField().optional(),
});

const ledger = z.strictObject({
  debit: z.enum(ledgerDebits),
  limit: measure().optional(),
  overflow: nameField().optional(),
});

const account = z.strictObject({
  interest: coupon.optional(),
  dayCount: z.enum(dayCounts).optional(),
  opening: measure().optional(),
  target: measure().optional(),
  floor: amount().optional(),
  cap: amount().optional(),
  covers: z.array(z.enum(coveredClaims)).optional(),
});

const support = z.strictObject({
  limit: measure(),
  covers: z.array(z.enum(coveredClaims)),
  defaultsOn: dateField().optional().describe('From this date on the provider pays nothing'),
  defaultsAbove: rateField({ max: 1 })
    .optional()
    .describe('Related to the pool: fails once more than this share of its balance has defaulted'),
  annualDefaultRate: rateField({ max: 1 })
    .optional()
    .describe('Of the provider; simulated path by path, and 0 unless this or the assumptions state one'),
  rating: titleField(40).optional().describe('Of the provider; the assumptions give ratings a default rate'),
  provider: z.enum(['third-party', 'originator']).optional(),
  kind: z.enum(supportKinds).optional(),
  restores: z.boolean().optional(),
});

const fee = z.strictObject({
  name: nameField(),
  rate: rateField({ min: 0, max: 1 }).optional(),
  of: z.union([z.enum([...feeBases, 'interest', 'collections']), titleField(200)]).optional(),
  dayCount: z.enum(dayCounts).optional(),
  over: z.enum(['accrual', 'collection']).optional(),
  amount: amount().optional(),
  reported: nameField().optional(),
  per: z.enum(['payment', 'month', 'year', 'once', 'closing']).optional(),
  unpaid: z.enum(['carried', 'lost']).optional(),
});

const trigger = z.strictObject({
  name: nameField(),
  when: condition(),
  // biome-ignore lint/suspicious/noThenProperty: the word of the deal file
  then: z.union([z.enum(effects), z.array(z.enum(effects)).min(1)]).optional(),
  curable: z.boolean().optional(),
  consecutive: integerField(1, 120).optional(),
  price: rateField({ min: 0, max: 2 }).optional(),
  thresholds: z
    .array(z.strictObject({ from: dateField(), threshold: rateField({ min: -10, max: 10 }) }))
    .min(1)
    .optional(),
  from: dateField().optional(),
  until: dateField().optional(),
});

const party = z.strictObject({
  role: z.enum(roles),
  name: titleField(100),
  fees: names().optional(),
  accounts: names().optional(),
  supports: names().optional(),
  notes: names().optional(),
});

const conditional = { when: names().optional(), unless: names().optional() };
const share = z.enum(shares).optional();

const principalTarget = z.union([
  z.enum(['all', 'principal-collections', 'pool-decline', 'schedule']),
  z.strictObject({
    overcollateralization: measure(),
    less: names().optional(),
    floor: amount().optional(),
    cap: amount().optional(),
  }),
]);

const step = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('pay-fees'),
    fees: names(),
    share,
    from: names().optional(),
    cap: amount().optional(),
    lends: nameField().optional(),
    ...conditional,
  }),
  z.strictObject({
    do: z.literal('pay-interest'),
    notes: names(),
    share,
    from: names().optional(),
    lends: nameField().optional(),
    ...conditional,
  }),
  z.strictObject({
    do: z.literal('pay-principal'),
    notes: names(),
    share,
    from: names().optional(),
    target: principalTarget.optional(),
    ...conditional,
  }),
  z.strictObject({
    do: z.literal('fund-reserve'),
    reserve: nameField(),
    from: names().optional(),
    release: z.boolean().optional(),
    limit: measure().optional(),
    ...conditional,
  }),
  z.strictObject({
    do: z.literal('repay-support'),
    supports: names(),
    from: names().optional(),
    ...conditional,
  }),
  z.strictObject({
    do: z.literal('transfer'),
    from: names().optional(),
    to: nameField(),
    amount: measure().optional(),
    floor: amount().optional(),
    cap: amount().optional(),
    ledger: nameField().optional(),
    reported: nameField().optional(),
    ...conditional,
  }),
  z.strictObject({ do: z.literal('write-off'), notes: names(), ...conditional }),
  z.strictObject({
    do: z.literal('buy-loans'),
    from: names().optional(),
    keep: nameField().optional().describe('Account that takes in what limits leave unspent'),
    amount: measure().optional(),
    floor: amount().optional(),
    cap: amount().optional(),
    ledger: nameField().optional(),
    reported: nameField().optional(),
    ...conditional,
  }),
  z.strictObject({
    do: z.literal('pay-residual'),
    to: z.union([nameField(), z.record(nameField(), rateField({ min: 0, max: 1 }))]),
    hurdle: rateField({ min: 0, max: 1 }).optional(),
    from: names().optional(),
    ...conditional,
  }),
]);

export const dealSchema = z.strictObject({
  name: titleField(100),
  currency: textField('a currency', { type: 'string', pattern: '^[A-Z]{3}$' }, (text) =>
    /^[A-Z]{3}$/.test(text)
      ? { value: text }
      : { code: 'bad-currency', message: `"${text}" is not a currency code; write CNY, EUR or USD` },
  ),
  dates: dates.optional(),
  dayCount: z.enum(dayCounts).optional(),
  notes: z.array(note).min(1).max(200),
  accounts: z.record(nameField(), account).optional(),
  collect: z
    .strictObject({
      interest: nameField().optional(),
      principal: nameField().optional(),
      recoveries: nameField().optional(),
    })
    .optional(),
  amounts: z.record(nameField(), namedAmount).optional(),
  indices: z
    .record(
      nameField(),
      z.array(z.strictObject({ date: dateField(), rate: rateField({ min: -1, max: 1 }) })).min(1),
    )
    .optional(),
  hedges: z.record(nameField(), hedge).optional(),
  ledgers: z.record(nameField(), ledger).optional(),
  supports: z.record(nameField(), support).optional(),
  fees: z.array(fee).max(200).optional(),
  triggers: z.array(trigger).max(200).optional(),
  purchases: z
    .strictObject({
      until: dateField().optional(),
      months: integerField(1, 1200).optional(),
      every: z
        .enum(purchaseRhythms)
        .optional()
        .describe(
          'How often principal collected inside a payment period buys loans; payment: not before the date',
        ),
      minimumUtilization: rateField({ min: 0, max: 1 })
        .optional()
        .describe('Share of the money that must be out in loans; below it purchases end for good'),
      utilizationTests: integerField(1, 120)
        .optional()
        .describe('Payments in a row below it that end purchases; 1 if left out'),
      price: rateField({ min: 0, max: 2 }).optional().describe('Cash for a unit of principal'),
      yield: rateField({ min: 0, max: 2 })
        .optional()
        .describe('Instead of a price: that at which the scheduled payments of the line yield this, monthly'),
      eligibility: z
        .array(eligibilityTestForm)
        .max(200)
        .optional()
        .describe('What is bought must pass, as --criteria'),
      limits: z
        .array(concentrationLimitForm)
        .max(50)
        .optional()
        .describe('Shares of the pool with what is bought; a name at its limit is bought no more'),
    })
    .optional(),
  callPrice: rateField({ min: 0, max: 2 }).optional(),
  poolPrice: rateField({ min: 0, max: 2 }).optional(),
  ratings: z
    .strictObject({
      scale: z.array(gradeField()).min(2).max(100),
      of: z.record(nameField(), z.array(z.strictObject({ from: dateField(), grade: gradeField() })).min(1)),
    })
    .optional(),
  parties: z.array(party).max(100).optional(),
  steps: z.array(step).min(1).max(500),
});

export type DealFile = z.output<typeof dealSchema>;
export type FileNote = DealFile['notes'][number];
export type FileFee = NonNullable<DealFile['fees']>[number];
export type FileTrigger = NonNullable<DealFile['triggers']>[number];
export type FileStep = DealFile['steps'][number];
export type FileCoupon = NonNullable<FileNote['coupon']>;
export type FileHedge = NonNullable<DealFile['hedges']>[string];
export type FileParty = NonNullable<DealFile['parties']>[number];
export type FileSupport = NonNullable<DealFile['supports']>[string];
export type FileAccount = NonNullable<DealFile['accounts']>[string];

/** JSON Schema of a deal file, for editors: `abs schema deal`. */
export function dealJsonSchema(): object {
  return jsonSchemaOf(dealSchema);
}
