import { businessCalendar, calendarWithDays } from '#basics/businessCalendar.js';
import { currencyDecimals } from '#basics/currency.js';
import type { DayCount } from '#basics/dayCount.js';
import { failed, type Outcome, outcomeOf } from '#basics/problem.js';
import { type Rate, rateOf } from '#basics/rate.js';
import { checkAgainst } from '#basics/schema.js';
import { readYaml, type YamlDocument } from '#basics/yamlDocument.js';
import { type Account, collectionsAccount } from './account.js';
import type { AmountRule } from './amountRule.js';
import { defaultCovers } from './checkAccounts.js';
import { listOf } from './checks.js';
import { checkTerms } from './checkTerms.js';
import type { ClosingFee, ClosingTerms } from './closingTerms.js';
import { couponOf } from './couponOfFile.js';
import {
  type DealFile,
  dealSchema,
  type FileAccount,
  type FileHedge,
  type FileNote,
  type FileParty,
  type FileSupport,
  type FileTrigger,
} from './dealSchema.js';
import { feeOf } from './feeOfFile.js';
import type { Hedge } from './hedge.js';
import type { NoteClass, Profile } from './noteClass.js';
import type { Party } from './party.js';
import { problemsBehind } from './problemsBehind.js';
import { noRatings } from './ratings.js';
import { stepOf } from './stepOfFile.js';
import type { Support } from './support.js';
import type { DealDates, DealTerms } from './terms.js';
import type { Trigger } from './trigger.js';
import { utilizationTrigger } from './utilizationTrigger.js';

/** Interest accrues by this where neither the class nor the deal says how. */
const defaultDayCount: DayCount = 'act/365';

/** Reads a deal file, YAML or JSON: its terms, or everything that is wrong with it, each with its place. */
export function parseTerms(source: string | Uint8Array, name: string): Outcome<DealTerms> {
  const document = readYaml(source, name);
  if (!document.ok) return document;
  const terms = termsOfDocument(document.value);
  const problems = [...document.problems, ...terms.problems];
  return terms.ok ? outcomeOf(problems, () => terms.value) : failed(problems);
}

/** The same of a document that has been read, perhaps with other values put into it. */
export function termsOfDocument(document: YamlDocument): Outcome<DealTerms> {
  const file = checkAgainst(dealSchema, document);
  if (!file.ok) return failed([...file.problems, ...problemsBehind(document)]);
  const problems = [...file.problems, ...checkTerms(file.value, document)];
  return outcomeOf(problems, () => termsOf(file.value));
}

function termsOf(file: DealFile): DealTerms {
  const dayCount = file.dayCount ?? defaultDayCount;
  return {
    name: file.name,
    currency: file.currency,
    decimals: currencyDecimals(file.currency),
    dates: datesOf(file.dates ?? {}),
    notes: file.notes.map((note) => noteOf(note, dayCount)),
    accounts: Object.entries(file.accounts ?? {}).map(([name, account]) =>
      accountOf(name, account, dayCount),
    ),
    collect: {
      interest: file.collect?.interest ?? collectionsAccount,
      principal: file.collect?.principal ?? collectionsAccount,
      recoveries: file.collect?.recoveries ?? collectionsAccount,
    },
    amounts: Object.entries(file.amounts ?? {}).map(([name, { into, schedule = [] }]) => ({
      name,
      into,
      schedule,
    })),
    indices: Object.entries(file.indices ?? {}).map(([name, fixings]) => ({ name, fixings })),
    hedges: Object.entries(file.hedges ?? {}).map(([name, hedge]) => hedgeOf(name, hedge, dayCount)),
    ledgers: Object.entries(file.ledgers ?? {}).map(([name, { debit, limit, overflow }]) => ({
      name,
      debit,
      limit: limit === undefined ? undefined : { measure: limit, floor: undefined, cap: undefined },
      overflow,
    })),
    supports: Object.entries(file.supports ?? {}).map(([name, support]) => supportOf(name, support)),
    fees: (file.fees ?? [])
      .filter(({ per }) => per !== 'closing')
      .map((fee) =>
        feeOf(
          fee,
          dayCount,
          file.notes.map(({ name }) => name),
        ),
      ),
    triggers: [
      ...(file.triggers ?? []).map((trigger) => triggerOf(trigger, file.callPrice)),
      ...utilizationTrigger(file.purchases),
    ],
    purchases: {
      until: file.purchases?.until,
      months: file.purchases?.months,
      every: file.purchases?.every ?? 'payment',
      price: file.purchases?.price,
      yield: file.purchases?.yield,
      eligibility: file.purchases?.eligibility ?? [],
      limits: file.purchases?.limits ?? [],
    },
    ratings:
      file.ratings === undefined
        ? noRatings
        : {
            scale: file.ratings.scale,
            of: Object.entries(file.ratings.of).map(([name, history]) => ({ name, history })),
          },
    parties: (file.parties ?? []).map(partyOf),
    closing: closingOf(file),
    steps: file.steps.map(stepOf),
  };
}

function datesOf(dates: NonNullable<DealFile['dates']>): DealDates {
  const named = businessCalendar(dates.calendar ?? 'none');
  return {
    cutOff: dates.cutOff,
    closing: dates.closing,
    firstPayment: dates.firstPayment,
    legalFinal: dates.legalFinal,
    firstCollectionEnd: dates.firstCollectionEnd,
    paymentDay: dates.paymentDay,
    paymentMonths: dates.paymentMonths ?? 1,
    calendar: dates.holidays === undefined ? named : calendarWithDays(named, { closed: dates.holidays }),
    roll: dates.roll ?? (dates.calendar === undefined ? 'none' : 'following'),
    accrual: dates.accrual ?? 'scheduled',
  };
}

function noteOf(note: FileNote, dayCount: DayCount): NoteClass {
  const { share, balance, coupon } = note;
  return {
    name: note.name,
    kind: note.residual === true ? 'residual' : 'interest-bearing',
    size:
      share !== undefined
        ? { kind: 'share', share }
        : balance !== undefined
          ? { kind: 'balance', balance }
          : { kind: 'none' },
    coupon: coupon === undefined ? undefined : couponOf(coupon),
    dayCount: note.dayCount ?? dayCount,
    unpaidInterest: note.unpaidInterest ?? 'carried',
    notional: listOf(note.notional),
    lockout: note.lockout,
    interestFrom: note.interestFrom,
    interestAfter: listOf(note.interestAfter),
    schedule: note.schedule,
    profile: profileOf(note),
    issuePrice: note.issuePrice ?? rateOf('1'),
    sold: note.sold ?? rateOf(note.residual === true ? '0' : '1'),
    holders: Object.entries(note.holders ?? {}).map(([name, units]) => ({ name, units })),
  };
}

/** A profile of a file that `checkProfiles` has found to be complete. */
function profileOf({ name, profile, installments, maturity, accumulation }: FileNote): Profile | undefined {
  const incomplete = () => new Error(`profile of class ${name} was not checked`);
  switch (profile) {
    case undefined:
      return undefined;
    case 'pro-rata-by-units':
      return { kind: profile };
    case 'level-installments':
      if (installments === undefined) throw incomplete();
      return { kind: profile, installments };
    case 'interest-then-principal':
      if (accumulation === undefined) throw incomplete();
      return { kind: profile, maturity, accumulation };
    default:
      return profile satisfies never;
  }
}

/** What an originator makes up is the originator's, unless the file says otherwise; a facility is drawn again. */
function supportOf(
  name: string,
  { limit, covers, defaultsOn, provider, kind, restores, ...failing }: FileSupport,
): Support {
  return {
    name,
    kind: kind ?? 'guarantee',
    provider: provider ?? (kind === 'make-up' ? 'originator' : 'third-party'),
    restores: restores ?? kind === 'liquidity',
    limit: { measure: limit, floor: undefined, cap: undefined },
    covers,
    defaultsOn,
    defaultsAbove: failing.defaultsAbove,
    annualDefaultRate: failing.annualDefaultRate,
    rating: failing.rating,
  };
}

function partyOf({ role, name, fees, accounts, supports, notes }: FileParty): Party {
  return {
    role,
    name,
    fees: listOf(fees),
    accounts: listOf(accounts),
    supports: listOf(supports),
    notes: listOf(notes),
  };
}

function closingOf(file: DealFile): ClosingTerms {
  const fees = (file.fees ?? []).filter(({ per }) => per === 'closing');
  return {
    poolPrice: file.poolPrice,
    fees: fees.map(({ name, amount, rate, of }): ClosingFee => {
      if (amount !== undefined) return { name, size: { kind: 'amount', amount } };
      if (rate === undefined || (of !== 'initial pool' && of !== 'initial notes')) {
        throw new Error(`fee ${name} was not checked`);
      }
      return { name, size: { kind: 'share', rate, of } };
    }),
  };
}

function accountOf(name: string, account: FileAccount, dayCount: DayCount): Account {
  const rule = (measure: AmountRule['measure'] | undefined, limits: Partial<AmountRule>) =>
    measure === undefined ? undefined : { measure, floor: limits.floor, cap: limits.cap };
  return {
    name,
    opening: rule(account.opening, {}),
    target: rule(account.target, { floor: account.floor, cap: account.cap }),
    covers: account.covers ?? defaultCovers,
    interest:
      account.interest === undefined
        ? undefined
        : { rate: couponOf(account.interest), dayCount: account.dayCount ?? dayCount },
  };
}

function hedgeOf(name: string, hedge: FileHedge, dayCount: DayCount): Hedge {
  const { notional, pay, receive, index, strike, into = collectionsAccount } = hedge;
  const common = { name, notional, dayCount: hedge.dayCount ?? dayCount, into };
  if (pay !== undefined && receive !== undefined) {
    return { ...common, legs: { kind: 'swap', pay: couponOf(pay), receive: couponOf(receive) } };
  }
  if (index === undefined || strike === undefined) throw new Error(`hedge ${name} was not checked`);
  return { ...common, legs: { kind: 'cap', index: couponOf({ index }), strike: couponOf(strike) } };
}

function triggerOf(trigger: FileTrigger, callPrice: Rate | undefined): Trigger {
  return {
    name: trigger.name,
    condition: trigger.when,
    effects:
      trigger.then === undefined || typeof trigger.then !== 'string' ? (trigger.then ?? []) : [trigger.then],
    curable: trigger.curable ?? false,
    consecutive: trigger.consecutive ?? 1,
    price: trigger.price ?? callPrice ?? rateOf('1'),
    thresholds: trigger.thresholds ?? [],
    from: trigger.from,
    until: trigger.until,
  };
}
