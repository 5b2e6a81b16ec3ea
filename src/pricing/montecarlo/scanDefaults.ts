import type { RandomStream } from '#numerics/randomStream.js';
import type { ConditionalCurves } from './conditionalCurves.js';
import type { DefaultEvents } from './defaultMonths.js';
import type { SimulationPool } from './simulationPool.js';

/**
 * Default curves of a path as 16-bit limits with a remainder: PD(t) · 65536 = limit + remainder. Rows of
 * `rowLength`, class by class; entry t − 1 belongs to month t, and beyond the last month the limit is never passed.
 */
export interface ScanLimits {
  readonly rowLength: number;
  readonly limits: Uint16Array;
  /** 0 to 1; 1 where the PD is 1. */
  readonly remainders: Float64Array;
}

/** A power of two of at least eight that leaves room for one more entry than there are months: a search always ends. */
export function scanRowLength(monthCount: number): number {
  let length = 8;
  while (length <= monthCount) length *= 2;
  return length;
}

export function newScanLimits(pool: SimulationPool): ScanLimits {
  const rowLength = scanRowLength(pool.monthCount);
  const size = pool.largePool.riskGroupCount * rowLength;
  return { rowLength, limits: new Uint16Array(size), remainders: new Float64Array(size) };
}

/** For pools whose risk classes are kept apart, from the filled curves of the path. */
export function fillScanLimits(pool: SimulationPool, curves: ConditionalCurves, scan: ScanLimits): void {
  const { rowLength, limits, remainders } = scan;
  const { monthCount } = pool;
  limits.fill(65535);
  for (let row = 0; row < pool.largePool.riskGroupCount; row++) {
    let scaled = 0;
    for (let t = 0; t < monthCount; t++) {
      // Rising whatever the last digits of Φ do, so that every way of searching finds the same month.
      scaled = Math.max(scaled, curves.probabilities[row * (monthCount + 1) + t + 1]! * 65536);
      const limit = Math.min(65535, Math.floor(scaled));
      limits[row * rowLength + t] = limit;
      remainders[row * rowLength + t] = scaled - limit;
    }
  }
}

/** Words that seed a path's generators: four lanes of four, and four for the one that breaks ties. */
export const scanSeedCount = 20;

export function fillScanSeeds(stream: RandomStream, seeds: Uint32Array): void {
  for (let i = 0; i < scanSeedCount; i++) seeds[i] = stream.nextUint32();
}

/**
 * Draws the loans that default on a path, and when, by asking every loan with 16 random bits: the oracle of the
 * compiled kernel (`kernels/poolKernel.ts`), which asks eight at a time and gives the same events.
 *
 * Loans of a bucket share curve and term. v is uniform on 0 … 65535; where it is above the limit of the term,
 * the loan does not default. Else its month is the first whose limit is not below v; where the two are equal, 32
 * more bits are compared with the remainder, month by month, so that nothing is rounded: PDs are met to 2^−48.
 *
 * The bits are those of four generators xoshiro128++ (D. Blackman, S. Vigna, 2019), one per lane, seeded by the
 * path's own stream; every bucket starts with new words.
 */
export function scanDefaults(
  pool: SimulationPool,
  scan: ScanLimits,
  seeds: Uint32Array,
  events: DefaultEvents,
): void {
  const { loans } = pool;
  const { rowLength, limits, remainders } = scan;
  const lanes = Uint32Array.from(seeds.subarray(0, 16));
  const tie = Uint32Array.from(seeds.subarray(16, 20));
  let count = 0;
  for (let bucket = 0; bucket < loans.bucketThreshold.length; bucket++) {
    const row = loans.bucketClass[bucket]! * rowLength;
    const term = loans.bucketTerm[bucket]!;
    const most = limits[row + term - 1]!;
    const end = loans.bucketStart[bucket + 1]!;
    for (let group = loans.bucketStart[bucket]!; group < end; group += 8) {
      for (let lane = 0; lane < 4; lane++) {
        const word = nextWord(lanes, lane, 4);
        for (let half = 0; half < 2; half++) {
          const loan = group + 2 * lane + half;
          const v = half === 0 ? word & 0xffff : word >>> 16;
          if (v > most || loan >= end) continue;
          let month = 0;
          for (let step = rowLength >> 1; step > 0; step >>= 1) {
            if (limits[row + month + step - 1]! < v) month += step;
          }
          if (limits[row + month] === v) {
            const fraction = ((nextWord(tie, 0, 1) >>> 0) + 0.5) * 2.3283064365386963e-10;
            while (month < term && limits[row + month] === v && fraction >= remainders[row + month]!) month++;
            if (month >= term) continue;
          }
          events.cohort[count] = loans.cohort[loan]!;
          events.month[count] = month;
          events.balance[count++] = loans.balance[loan]!;
        }
      }
    }
  }
  events.count = count;
}

/** One step of xoshiro128++ on the words at `lane`, `lane + stride`, and so on. */
function nextWord(state: Uint32Array, lane: number, stride: number): number {
  const s0 = state[lane]!;
  const s1 = state[lane + stride]!;
  let s2 = state[lane + 2 * stride]!;
  let s3 = state[lane + 3 * stride]!;
  const sum = (s0 + s3) | 0;
  const word = (((sum << 7) | (sum >>> 25)) + s0) | 0;
  const shifted = s1 << 9;
  s2 ^= s0;
  s3 ^= s1;
  state[lane + stride] = s1 ^ s2;
  state[lane] = s0 ^ s3;
  state[lane + 2 * stride] = s2 ^ shifted;
  state[lane + 3 * stride] = (s3 << 11) | (s3 >>> 21);
  return word;
}
