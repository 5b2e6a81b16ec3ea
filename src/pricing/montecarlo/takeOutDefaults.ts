import { type CohortSchedules, tableStride } from './cohortSchedules.js';
import type { DefaultEvents } from './defaultMonths.js';
import type { AliveSchedule } from './poolFlows.js';

/** Takes the defaults of a path out of a schedule that is there as if nobody defaulted. */
export type TakeOutDefaults = (events: DefaultEvents, alive: AliveSchedule) => void;

/** One by one where defaults are few per cohort; added up by cohort and month where they are many. */
export function takeOutDefaults(schedules: CohortSchedules, expectedDefaultCount: number): TakeOutDefaults {
  return expectedDefaultCount > schedules.cohortCount ? byCohort(schedules) : oneByOne(schedules);
}

function oneByOne(schedules: CohortSchedules): TakeOutDefaults {
  const months = new Float64Array(schedules.monthCount);
  return (events, alive) => {
    for (let k = 0; k < events.count; k++) {
      const month = events.month[k]!;
      months[month] = events.balance[k]!;
      takeOut(schedules, events.cohort[k]!, month, months, 0, alive);
      months[month] = 0;
    }
  };
}

function byCohort(schedules: CohortSchedules): TakeOutDefaults {
  const { cohortCount, monthCount } = schedules;
  const months = new Float64Array(cohortCount * monthCount);
  const firstMonth = new Int32Array(cohortCount).fill(monthCount);
  return (events, alive) => {
    for (let k = 0; k < events.count; k++) {
      const cohort = events.cohort[k]!;
      const month = events.month[k]!;
      months[cohort * monthCount + month]! += events.balance[k]!;
      if (month < firstMonth[cohort]!) firstMonth[cohort] = month;
    }
    for (let cohort = 0; cohort < cohortCount; cohort++) {
      const first = firstMonth[cohort]!;
      if (first === monthCount) continue;
      const row = cohort * monthCount;
      takeOut(schedules, cohort, first, months, row, alive);
      months.fill(0, row + first, row + monthCount);
      firstMonth[cohort] = monthCount;
    }
  };
}

/** `defaulting[row + t]` is the opening balance of the cohort's loans that default in month t; none before `first`. */
function takeOut(
  schedules: CohortSchedules,
  cohort: number,
  first: number,
  defaulting: Float64Array,
  row: number,
  alive: AliveSchedule,
): void {
  if (schedules.tableRow[cohort]! < 0) takeOutPlain(schedules, cohort, first, defaulting, row, alive);
  else takeOutTabled(schedules, cohort, first, defaulting, row, alive);
}

function takeOutPlain(
  schedules: CohortSchedules,
  cohort: number,
  first: number,
  defaulting: Float64Array,
  row: number,
  alive: AliveSchedule,
): void {
  const rate = schedules.monthlyRate[cohort]!;
  const growth = schedules.growth[cohort]!;
  const last = schedules.termMonths[cohort]! - 1;
  let balance = 1;
  let principal = schedules.firstPrincipal[cohort]!;
  for (let t = 0; t < first; t++) {
    balance -= principal;
    principal *= growth;
  }
  let to = schedules.prepaymentGroup[cohort]! * schedules.monthCount + first;
  let gone = 0;
  for (let t = first; t <= last; t++, to++) {
    const now = defaulting[row + t]!;
    if (now !== 0) {
      gone += now;
      alive.defaulted[to]! += now * balance;
    }
    if (t === last) principal = balance;
    const goneBalance = gone * balance;
    alive.balance[to]! -= goneBalance;
    alive.interest[to]! -= goneBalance * rate;
    alive.principal[to]! -= gone * principal;
    balance -= principal;
    principal *= growth;
  }
}

function takeOutTabled(
  schedules: CohortSchedules,
  cohort: number,
  first: number,
  defaulting: Float64Array,
  row: number,
  alive: AliveSchedule,
): void {
  const { table, monthCount } = schedules;
  const end = schedules.termMonths[cohort]!;
  let from = (schedules.tableRow[cohort]! * monthCount + first) * tableStride;
  let to = schedules.prepaymentGroup[cohort]! * monthCount + first;
  let gone = 0;
  for (let t = first; t < end; t++, to++, from += tableStride) {
    const balance = table[from]!;
    const now = defaulting[row + t]!;
    gone += now;
    alive.defaulted[to]! += now * balance;
    alive.balance[to]! -= gone * balance;
    alive.interest[to]! -= gone * table[from + 1]!;
    alive.principal[to]! -= gone * table[from + 2]!;
    alive.accrued[to]! -= gone * table[from + 3]!;
  }
}
