import type { AmountSchedule } from './amountSchedule.js';

/**
 * An amount that is not reckoned but told, payment by payment: a swap receipt, a reported fee, a yield
 * supplement. It comes from a column of a collections file, else from the schedule, else it is zero.
 */
export interface NamedAmount {
  readonly name: string;
  /** The account that receives it as cash; without one it is a figure that steps, fees and targets refer to. */
  readonly into: string | undefined;
  readonly schedule: AmountSchedule;
}

/** The accounts that the pool's cash arrives in; `principal` is scheduled and prepaid. */
export interface CollectInto {
  readonly interest: string;
  readonly principal: string;
  readonly recoveries: string;
}
