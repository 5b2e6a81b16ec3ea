import { failed, type Outcome, type Problem, problem, succeeded } from '#basics/problem.js';
import { simulationUnfit } from '#collateral/simulationUnfit.js';
import type { DealTerms } from '#deal/terms.js';
import { type ClassOutcome, type PoolSample, pairLimit, samplePool } from '#pricing/montecarlo/poolSample.js';
import { prepareSimulation } from '#pricing/montecarlo/preparedSimulation.js';
import { buysLoans } from '#waterfall/planQueries.js';
import { placeProblems } from '../assumptionPlaces.js';
import { standard } from '../defaultAssumptions.js';
import { planUnder } from '../planUnder.js';
import { priceScenario, simulationModels } from '../priceScenario.js';
import type { ResolvedScenario } from '../resolvedScenario.js';
import { breakEvenReached } from './breakEvenReached.js';
import { fundingCost } from './fundingCost.js';
import { type Judge, newJudge } from './judge.js';
import { type PriceRun, parCoupons } from './parCoupons.js';
import { proposeTerm, type TermProposal } from './proposeTerm.js';
import {
  type BindingLimit,
  type Infeasibility,
  type SharesFound,
  solveShares,
  withShare,
} from './solveShares.js';
import { type Structure, structureOf, termsWith } from './structure.js';
import type { SizeTargets } from './targets.js';
import { type Verification, verify } from './verify.js';

export interface SizedDeal {
  readonly terms: DealTerms;
  readonly structure: Structure;
  readonly outcomes: readonly ClassOutcome[];
  readonly binding: readonly BindingLimit[];
  readonly infeasible: readonly Infeasibility[];
  readonly notMonotone: readonly string[];
  readonly cost: number;
  /** Every reserve that was tried, with what it leads to. */
  readonly reserves: readonly {
    readonly share: number;
    readonly shares: readonly number[];
    readonly cost: number;
  }[];
  readonly frontier: readonly FrontierPoint[];
  readonly term: TermProposal;
  readonly sample: { readonly seed: string; readonly paths: number };
  /** Undefined where nothing was found that could be verified. */
  readonly verification: Verification | undefined;
}

/** The first class at other shares than the one found: what more or less of it would cost. */
export interface FrontierPoint {
  readonly share: number;
  readonly expectedLoss: number;
  readonly lossProbability: number;
  readonly averageLife: number | undefined;
}

const firstPairs = 1024;
/** Paths are doubled until every share is known to this, or until the sample would be too large. */
const shareErrorWanted = 0.0003;
const sampleBytes = 400_000_000;
const mostPairs = 16_384;

/** The largest classes that meet their targets, at the reserve that makes funding cheapest; verified by fresh paths. */
export async function sizeDeal(
  scenario: ResolvedScenario,
  targets: SizeTargets,
  price: PriceRun = priceScenario,
): Promise<Outcome<SizedDeal>> {
  const refused = unfit(scenario);
  if (refused.length > 0) return failed(refused);
  const seed = scenario.flags.seed ?? standard.seed;
  const start = structureOf(scenario.terms, scenario.plan.poolBalance.value);
  let found = await searched(scenario, targets, start, seed);
  if (!found.ok) return found;
  const isPar = [...targets.notes.values()].some(({ coupon }) => coupon === 'par');
  if (isPar && found.value.best.infeasible.length === 0) {
    // Another coupon leaves another excess spread, which moves the losses, which move the coupon: a little.
    for (let round = 0; round < 3; round++) {
      const coupons = await parCoupons(scenario, targets, found.value.best.structure, price);
      if (!coupons.ok) return coupons;
      const next = { ...found.value.best.structure, coupons: coupons.value };
      const moved = [...coupons.value].some(
        ([name, coupon]) =>
          Math.abs(coupon - (found.ok ? (found.value.best.structure.coupons.get(name) ?? 0) : 0)) > 2e-5,
      );
      found = await searched(scenario, targets, next, seed);
      if (!found.ok) return found;
      if (!moved) break;
    }
  }
  const { best, judge, sample, reserves } = found.value;
  const terms = termsWith(scenario.terms, best.structure);
  const outcomes = judge.outcomes(terms);
  const verified =
    best.infeasible.length > 0 ? undefined : await verify(scenario, targets, terms, judge, seed, price);
  if (verified?.ok === false) return verified;
  return succeeded({
    terms,
    structure: best.structure,
    outcomes,
    binding: best.binding,
    infeasible: await Promise.all(
      best.infeasible.map(async (one) =>
        one.limit === 'breakEven'
          ? { ...one, reached: await breakEvenReached(scenario, terms, one.note, one.wanted) }
          : one,
      ),
    ),
    notMonotone: best.notMonotone,
    cost: fundingCost(scenario, terms, best.structure, outcomes, targets),
    reserves,
    frontier: frontier(scenario.terms, best.structure, targets, judge),
    term: proposeTerm(scenario.tape.table, targets.demand),
    sample: { seed, paths: sample.largePoolCount + sample.pairCount },
    verification: verified?.value,
  });
}

interface Search {
  readonly best: SharesFound;
  readonly judge: Judge;
  readonly sample: PoolSample;
  readonly reserves: SizedDeal['reserves'];
}

/** Solves on few paths, then on paths drawn where the classes found lose, and on more until the shares are exact. */
async function searched(
  scenario: ResolvedScenario,
  targets: SizeTargets,
  start: Structure,
  seed: string,
): Promise<Outcome<Search>> {
  const most = Math.min(mostPairs, pairLimit(scenario.plan, sampleBytes));
  let pairCount = Math.min(firstPairs, most);
  let structure = start;
  for (;;) {
    const sample = sampleAt(scenario, structure, seed, pairCount);
    const judge = await newJudge(scenario, targets, sample);
    if (!judge.ok) return judge;
    const isFirst = structure === start;
    const { best, reserves } = overReserves(
      scenario,
      targets,
      structure,
      judge.value,
      isFirst ? 'anywhere' : 'near',
    );
    structure = best.structure;
    const error = Math.max(0, ...best.binding.map(({ shareStandardError }) => shareStandardError));
    const isDone = best.infeasible.length > 0 || error <= shareErrorWanted || pairCount >= most;
    if (isDone && !isFirst) return succeeded({ best, judge: judge.value, sample, reserves });
    // The error falls with the root of the paths; the first sample was drawn for another structure.
    const needed = pairCount * Math.max(1, (error / shareErrorWanted) * (error / shareErrorWanted) * 1.2);
    if (!isDone) pairCount = Math.min(most, Math.max(2 * pairCount, powerOfTwoBelow(2 * needed)));
  }
}

function powerOfTwoBelow(count: number): number {
  let power = 1;
  while (2 * power <= count) power *= 2;
  return power;
}

function sampleAt(
  scenario: ResolvedScenario,
  structure: Structure,
  seed: string,
  pairCount: number,
): PoolSample {
  const plan = planUnder(scenario, termsWith(scenario.terms, structure));
  if (!plan.ok) throw new Error(`a structure cannot be planned: ${plan.problems[0]?.message}`);
  const models = simulationModels(scenario);
  return samplePool(prepareSimulation(scenario.tape.table, plan.value, models, seed), pairCount);
}

/** The structure of least cost over the reserves to choose from; of equal ones that with the smaller reserve. */
function overReserves(
  scenario: ResolvedScenario,
  targets: SizeTargets,
  start: Structure,
  judge: Judge,
  from: 'anywhere' | 'near',
): { best: SharesFound; reserves: SizedDeal['reserves'] } {
  const solve = (structure: Structure): SharesFound =>
    solveShares(scenario.terms, structure, targets, judge, from);
  if (targets.reserve === undefined) return { best: solve(start), reserves: [] };
  const { account, shares } = targets.reserve;
  const trials = [...shares]
    .sort((a, b) => a - b)
    .map((share) => {
      const found = solve({ ...start, reserve: { account, share } });
      const terms = termsWith(scenario.terms, found.structure);
      const cost = fundingCost(scenario, terms, found.structure, judge.outcomes(terms), targets);
      return { share, found, cost };
    });
  const feasible = trials.filter(({ found }) => found.infeasible.length === 0);
  const best = (feasible.length > 0 ? feasible : trials).reduce((least, trial) =>
    trial.cost < least.cost - 1e-9 ? trial : least,
  );
  const reserves = trials.map(({ share, found, cost }) => ({
    share,
    shares: [...found.structure.shares.values()],
    cost,
  }));
  return { best: best.found, reserves };
}

const frontierSteps = [-0.1, -0.05, -0.02, -0.01, 0, 0.01, 0.02, 0.05, 0.1];

function frontier(
  terms: DealTerms,
  structure: Structure,
  targets: SizeTargets,
  judge: Judge,
): FrontierPoint[] {
  const names = [...structure.shares.keys()];
  const [first] = names;
  if (first === undefined) return [];
  const found = structure.shares.get(first)!;
  const shares = frontierSteps
    .map((step) => found + step)
    .filter((share) => share > 0 && share <= 1 - Math.max(0.001, targets.retention));
  return shares.map((share) => {
    const at = termsWith(terms, withShare(structure, names, first, share, targets.retention));
    const index = at.notes.findIndex(({ name }) => name === first);
    const { expectedLoss, lossProbability, averageLife } = judge.outcomes(at)[index]!;
    return { share, expectedLoss, lossProbability, averageLife };
  });
}

function unfit(scenario: ResolvedScenario): Problem[] {
  const { plan, flags, places, tape } = scenario;
  const refuse = (code: string, at: string, message: string) => problem('error', code, at, message);
  const problems: Problem[] = [];
  if (buysLoans(plan)) {
    const message =
      'this deal buys loans, so that its pool depends on its classes, and no simulated pool serves all structures; ' +
      'the largest class without a loss at a multiple of defaults is what ' +
      'abs stress TAPE --deal FILE --set default.multiple=3 --solve deal.notes.A.share --for A.principalLoss=0 finds';
    problems.push(refuse('revolving', '--deal', message));
  }
  if (flags.method === 'dcf')
    problems.push(refuse('unused', '--method', 'sizing simulates; dcf has no meaning here'));
  if (scenario.assumptions.order !== 'survivors') {
    problems.push(
      refuse('unsupported-order', 'order', 'a simulation of single loans runs in the order survivors'),
    );
  }
  return [...problems, ...placeProblems(simulationUnfit(tape.table, simulationModels(scenario)), places)];
}
