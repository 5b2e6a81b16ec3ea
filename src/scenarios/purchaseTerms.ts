import type { CalendarDate } from '#basics/calendarDate.js';
import { type Outcome, outcomeOf, type Problem, problem } from '#basics/problem.js';
import { type Rate, rateOf } from '#basics/rate.js';
import { buildCohorts } from '#collateral/cohorts.js';
import { scheduleShapes } from '#collateral/loanSchedules.js';
import type { LoanTable } from '#collateral/loanTable.js';
import { criteriaOf } from '#collateral/screening/criteriaRules.js';
import { type PurchaseLots, purchaseLotCountMax, purchaseLots } from '#collateral/screening/purchaseLots.js';
import type { DealTerms } from '#deal/terms.js';

/** What a deal finds to buy: lots within its criteria, and the price in figures where the deal states a yield. */
export interface PurchaseTerms {
  readonly lots: PurchaseLots | undefined;
  /** What a loan must be, in words. */
  readonly tests: readonly string[];
  readonly price: Rate | undefined;
}

export function purchaseTerms(
  { purchases }: DealTerms,
  loans: LoanTable,
  cutOffDate: CalendarDate,
): Outcome<PurchaseTerms> {
  const { eligibility, limits } = purchases;
  const isLimited = eligibility.length + limits.length > 0;
  const criteria = criteriaOf({ eligibility, limits }, placeInPurchases, []);
  if (!criteria.ok) return criteria;
  const lots = isLimited ? purchaseLots(loans, criteria.value) : undefined;
  const problems = lots === undefined ? [] : lotProblems(lots);
  return outcomeOf(problems, () => ({
    lots,
    tests: criteria.value.eligibility.map(({ name }) => name),
    price:
      purchases.yield === undefined
        ? purchases.price
        : priceAtYield(purchases.yield, loans, cutOffDate, lots),
  }));
}

function placeInPurchases(path: readonly (string | number)[]): string {
  return path.reduce<string>(
    (at, step) => (typeof step === 'number' ? `${at}[${step}]` : `${at}.${step}`),
    'purchases',
  );
}

function lotProblems({ count, share, limits }: PurchaseLots): Problem[] {
  const problems: Problem[] = [];
  if (count > purchaseLotCountMax) {
    const message = `the limits keep ${count} groups of loans apart, more than ${purchaseLotCountMax}; widen one`;
    problems.push(problem('error', 'too-many-groups', 'purchases.limits', message));
  }
  if (share.every((part) => part === 0)) {
    const message = 'no loan of the tape is eligible: nothing like it can be bought';
    problems.push(problem('error', 'nothing-eligible', 'purchases.eligibility', message));
  }
  limits.forEach(({ names, name }, i) => {
    if (names.length > 0) return;
    const message = `${name}: no name of the tape comes near this limit, so it can hold nothing back`;
    problems.push(problem('warning', 'never-binds', `purchases.limits[${i}]`, message));
  });
  return problems;
}

/**
 * Price of a unit of the line's balance: its scheduled payments, nobody defaulting or prepaying, discounted by months
 * at yield ÷ 12; rounded to six decimals, as a price is quoted.
 */
function priceAtYield(
  { value: yearly }: Rate,
  loans: LoanTable,
  cutOffDate: CalendarDate,
  lots: PurchaseLots | undefined,
): Rate {
  const monthly = 1 + yearly / 12;
  const cohorts = buildCohorts(loans, cutOffDate, lots === undefined ? {} : { groupOfLoan: lots.ofLoan });
  const shapes = scheduleShapes(cohorts);
  let value = 0;
  let balance = 0;
  for (let cohort = 0; cohort < cohorts.count; cohort++) {
    if (lots !== undefined && lots.share[cohorts.group[cohort]!] === 0) continue;
    const opening = cohorts.balance[cohort]!;
    balance += opening;
    let discount = 1;
    for (let t = 0; t < cohorts.remainingTermMonths[cohort]!; t++) {
      const at = cohort * shapes.monthCount + t;
      discount /= monthly;
      value += opening * discount * (shapes.interest[at]! + shapes.scheduledPrincipal[at]!);
    }
  }
  return rateOf((Math.round((value / balance) * 1e6) / 1e6).toFixed(6));
}
