/**
 * What is assumed about a pool when nothing is random: how borrowers prepay, default and pay late. Parsed and
 * checked values; every rate is a fraction. Names and defaults: docs/methodology/collateral.md.
 */
export interface CollateralAssumptions {
  /** Order of events within a month; see conventions in docs/methodology/collateral.md. */
  readonly order: EventOrder;
  readonly prepayment: PrepaymentAssumption;
  readonly default: DefaultAssumption;
  readonly recovery: RecoveryAssumption;
}

export type EventOrder = 'survivors' | 'sifma' | 'actual';

export type PrepaymentAssumption =
  | { readonly kind: 'none' }
  /** Annual, conditional: SMM = 1 − (1 − CPR)^(1/12). */
  | { readonly kind: 'cpr'; readonly cpr: number }
  | { readonly kind: 'smm'; readonly smm: number }
  /** Multiple of the PSA curve: 1 is 100 % PSA; scales CPR by the loan's age. */
  | { readonly kind: 'psa'; readonly psa: number };

export type DefaultAssumption =
  | { readonly kind: 'none' }
  /** Annual, conditional. */
  | { readonly kind: 'cdr'; readonly cdr: number }
  | { readonly kind: 'mdr'; readonly mdr: number }
  /** A cumulative default share over a window, spread as a constant monthly rate 1 − (1 − share)^(1/months). */
  | { readonly kind: 'cumulative'; readonly share: number; readonly months: number }
  /** Each loan's own annualDefaultRate from the tape, constant monthly hazard; `fallback` where it has none. */
  | { readonly kind: 'tape'; readonly fallback: number; readonly multiple: number };

export interface RecoveryAssumption {
  readonly rate: number;
  readonly lagMonths: number;
}
