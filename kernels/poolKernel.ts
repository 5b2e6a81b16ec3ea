// The work that grows with the pool, compiled to WebAssembly with SIMD. Each function is the twin of one in
// src/pricing/montecarlo, which is its oracle: same operations in the same order, so the same bytes.
// Arguments are addresses in this module's memory unless they are counts.

const remainderUnit: f64 = 2.3283064365386963e-10;

// @ts-expect-error: decorator
@inline
function rotate(x: v128, left: i32): v128 {
  return v128.or(i32x4.shl(x, left), i32x4.shr_u(x, 32 - left));
}

/**
 * Twin of `scanDefaults`. Returns the number of events. `tops` holds the last limit of each eight months, in rows
 * of `blockBytes`: the month is found by counting limits below the bits, first of blocks, then within one.
 */
export function scanDefaults(
  bucketCount: i32,
  bucketStart: usize,
  bucketClass: usize,
  bucketTerm: usize,
  rowLength: i32,
  limits: usize,
  tops: usize,
  blockBytes: usize,
  remainders: usize,
  seeds: usize,
  words: usize,
  loanCohort: usize,
  loanBalance: usize,
  eventCohort: usize,
  eventMonth: usize,
  eventBalance: usize,
): i32 {
  let s0 = v128.load(seeds);
  let s1 = v128.load(seeds, 16);
  let s2 = v128.load(seeds, 32);
  let s3 = v128.load(seeds, 48);
  let t0 = load<u32>(seeds, 64);
  let t1 = load<u32>(seeds, 68);
  let t2 = load<u32>(seeds, 72);
  let t3 = load<u32>(seeds, 76);
  let count = 0;
  for (let bucket = 0; bucket < bucketCount; bucket++) {
    const row = load<u32>(bucketClass + (<usize>bucket << 2)) * rowLength;
    const term = load<i32>(bucketTerm + (<usize>bucket << 2));
    const rowLimits = limits + (<usize>row << 1);
    const rowTops = tops + <usize>load<u32>(bucketClass + (<usize>bucket << 2)) * blockBytes;
    const rowRemainders = remainders + (<usize>row << 3);
    const most = i16x8.splat(load<i16>(rowLimits + (<usize>(term - 1) << 1)));
    const end = load<i32>(bucketStart + (<usize>(bucket + 1) << 2));
    // Up to 32 loans at a time: their hits are few and come one after another, which a processor foresees better.
    for (let group = load<i32>(bucketStart + (<usize>bucket << 2)); group < end; group += 32) {
      const left = end - group;
      const vectors = min(4, (left + 7) >> 3);
      let hits: u32 = 0;
      for (let j = 0; j < vectors; j++) {
        const word = i32x4.add(rotate(i32x4.add(s0, s3), 7), s0);
        const shifted = i32x4.shl(s1, 9);
        s2 = v128.xor(s2, s0);
        s3 = v128.xor(s3, s1);
        s1 = v128.xor(s1, s2);
        s0 = v128.xor(s0, s3);
        s2 = v128.xor(s2, shifted);
        s3 = rotate(s3, 11);
        v128.store(words + (<usize>j << 4), word);
        hits |= <u32>i16x8.bitmask(i16x8.le_u(word, most)) << (j << 3);
      }
      if (left < 32) hits &= (<u32>1 << left) - 1;
      while (hits != 0) {
        const k = <i32>ctz(hits);
        hits &= hits - 1;
        const v = <i32>load<u16>(words + (<usize>k << 1));
        const sought = i16x8.splat(<i16>v);
        let block: usize = 0;
        for (let j: usize = 0; j < blockBytes; j += 16) {
          block += popcnt(i16x8.bitmask(i16x8.lt_u(v128.load(rowTops + j), sought)));
        }
        const inBlock = i16x8.bitmask(i16x8.lt_u(v128.load(rowLimits + (block << 4)), sought));
        let month = <i32>(block << 3) + popcnt(inBlock);
        if (<i32>load<u16>(rowLimits + (<usize>month << 1)) == v) {
          const sum = t0 + t3;
          const fraction = (<f64>(rotl<u32>(sum, 7) + t0) + 0.5) * remainderUnit;
          const t = t1 << 9;
          t2 ^= t0;
          t3 ^= t1;
          t1 ^= t2;
          t0 ^= t3;
          t2 ^= t;
          t3 = rotl<u32>(t3, 11);
          while (
            month < term &&
            <i32>load<u16>(rowLimits + (<usize>month << 1)) == v &&
            fraction >= load<f64>(rowRemainders + (<usize>month << 3))
          ) {
            month++;
          }
          if (month >= term) continue;
        }
        const loan = <usize>(group + k);
        store<u32>(eventCohort + (<usize>count << 2), load<u32>(loanCohort + (loan << 2)));
        store<u32>(eventMonth + (<usize>count << 2), month);
        store<f64>(eventBalance + (<usize>count << 3), load<f64>(loanBalance + (loan << 3)));
        count++;
      }
    }
  }
  return count;
}

/** Twin of the addition in `byCohort`: defaulted balances by cohort and month, and each cohort's first month. */
export function addByCohort(
  eventCount: i32,
  eventCohort: usize,
  eventMonth: usize,
  eventBalance: usize,
  monthCount: i32,
  defaulting: usize,
  firstMonth: usize,
): void {
  for (let k: usize = 0; k < <usize>eventCount; k++) {
    const cohort = load<i32>(eventCohort + (k << 2));
    const month = load<i32>(eventMonth + (k << 2));
    const at = defaulting + (<usize>(cohort * monthCount + month) << 3);
    store<f64>(at, load<f64>(at) + load<f64>(eventBalance + (k << 3)));
    const first = firstMonth + (<usize>cohort << 2);
    if (month < load<i32>(first)) store<i32>(first, month);
  }
}

/**
 * Twin of `takeOutPlain`: takes a cohort's defaults out of the schedule. `alive` points at the group's row of
 * balances; interest, principal and defaulted follow at multiples of `column` bytes.
 */
export function takeOutPlain(
  rate: f64,
  growth: f64,
  firstPrincipal: f64,
  last: i32,
  first: i32,
  defaulting: usize,
  alive: usize,
  column: usize,
): void {
  let balance: f64 = 1;
  let principal = firstPrincipal;
  for (let t = 0; t < first; t++) {
    balance -= principal;
    principal *= growth;
  }
  let gone: f64 = 0;
  const interest = alive + column;
  const paid = interest + column;
  const defaulted = paid + column;
  for (let t = <usize>first; t <= <usize>last; t++) {
    const at = t << 3;
    const now = load<f64>(defaulting + at);
    if (now != 0) {
      gone += now;
      store<f64>(defaulted + at, load<f64>(defaulted + at) + now * balance);
    }
    if (t == <usize>last) principal = balance;
    const goneBalance = gone * balance;
    store<f64>(alive + at, load<f64>(alive + at) - goneBalance);
    store<f64>(interest + at, load<f64>(interest + at) - goneBalance * rate);
    store<f64>(paid + at, load<f64>(paid + at) - gone * principal);
    balance -= principal;
    principal *= growth;
  }
}

/** `byCohort` of a whole pool of plain cohorts: every cohort with a default, in order; leaves the tables empty. */
export function takeOutCohorts(
  cohortCount: i32,
  monthCount: i32,
  monthlyRate: usize,
  growth: usize,
  firstPrincipal: usize,
  termMonths: usize,
  prepaymentGroup: usize,
  defaulting: usize,
  firstMonth: usize,
  alive: usize,
  column: usize,
): void {
  for (let cohort: usize = 0; cohort < <usize>cohortCount; cohort++) {
    const first = load<i32>(firstMonth + (cohort << 2));
    if (first == monthCount) continue;
    const row = defaulting + ((cohort * <usize>monthCount) << 3);
    takeOutPlain(
      load<f64>(monthlyRate + (cohort << 3)),
      load<f64>(growth + (cohort << 3)),
      load<f64>(firstPrincipal + (cohort << 3)),
      load<i32>(termMonths + (cohort << 2)) - 1,
      first,
      row,
      alive + ((<usize>load<u32>(prepaymentGroup + (cohort << 2)) * <usize>monthCount) << 3),
      column,
    );
    memory.fill(row + (<usize>first << 3), 0, <usize>(monthCount - first) << 3);
    store<i32>(firstMonth + (cohort << 2), monthCount);
  }
}

/** `oneByOne` of a pool of plain cohorts; `months` is a row of zeros, and is again afterwards. */
export function takeOutEvents(
  eventCount: i32,
  monthCount: i32,
  eventCohort: usize,
  eventMonth: usize,
  eventBalance: usize,
  monthlyRate: usize,
  growth: usize,
  firstPrincipal: usize,
  termMonths: usize,
  prepaymentGroup: usize,
  months: usize,
  alive: usize,
  column: usize,
): void {
  for (let k: usize = 0; k < <usize>eventCount; k++) {
    const cohort = <usize>load<u32>(eventCohort + (k << 2));
    const month = load<i32>(eventMonth + (k << 2));
    const at = months + (<usize>month << 3);
    store<f64>(at, load<f64>(eventBalance + (k << 3)));
    takeOutPlain(
      load<f64>(monthlyRate + (cohort << 3)),
      load<f64>(growth + (cohort << 3)),
      load<f64>(firstPrincipal + (cohort << 3)),
      load<i32>(termMonths + (cohort << 2)) - 1,
      month,
      months,
      alive + ((<usize>load<u32>(prepaymentGroup + (cohort << 2)) * <usize>monthCount) << 3),
      column,
    );
    store<f64>(at, 0);
  }
}
