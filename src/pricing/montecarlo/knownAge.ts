import type { Cohorts } from '#collateral/cohorts.js';

/** Age of a cohort at the cut-off in months; of unknown age it counts as new, as in a projection. */
export function knownAge(cohorts: Cohorts, cohort: number): number {
  return Math.max(0, cohorts.monthsOnBook[cohort]!);
}
