import { failed, type Outcome, type Problem, succeeded } from '#basics/problem.js';
import type { CohortOptions } from '#collateral/cohortOptions.js';
import { cohortOptionsFor } from '#collateral/cohortOptionsFor.js';
import { buildCohorts, type Cohorts } from '#collateral/cohorts.js';
import type { CollateralCashflow } from '#collateral/collateralCashflow.js';
import { openPoolOfCohorts } from '#collateral/pool.js';
import { cashflowOf, runOff } from '#collateral/projectPool.js';
import { type DealSetting, type EditableDeal, editableDeal } from '#deal/editDeal.js';
import { threeClassTemplate } from '#deal/templates/threeClass.js';
import { expectedClass, monthlyRates } from '#pricing/expectedClass.js';
import { type PaymentTimes, paymentTimes } from '#pricing/montecarlo/paymentTimes.js';
import { collectionsByPayment, newCollections } from '#waterfall/availableFunds.js';
import type { CompiledPlan } from '#waterfall/compiled/compiledPlan.js';
import { compilePlan } from '#waterfall/compiled/compilePlan.js';
import { type CompiledFlows, newCompiledFlows } from '#waterfall/compiled/layout.js';
import type { PaymentPlan } from '#waterfall/paymentPlan.js';
import { buysLoans, minorUnit } from '#waterfall/planQueries.js';
import { openRevolvingPool } from '#waterfall/revolvingPool.js';
import { applyScenario } from '../applyScenario.js';
import type { StatedAssumptions } from '../assumptions.js';
import { collateralAssumptions, type ResolvedScenario } from '../resolvedScenario.js';
import { type ScenarioMemory, scenarioMemory } from '../scenarioMemory.js';
import type { NamedBytes } from '../scenarioSources.js';
import { scenarioUnderTerms } from '../scenarioUnderTerms.js';
import { type ClassFigures, classFigures } from './classFigures.js';
import type { Purchases } from './purchase.js';

/** What one scenario gives: the pool, and a figure for every class. */
export interface ScenarioFigures {
  readonly scenario: ResolvedScenario;
  readonly pool: PoolFigures;
  readonly classes: readonly ClassFigures[];
  /** When which trigger was in force: what a class is paid may jump where this changes. */
  readonly triggerPattern: string;
  readonly problems: readonly Problem[];
}

export interface PoolFigures {
  /** Defaulted balance, and what of it is never recovered, over the balance at the cut-off. */
  readonly defaultRate: number;
  readonly lossRate: number;
}

/**
 * Runs scenarios on one tape and deal without chance, through the compiled waterfall. What scenarios have in common
 * (cohorts, plans and their code) is made once; a result depends on its scenario alone.
 */
export interface ScenarioRunner {
  readonly base: ResolvedScenario;
  /** The deal's file, for scenarios that change its terms. */
  readonly deal: EditableDeal;
  run(overrides: StatedAssumptions, terms?: readonly DealSetting[]): Outcome<ScenarioFigures>;
}

/** `deal` is the file that the base was loaded with; undefined for the built-in deal. */
export function scenarioRunner(
  base: ResolvedScenario,
  bought: Purchases,
  deal: NamedBytes | undefined,
): ScenarioRunner {
  const editable = editableDeal(...dealSource(base, deal));
  const basisUnder = dealMemory(base, editable);
  const cohortsOf = cohortMemory(base);
  const compiled = new WeakMap<PaymentPlan, Prepared>();
  const preparedFor = (plan: PaymentPlan): Prepared => {
    const known = compiled.get(plan) ?? {
      compiled: compilePlan(plan),
      flows: newCompiledFlows(plan),
      times: paymentTimes(plan),
    };
    compiled.set(plan, known);
    return known;
  };
  return {
    base,
    deal: editable,
    run: (overrides, terms = []) => {
      const basis = basisUnder(terms);
      if (!basis.ok) return basis;
      const applied = applyScenario(basis.value.scenario, overrides, basis.value.memory);
      if (!applied.ok) return applied;
      const scenario = applied.value;
      const prepared = preparedFor(scenario.plan);
      const pool = distribute(scenario, prepared, cohortsOf);
      return succeeded(figuresOf(scenario, prepared, pool, bought), applied.problems);
    },
  };
}

interface DealBasis {
  readonly scenario: ResolvedScenario;
  readonly memory: ScenarioMemory;
}

/** Deals kept at once, each with its plans: a search asks for a few hundred, each once. */
const dealsKept = 32;

/** The base under other terms of its deal; with what scenarios under these terms have in common. */
function dealMemory(
  base: ResolvedScenario,
  deal: EditableDeal,
): (terms: readonly DealSetting[]) => Outcome<DealBasis> {
  const own: Outcome<DealBasis> = succeeded({ scenario: base, memory: scenarioMemory() });
  const known = new Map<string, Outcome<DealBasis>>();
  return (terms) => {
    if (terms.length === 0) return own;
    const key = JSON.stringify(terms.map(({ path, value }) => [path, value]));
    const found = known.get(key) ?? dealBasis(base, deal, terms);
    if (known.size >= dealsKept) known.clear();
    known.set(key, found);
    return found;
  };
}

function dealBasis(
  base: ResolvedScenario,
  deal: EditableDeal,
  terms: readonly DealSetting[],
): Outcome<DealBasis> {
  const edited = deal.with(terms);
  if (!edited.ok) return edited;
  const scenario = scenarioUnderTerms(base, edited.value.terms);
  if (scenario.ok) return succeeded({ scenario: scenario.value, memory: scenarioMemory() });
  // A plan names terms by where they stand; whoever changed them did so here.
  const { origin } = terms.at(-1)!;
  return failed(scenario.problems.map((found) => ({ ...found, at: `${origin} deal.${found.at}` })));
}

function dealSource(
  { asOf, tape }: ResolvedScenario,
  deal: NamedBytes | undefined,
): [source: string | Uint8Array, name: string] {
  if (deal !== undefined) return [deal.bytes, deal.name];
  return [threeClassTemplate.text({ cutOffDate: asOf, currency: tape.table.currency }), 'built-in'];
}

interface Prepared {
  readonly compiled: CompiledPlan;
  readonly flows: CompiledFlows;
  readonly times: PaymentTimes;
}

type CohortsOf = (scenario: ResolvedScenario) => Cohorts;

/** Projects the pool and pays it out into `prepared.flows`. */
function distribute(
  scenario: ResolvedScenario,
  { compiled, flows }: Prepared,
  cohortsOf: CohortsOf,
): CollateralCashflow {
  const { plan, tape, basis } = scenario;
  const assumptions = collateralAssumptions(scenario);
  if (buysLoans(plan)) {
    const collections = newCollections(plan);
    const pool = openRevolvingPool(plan, tape.table, assumptions, collections, {
      lots: basis.purchases?.lots,
    });
    compiled.run(collections, flows, pool.before);
    return cashflowOf(pool.months);
  }
  const flow = runOff(openPoolOfCohorts(cohortsOf(scenario), assumptions));
  compiled.run(collectionsByPayment(plan, flow), flows);
  return flow;
}

function figuresOf(
  scenario: ResolvedScenario,
  { flows, times }: Prepared,
  pool: CollateralCashflow,
  bought: Purchases,
): ScenarioFigures {
  const { plan, assumptions } = scenario;
  const rates = monthlyRates(assumptions.rates, times);
  const balance = plan.poolBalance.value;
  return {
    scenario,
    pool: { defaultRate: total(pool.defaultedPrincipal) / balance, lossRate: total(pool.losses) / balance },
    classes: plan.notes.map((_, note) =>
      classFigures(
        plan,
        note,
        flows,
        times,
        expectedClass(plan, note, flows, times, rates, assumptions.premium),
        bought,
        minorUnit(plan),
      ),
    ),
    triggerPattern: flows.triggerInForce.join(''),
    problems: scenario.problems,
  };
}

/** Cohorts depend on assumptions only by what must be kept apart: ages, segments, index rates. */
function cohortMemory({ tape, cutOffDate }: ResolvedScenario): CohortsOf {
  const known = new Map<string, Cohorts>();
  return (scenario) => {
    const options: CohortOptions = cohortOptionsFor(tape.table, collateralAssumptions(scenario), cutOffDate);
    // Behaviors carry rates, and loans by the thousand would make a long key: these are built anew.
    if (options.behaviors !== undefined) return buildCohorts(tape.table, cutOffDate, options);
    const key = JSON.stringify(options);
    const cohorts = known.get(key) ?? buildCohorts(tape.table, cutOffDate, options);
    known.set(key, cohorts);
    return cohorts;
  };
}

function total(column: Float64Array): number {
  return column.reduce((sum, value) => sum + value, 0);
}
