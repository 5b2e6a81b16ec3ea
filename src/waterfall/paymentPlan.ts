import type { CalendarDate } from '#basics/calendarDate.js';
import type { Money } from '#basics/money.js';
import type { CollectedBase } from '#deal/amountRule.js';
import type { LedgerDebit } from '#deal/ledger.js';
import type { Holder, UnpaidInterest } from '#deal/noteClass.js';
import type { Party } from '#deal/party.js';
import type { Share } from '#deal/step.js';
import type { Support, SupportKind } from '#deal/support.js';
import type { PurchaseRhythm } from '#deal/terms.js';
import type { Comparison, RatioMetric } from '#deal/trigger.js';
import type { ClosingStatement } from './closing.js';

/**
 * A deal made ready to run: names are indices, dates are periods, sizes are amounts, and nothing fails later.
 * Every constant is there twice, as float64 for the compiled runner and as an exact decimal for the exact one.
 */
export interface PaymentPlan {
  readonly dealName: string;
  readonly currency: string;
  readonly decimals: number;
  readonly cutOffDate: CalendarDate;
  readonly closingDate: CalendarDate;
  /** True when nobody stated a cut-off date: the dates only count months, and outputs should not show them. */
  readonly nominalDates: boolean;
  readonly paymentMonths: number;
  readonly poolBalance: Amount;
  readonly periods: readonly PaymentPeriod[];
  /** The period on which everything is due; past the last one where a plan stops before legal final. */
  readonly legalFinal: number;
  /** Accounts that the pool's cash arrives in. */
  readonly collect: PlanCollect;
  readonly amounts: readonly PlanNamedAmount[];
  /** Cash beside the pool's that arrives before the first step: account interest, hedges, named amounts. */
  readonly inflows: readonly PlanInflow[];
  readonly ledgers: readonly PlanLedger[];
  readonly opening: PlanOpening;
  readonly notes: readonly PlanNote[];
  readonly fees: readonly PlanFee[];
  /** The first is `collections`; supports come last. */
  readonly accounts: readonly PlanAccount[];
  readonly triggers: readonly PlanTrigger[];
  /** What was paid at closing, where the deal was not resumed later. */
  readonly closing: ClosingStatement;
  readonly parties: readonly Party[];
  /** 1 on the payment dates that may buy loans; cash for a unit of principal. */
  readonly buying: Uint8Array;
  readonly purchasePrice: Amount;
  /** Purchases inside the payment periods. */
  readonly turnover: PlanTurnover;
  readonly hurdles: readonly PlanHurdle[];
  readonly steps: readonly PlanStep[];
}

/** How often principal that has been collected buys loans before the payment date, and in which collateral months. */
export interface PlanTurnover {
  readonly every: PurchaseRhythm;
  /** 1 for months, the first is element 0, in which it does; later months do not. */
  readonly months: Uint8Array;
}

export interface Amount {
  readonly value: number;
  readonly exact: Money;
}

/** One payment date with the collateral months [firstMonth, endMonth) whose flows it distributes. */
export interface PaymentPeriod {
  readonly paymentDate: CalendarDate;
  /** The date before rolling to a business day. */
  readonly scheduledDate: CalendarDate;
  readonly accrualStart: CalendarDate;
  readonly accrualEnd: CalendarDate;
  readonly collectionStart: CalendarDate;
  readonly collectionEnd: CalendarDate;
  readonly firstMonth: number;
  readonly endMonth: number;
}

/** A factor per period: as float64, and as the sum of `multiplier / divisor` (act/act has several terms). */
export interface PeriodFactors {
  readonly values: Float64Array;
  readonly exact: readonly (readonly ExactTerm[])[];
}

export interface ExactTerm {
  readonly multiplier: Money;
  readonly divisor: number;
  /** What the multiplier is made of, where it is a yearly rate times days: for explanations. */
  readonly accrual?: { readonly rate: Money; readonly days: number };
}

export interface PlanCollect {
  readonly interest: number;
  readonly principal: number;
  readonly recoveries: number;
}

export interface PlanNamedAmount {
  readonly name: string;
  /** By period, where no file reports it. */
  readonly scheduled: readonly Amount[];
}

/** Debited with the period's `debit` up to its limit; the rest goes on to ledger `overflow`, −1 for none. */
export interface PlanLedger {
  readonly name: string;
  readonly debit: LedgerDebit;
  readonly limit: PlanAmountRule | undefined;
  readonly overflow: number;
  /** Whether another ledger passes its debits on to this one. */
  readonly follows: boolean;
}

/** Where a run starts: at closing all zero, in the middle of a deal what a state file says. */
export interface PlanOpening {
  /** By note: interest carried to the first date. */
  readonly interestCarried: readonly Amount[];
  readonly feesCarried: readonly Amount[];
  readonly ledgers: readonly Amount[];
  readonly triggersInForce: readonly boolean[];
  readonly cumulativeDefaults: Amount;
  readonly cumulativeLosses: Amount;
}

export interface PlanNote {
  readonly name: string;
  readonly kind: 'interest-bearing' | 'residual';
  /** At the start of the run; `issued` is the balance at closing. */
  readonly openingBalance: Amount;
  readonly issued: Amount;
  /** Annual rate at the start; zero for a residual class. */
  readonly couponRate: number;
  /** Rate × day count fraction, period by period. */
  readonly interest: PeriodFactors;
  readonly unpaidInterest: UnpaidInterest;
  /** Classes on whose balances interest accrues; empty for its own. */
  readonly notional: readonly number[];
  /** 1 where no principal, or no interest, is paid on the date. */
  readonly principalLocked: Uint8Array;
  readonly interestLocked: Uint8Array;
  /** Interest is paid only once these classes are repaid. */
  readonly interestAfter: readonly number[];
  /** Planned balances by period. */
  readonly schedule: readonly Amount[] | undefined;
  /** Whether the planned balances bind every principal step, as a profile's do. */
  readonly isPlanned: boolean;
  /** Whether the class is paid no more principal on a date than the pool paid in the period. */
  readonly passesThrough: boolean;
  /** Account in which principal received early waits, −1 for none. */
  readonly accumulation: number;
  readonly holders: readonly Holder[];
}

/** What is still missing for a class to have earned a yearly return on what it was sold for. */
export interface PlanHurdle {
  readonly note: number;
  readonly rate: number;
  readonly opening: Amount;
  /** Rate × day count fraction, period by period. */
  readonly factors: PeriodFactors;
}

/** An amount of a date: fixed part + named amount + base × factor. */
export interface PlanCharge {
  readonly base: ChargeBase;
  /** Classes or accounts that are summed where the base is one of these. */
  readonly refs: readonly number[];
  readonly factors: PeriodFactors;
  readonly fixed: readonly Amount[];
  /** What `fixed` is made of, where it is an amount times factors: for explanations. */
  readonly fixedOf?: { readonly amount: Money; readonly factors: PeriodFactors['exact'] };
  /** Index of a named amount, −1 for none. */
  readonly named: number;
}

/** Due on a date: the charge, and what was unpaid before if that is carried. */
export interface PlanFee extends PlanCharge {
  readonly name: string;
  readonly carried: boolean;
}

export interface PlanInflow extends PlanCharge {
  readonly name: string;
  readonly into: number;
}

/**
 * `pool`: performing balance at the start of the collection period; `notes`, `accounts`: before the date's cash;
 * `drawn`: what was drawn of supports and not repaid.
 */
export type ChargeBase = 'none' | 'pool' | 'notes' | 'accounts' | 'drawn' | 'interest' | 'collections';

export interface PlanAccount {
  readonly name: string;
  /** True for a support: its balance is what is left of its limit, and what it pays comes in from outside. */
  readonly external: boolean;
  readonly opening: Amount;
  /** Of a support: its limit at closing. Limit less balance is what was drawn and not repaid. */
  readonly limit: Amount;
  /** Whether what is repaid to a support can be drawn again. */
  readonly restores: boolean;
  readonly support: PlanSupport | undefined;
  readonly target: PlanAmountRule | undefined;
  /** 1 from the period on in which a support's provider no longer pays. */
  readonly defaulted: Uint8Array;
}

export interface PlanSupport {
  readonly kind: SupportKind;
  readonly provider: Support['provider'];
  /** Share of the pool's balance at the cut-off: once more than this has defaulted the provider pays no more. */
  readonly failsAbove?: Amount;
  /** Whether a simulation says path by path from which date the provider pays no more (`Collections.failedFrom`). */
  readonly failsOnPaths?: boolean;
}

/** max(floor, min(cap, fixed + share × base)). */
export interface PlanAmountRule {
  readonly fixed: Amount;
  readonly share: Amount;
  readonly base: 'none' | 'pool' | 'notes' | CollectedBase;
  /** Classes summed where the base is `notes`. */
  readonly notes: readonly number[];
  readonly floor: Amount;
  readonly cap: Amount | undefined;
}

export interface PlanTrigger {
  readonly name: string;
  readonly condition: PlanCondition;
  readonly sequential: boolean;
  readonly trap: boolean;
  readonly stopsPurchases: boolean;
  readonly accelerates: boolean;
  readonly calls: boolean;
  readonly price: Amount;
  readonly curable: boolean;
  /** Tests in a row that must hold. */
  readonly consecutive: number;
  /** 1 where the trigger is tested. */
  readonly tested: Uint8Array;
}

export type PlanCondition =
  | {
      readonly kind: 'ratio';
      readonly metric: RatioMetric;
      readonly comparison: Comparison;
      /** Index of the class, ledger or account that the metric is of, or the days late; −1 for none. */
      readonly subject: number;
      /** All the classes named. */
      readonly notes: readonly number[];
      /** By period. */
      readonly thresholds: readonly Amount[];
    }
  /** Known beforehand: 1 in the periods in which the condition holds. */
  | { readonly kind: 'date'; readonly holds: Uint8Array };

export type PlanStep = PlanStepCondition &
  (
    | {
        readonly do: 'pay-fees';
        readonly fees: readonly number[];
        readonly share: Share;
        readonly from: readonly number[];
        readonly cap: Amount | undefined;
        /** Ledger debited with what other accounts than the first of `from` pay; −1 for none. */
        readonly lends: number;
      }
    | {
        readonly do: 'pay-interest';
        readonly notes: readonly number[];
        readonly share: Share;
        readonly from: readonly number[];
        readonly lends: number;
      }
    | {
        readonly do: 'pay-principal';
        readonly notes: readonly number[];
        readonly share: Share;
        readonly from: readonly number[];
        /** On the legal final date, when principal is due, what covers it pays too. */
        readonly fromAtLegalFinal: readonly number[];
        readonly target: PlanPrincipalTarget;
      }
    | {
        readonly do: 'fund-reserve';
        readonly reserve: number;
        readonly from: readonly number[];
        readonly release: boolean;
        readonly limit: PlanAmountRule | undefined;
      }
    | {
        readonly do: 'repay-support';
        /** Indices of accounts. */
        readonly supports: readonly number[];
        readonly from: readonly number[];
      }
    | {
        readonly do: 'transfer';
        readonly from: readonly number[];
        readonly to: number;
        readonly amount: PlanTransferAmount;
      }
    | { readonly do: 'write-off'; readonly notes: readonly number[] }
    | {
        readonly do: 'buy-loans';
        readonly from: readonly number[];
        readonly amount: PlanTransferAmount;
        /** Account that takes in what cannot be bought; −1 leaves it to the steps that follow. */
        readonly keep: number;
      }
    | {
        readonly do: 'pay-residual';
        readonly to: readonly number[];
        /** By recipient; they add up to 1. */
        readonly shares: readonly Amount[];
        /** Index of the hurdle up to which the first recipient is paid, −1 for none. */
        readonly hurdle: number;
        readonly from: readonly number[];
      }
  );

export type StepOf<Kind extends PlanStep['do']> = Extract<PlanStep, { readonly do: Kind }>;

export interface PlanStepCondition {
  readonly when: readonly number[];
  readonly unless: readonly number[];
}

export type PlanPrincipalTarget =
  | { readonly kind: 'all' | 'principal-collections' | 'pool-decline' | 'schedule' }
  | {
      readonly kind: 'overcollateralization';
      readonly target: PlanAmountRule;
      /** Named amounts taken off the pool's balance. */
      readonly less: readonly number[];
    };

export type PlanTransferAmount =
  | { readonly kind: 'all' }
  | { readonly kind: 'rule'; readonly rule: PlanAmountRule }
  | { readonly kind: 'ledger'; readonly ledger: number }
  | { readonly kind: 'named'; readonly named: number };
