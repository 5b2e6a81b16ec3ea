/** What happened in a month, summed over loans in currency units; `advanceBatch` adds to it. */
export interface MonthSums {
  interest: number;
  scheduledPrincipal: number;
  prepaidPrincipal: number;
  defaultedPrincipal: number;
  balanceAtEnd: number;
  /** Recoveries and losses of this month that the batch works out itself, because its defaults were advanced. */
  recoveries: number;
  losses: number;
  capitalizedInterest: number;
  drawnPrincipal: number;
  prepaymentPenalties: number;
  advancedPrincipal: number;
  advancedInterest: number;
  delinquent1To30: number;
  delinquent31To60: number;
  delinquent61To90: number;
}

export function newMonthSums(): MonthSums {
  return {
    interest: 0,
    scheduledPrincipal: 0,
    prepaidPrincipal: 0,
    defaultedPrincipal: 0,
    balanceAtEnd: 0,
    recoveries: 0,
    losses: 0,
    capitalizedInterest: 0,
    drawnPrincipal: 0,
    prepaymentPenalties: 0,
    advancedPrincipal: 0,
    advancedInterest: 0,
    delinquent1To30: 0,
    delinquent31To60: 0,
    delinquent61To90: 0,
  };
}

export function addMonthSums(to: MonthSums, from: MonthSums): void {
  for (const name of sumNames) to[name] += from[name];
}

const sumNames = Object.keys(newMonthSums()) as readonly (keyof MonthSums)[];
