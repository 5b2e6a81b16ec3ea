import type { CopulaLoading } from '#pricing/models/conditionalDefault.js';
import { conditionalCurves } from './conditionalCurves.js';
import type { PoolKernel } from './kernel.js';
import { kernelMemory } from './kernelMemory.js';
import { fillLargePool, startWithoutDefaults } from './kernelTypescript.js';
import type { AliveSchedule } from './poolFlows.js';
import { type PoolKernelFunctions, poolKernelInstance } from './poolKernelModule.js';
import { purchasedLoans } from './purchasedLoans.js';
import {
  fillScanLimits,
  fillScanSeeds,
  type ScanLimits,
  scanRowLength,
  scanSeedCount,
} from './scanDefaults.js';
import type { SimulationPool } from './simulationPool.js';

/**
 * The compiled kernel for pools whose loans are all asked (`LoanLevel.isScanned`); undefined for others, and
 * where the machine has no WebAssembly SIMD. Then the TypeScript kernel gives the same bytes.
 */
export function kernelCompiled(pool: SimulationPool, loading: CopulaLoading): PoolKernel | undefined {
  if (!pool.loans.isScanned || pool.loans.count === 0) return undefined;
  const functions = poolKernelInstance();
  if (functions === undefined) return undefined;
  const { scan, tops, seeds, loanLevel } = layOut(pool, functions);
  const curves = conditionalCurves(pool, loading);
  return {
    setFactor: curves.setFactor,
    loanLevel(stream, alive) {
      curves.fill();
      fillScanLimits(pool, curves, scan);
      fillTops(scan, tops);
      fillScanSeeds(stream, seeds);
      startWithoutDefaults(pool, alive);
      loanLevel(alive);
    },
    largePool(alive) {
      curves.fill();
      fillLargePool(pool, curves, alive);
    },
    purchase: purchasedLoans(pool, curves),
  };
}

/** Blocks of eight months in a row of limits, rounded up to whole vectors of eight. */
function topRowLength(rowLength: number): number {
  return Math.max(8, rowLength / 8);
}

/** The last limit of each block; beyond the blocks one that nothing passes. */
function fillTops({ rowLength, limits }: ScanLimits, tops: Uint16Array): void {
  const length = topRowLength(rowLength);
  tops.fill(65535);
  for (let row = 0; row * length < tops.length; row++) {
    for (let block = 0; block < rowLength / 8; block++) {
      tops[row * length + block] = limits[row * rowLength + 8 * block + 7]!;
    }
  }
}

/** Copies the pool into the kernel's memory, once, and makes the call that runs a path there. */
function layOut(pool: SimulationPool, functions: PoolKernelFunctions) {
  const { loans, schedules, monthCount, groupCount, largePool } = pool;
  const { cohortCount } = schedules;
  const memory = kernelMemory(functions);
  const bucketCount = loans.bucketThreshold.length;
  const rowLength = scanRowLength(monthCount);
  const limitCount = largePool.riskGroupCount * rowLength;
  const topCount = largePool.riskGroupCount * topRowLength(rowLength);
  const cells = groupCount * monthCount;
  // Defaults added up by cohort where they are many per cohort; else one by one, in a single row of months.
  const isByCohort = loans.expectedDefaultCount > cohortCount;
  const at = {
    bucketStart: memory.reserve(4 * (bucketCount + 1)),
    bucketClass: memory.reserve(4 * bucketCount),
    bucketTerm: memory.reserve(4 * bucketCount),
    limits: memory.reserve(2 * limitCount),
    tops: memory.reserve(2 * topCount),
    remainders: memory.reserve(8 * limitCount),
    seeds: memory.reserve(4 * scanSeedCount),
    words: memory.reserve(64),
    loanCohort: memory.reserve(4 * loans.count),
    loanBalance: memory.reserve(8 * loans.count),
    eventCohort: memory.reserve(4 * loans.count),
    eventMonth: memory.reserve(4 * loans.count),
    eventBalance: memory.reserve(8 * loans.count),
    monthlyRate: memory.reserve(8 * cohortCount),
    growth: memory.reserve(8 * cohortCount),
    firstPrincipal: memory.reserve(8 * cohortCount),
    termMonths: memory.reserve(4 * cohortCount),
    prepaymentGroup: memory.reserve(4 * cohortCount),
    firstMonth: memory.reserve(4 * cohortCount),
    defaulting: memory.reserve(8 * monthCount * (isByCohort ? cohortCount : 1)),
    alive: memory.reserve(8 * cells * 4),
  };
  memory.grow();
  memory.uint32(at.bucketStart, bucketCount + 1).set(loans.bucketStart);
  memory.uint32(at.bucketClass, bucketCount).set(loans.bucketClass);
  memory.int32(at.bucketTerm, bucketCount).set(loans.bucketTerm);
  memory.uint32(at.loanCohort, loans.count).set(loans.cohort);
  memory.float64(at.loanBalance, loans.count).set(loans.balance);
  memory.float64(at.monthlyRate, cohortCount).set(schedules.monthlyRate);
  memory.float64(at.growth, cohortCount).set(schedules.growth);
  memory.float64(at.firstPrincipal, cohortCount).set(schedules.firstPrincipal);
  memory.int32(at.termMonths, cohortCount).set(schedules.termMonths);
  memory.uint32(at.prepaymentGroup, cohortCount).set(schedules.prepaymentGroup);
  memory.int32(at.firstMonth, cohortCount).fill(monthCount);
  const scan: ScanLimits = {
    rowLength,
    limits: memory.uint16(at.limits, limitCount),
    remainders: memory.float64(at.remainders, limitCount),
  };
  const part = (column: number) => memory.float64(at.alive + 8 * cells * column, cells);
  const inside = [part(0), part(1), part(2), part(3)] as const;
  const columnsOf = (alive: AliveSchedule) =>
    [alive.balance, alive.interest, alive.principal, alive.defaulted] as const;
  const schedule = [at.monthlyRate, at.growth, at.firstPrincipal, at.termMonths, at.prepaymentGroup];
  const events = [at.eventCohort, at.eventMonth, at.eventBalance];
  const scanArguments = [
    ...[bucketCount, at.bucketStart, at.bucketClass, at.bucketTerm, rowLength, at.limits],
    ...[at.tops, 2 * topRowLength(rowLength), at.remainders],
    ...[at.seeds, at.words, at.loanCohort, at.loanBalance, ...events],
  ];
  const target = [at.alive, 8 * cells];
  return {
    scan,
    tops: memory.uint16(at.tops, topCount),
    seeds: memory.uint32(at.seeds, scanSeedCount),
    /** `alive` comes as if nobody defaulted. */
    loanLevel(alive: AliveSchedule): void {
      for (const [i, column] of columnsOf(alive).entries()) inside[i]!.set(column);
      const count = functions.scanDefaults(...scanArguments);
      if (isByCohort) {
        functions.addByCohort(count, ...events, monthCount, at.defaulting, at.firstMonth);
        functions.takeOutCohorts(
          cohortCount,
          monthCount,
          ...schedule,
          at.defaulting,
          at.firstMonth,
          ...target,
        );
      } else {
        functions.takeOutEvents(count, monthCount, ...events, ...schedule, at.defaulting, ...target);
      }
      for (const [i, column] of columnsOf(alive).entries()) column.set(inside[i]!);
    },
  };
}
