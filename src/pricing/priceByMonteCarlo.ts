import { failed, type Outcome, type Problem, problem, succeeded } from '#basics/problem.js';
import type { LoanTable } from '#collateral/loanTable.js';
import type { PurchaseLots } from '#collateral/screening/purchaseLots.js';
import { simulationUnfit } from '#collateral/simulationUnfit.js';
import type { PaymentPlan } from '#waterfall/plan.js';
import { rateProblems } from './models/rateProblems.js';
import { type MonteCarloPrices, monteCarloPrices } from './monteCarloPrices.js';
import { dependenceProblems } from './montecarlo/borrowerGroups.js';
import { pathCountLeast, pathCountLimit } from './montecarlo/pathCounts.js';
import { prepareSimulation, type SimulationModels } from './montecarlo/preparedSimulation.js';
import { type SimulationOptions, simulate } from './montecarlo/simulate.js';
import { poolCautions } from './poolCautions.js';

export type { MonteCarloPrices } from './monteCarloPrices.js';

export interface MonteCarloRequest extends Omit<SimulationOptions, 'premium'> {
  readonly loans: LoanTable;
  readonly plan: PaymentPlan;
  readonly models: SimulationModels;
  readonly seed: string;
  /** What a revolving deal may buy; all loans of the tape if absent. */
  readonly lots?: PurchaseLots | undefined;
}

/** Prices every class of a plan on a pool by simulation. Problems are of the request; inside nothing fails. */
export async function priceByMonteCarlo(request: MonteCarloRequest): Promise<Outcome<MonteCarloPrices>> {
  const problems = requestProblems(request);
  if (problems.some(({ severity }) => severity === 'error')) return failed(problems);
  const prepared = prepareSimulation(request.loans, request.plan, request.models, request.seed, request.lots);
  const result = await simulate(prepared, { ...request, premium: request.models.premium });
  return succeeded(monteCarloPrices(request, prepared, result), [
    ...problems,
    ...poolCautions(request.loans, request.models, prepared),
    ...fullPremiumWarnings(request.models),
  ]);
}

function requestProblems({ loans, plan, models, stop }: MonteCarloRequest): Problem[] {
  const problems: Problem[] = [];
  const refuse = (code: string, at: string, message: string) =>
    problems.push(problem('error', code, at, message));
  if (models.order !== 'survivors') {
    const message = `a simulation of single loans runs in the order survivors, not ${models.order}; --method dcf takes ${models.order}`;
    refuse('unsupported-order', 'order', message);
  }
  problems.push(...simulationUnfit(loans, models));
  problems.push(...dependenceProblems(loans, models.correlation, models.dependence));
  const lastTerm = loans.remainingTermMonths.reduce((last, term) => Math.max(last, term), 0);
  problems.push(...rateProblems(models.rates, Math.max(lastTerm, plan.periods.length * plan.paymentMonths)));
  const asked = stop.kind === 'paths' ? stop.count : stop.pathCountMax;
  if (asked < pathCountLeast || asked > pathCountLimit) {
    const message = `${asked} is not a number of paths from ${pathCountLeast} to ${pathCountLimit}`;
    refuse(asked < pathCountLeast ? 'too-few-paths' : 'too-many-paths', '--paths', message);
  }
  return problems;
}

/** For either method, of the prices of expected flows. */
export function fullPremiumWarnings(models: Pick<SimulationModels, 'premium'>): Problem[] {
  if (models.premium.rule !== 'full') return [];
  const message = 'the full premium is discounted from expected flows: expected loss counted twice';
  return [problem('warning', 'expected-loss-counted-twice', 'premium', message)];
}
