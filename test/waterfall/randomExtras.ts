import fc from 'fast-check';

/** Terms that a random deal may have besides its shape; each is laid over the deal by itself. */
export interface RandomExtras {
  readonly dates: object;
  readonly interestOnly: boolean;
  readonly waits: boolean;
  readonly sale: object;
  readonly told: boolean;
  readonly cap: boolean;
  readonly feeTerms: object;
  readonly feeCap: boolean;
  readonly closingFee: boolean;
  readonly accountFee: boolean;
  readonly triggerTerms: object;
  readonly carried: boolean;
  readonly letter: object | undefined;
  readonly keepsReserve: boolean;
  readonly parties: boolean;
  readonly poolPrice: string | undefined;
}

/** Payment dates that roll, accrue as rolled, start late or end early; the cut-off stays. */
const dates = fc.constantFrom(
  {},
  {
    closing: '2026-02-10',
    firstPayment: '2026-03-26',
    paymentDay: 26,
    calendar: 'cn-interbank',
    roll: 'following',
  },
  { paymentDay: 15, calendar: 'target', roll: 'modified-following', accrual: 'rolled' },
  { paymentDay: 31, calendar: 'us', roll: 'preceding' },
  { calendar: 'weekends', holidays: ['2026-03-31', '2026-04-30'], roll: 'following' },
  { legalFinal: '2028-06-30' },
);

export const extras: fc.Arbitrary<RandomExtras> = fc.record({
  dates,
  interestOnly: fc.boolean(),
  waits: fc.boolean(),
  sale: fc.constantFrom({}, { issuePrice: '99.5%', sold: '80%' }, { holders: { first: 3, second: 2 } }),
  told: fc.boolean(),
  cap: fc.boolean(),
  feeTerms: fc.constantFrom({}, { unpaid: 'lost' }, { over: 'collection' }, { dayCount: '30/360' }),
  feeCap: fc.boolean(),
  closingFee: fc.boolean(),
  accountFee: fc.boolean(),
  triggerTerms: fc.constantFrom(
    {},
    { from: '2026-03-01', until: '2026-12-31' },
    { thresholds: [{ from: '2026-05-01', threshold: '12%' }] },
  ),
  carried: fc.boolean(),
  letter: fc.option(
    fc.record({
      limit: fc.constantFrom('50.00', '2% of initial notes'),
      kind: fc.constantFrom('letter-of-credit', 'guarantee'),
      provider: fc.constantFrom('originator', 'third-party'),
    }),
    { nil: undefined },
  ),
  keepsReserve: fc.boolean(),
  parties: fc.boolean(),
  poolPrice: fc.constantFrom(undefined, '98%', '101.5%'),
});

interface Written {
  readonly [key: string]: unknown;
  readonly dates: object;
  readonly notes: readonly { readonly [key: string]: unknown }[];
  readonly accounts: object;
  readonly supports: object;
  readonly fees: readonly { readonly [key: string]: unknown }[];
  readonly triggers: readonly { readonly [key: string]: unknown }[];
  readonly hedges: object;
  readonly steps: readonly { readonly [key: string]: unknown }[];
}

/** The deal with the extra terms that fit it. */
export function withExtras(deal: object, extra: RandomExtras): object {
  const written = deal as Written;
  const bearing = written.notes.filter(({ residual }) => residual !== true);
  const last = String(bearing.at(-1)!.name);
  const isShared = (name: unknown): boolean => name === last && name !== 'A';
  const notes = written.notes.map((note) => ({
    ...note,
    ...(isShared(note.name) ? extra.sale : {}),
    ...(isShared(note.name) && extra.waits ? { interestAfter: 'A' } : {}),
  }));
  const feeOf = extra.accountFee && Object.hasOwn(written.accounts, 'reserve') ? 'reserve' : undefined;
  const fees = [
    ...written.fees.map((fee) =>
      fee.rate !== undefined && isYearly(fee) ? { ...fee, ...extra.feeTerms } : fee,
    ),
    ...(feeOf === undefined ? [] : [{ name: 'account fee', rate: '0.5%', of: feeOf }]),
    ...(extra.told ? [{ name: 'told fee', reported: 'told cost' }] : []),
    ...(extra.closingFee ? [{ name: 'issue costs', amount: '1.00', per: 'closing' }] : []),
  ];
  const paid = fees.filter((fee) => !('per' in fee) || fee.per !== 'closing').map(({ name }) => name);
  const steps = written.steps.flatMap((step, i): object[] => {
    if (i === 0 && step.do === 'pay-fees') {
      const all = { ...step, fees: paid };
      // A cap leaves some unpaid: a second step pays the rest.
      return extra.feeCap ? [{ ...all, cap: '3.00' }, all] : [all];
    }
    if (
      step.do === 'fund-reserve' &&
      step.reserve === 'reserve' &&
      extra.keepsReserve &&
      isCovering(written)
    ) {
      return [{ ...step, release: false }];
    }
    return [step];
  });
  const io = extra.interestOnly ? [{ name: 'IO', notional: 'A', coupon: '0.5%' }] : [];
  const late = extra.interestOnly ? [{ do: 'pay-interest', notes: 'IO' }] : [];
  return {
    ...written,
    dates: { ...written.dates, ...extra.dates },
    notes: [...notes.slice(0, -1), ...io, ...notes.slice(-1)],
    supports:
      extra.letter === undefined
        ? written.supports
        : { ...written.supports, letter: { ...extra.letter, covers: ['interest'] } },
    fees,
    triggers: [
      ...written.triggers.map((trigger) =>
        isRatio(trigger.when) ? { ...trigger, ...extra.triggerTerms } : trigger,
      ),
      ...(extra.carried ? [Object.fromEntries(carriedTrigger)] : []),
    ],
    hedges: extra.cap
      ? { ...written.hedges, 'rate cap': { notional: '50% of A', index: 'ibor', strike: '2%' } }
      : written.hedges,
    ...(extra.told
      ? {
          amounts: {
            'told cash': { into: 'collections', schedule: [{ from: '2026-03-01', amount: '12.34' }] },
            'told cost': { schedule: [{ from: '2026-04-01', amount: '0.77' }] },
          },
        }
      : {}),
    ...(extra.parties
      ? { parties: [{ role: 'servicer', name: 'Servicer', fees: 'class fee', notes: 'A' }] }
      : {}),
    ...(extra.poolPrice === undefined ? {} : { poolPrice: extra.poolPrice }),
    steps: [...steps.slice(0, -1), ...late, ...steps.slice(-1)],
  };
}

/** Entries, because an object with a property of that name passes for a promise. */
const carriedTrigger: readonly (readonly [string, string])[] = [
  ['name', 'carried'],
  ['when', 'carriedInterest(A) > 0.1%'],
  ['then', 'trap'],
];

/** What a reserve holds must be there for somebody. */
function isCovering({ accounts }: Written): boolean {
  const { covers } = (accounts as { readonly reserve: { readonly covers: readonly string[] } }).reserve;
  return covers.includes('interest');
}

function isYearly({ of }: { readonly [key: string]: unknown }): boolean {
  return of !== 'interest' && of !== 'collections';
}

function isRatio(when: unknown): boolean {
  return typeof when === 'string' && !when.startsWith('paymentDate') && !when.startsWith('rating');
}
