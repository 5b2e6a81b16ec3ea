/**
 * sin and cos of an angle in radians, from + − × only (see elementary.ts). The angle is reduced to
 * |r| <= π/4 around a multiple of π/2: by three 33-bit parts of π/2 up to 2^18 quarter turns, beyond
 * by 1,200 binary places of 2/π in whole-number arithmetic (Payne and Hanek 1983). Infinities give NaN.
 */
export function sin(x: number): number {
  return quarterTurned(x, 0);
}

export function cos(x: number): number {
  return quarterTurned(x, 1);
}

const quarter1 = 1.5707963267341256; // π/2 = the sum of these; the first three have 33 bits each
const quarter2 = 6.077100506303966e-11;
const quarter3 = 2.0222662487111665e-21;
const quarter4 = 8.4784276603689e-32;
const quartersPerRadian = 0.6366197723675814;

function quarterTurned(x: number, quarters: number): number {
  if (!(Math.abs(x) < 400_000)) return ofLargeAngle(x, quarters);
  const k = Math.floor(x * quartersPerRadian + 0.5);
  if (k === 0) return ofReduced(x, 0, quarters);
  // k * quarter1 and k * quarter2 are exact, and so is x - k * quarter1
  const first = x - k * quarter1;
  const second = k * quarter2;
  const a = first - second;
  const rounded = a - first;
  const aTail = first - (a - rounded) - (second + rounded);
  const rest = aTail - k * quarter3 - k * quarter4;
  const r = a + rest;
  return ofReduced(r, a - r + rest, k + quarters);
}

/** sin(r + tail + quarters π/2). */
function ofReduced(r: number, tail: number, quarters: number): number {
  const turn = ((quarters % 4) + 4) % 4;
  const value = turn % 2 === 0 ? sinNearZero(r, tail) : cosNearZero(r, tail);
  return turn < 2 ? value : -value;
}

function sinNearZero(r: number, tail: number): number {
  const square = r * r;
  if (square < 1e-32) return r + tail;
  const series =
    -1 / 6 +
    square *
      (1 / 120 +
        square *
          (-1 / 5040 +
            square *
              (1 / 362880 +
                square *
                  (-1 / 39916800 +
                    square *
                      (1 / 6227020800 + square * (-1 / 1307674368000 + square * (1 / 355687428096000)))))));
  return r + (tail * (1 - 0.5 * square) + r * square * series);
}

function cosNearZero(r: number, tail: number): number {
  const square = r * r;
  const half = 0.5 * square;
  const head = 1 - half;
  const series =
    1 / 24 +
    square *
      (-1 / 720 +
        square *
          (1 / 40320 +
            square *
              (-1 / 3628800 +
                square *
                  (1 / 479001600 +
                    square *
                      (-1 / 87178291200 +
                        square * (1 / 20922789888000 + square * (-1 / 6402373705728000)))))));
  return head + (1 - head - half + (square * square * series - r * tail));
}

const twoTo60 = 1.152921504606847e18;
const twoOverPiPlaces = 1250n;
const twoOverPi = BigInt(
  '0x28be60db9391054a7f09d5f47d4d377036d8a5664f10e4107f9458eaf7aef1586dc91b8e909374b801924bba827464873f877ac72c4a69cfba208d7d4baed1213a671c09ad17df904e64758e60d4ce7d272117e2ef7e4a0ec7fe25fff7816603fbcbc462d6829b47db4d9fb3c9f2c26dd3d18fd9a797fa8b5d49eeb1faf97c5ecf41ce7de294a4ba9afed7ec47e357421580cc11bf1edaeafc33ef082',
);
const halfPiTo200Places = BigInt('0x1921fb54442d18469898cc51701b839a252049c1114cf98e804');

function ofLargeAngle(x: number, quarters: number): number {
  if (!Number.isFinite(x)) return Number.NaN;
  // |x| = whole / 2^places: above 400,000 there are at most 34 binary places
  const places = 40n;
  const whole =
    Math.abs(x) >= 9007199254740992 ? BigInt(Math.abs(x)) << places : BigInt(Math.abs(x) * 1099511627776);
  const turns = (whole * twoOverPi) >> (places + twoOverPiPlaces - 300n);
  const one = 1n << 300n;
  const nearest = (turns + one / 2n) / one;
  const fraction = turns - nearest * one;
  const angle = (fraction * halfPiTo200Places) >> 300n; // scaled by 2^200
  const places120 = angle >> 80n;
  const head = Number(places120);
  const tail = Number(places120 - BigInt(head));
  const sign = x < 0 ? -1 : 1;
  const unit = sign / (twoTo60 * twoTo60);
  return ofReduced(head * unit, tail * unit, sign * Number(nearest % 4n) + quarters);
}
