// The work that grows with the pool, compiled to WebAssembly with SIMD. Each function is the twin of one in
// src/pricing/montecarlo, which is its oracle: same operations in the same order, so the same bytes.
// Arguments are addresses in this module's memory unless they are counts.

const remainderUnit: f64 = 2.3283064365386963e-10;
const bufferBytes: usize = 4096;
/** Random bits that 128 loans take at most: seven vectors, and two bytes for each. */
const groupBytesMax: usize = 368;
const candidateDigits: i32 = 7;

// @ts-expect-error: decorator
@inline
function rotate(x: v128, left: i32): v128 {
  return v128.or(i32x4.shl(x, left), i32x4.shr_u(x, 32 - left));
}

/** Twin of `ensureScanBits` where the buffer is used up: 256 steps of four xoshiro128++. */
function fillBits(state: usize, buffer: usize): void {
  let s0 = v128.load(state);
  let s1 = v128.load(state, 16);
  let s2 = v128.load(state, 32);
  let s3 = v128.load(state, 48);
  for (let at = buffer; at < buffer + bufferBytes; at += 16) {
    v128.store(at, i32x4.add(rotate(i32x4.add(s0, s3), 7), s0));
    const shifted = i32x4.shl(s1, 9);
    s2 = v128.xor(s2, s0);
    s3 = v128.xor(s3, s1);
    s1 = v128.xor(s1, s2);
    s0 = v128.xor(s0, s3);
    s2 = v128.xor(s2, shifted);
    s3 = rotate(s3, 11);
  }
  v128.store(state, s0);
  v128.store(state, s1, 16);
  v128.store(state, s2, 32);
  v128.store(state, s3, 48);
}

function tieFraction(state: usize): f64 {
  const s0 = load<u32>(state, 64);
  const s1 = load<u32>(state, 68);
  const s2 = load<u32>(state, 72) ^ s0;
  const s3 = load<u32>(state, 76) ^ s1;
  const sum = s0 + load<u32>(state, 76);
  store<u32>(state, s0 ^ s3, 64);
  store<u32>(state, s1 ^ s2, 68);
  store<u32>(state, s2 ^ (s1 << 9), 72);
  store<u32>(state, rotl<u32>(s3, 11), 76);
  return (<f64>(rotl<u32>(sum, 7) + s0) + 0.5) * remainderUnit;
}

/** A coefficient of two nodes. */
// @ts-expect-error: decorator
@inline
function pair(first: usize, second: usize): v128 {
  return v128.load64_lane(second, v128.load64_zero(first), 1);
}

/** Twin of `fillConditionalCurve` for all rows; `coefficients` are those of `normalCdfTabled`. */
export function fillCurves(
  rowCount: i32,
  width: i32,
  thresholds: usize,
  systematic: f64,
  own: f64,
  coefficients: usize,
  probabilities: usize,
): void {
  const shift = f64x2.splat(systematic);
  const scale = f64x2.splat(own);
  for (let row = 0; row < rowCount; row++) {
    let before: f64 = 0;
    const end = (row + 1) * width;
    for (let i = row * width; i < end; i += 2) {
      const at = <usize>i << 3;
      const x = f64x2.div(f64x2.sub(v128.load(thresholds + at), shift), scale);
      const inside = f64x2.pmax(f64x2.pmin(x, f64x2.splat(8)), f64x2.splat(-8));
      const node = i32x4.trunc_sat_f64x2_s_zero(f64x2.add(f64x2.mul(inside, f64x2.splat(32)), f64x2.splat(256.5)));
      const center = f64x2.sub(f64x2.mul(f64x2.convert_low_i32x4_s(node), f64x2.splat(0.03125)), f64x2.splat(8));
      const d = f64x2.sub(inside, center);
      const square = f64x2.mul(d, d);
      const a = coefficients + (<usize>i32x4.extract_lane(node, 0) << 6);
      const b = coefficients + (<usize>i32x4.extract_lane(node, 1) << 6);
      const low = f64x2.add(
        f64x2.add(pair(a, b), f64x2.mul(pair(a + 8, b + 8), d)),
        f64x2.mul(square, f64x2.add(pair(a + 16, b + 16), f64x2.mul(pair(a + 24, b + 24), d))),
      );
      const high = f64x2.add(
        f64x2.add(pair(a + 32, b + 32), f64x2.mul(pair(a + 40, b + 40), d)),
        f64x2.mul(square, pair(a + 48, b + 48)),
      );
      const value = f64x2.add(low, f64x2.mul(f64x2.mul(square, square), high));
      before = max(before, f64x2.extract_lane(value, 0));
      store<f64>(probabilities + at, before);
      if (i + 1 < end) {
        before = max(before, f64x2.extract_lane(value, 1));
        store<f64>(probabilities + at, before, 8);
      }
    }
  }
}

/**
 * The limits of a bucket's months, whole parts of PD(t) · scale with one after them that nothing passes, and for
 * each cell of 2^shift values the first month whose limit is not below the cell. A month may end in the middle of
 * a cell, so a value's month is the cell's or a later one.
 */
function layOutMonths(
  probabilities: usize,
  scale: f64,
  term: i32,
  limits: usize,
  cells: usize,
  shift: i32,
): void {
  const factor = f64x2.splat(scale);
  for (let t: usize = 0; t < <usize>term; t += 2) {
    const scaled = f64x2.mul(v128.load(probabilities + (t << 3)), factor);
    v128.store64_lane(limits + (t << 2), i32x4.trunc_sat_f64x2_s_zero(scaled), 0);
  }
  store<i32>(limits + (<usize>term << 2), 65537);
  const cellCount = 65536 >> shift;
  const stop = cells + (<usize>cellCount << 1);
  let at = cells;
  for (let t = 0; t <= term; t++) {
    const until = min(stop, cells + (<usize>((load<i32>(limits + (<usize>t << 2)) >> shift) + 1) << 1));
    const month = i16x8.splat(<i16>t);
    v128.store(at, month);
    v128.store(at, month, 16);
    for (let next = at + 32; next < until; next += 16) v128.store(next, month);
    at = max(at, until);
  }
}

/** The month of a value whose cell does not say it: the rest of `monthOf`. */
function searchMonth(
  v: i32,
  from: usize,
  limits: usize,
  probabilities: usize,
  scale: f64,
  state: usize,
): usize {
  let month = from;
  while (load<i32>(limits + (month << 2)) < v) month++;
  if (load<i32>(limits + (month << 2)) > v) return month;
  const exact = <f64>v + tieFraction(state);
  while (load<i32>(limits + (month << 2)) == v && exact >= load<f64>(probabilities + (month << 3)) * scale) {
    month++;
  }
  return month;
}

/**
 * Twin of `defaultScan`, for what both ways of keeping defaults share. `isSummed`: balances are added at
 * `rows` + `loanPlace` of the loan, a row of months (with a place for none) by cohort. Else each default becomes an
 * event, with the loan's cohort as its place; returns how many.
 */
// @ts-expect-error: decorator
@inline
function scan(
  isSummed: bool,
  bucketCount: i32,
  bucketStart: usize,
  bucketClass: usize,
  bucketTerm: usize,
  curveLength: i32,
  curves: usize,
  state: usize,
  buffer: usize,
  limits: usize,
  cells: usize,
  loanPlace: usize,
  loanBalance: usize,
  loanTerm: usize,
  rows: usize,
  eventCohort: usize,
  eventMonth: usize,
  eventBalance: usize,
): i32 {
  let count: usize = 0;
  let cursor = buffer + bufferBytes;
  for (let bucket = 0; bucket < bucketCount; bucket++) {
    const term = load<i32>(bucketTerm + (<usize>bucket << 2));
    const row = load<i32>(bucketClass + (<usize>bucket << 2)) * curveLength + 1;
    const curve = curves + (<usize>row << 3);
    const share = <i32>ceil(load<f64>(curve + (<usize>(term - 1) << 3)) * 128);
    if (share == 0) continue;
    const scale: f64 = 8388608 / <f64>share;
    const first = load<i32>(bucketStart + (<usize>bucket << 2));
    const end = load<i32>(bucketStart + (<usize>(bucket + 1) << 2));
    const shift = end - first < 512 ? 10 : 7;
    layOutMonths(curve, scale, term, limits, cells, shift);
    const zeros = ctz(share);
    for (let group = first; group < end; group += 128) {
      if (cursor + groupBytesMax > buffer + bufferBytes) {
        fillBits(state, buffer);
        cursor = buffer;
      }
      let chosen = i32x4.splat(share == 128 ? -1 : 0);
      let digits = share >> zeros;
      for (let digit = zeros; digit < candidateDigits; digit++) {
        const random = v128.load(cursor);
        cursor += 16;
        if (digits & 1) chosen = v128.or(chosen, random);
        else chosen = v128.and(chosen, random);
        digits >>= 1;
      }
      let half = i64x2.extract_lane(chosen, 0);
      let next = i64x2.extract_lane(chosen, 1);
      const size = end - group;
      if (size < 128) {
        if (size <= 64) {
          next = 0;
          if (size < 64) half &= (<i64>1 << size) - 1;
        } else next &= (<i64>1 << (size - 64)) - 1;
      }
      let place = loanPlace + (<usize>group << 2);
      let balance = loanBalance + (<usize>group << 3);
      let ends = loanTerm + (<usize>group << 2);
      for (let part = 0; part < 2; part++) {
        while (half != 0) {
          const k = <usize>ctz(half);
          half &= half - 1;
          const v = <i32>load<u16>(cursor);
          cursor += 2;
          let month = <usize>load<u16>(cells + (<usize>(v >> shift) << 1));
          month += <usize>(v > load<i32>(limits + (month << 2)));
          if (v >= load<i32>(limits + (month << 2))) {
            month = searchMonth(v, month, limits, curve, scale, state);
          }
          if (isSummed) {
            const at = rows + load<u32>(place + (k << 2)) + (month << 3);
            store<f64>(at, load<f64>(at) + load<f64>(balance + (k << 3)));
          } else {
            store<u32>(eventCohort + (count << 2), load<u32>(place + (k << 2)));
            store<u32>(eventMonth + (count << 2), <u32>month);
            store<f64>(eventBalance + (count << 3), load<f64>(balance + (k << 3)));
            count += <usize>(<i32>month < load<i32>(ends + (k << 2)));
          }
        }
        half = next;
        next = 0;
        place += 256;
        balance += 512;
        ends += 256;
      }
      cursor = (cursor + 15) & ~(<usize>15);
    }
  }
  return <i32>count;
}

/** Defaults as a list: cohort, month, opening balance. */
export function scanEvents(
  bucketCount: i32,
  bucketStart: usize,
  bucketClass: usize,
  bucketTerm: usize,
  curveLength: i32,
  curves: usize,
  state: usize,
  buffer: usize,
  limits: usize,
  cells: usize,
  loanCohort: usize,
  loanBalance: usize,
  loanTerm: usize,
  eventCohort: usize,
  eventMonth: usize,
  eventBalance: usize,
): i32 {
  // prettier-ignore
  return scan(false, bucketCount, bucketStart, bucketClass, bucketTerm, curveLength, curves, state, buffer, limits,
    cells, loanCohort, loanBalance, loanTerm, 0, eventCohort, eventMonth, eventBalance);
}

/** Defaults added up by cohort and month, in rows of zeros; `loanRow` is the distance of the cohort's in bytes. */
export function scanSums(
  bucketCount: i32,
  bucketStart: usize,
  bucketClass: usize,
  bucketTerm: usize,
  curveLength: i32,
  curves: usize,
  state: usize,
  buffer: usize,
  limits: usize,
  cells: usize,
  loanRow: usize,
  loanBalance: usize,
  rows: usize,
): void {
  // prettier-ignore
  scan(true, bucketCount, bucketStart, bucketClass, bucketTerm, curveLength, curves, state, buffer, limits,
    cells, loanRow, loanBalance, 0, rows, 0, 0, 0);
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

/**
 * `byCohort` of a whole pool of plain cohorts, in order. Rows of `defaulting` have `rowBytes`: a month each, and a
 * place for those that do not default; they are zero again afterwards.
 */
export function takeOutCohorts(
  cohortCount: i32,
  monthCount: i32,
  monthlyRate: usize,
  growth: usize,
  firstPrincipal: usize,
  termMonths: usize,
  prepaymentGroup: usize,
  defaulting: usize,
  rowBytes: usize,
  alive: usize,
  column: usize,
): void {
  for (let cohort: usize = 0; cohort < <usize>cohortCount; cohort++) {
    const row = defaulting + cohort * rowBytes;
    const last = load<i32>(termMonths + (cohort << 2)) - 1;
    let first = 0;
    while (first <= last && load<i64>(row + (<usize>first << 3)) == 0) first++;
    if (first > last) continue;
    takeOutPlain(
      load<f64>(monthlyRate + (cohort << 3)),
      load<f64>(growth + (cohort << 3)),
      load<f64>(firstPrincipal + (cohort << 3)),
      last,
      first,
      row,
      alive + ((<usize>load<u32>(prepaymentGroup + (cohort << 2)) * <usize>monthCount) << 3),
      column,
    );
  }
  memory.fill(defaulting, 0, <usize>cohortCount * rowBytes);
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

/** A row of a schedule's table: balance, interest, principal and accrued interest of a month. */
const quadBytes: usize = 32;

/**
 * Twin of `takeOutTabled` of a whole pool whose cohorts all have a row in `table`, in order; rows of `defaulting` as
 * in `takeOutCohorts`. `alive` has five columns of `cellCount` months: the four of a quad, and what has defaulted.
 * They begin as the quads of `whole`, nobody defaulted, and are worked on as quads.
 */
export function takeOutCohortsTabled(
  cohortCount: i32,
  monthCount: i32,
  table: usize,
  termMonths: usize,
  prepaymentGroup: usize,
  defaulting: usize,
  rowBytes: usize,
  cellCount: i32,
  whole: usize,
  quads: usize,
  alive: usize,
): void {
  const defaulted = alive + ((<usize>cellCount * 4) << 3);
  memory.copy(quads, whole, <usize>cellCount * quadBytes);
  memory.fill(defaulted, 0, <usize>cellCount << 3);
  for (let cohort: usize = 0; cohort < <usize>cohortCount; cohort++) {
    const row = defaulting + cohort * rowBytes;
    const end = <usize>load<i32>(termMonths + (cohort << 2));
    let t: usize = 0;
    while (t < end && load<i64>(row + (t << 3)) == 0) t++;
    const schedule = table + cohort * <usize>monthCount * quadBytes;
    const group = <usize>load<u32>(prepaymentGroup + (cohort << 2)) * <usize>monthCount;
    let gone = f64x2.splat(0);
    for (; t < end; t++) {
      const from = schedule + t * quadBytes;
      const now = load<f64>(row + (t << 3));
      const at = defaulted + ((group + t) << 3);
      store<f64>(at, load<f64>(at) + now * load<f64>(from));
      gone = f64x2.add(gone, f64x2.splat(now));
      takeQuad(gone, from, quads + (group + t) * quadBytes);
    }
  }
  memory.fill(defaulting, 0, <usize>cohortCount * rowBytes);
  columnsOfQuads(quads, cellCount, alive);
}

/** The same for a list of defaults. */
export function takeOutEventsTabled(
  eventCount: i32,
  monthCount: i32,
  eventCohort: usize,
  eventMonth: usize,
  eventBalance: usize,
  table: usize,
  termMonths: usize,
  prepaymentGroup: usize,
  cellCount: i32,
  whole: usize,
  quads: usize,
  alive: usize,
): void {
  const defaulted = alive + ((<usize>cellCount * 4) << 3);
  memory.copy(quads, whole, <usize>cellCount * quadBytes);
  memory.fill(defaulted, 0, <usize>cellCount << 3);
  for (let k: usize = 0; k < <usize>eventCount; k++) {
    const cohort = <usize>load<u32>(eventCohort + (k << 2));
    const month = <usize>load<u32>(eventMonth + (k << 2));
    const balance = load<f64>(eventBalance + (k << 3));
    const end = <usize>load<i32>(termMonths + (cohort << 2));
    let from = table + (cohort * <usize>monthCount + month) * quadBytes;
    const cell = <usize>load<u32>(prepaymentGroup + (cohort << 2)) * <usize>monthCount + month;
    const at = defaulted + (cell << 3);
    store<f64>(at, load<f64>(at) + balance * load<f64>(from));
    const gone = f64x2.splat(balance);
    const stop = quads + (cell + end - month) * quadBytes;
    for (let to = quads + cell * quadBytes; to < stop; to += quadBytes, from += quadBytes) {
      takeQuad(gone, from, to);
    }
  }
  columnsOfQuads(quads, cellCount, alive);
}

// @ts-expect-error: decorator
@inline
function takeQuad(gone: v128, from: usize, to: usize): void {
  v128.store(to, f64x2.sub(v128.load(to), f64x2.mul(gone, v128.load(from))));
  v128.store(to, f64x2.sub(v128.load(to, 16), f64x2.mul(gone, v128.load(from, 16))), 16);
}

function columnsOfQuads(quads: usize, count: i32, columns: usize): void {
  const bytes = <usize>count << 3;
  for (let at: usize = 0, from = quads; at < bytes; at += 8, from += quadBytes) {
    store<f64>(columns + at, load<f64>(from));
    store<f64>(columns + bytes + at, load<f64>(from, 8));
    store<f64>(columns + 2 * bytes + at, load<f64>(from, 16));
    store<f64>(columns + 3 * bytes + at, load<f64>(from, 24));
  }
}
