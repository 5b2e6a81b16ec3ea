import { type CohortSchedules, tableStride } from './cohortSchedules.js';
import type { AliveSchedule } from './poolFlows.js';
import type { SettlePurchase } from './purchasedLoans.js';
import { takeOutDefaults } from './takeOutDefaults.js';

/** Loans bought, laid out as if nobody defaulted, then the defaults taken out one by one. */
export function settlePurchase(schedules: CohortSchedules): SettlePurchase {
  const takeOut = takeOutDefaults(schedules, 0);
  return ({ count, cohort, amount, defaults }, alive) => {
    for (const column of [alive.balance, alive.interest, alive.principal, alive.accrued, alive.defaulted]) {
      column.fill(0);
    }
    for (let i = 0; i < count; i++) {
      if (schedules.tableRow[cohort[i]!]! >= 0) addTabled(schedules, cohort[i]!, amount[i]!, alive);
      else addPlain(schedules, cohort[i]!, amount[i]!, alive);
    }
    takeOut(defaults, alive);
  };
}

function addTabled(schedules: CohortSchedules, cohort: number, amount: number, alive: AliveSchedule): void {
  const { table, monthCount } = schedules;
  const { balance, interest, principal, accrued } = alive;
  let from = schedules.tableRow[cohort]! * monthCount * tableStride;
  let at = schedules.prepaymentGroup[cohort]! * monthCount;
  for (const end = at + schedules.termMonths[cohort]!; at < end; at++, from += tableStride) {
    balance[at]! += amount * table[from]!;
    interest[at]! += amount * table[from + 1]!;
    principal[at]! += amount * table[from + 2]!;
    accrued[at]! += amount * table[from + 3]!;
  }
}

function addPlain(schedules: CohortSchedules, cohort: number, amount: number, alive: AliveSchedule): void {
  const rate = schedules.monthlyRate[cohort]!;
  const growth = schedules.growth[cohort]!;
  let at = schedules.prepaymentGroup[cohort]! * schedules.monthCount;
  let balance = 1;
  let principal = schedules.firstPrincipal[cohort]!;
  for (let left = schedules.termMonths[cohort]!; left > 0; left--, at++) {
    // The last payment is what is left, whatever rounding has left.
    if (left === 1) principal = balance;
    alive.balance[at]! += amount * balance;
    alive.interest[at]! += amount * balance * rate;
    alive.principal[at]! += amount * principal;
    balance -= principal;
    principal *= growth;
  }
}
