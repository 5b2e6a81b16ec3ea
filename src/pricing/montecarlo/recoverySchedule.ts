/** What comes of a defaulted balance: shares of it by month from the first, then the loss in the last. */
export interface RecoverySchedule {
  readonly firstMonth: number;
  readonly shares: Float64Array;
  readonly lossShare: number;
  /** Recovery rate on average over economies, before cost, and how it moves with the factor. */
  readonly rate: number;
  readonly sensitivity: number;
}
