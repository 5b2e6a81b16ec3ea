import type { CalendarDate } from '#basics/calendarDate.js';
import { failed, type Outcome, type Problem, problem, succeeded } from '#basics/problem.js';
import { repaymentTypes } from '#collateral/loanTable.js';
import { builtInTerms } from '#deal/templates.js';
import type { DealTerms } from '#deal/terms.js';
import type { PaymentPlan } from '#waterfall/paymentPlan.js';
import { placeProblems } from './assumptionPlaces.js';
import type { Assumption } from './assumptionRecord.js';
import type { ForwardFixings } from './curve/forwardFixings.js';
import { placeInDeal } from './dealPlaces.js';
import { loadPool } from './loadPool.js';
import { longestLoan } from './longestLoan.js';
import { planUnder } from './planUnder.js';
import { purchaseGrowth } from './purchaseGrowth.js';
import type { ResolvedPool, ResolvedScenario } from './resolvedScenario.js';
import { currencyProblems, dealProblems } from './scenarioProblems.js';
import type { ScenarioSources } from './scenarioSources.js';
import { turnoverProblems } from './turnoverProblems.js';

/** Reads and resolves all that a run rests on. Problems of all files come together. */
export async function loadScenario(sources: ScenarioSources): Promise<Outcome<ResolvedScenario>> {
  const deal = await readDeal(sources);
  const stated = deal.ok ? deal.value : undefined;
  const pool = await loadPool(sources, stated);
  if (!deal.ok || !pool.ok) return failed([...pool.problems, ...deal.problems]);
  const { tape, asOf } = pool.value;
  const currency = currencyProblems(sources, tape, stated);
  if (currency.length > 0) return failed([...pool.problems, ...deal.problems, ...currency]);
  const promised = pricedPurchases(dealFor(stated, tape.table.currency, asOf), pool.value);
  const planned = planUnder(pool.value, promised);
  const fixed = await withForwards(pool.value, promised, planned);
  const { terms } = fixed;
  const plan = fixed.records.length === 0 ? planned : planUnder(pool.value, terms);
  const problems = [
    ...pool.problems,
    ...deal.problems,
    ...dealProblems(sources, stated),
    ...unfundedDrawings(pool.value),
    ...placeInDeal(unseenLateness(pool.value, terms), sources.deal),
    ...placeInDeal(turnoverProblems(pool.value, terms), sources.deal),
    ...placeInDeal(plan.problems, sources.deal),
    ...(plan.ok ? placeInDeal(purchaseGrowth(plan.value, pool.value), sources.deal) : []),
    ...longestLoan(tape, plan.problems),
    ...fixed.problems,
  ];
  if (!plan.ok || problems.some((p) => p.severity === 'error')) return failed(problems);
  const resolved = withRecords(pool.value, fixed.records);
  return succeeded({ ...resolved, terms, plan: plan.value, problems }, problems);
}

/** Fixings that nobody knows yet, from a curve where one is given. */
async function withForwards(
  { basis }: ResolvedPool,
  terms: DealTerms,
  planned: Outcome<PaymentPlan>,
): Promise<ForwardFixings> {
  if (basis.curve === undefined || !planned.ok) return { terms, records: [], problems: [] };
  const { forwardFixings } = await import('./curve/forwardFixings.js');
  return forwardFixings(terms, planned.value, basis.curve);
}

/** Records that scenarios laid over this one keep. */
function withRecords(pool: ResolvedPool, records: readonly Assumption[]): ResolvedPool {
  const { basis } = pool;
  return {
    ...pool,
    records: [...pool.records, ...records],
    basis: { ...basis, headRecords: [...basis.headRecords, ...records] },
  };
}

async function readDeal({ deal }: ScenarioSources): Promise<Outcome<DealTerms | undefined>> {
  if (deal === undefined) return succeeded(undefined);
  const { parseTerms } = await import('#deal/parseTerms.js');
  return parseTerms(deal.bytes, deal.name);
}

/** A yield of purchases as the price that it is for the loans of this tape. */
function pricedPurchases(terms: DealTerms, { basis }: ResolvedPool): DealTerms {
  const price = basis.purchases?.price;
  return price === undefined ? terms : { ...terms, purchases: { ...terms.purchases, price } };
}

/** Money drawn on credit lines is paid out by someone, and no step of a deal does that. */
function unfundedDrawings({ assumptions, tape, places }: ResolvedPool): Problem[] {
  const draws = (assumptions.creditLines?.dailyDrawing ?? 0) > 0;
  if (!draws || !tape.table.repaymentType.includes(repaymentTypes.indexOf('credit-line'))) return [];
  const message =
    'customers draw on their lines, and no step of a deal pays that out; --pool-only projects it, or leave it out';
  return placeProblems([problem('error', 'unfunded-drawings', 'creditLines.dailyDrawing', message)], places);
}

/** ISO 4217 for "no currency": amounts have two decimals and no name. */
const noCurrency = 'XXX';

/** The stated deal at the cut-off that holds, or the built-in one. */
function dealFor(
  stated: DealTerms | undefined,
  currency: string | undefined,
  asOf: CalendarDate | undefined,
): DealTerms {
  if (stated === undefined) return builtInTerms(currency ?? noCurrency, asOf);
  return { ...stated, dates: { ...stated.dates, cutOff: asOf } };
}

/** Late payment is only seen where it is assumed; a trigger on it would look as if all were well. */
function unseenLateness({ assumptions, tape }: ResolvedPool, { triggers }: DealTerms): Problem[] {
  const isPayable = tape.table.repaymentType.includes(repaymentTypes.indexOf('discount'));
  if (assumptions.delinquency !== undefined || isPayable) return [];
  return triggers.flatMap(({ name, condition }, i) => {
    if (condition.kind !== 'ratio' || condition.metric !== 'delinquencyRate') return [];
    const message = `trigger ${name} can never fire: no late payment is assumed (delinquency, in the assumptions file)`;
    return [problem('warning', 'never-fires', `triggers[${i}]`, message)];
  });
}
