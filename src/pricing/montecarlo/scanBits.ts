import type { RandomStream } from '#numerics/randomStream.js';

/**
 * A path's random bits in bulk: the words of four generators xoshiro128++ (D. Blackman, S. Vigna, 2019) side by
 * side, seeded by the path's own stream. Words come in fours, one of each generator, from a buffer that is filled
 * at once; whoever wants so many at a time says so before, and what is left of a buffer that is too short is not
 * used.
 */
export interface ScanBits {
  readonly words: Uint32Array;
  /** Word i of generator g is at 4 i + g. */
  readonly lanes: Uint32Array;
  /** The generator that breaks ties. */
  readonly tie: Uint32Array;
  /** First unused word. */
  next: number;
}

export const scanBufferWords = 1024;

/** Words that seed the generators: four of four, and four for the one that breaks ties. */
export const scanSeedCount = 20;

export function newScanBits(): ScanBits {
  const lanes = new Uint32Array(16);
  const tie = new Uint32Array(4);
  return { words: new Uint32Array(scanBufferWords), lanes, tie, next: scanBufferWords };
}

export function fillScanSeeds(stream: RandomStream, seeds: Uint32Array): void {
  for (let i = 0; i < scanSeedCount; i++) seeds[i] = stream.nextUint32();
}

export function startScanBits(bits: ScanBits, seeds: Uint32Array): void {
  bits.lanes.set(seeds.subarray(0, 16));
  bits.tie.set(seeds.subarray(16, 20));
  bits.next = scanBufferWords;
}

/** Sees to it that so many words are there. */
export function ensureScanBits(bits: ScanBits, count: number): void {
  if (bits.next + count <= scanBufferWords) return;
  bits.next = 0;
  for (let lane = 0; lane < 4; lane++) fillLane(bits, lane);
}

/** Steps of xoshiro128++ on the state at `lane`, `lane + 4`, and so on. */
function fillLane({ lanes, words }: ScanBits, lane: number): void {
  let s0 = lanes[lane]! | 0;
  let s1 = lanes[lane + 4]! | 0;
  let s2 = lanes[lane + 8]! | 0;
  let s3 = lanes[lane + 12]! | 0;
  for (let i = lane; i < scanBufferWords; i += 4) {
    const sum = (s0 + s3) | 0;
    words[i] = (((sum << 7) | (sum >>> 25)) + s0) | 0;
    const shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = (s3 << 11) | (s3 >>> 21);
  }
  lanes[lane] = s0;
  lanes[lane + 4] = s1;
  lanes[lane + 8] = s2;
  lanes[lane + 12] = s3;
}

/** A uniform number inside (0, 1) for a tie: one step of a generator of its own. */
export function tieFraction({ tie }: ScanBits): number {
  const [s0, s1] = [tie[0]!, tie[1]!];
  const s2 = tie[2]! ^ s0;
  const s3 = tie[3]! ^ s1;
  const sum = (s0 + tie[3]!) | 0;
  tie[0] = s0 ^ s3;
  tie[1] = s1 ^ s2;
  tie[2] = s2 ^ (s1 << 9);
  tie[3] = (s3 << 11) | (s3 >>> 21);
  return (((((sum << 7) | (sum >>> 25)) + s0) >>> 0) + 0.5) * 2.3283064365386963e-10;
}
