import type { CalendarDate } from '#basics/calendarDate.js';
import type { Rate } from '#basics/rate.js';
import type { CoveredClaim } from './account.js';
import type { AmountRule } from './amountRule.js';

/**
 * Money from outside the deal: a guarantee, a letter of credit, an originator's make-up (差额支付), a liquidity
 * facility. Steps draw on it as on an account, after collections and accounts, for what it covers, until its limit
 * is used up or the legal final date has passed. Principal it covers is paid when it falls due, on the legal final
 * date. What it costs is a fee: of its name (what is left of the limit) or of `drawn` and its name (what was drawn
 * and not repaid). It is repaid by a `repay-support` step, if the deal has one.
 */
export interface Support {
  readonly name: string;
  /** For the life of the deal; measured at closing. */
  readonly limit: AmountRule;
  readonly covers: readonly CoveredClaim[];
  /** From this date on the provider pays nothing any more. */
  readonly defaultsOn: CalendarDate | undefined;
  /**
   * Related to the pool: once more than this share of its balance at the cut-off has defaulted the provider has failed
   * too, for certain.
   */
  readonly defaultsAbove: Rate | undefined;
  /** The provider's own default: an annual rate, or its rating, which the assumptions give a default rate. */
  readonly annualDefaultRate: Rate | undefined;
  readonly rating: string | undefined;
  readonly provider: 'third-party' | 'originator';
  readonly kind: SupportKind;
  /** Whether what is repaid can be drawn again. */
  readonly restores: boolean;
}

export const supportKinds = ['guarantee', 'letter-of-credit', 'make-up', 'liquidity'] as const;
export type SupportKind = (typeof supportKinds)[number];
