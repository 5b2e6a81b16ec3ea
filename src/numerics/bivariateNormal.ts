import { cos, exp, sin } from './elementary.js';
import { normalCdf } from './normal.js';
import { gaussLegendre } from './quadrature.js';

const rule = gaussLegendre(20);
const twoPi = 6.283185307179586;

/**
 * P(X <= x, Y <= y) of standard normals with the given correlation. Absolute error measured below 1e-15.
 *
 * Source: Z. Drezner and G. O. Wesolowsky, On the computation of the bivariate normal integral (1990), as
 * improved by A. Genz, Numerical computation of rectangular bivariate and trivariate normal and t
 * probabilities (2004): below 0.925 Gauss and Legendre over the angle whose sine is the correlation;
 * above, the difference from perfect correlation, its leading terms in closed form.
 */
export function bivariateNormalCdf(x: number, y: number, correlation: number): number {
  if (!(Math.abs(correlation) <= 1)) throw new RangeError(`${correlation} is not a correlation`);
  if (Number.isNaN(x) || Number.isNaN(y)) throw new RangeError(`bivariateNormalCdf of (${x}, ${y})`);
  if (x === Number.NEGATIVE_INFINITY || y === Number.NEGATIVE_INFINITY) return 0;
  if (x === Number.POSITIVE_INFINITY) return normalCdf(y);
  if (y === Number.POSITIVE_INFINITY) return normalCdf(x);
  const value = Math.abs(correlation) < 0.925 ? moderate(x, y, correlation) : strong(x, y, correlation);
  return Math.max(0, Math.min(1, value));
}

/** Φ(x)Φ(y) + ∫ exp(-(x² - 2xy sin t + y²) / (2 cos² t)) dt / 2π over t from 0 to asin ρ (Plackett 1954). */
function moderate(x: number, y: number, correlation: number): number {
  const angle = arcsine(correlation);
  let sum = 0;
  for (let i = 0; i < rule.nodes.length; i++) {
    const s = sin(0.5 * angle * (1 + rule.nodes[i]!));
    sum += rule.weights[i]! * exp((s * x * y - 0.5 * (x * x + y * y)) / (1 - s * s));
  }
  return (sum * 0.5 * angle) / twoPi + normalCdf(x) * normalCdf(y);
}

/**
 * With ρ > 0: Φ(min(x, y)) less ∫ from ρ to 1 of the same density, in u = √(1 - r²); ρ < 0 by
 * P(X <= x, Y <= y) = P(X <= x) - P(X <= x, -Y <= -y).
 */
function strong(x: number, y: number, correlation: number): number {
  if (correlation > 0) return normalCdf(Math.min(x, y)) - missing(x, y, correlation);
  // P(-y < X <= x), from the tails where both ends are above zero
  const overlap = x > 0 && y < 0 ? normalCdf(y) - normalCdf(-x) : normalCdf(x) - normalCdf(-y);
  return Math.max(0, overlap) + missing(x, -y, -correlation);
}

/** ∫ from ρ to 1 of exp(-(h² - 2rhk + k²) / (2 (1 - r²))) / (2π √(1 - r²)) dr. */
function missing(h: number, k: number, correlation: number): number {
  const square = (1 - correlation) * (1 + correlation);
  if (square === 0) return 0;
  const width = Math.sqrt(square);
  const gap = (h - k) * (h - k);
  const product = h * k;
  const c = (4 - product) / 8;
  const d = (12 - product) / 16;
  let closed = 0;
  const exponent = -(gap / square + product) / 2;
  if (exponent > -700) {
    closed =
      width *
      exp(exponent) *
      (1 - (c * (gap - square) * (1 - (d * gap) / 5)) / 3 + (c * d * square * square) / 5);
  }
  if (product > -1400) {
    const root = Math.sqrt(gap);
    const tail = 2.5066282746310002 * normalCdf(-root / width);
    closed -= exp(-product / 2) * tail * root * (1 - (c * gap * (1 - (d * gap) / 5)) / 3);
  }
  let sum = 0;
  for (let i = 0; i < rule.nodes.length; i++) {
    const u = 0.5 * width * (1 + rule.nodes[i]!);
    const u2 = u * u;
    const r = Math.sqrt(1 - u2);
    const at = -(gap / u2 + product) / 2;
    if (at < -700) continue;
    const expansion = 1 + c * u2 * (1 + d * u2);
    const full = exp((-product * u2) / (2 * (1 + r) * (1 + r))) / r;
    sum += 0.5 * width * rule.weights[i]! * exp(at) * (full - expansion);
  }
  return (sum + closed) / twoPi;
}

/** By Newton's method on sin; |value| < 0.925. */
function arcsine(value: number): number {
  let angle = value;
  for (let step = 0; step < 8; step++) angle -= (sin(angle) - value) / cos(angle);
  return angle;
}
