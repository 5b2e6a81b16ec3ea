import { normalCdfCoefficients } from '#numerics/normalCdfTable.js';
import { tableStride } from './cohortSchedules.js';
import { type KernelMemory, kernelMemory } from './kernelMemory.js';
import type { PoolKernelFunctions } from './poolKernelModule.js';
import { scanBufferWords, scanSeedCount } from './scanBits.js';
import type { SimulationPool } from './simulationPool.js';

/** Where a pool lies in the memory of a compiled kernel. */
export interface KernelLayout {
  readonly memory: KernelMemory;
  readonly at: ReturnType<typeof reserveAll>;
  /** Some schedules have tables, and all together are too large for this memory. */
  readonly isOutside: boolean;
  /** Defaults are added up by cohort where they are many per cohort; else listed and taken out one by one. */
  readonly isSummed: boolean;
  /** A row of months to add up in, and a place for the loans that do not default. */
  readonly rowBytes: number;
  readonly probabilities: Float64Array;
  readonly seeds: Uint32Array;
}

/** Cells of the search for a month, and room for the two vectors that may be written past them. */
const cellCount = 512 + 16;

/** Copies a pool into the memory of a new kernel. */
export function kernelLayout(pool: SimulationPool, functions: PoolKernelFunctions): KernelLayout {
  const { loans, schedules, monthCount, largePool } = pool;
  const isOutside = !schedules.isTabled && schedules.table.length > 0;
  const isSummed = !isOutside && loans.expectedDefaultCount > schedules.cohortCount;
  const rowBytes = 8 * (monthCount + 1);
  const memory = kernelMemory(functions);
  const at = reserveAll(pool, memory, isOutside ? 0 : schedules.cohortCount, isSummed, rowBytes);
  memory.grow();
  const bucketCount = loans.bucketThreshold.length;
  memory.uint32(at.bucketStart, bucketCount + 1).set(loans.bucketStart);
  memory.uint32(at.bucketClass, bucketCount).set(loans.bucketClass);
  memory.int32(at.bucketTerm, bucketCount).set(loans.bucketTerm);
  const places = memory.uint32(at.loanPlace, loans.count);
  for (let loan = 0; loan < loans.count; loan++)
    places[loan] = loans.cohort[loan]! * (isSummed ? rowBytes : 1);
  memory.float64(at.loanBalance, loans.count).set(loans.balance);
  if (!isSummed) memory.int32(at.loanTerm, loans.count).set(loans.termMonths);
  memory.float64(at.thresholds, largePool.thresholds.length).set(largePool.thresholds);
  const coefficients = normalCdfCoefficients();
  memory.float64(at.coefficients, coefficients.length).set(coefficients);
  if (!isOutside) copySchedules(pool, memory, at);
  if (schedules.isTabled) copyTables(pool, memory, at);
  return {
    ...{ memory, at, isOutside, isSummed, rowBytes },
    probabilities: memory.float64(at.probabilities, largePool.thresholds.length),
    seeds: memory.uint32(at.seeds, scanSeedCount),
  };
}

function reserveAll(
  { loans, monthCount, groupCount, largePool, schedules }: SimulationPool,
  memory: KernelMemory,
  cohortCount: number,
  isSummed: boolean,
  rowBytes: number,
) {
  const bucketCount = loans.bucketThreshold.length;
  const eventCount = isSummed ? 0 : loans.count;
  const tableLength = schedules.isTabled ? schedules.table.length : 0;
  const rowCount = groupCount * monthCount;
  return {
    bucketStart: memory.reserve(4 * (bucketCount + 1)),
    bucketClass: memory.reserve(4 * bucketCount),
    bucketTerm: memory.reserve(4 * bucketCount),
    // One more than there are, since months are read two at a time.
    thresholds: memory.reserve(8 * (largePool.thresholds.length + 1)),
    probabilities: memory.reserve(8 * (largePool.thresholds.length + 1)),
    coefficients: memory.reserve(8 * normalCdfCoefficients().length),
    seeds: memory.reserve(4 * scanSeedCount),
    bits: memory.reserve(4 * scanBufferWords),
    limits: memory.reserve(4 * (monthCount + 2)),
    cells: memory.reserve(2 * cellCount),
    loanPlace: memory.reserve(4 * loans.count),
    loanBalance: memory.reserve(8 * loans.count),
    loanTerm: memory.reserve(4 * eventCount),
    eventCohort: memory.reserve(4 * eventCount),
    eventMonth: memory.reserve(4 * eventCount),
    eventBalance: memory.reserve(8 * eventCount),
    monthlyRate: memory.reserve(8 * cohortCount),
    growth: memory.reserve(8 * cohortCount),
    firstPrincipal: memory.reserve(8 * cohortCount),
    termMonths: memory.reserve(4 * cohortCount),
    prepaymentGroup: memory.reserve(4 * cohortCount),
    defaulting: memory.reserve(rowBytes * (isSummed ? cohortCount : 1)),
    alive: memory.reserve(8 * rowCount * (tableStride + 1)),
    table: memory.reserve(8 * tableLength),
    whole: memory.reserve(8 * rowCount * tableStride),
    quads: memory.reserve(8 * rowCount * tableStride),
  };
}

function copySchedules({ schedules }: SimulationPool, memory: KernelMemory, at: KernelLayout['at']): void {
  const { cohortCount } = schedules;
  memory.float64(at.monthlyRate, cohortCount).set(schedules.monthlyRate);
  memory.float64(at.growth, cohortCount).set(schedules.growth);
  memory.float64(at.firstPrincipal, cohortCount).set(schedules.firstPrincipal);
  memory.int32(at.termMonths, cohortCount).set(schedules.termMonths);
  memory.uint32(at.prepaymentGroup, cohortCount).set(schedules.prepaymentGroup);
}

/** The schedules month by month, and what the pool pays if nobody defaults in the same form. */
function copyTables(
  { schedules, largePool, groupCount, monthCount }: SimulationPool,
  memory: KernelMemory,
  at: KernelLayout['at'],
): void {
  memory.float64(at.table, schedules.table.length).set(schedules.table);
  const { balance, interest, principal, accrued } = largePool.groupTotals;
  const whole = memory.float64(at.whole, groupCount * monthCount * tableStride);
  for (let cell = 0, to = 0; cell < groupCount * monthCount; cell++) {
    for (const column of [balance, interest, principal, accrued]) whole[to++] = column[cell]!;
  }
}
