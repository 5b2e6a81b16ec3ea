import { businessCalendar, calendarWithDays } from '#basics/businessCalendar.js';
import { currencyDecimals } from '#basics/currency.js';
import type { DayCount } from '#basics/dayCount.js';
import { failed, type Outcome, outcomeOf } from '#basics/problem.js';
import { checkAgainst } from '#basics/schema.js';
import { readYaml } from '#basics/yamlDocument.js';
import type { Account } from './account.js';
import type { AmountRule } from './amountRule.js';
import { defaultCovers } from './checkAccounts.js';
import { checkTerms } from './checkTerms.js';
import {
  type DealFile,
  dealSchema,
  type FileAccount,
  type FileNote,
  type FileTrigger,
} from './dealSchema.js';
import { feeOf } from './feeOfFile.js';
import type { NoteClass } from './noteClass.js';
import { stepOf } from './stepOfFile.js';
import type { DealDates, DealTerms } from './terms.js';
import type { Trigger } from './trigger.js';

/** Interest accrues by this where neither the class nor the deal says how. */
const defaultDayCount: DayCount = 'act/365';

/** Reads a deal file, YAML or JSON: its terms, or everything that is wrong with it, each with its place. */
export function parseTerms(source: string | Uint8Array, name: string): Outcome<DealTerms> {
  const document = readYaml(source, name);
  if (!document.ok) return document;
  const file = checkAgainst(dealSchema, document.value);
  if (!file.ok) return failed([...document.problems, ...file.problems]);
  const problems = [...document.problems, ...file.problems, ...checkTerms(file.value, document.value)];
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
    accounts: Object.entries(file.accounts ?? {}).map(([name, account]) => accountOf(name, account)),
    supports: Object.entries(file.supports ?? {}).map(([name, { limit, covers }]) => ({
      name,
      limit: { measure: limit, floor: undefined, cap: undefined },
      covers,
    })),
    fees: (file.fees ?? []).map((fee) => feeOf(fee, dayCount)),
    triggers: (file.triggers ?? []).map(triggerOf),
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
    coupon: coupon === undefined ? undefined : { kind: 'fixed', rate: coupon },
    dayCount: note.dayCount ?? dayCount,
    unpaidInterest: note.unpaidInterest ?? 'carried',
  };
}

function accountOf(name: string, account: FileAccount): Account {
  const rule = (measure: AmountRule['measure'] | undefined, limits: Partial<AmountRule>) =>
    measure === undefined ? undefined : { measure, floor: limits.floor, cap: limits.cap };
  return {
    name,
    opening: rule(account.opening, {}),
    target: rule(account.target, { floor: account.floor, cap: account.cap }),
    covers: account.covers ?? defaultCovers,
  };
}

function triggerOf(trigger: FileTrigger): Trigger {
  return {
    name: trigger.name,
    condition: trigger.when,
    effects:
      trigger.then === undefined || typeof trigger.then !== 'string' ? (trigger.then ?? []) : [trigger.then],
    curable: trigger.curable ?? false,
    from: trigger.from,
    until: trigger.until,
  };
}
