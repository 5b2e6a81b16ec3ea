import type { CalendarDate } from '#basics/calendarDate.js';
import type { EconomyState } from './behavior/conditionalRate.js';
import type { CreditLineAssumption } from './creditLine.js';
import type { CategoryColumnName } from './loanTable.js';
import type { PayableAssumption } from './payables.js';
import type { PrepaymentRegression } from './prepaymentRegression.js';
import type { RollRates } from './rollRates.js';
import type { ServicerFailure } from './servicerFailure.js';

/**
 * What is assumed about a pool when nothing is random: how borrowers prepay, default and pay late. Parsed and
 * checked values; every rate is a fraction. Names and defaults: docs/methodology/collateral.md.
 */
export interface CollateralAssumptions {
  /** Order of events within a month; see docs/methodology/collateral.md. */
  readonly order: EventOrder;
  readonly prepayment: PrepaymentBehavior;
  readonly default: DefaultBehavior;
  readonly recovery: RecoveryAssumption;
  /** Stand in for the pool's assumptions where a loan fits; the first that fits and states one holds. */
  readonly segments?: readonly SegmentAssumption[];
  readonly partialPrepayment?: PartialPrepayment;
  /** Steps by age; after the last there is no penalty. */
  readonly prepaymentPenalty?: readonly PenaltyStep[];
  /** Late payment month by month; defaults then come from the roll out of the last bucket. */
  readonly delinquency?: RollRates;
  readonly payables?: PayableAssumption;
  readonly creditLines?: CreditLineAssumption;
  /** Annual rates by index and month: element 0 is known at the cut-off, the last stays. */
  readonly indexRates?: { readonly [index: string]: readonly number[] };
  readonly fixedRateStress?: FixedRateStress;
  /**
   * Multiples of the monthly default rate by month of the pool, the last stays; capped at 1. Defaults given as
   * amounts and those of roll rates have their own timing.
   */
  readonly defaultProfile?: readonly number[];
  readonly servicer?: ServicerFailure;
}

export const eventOrders = ['survivors', 'sifma', 'actual'] as const;
export type EventOrder = (typeof eventOrders)[number];

export type PrepaymentAssumption =
  | { readonly kind: 'none' }
  /** Annual, conditional: SMM = 1 − (1 − CPR)^(1/12). */
  | { readonly kind: 'cpr'; readonly cpr: number }
  | { readonly kind: 'smm'; readonly smm: number }
  /** Multiple of the PSA curve: 1 is 100 % PSA; scales CPR by the loan's age. */
  | { readonly kind: 'psa'; readonly psa: number };

/** Everything that a projection can prepay by; a simulation takes what `simulationUnfit` passes. */
export type PrepaymentBehavior =
  | PrepaymentAssumption
  /** Absolute speed, a share of the original loans a month: SMM = ABS / (1 − ABS (age − 1)). */
  | { readonly kind: 'abs'; readonly abs: number }
  | ({ readonly kind: 'vector'; readonly unit: 'cpr' | 'smm' } & RateVector)
  | { readonly kind: 'by-term'; readonly unit: 'cpr' | 'smm'; readonly vectors: readonly TermVector[] }
  | ({ readonly kind: 'regression' } & PrepaymentRegression)
  /** Discount instruments: the chance of payment before the due date, as a level monthly hazard. */
  | { readonly kind: 'before-due'; readonly probability: number };

export type DefaultAssumption =
  | { readonly kind: 'none' }
  /** Annual, conditional. */
  | { readonly kind: 'cdr'; readonly cdr: number; readonly noneInLastMonths?: number }
  /** Monthly, conditional. */
  | { readonly kind: 'mdr'; readonly mdr: number; readonly noneInLastMonths?: number }
  /** Multiple of the standard default curve: 1 is 100 % SDA; scales CDR by the loan's age. */
  | { readonly kind: 'sda'; readonly sda: number; readonly noneInLastMonths: number }
  /** A cumulative default share over a window, spread as a constant monthly rate 1 − (1 − share)^(1/months). */
  | { readonly kind: 'cumulative'; readonly share: number; readonly months: number }
  /** Each loan's own annualDefaultRate from the tape, constant monthly hazard; `fallback` where it has none. */
  | {
      readonly kind: 'tape';
      readonly fallback: number;
      readonly multiple: number;
      /** The rates that hold given a state of the economy, after the multiple. */
      readonly given?: EconomyState;
    };

export type DefaultBehavior =
  | DefaultAssumption
  | ({
      readonly kind: 'vector';
      readonly unit: 'cdr' | 'mdr';
      readonly noneInLastMonths?: number;
    } & RateVector)
  | { readonly kind: 'by-term'; readonly unit: 'cdr' | 'mdr'; readonly vectors: readonly TermVector[] }
  /**
   * `share` of the balance at the cut-off defaults, spread over the months by `timing`, whose elements are
   * shares that add up to 1; each month's amount falls on the loans in proportion to their balances.
   */
  | { readonly kind: 'curve'; readonly share: number; readonly timing: readonly number[] }
  /** Amounts by date or by month (the first is 1), in proportion to balances. */
  | { readonly kind: 'amounts'; readonly amounts: readonly DefaultAmount[] };

/** Conditional rates by loan age (the first month is 1) or by month of the pool; the last one stays. */
export interface RateVector {
  readonly by: 'age' | 'month';
  readonly rates: readonly number[];
}

/** Rates by age for loans of one original term. */
export interface TermVector {
  readonly termMonths: number;
  readonly rates: readonly number[];
}

export type DefaultAmount =
  | { readonly month: number; readonly amount: number }
  | { readonly date: CalendarDate; readonly amount: number };

/**
 * Part of the balance paid back early each month by loans that go on (`smm` of the balance after full
 * prepayments). `re-level` lowers the installment and keeps the term; `shorten` keeps the installment.
 */
export interface PartialPrepayment {
  readonly smm: number;
  readonly effect: 're-level' | 'shorten';
}

/** A penalty of `rate` on principal prepaid up to the loan's month `throughAge`. */
export interface PenaltyStep {
  readonly throughAge: number;
  readonly rate: number;
}

/** Every fixed rate moves by `change` (−0.01 is one point down) from pool month `fromMonth` on, floored at 0. */
export interface FixedRateStress {
  readonly change: number;
  readonly fromMonth: number;
}

/**
 * `rate` of the balance at default comes in `lagMonths` after the default, net of cost; the rest is a loss,
 * recognized when the recovery arrives. At rate 0 there is nothing to wait for: the loss is recognized in the
 * month of the default.
 */
export interface RecoveryAssumption {
  readonly rate: number;
  readonly lagMonths: number;
  /** Shares of the recovery by month, the first `lagMonths` after the default; the loss comes with the last. */
  readonly timing?: readonly number[];
  /** Share of what is recovered that collecting it costs. */
  readonly cost?: number;
  /** Whether the servicer advances interest and principal of defaulted loans until liquidation. */
  readonly advances?: 'none' | 'principal-and-interest';
  /** A rate above 1 (collateral worth more than the claim) must be said twice. */
  readonly allowAboveOne?: boolean;
}

/** No recovery is assumed: the whole default is a loss at once. */
export const noRecovery: RecoveryAssumption = { rate: 0, lagMonths: 0 };

/** Labels that a loan must have, all of them; a column of the tape or `repaymentType`. */
export type SegmentCondition = { readonly [name in SegmentColumn]?: string };
export const segmentColumns = [
  'region',
  'industry',
  'rating',
  'payerId',
  'guarantor',
  'obligorId',
  'status',
  'repaymentType',
] as const satisfies readonly (CategoryColumnName | 'repaymentType')[];
export type SegmentColumn = (typeof segmentColumns)[number];

/** What holds for the loans of a segment; what it leaves out is the next segment's, at last the pool's. */
export interface SegmentAssumption {
  readonly where: SegmentCondition;
  readonly prepayment?: PrepaymentBehavior;
  readonly default?: DefaultBehavior;
  readonly recovery?: RecoveryAssumption;
  readonly payables?: PayableAssumption;
}
