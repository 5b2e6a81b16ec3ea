import type { Dependence } from '#pricing/models/dependence.js';
import { curvesFilledBy, type FillCurves, fillByLaw } from './conditionalCurves.js';
import type { PoolKernel } from './kernel.js';
import { type KernelLayout, kernelLayout } from './kernelLayout.js';
import { fillLargePool, startWithoutDefaults } from './kernelTypescript.js';
import type { AliveSchedule } from './poolFlows.js';
import { type PoolKernelFunctions, poolKernelInstance } from './poolKernelModule.js';
import { purchasedLoans } from './purchasedLoans.js';
import { fillScanSeeds } from './scanBits.js';
import { settlePurchase } from './settlePurchase.js';
import type { SimulationPool } from './simulationPool.js';
import { takeOutDefaults } from './takeOutDefaults.js';

/**
 * The compiled kernel for pools whose loans are all asked (`LoanLevel.isScanned`); undefined for others, and
 * where the machine has no WebAssembly SIMD. Then the TypeScript kernel gives the same bytes.
 */
export function kernelCompiled(pool: SimulationPool, dependence: Dependence): PoolKernel | undefined {
  if (!pool.loans.isScanned || pool.loans.count === 0) return undefined;
  const functions = poolKernelInstance();
  if (functions === undefined) return undefined;
  const layout = kernelLayout(pool, functions);
  const draw = takesOut(pool, layout)(functions, layout, pool);
  const curves = curvesFilledBy(
    dependence,
    layout.probabilities,
    curvesInside(functions, layout, pool, dependence),
  );
  return {
    setFactors: curves.setFactors,
    loanLevel(stream, alive) {
      curves.fill();
      fillScanSeeds(stream, layout.seeds);
      draw(alive);
    },
    largePool(alive) {
      curves.fill();
      fillLargePool(pool, curves, alive);
    },
    purchase: purchasedLoans(pool, curves, settlePurchase(pool.schedules)),
  };
}

/**
 * `layout.probabilities`, filled where they lie where all loans share one Gaussian factor; with loans that are one
 * (√(1 − ρ) = 0) there is nothing to divide by.
 */
function curvesInside(
  { fillCurves }: PoolKernelFunctions,
  { at }: KernelLayout,
  pool: SimulationPool,
  { law, groupCount, own: owns }: Dependence,
): FillCurves {
  const { riskGroupCount } = pool.largePool;
  const width = pool.monthCount + 1;
  const own = owns[0]!;
  if (own === 0 || law !== 'gaussian' || groupCount > 1) return fillByLaw(pool);
  return ({ sharedBy }) =>
    fillCurves(riskGroupCount, width, at.thresholds, sharedBy(0), own, at.coefficients, at.probabilities);
}

type LoanLevelCall = (alive: AliveSchedule) => void;

function takesOut({ schedules }: SimulationPool, { isOutside }: KernelLayout) {
  if (isOutside) return listed;
  return schedules.isTabled ? tabled : plain;
}

/** Lists a path's defaults in the kernel's memory; the tables of the schedules stay outside and are read there. */
function listed({ scanEvents }: PoolKernelFunctions, { memory, at }: KernelLayout, pool: SimulationPool) {
  const { loans, schedules } = pool;
  const events = {
    count: 0,
    cohort: memory.uint32(at.eventCohort, loans.count),
    month: memory.uint32(at.eventMonth, loans.count),
    balance: memory.float64(at.eventBalance, loans.count),
  };
  const takeOut = takeOutDefaults(schedules, loans.expectedDefaultCount);
  const scan = [...scanArguments(pool, at), at.loanTerm, at.eventCohort, at.eventMonth, at.eventBalance];
  return (alive: AliveSchedule) => {
    startWithoutDefaults(pool, alive);
    events.count = scanEvents(...scan);
    takeOut(events, alive);
  };
}

/** Draws and takes out in the kernel's memory, from schedules that lie there month by month. */
function tabled(functions: PoolKernelFunctions, layout: KernelLayout, pool: SimulationPool): LoanLevelCall {
  const { memory, at, isSummed, rowBytes } = layout;
  const { monthCount, groupCount, schedules } = pool;
  const cells = groupCount * monthCount;
  const part = (column: number) => memory.float64(at.alive + 8 * cells * column, cells);
  const [balance, interest, principal, accrued, defaulted] = [part(0), part(1), part(2), part(3), part(4)];
  const { scanSums, scanEvents, takeOutCohortsTabled, takeOutEventsTabled } = functions;
  const scan = scanArguments(pool, at);
  const events = [at.eventCohort, at.eventMonth, at.eventBalance];
  const schedule = [at.table, at.termMonths, at.prepaymentGroup];
  const target = [cells, at.whole, at.quads, at.alive];
  const ofCohorts = [schedules.cohortCount, monthCount, ...schedule, at.defaulting, rowBytes, ...target];
  const ofEvents = [monthCount, ...events, ...schedule, ...target];
  return (alive) => {
    if (isSummed) {
      scanSums(...scan, at.defaulting);
      takeOutCohortsTabled(...ofCohorts);
    } else takeOutEventsTabled(scanEvents(...scan, at.loanTerm, ...events), ...ofEvents);
    alive.balance.set(balance);
    alive.interest.set(interest);
    alive.principal.set(principal);
    if (pool.hasAccruedInterest) alive.accrued.set(accrued);
    alive.defaulted.set(defaulted);
  };
}

/** The same where schedules are worked out again for each default, or for each cohort that has some. */
function plain(functions: PoolKernelFunctions, layout: KernelLayout, pool: SimulationPool): LoanLevelCall {
  const { memory, at, isSummed, rowBytes } = layout;
  const { monthCount, groupCount, schedules } = pool;
  const cells = groupCount * monthCount;
  const part = (column: number) => memory.float64(at.alive + 8 * cells * column, cells);
  const [balance, interest, principal, defaulted] = [part(0), part(1), part(2), part(3)];
  const { scanSums, scanEvents, takeOutCohorts, takeOutEvents } = functions;
  const scan = scanArguments(pool, at);
  const events = [at.eventCohort, at.eventMonth, at.eventBalance];
  const schedule = [at.monthlyRate, at.growth, at.firstPrincipal, at.termMonths, at.prepaymentGroup];
  const target = [at.alive, 8 * cells];
  const draw = isSummed
    ? () => {
        scanSums(...scan, at.defaulting);
        takeOutCohorts(schedules.cohortCount, monthCount, ...schedule, at.defaulting, rowBytes, ...target);
      }
    : () => {
        const count = scanEvents(...scan, at.loanTerm, ...events);
        takeOutEvents(count, monthCount, ...events, ...schedule, at.defaulting, ...target);
      };
  return (alive) => {
    startWithoutDefaults(pool, alive);
    balance.set(alive.balance);
    interest.set(alive.interest);
    principal.set(alive.principal);
    defaulted.set(alive.defaulted);
    draw();
    alive.balance.set(balance);
    alive.interest.set(interest);
    alive.principal.set(principal);
    alive.defaulted.set(defaulted);
  };
}

function scanArguments(pool: SimulationPool, at: KernelLayout['at']): readonly number[] {
  const bucketCount = pool.loans.bucketThreshold.length;
  return [
    ...[bucketCount, at.bucketStart, at.bucketClass, at.bucketTerm, pool.monthCount + 1, at.probabilities],
    ...[at.seeds, at.bits, at.limits, at.cells, at.loanPlace, at.loanBalance],
  ];
}
