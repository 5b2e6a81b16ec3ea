import { failed, type Outcome, type Problem, problem, succeeded } from '#basics/problem.js';
import { projectPool } from '#collateral/projectPool.js';
import { expectedRateProblems } from '#pricing/models/rateProblems.js';
import { pathCountLimit } from '#pricing/montecarlo/pathCounts.js';
import type { SimulationOptions } from '#pricing/montecarlo/simulate.js';
import { type DiscountedPrices, priceByDiscounting } from '#pricing/priceByDiscounting.js';
import { fullPremiumWarnings, type MonteCarloPrices, priceByMonteCarlo } from '#pricing/priceByMonteCarlo.js';
import { placeProblems } from './assumptionPlaces.js';
import type { Assumption } from './assumptionRecord.js';
import { standard } from './defaultAssumptions.js';
import { flowWarnings } from './poolCashflow.js';
import { kinkWarnings, premiumWarnings } from './priceWarnings.js';
import { collateralAssumptions, type ResolvedScenario } from './resolvedScenario.js';
import { certainProviders, resolveProviders, unfollowedProviders } from './resolveProviders.js';
import type { Estimator, Method, ScenarioFlags } from './scenarioFlags.js';
import type { Uncertainty } from './uncertainty/priceUncertainty.js';
import { unusedAssumptions } from './unusedAssumptions.js';

export type ScenarioPrices =
  | { readonly method: 'mc'; readonly prices: MonteCarloPrices }
  | { readonly method: 'dcf'; readonly prices: DiscountedPrices };

export interface PricedScenario {
  readonly scenario: ResolvedScenario;
  /** Null where nothing is random. */
  readonly seed: string | null;
  readonly records: readonly Assumption[];
  readonly result: ScenarioPrices;
  readonly problems: readonly Problem[];
  /** Where it was asked for. */
  readonly uncertainty?: Uncertainty;
}

/** How a simulation reports and where its blocks run: nothing of this changes a result. */
export type SimulationHooks = Pick<
  SimulationOptions,
  'runBlocks' | 'onRound' | 'shouldStop' | 'shouldGiveUp'
>;

/** Prices all classes of a scenario by the method of its flags; Monte Carlo unless they say otherwise. */
export async function priceScenario(
  scenario: ResolvedScenario,
  hooks: SimulationHooks = {},
): Promise<Outcome<PricedScenario>> {
  const method = scenario.flags.method ?? 'mc';
  const useless = method === 'dcf' ? uselessFlags(scenario.flags) : [];
  if (useless.length > 0) return failed(useless);
  if (method !== 'dcf') return simulateScenario(scenario, hooks);
  const runaway = discountRateProblems(scenario);
  return runaway.length > 0 ? failed(runaway) : succeeded(priceByCashflow(scenario));
}

function discountRateProblems(scenario: ResolvedScenario): Problem[] {
  const { plan, places } = scenario;
  const monthCount = plan.periods.length * plan.paymentMonths;
  return placeProblems(expectedRateProblems(simulationModels(scenario).rates, monthCount), places);
}

function priceByCashflow(scenario: ResolvedScenario): PricedScenario {
  const { plan, tape, problems } = scenario;
  const models = simulationModels(scenario);
  const prices = priceByDiscounting({
    loans: tape.table,
    plan,
    models,
    lots: scenario.basis.purchases?.lots,
  });
  const used = recordsOf(scenario, 'dcf');
  return {
    scenario,
    seed: null,
    records: [...used, ...certainProviders(scenario), methodRecord('dcf', scenario.flags)],
    result: { method: 'dcf', prices },
    problems: [
      ...problems,
      ...unusedAssumptions(scenario.records, used, '--method dcf'),
      ...unfollowedProviders(scenario, '--method dcf'),
      ...placeProblems(fullPremiumWarnings(models), scenario.places),
      ...amountWarnings(scenario),
      ...premiumWarnings(prices.notes, plan.dealName),
    ],
  };
}

/** Only defaults given as amounts can ask for more than the pool has; then it is projected once more to see. */
function amountWarnings(scenario: ResolvedScenario): Problem[] {
  const { assumptions, tape, cutOffDate } = scenario;
  const parts = [assumptions, ...(assumptions.segments ?? [])];
  if (!parts.some((part) => part.default?.kind === 'amounts' || part.default?.kind === 'curve')) return [];
  return flowWarnings(scenario, projectPool(tape.table, collateralAssumptions(scenario), cutOffDate));
}

async function simulateScenario(
  scenario: ResolvedScenario,
  hooks: SimulationHooks,
): Promise<Outcome<PricedScenario>> {
  const { flags, plan, tape } = scenario;
  const fixed = scenario.basis.stated.stress.factorGlobal;
  if (fixed !== undefined) {
    const message = 'fixes the state of the economy that a simulation draws; --method dcf takes it';
    return failed([problem('error', 'not-simulated', fixed.origin, `factors.global ${message}`)]);
  }
  const seed = flags.seed ?? standard.seed;
  const estimator: Estimator = flags.estimator ?? 'two-level';
  const target = flags.standardError ?? standard.standardError;
  const priced = await priceByMonteCarlo({
    loans: tape.table,
    plan,
    models: simulationModels(scenario),
    lots: scenario.basis.purchases?.lots,
    seed,
    estimator,
    stop:
      flags.pathCount === undefined
        ? { kind: 'standard-error', target, pathCountMax: pathCountLimit }
        : { kind: 'paths', count: flags.pathCount },
    ...hooks,
  });
  const problems = [...scenario.problems, ...placeProblems(priced.problems, scenario.places)];
  if (!priced.ok) return failed(problems);
  const found = [
    ...unmetTarget(priced.value, target),
    ...fewPaths(priced.value),
    ...premiumWarnings(priced.value.notes, scenario.plan.dealName),
    ...kinkWarnings(priced.value.notes, scenario.plan.dealName),
  ];
  return succeeded({
    scenario,
    seed,
    records: [
      ...recordsOf(scenario, 'mc'),
      ...resolveProviders(scenario, scenario.terms).records,
      methodRecord('mc', flags),
      {
        name: 'pricing.estimator',
        value: estimator,
        origin: flags.estimator === undefined ? 'default' : 'flag --estimator',
      },
      stopRecord(flags, target),
    ],
    result: { method: 'mc', prices: priced.value },
    problems: [...problems, ...found],
  });
}

export function simulationModels(scenario: ResolvedScenario) {
  const { pointsPerRatePoint, recoverySensitivity, correlation, dependence, rates, premium } =
    scenario.assumptions;
  const simulated = {
    pointsPerRatePoint,
    recoverySensitivity,
    correlation,
    ...(dependence === undefined ? {} : { dependence }),
  };
  const { models: providers } = resolveProviders(scenario, scenario.terms);
  return {
    ...collateralAssumptions(scenario),
    ...simulated,
    ...(providers === undefined ? {} : { providers }),
    rates,
    premium,
  };
}

/** Discounting follows the expected rate with prepayment at its base speed: one path without chance. */
export function recordsOf({ records, assumptions }: ResolvedScenario, method: Method): readonly Assumption[] {
  if (method === 'mc') return records;
  const unused = new Set(['recovery.sensitivity']);
  const names = new Set(records.map(({ name }) => name));
  if (!names.has('rates.shift')) unused.add('prepayment.pointsPerRatePoint');
  // Volatility moves the expected rate only where the model is fitted to a curve.
  const isFitted = assumptions.rates.kind === 'hull-white-flat';
  if (!isFitted) unused.add('rates.volatility');
  if (assumptions.rates.kind === 'hull-white') unused.add('rates.speed');
  if (assumptions.rates.kind === 'arima') unused.add('rates.deviation');
  // A state of the economy acts on default rates by the asset correlation, and by nothing else of the model.
  const isSimulated = names.has('factors.global')
    ? /^(?:correlation[.]|model$|pdDeviation$)/
    : /^(?:correlation[.]|correlation$|model$|pdDeviation$)/;
  return records.filter(({ name }) => !unused.has(name) && !isSimulated.test(name));
}

function methodRecord(method: Method, flags: ScenarioFlags): Assumption {
  return {
    name: 'pricing.method',
    value: method,
    origin: flags.method === undefined ? 'default' : 'flag --method',
  };
}

function stopRecord(flags: ScenarioFlags, target: number): Assumption {
  if (flags.pathCount !== undefined) {
    return { name: 'pricing.paths', value: flags.pathCount, origin: 'flag --paths' };
  }
  const origin = flags.standardError === undefined ? 'default' : 'flag --se';
  return { name: 'pricing.standardError', value: target, origin: `${origin}, for each class with a coupon` };
}

function uselessFlags(flags: ScenarioFlags): Problem[] {
  const given: (readonly [string, unknown])[] = [
    ['--correlation', flags.correlation],
    ['--model', flags.model],
    ['--se', flags.standardError],
    ['--paths', flags.pathCount],
    ['--seed', flags.seed],
    ['--estimator', flags.estimator],
  ];
  return given
    .filter(([, value]) => value !== undefined)
    .map(([flag]) =>
      problem('error', 'unused', flag, 'has no meaning with --method dcf: nothing is simulated'),
    );
}

function unmetTarget({ estimator }: MonteCarloPrices, target: number): Problem[] {
  const { paths, pathsNeeded } = estimator;
  if (estimator.partial) {
    return [problem('warning', 'partial', '', `stopped after ${paths} paths, before its target`)];
  }
  if (estimator.converged) return [];
  const message =
    pathsNeeded === null
      ? `a standard error of ${target} was not reached with ${paths} paths`
      : `a standard error of ${target} would take about ${roughCount(pathsNeeded)} paths, and a run has ${pathCountLimit} at most: ` +
        `stopped after ${paths}; --se takes a larger error, --paths a number of paths`;
  return [problem('warning', pathsNeeded === null ? 'not-converged' : 'out-of-reach', '--se', message)];
}

/** Two digits, the rest zeros. */
function roughCount(count: number): string {
  return String(Number(count.toPrecision(2)));
}

/** A quantile that fewer paths than this lie beyond is hardly more than a largest value seen. */
const pathsBeyondLeast = 10;

function fewPaths({ estimator }: MonteCarloPrices): Problem[] {
  if (estimator.paths >= 100 * pathsBeyondLeast) return [];
  const message =
    `quantiles, ranges and loss probabilities rest on ${estimator.paths} single-loan paths: fewer than ${pathsBeyondLeast} lie ` +
    'beyond the 1 % and the 99 % quantile; --paths 10000 gives a hundred';
  return [problem('warning', 'few-paths', '--paths', message)];
}
