import type { DefaultEvents } from './defaultMonths.js';
import { ensureScanBits, newScanBits, type ScanBits, startScanBits, tieFraction } from './scanBits.js';
import type { SimulationPool } from './simulationPool.js';

/** Binary digits of the share of loans that are candidates. */
const candidateDigits = 7;
/** Loans that are asked together: one for each bit of four words. */
const loansTogether = 128;
/** Words that a group of loans takes at most: four for each digit, and half a one for each candidate. */
export const groupWordsMax = 4 * candidateDigits + loansTogether / 2;

/**
 * Draws the loans that default on a path, and when, by asking every loan: the oracle of the compiled kernel
 * (`kernels/poolKernel.ts`), which gives the same events.
 *
 * Loans of a bucket share a curve of PD(t). With c the PD at the bucket's longest term, rounded up to 128ths:
 *
 * 1. 128 loans at a time, a bit of four words each: the loans with R < 128 c are candidates, where R are as many
 *    random digits as c has, each digit of all 128 in four words. Compared from the last digit of c that is 1, a
 *    candidate is `digit of c ? candidate | random : candidate & random`.
 * 2. A candidate gets 16 more bits v. It defaults in the first month by which PD(t) · 65536 / c has passed v; in
 *    none if that is after its own term. Where v is the whole part of that limit, 32 more bits are compared with
 *    the remainder, month by month, so that nothing is rounded: PDs are met to 2^−48.
 *
 * `probabilities` are row-major class × (monthCount + 1): PD(0) = 0 … PD(monthCount), rising.
 */
export interface DefaultScan {
  run(probabilities: Float64Array, seeds: Uint32Array, events: DefaultEvents): void;
}

export function defaultScan(pool: SimulationPool): DefaultScan {
  const { loans, monthCount } = pool;
  const bits = newScanBits();
  const limits = { exact: new Float64Array(monthCount), whole: new Int32Array(monthCount + 1) };
  const candidates = new Int32Array(4);
  return {
    run(probabilities, seeds, events) {
      startScanBits(bits, seeds);
      events.count = 0;
      for (let bucket = 0; bucket < loans.bucketThreshold.length; bucket++) {
        const row = loans.bucketClass[bucket]! * (monthCount + 1) + 1;
        const curve = probabilities.subarray(row, row + loans.bucketTerm[bucket]!);
        const share = Math.ceil(curve[curve.length - 1]! * 128);
        if (share === 0) continue;
        fillLimits(curve, share, limits);
        const end = loans.bucketStart[bucket + 1]!;
        for (let first = loans.bucketStart[bucket]!; first < end; first += loansTogether) {
          ensureScanBits(bits, groupWordsMax);
          askGroup(share, bits, candidates);
          drawMonths(pool, limits, bits, candidates, first, Math.min(loansTogether, end - first), events);
        }
      }
    },
  };
}

/** PD(t) over the candidates' share, times 65536. */
interface BucketLimits {
  readonly exact: Float64Array;
  /** Rounded down; after the bucket's last month stands one that nothing passes. */
  readonly whole: Int32Array;
}

function fillLimits(curve: Float64Array, share: number, { exact, whole }: BucketLimits): void {
  const scale = 8388608 / share; // 65536 · 128 / share
  for (let t = 0; t < curve.length; t++) {
    exact[t] = curve[t]! * scale;
    whole[t] = Math.floor(exact[t]!);
  }
  whole[curve.length] = 65537;
}

/** A bit for each of 128 loans: set with probability share / 128. */
function askGroup(share: number, bits: ScanBits, candidates: Int32Array): void {
  candidates.fill(share === 128 ? -1 : 0);
  if (share === 128) return;
  let digits = share;
  let digit = 0;
  for (; (digits & 1) === 0; digit++) digits >>= 1;
  for (; digit < candidateDigits; digit++, digits >>= 1) {
    for (let k = 0; k < 4; k++) {
      const word = bits.words[bits.next++]!;
      candidates[k] = digits & 1 ? candidates[k]! | word : candidates[k]! & word;
    }
  }
}

function drawMonths(
  { loans }: SimulationPool,
  limits: BucketLimits,
  bits: ScanBits,
  candidates: Int32Array,
  first: number,
  count: number,
  events: DefaultEvents,
): void {
  let drawn = 0;
  for (let k = 0; 32 * k < count; k++) {
    let left = candidates[k]!;
    if (count - 32 * k < 32) left &= (1 << (count - 32 * k)) - 1;
    while (left !== 0) {
      const loan = first + 32 * k + 31 - Math.clz32(left & -left);
      left &= left - 1;
      const word = bits.words[bits.next + (drawn >> 1)]!;
      const month = monthOf(drawn++ & 1 ? word >>> 16 : word & 0xffff, limits, bits);
      if (month >= loans.termMonths[loan]!) continue;
      events.cohort[events.count] = loans.cohort[loan]!;
      events.month[events.count] = month;
      events.balance[events.count++] = loans.balance[loan]!;
    }
  }
  // The next group starts with words that nobody has seen.
  bits.next += 4 * Math.ceil(drawn / 8);
}

/** First month whose limit v does not pass; beyond the bucket's months if there is none. */
function monthOf(v: number, { exact, whole }: BucketLimits, bits: ScanBits): number {
  let month = 0;
  while (whole[month]! < v) month++;
  if (whole[month] !== v) return month;
  const level = v + tieFraction(bits);
  while (whole[month] === v && level >= exact[month]!) month++;
  return month;
}
