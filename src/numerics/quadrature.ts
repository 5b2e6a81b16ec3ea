/** Nodes in rising order and their weights: ∫ f ≈ Σ weights[i] f(nodes[i]). */
export interface Quadrature {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/** ∫ f over [low, high] by Gauss and Legendre; exact for polynomials up to degree 2 count - 1. */
export function gaussLegendre(count: number, low = -1, high = 1): Quadrature {
  const { nodes, weights } = gaussRule(count, (k) => (k * k) / (4 * k * k - 1));
  const half = 0.5 * (high - low);
  return {
    nodes: nodes.map((x) => low + half * (1 + x)),
    weights: weights.map((w) => (high - low) * w),
  };
}

/**
 * E f(Z), Z standard normal, by Gauss and Hermite: exact for polynomials up to degree 2 count - 1, and the
 * weights add up to one.
 */
export function gaussHermite(count: number): Quadrature {
  return gaussRule(count, (k) => k);
}

/**
 * The Gauss rule of a symmetric probability measure with orthonormal polynomials
 *
 *   √β(k+1) p(k+1) = x p(k) - √β(k) p(k-1)
 *
 * Nodes are the roots of p(count), found from the largest down by Newton's method with the roots already
 * found divided out (Maehly 1954): all roots are real, so from above it comes down without overshooting.
 * Weights are 1 / Σ p(k)², k < count (Christoffel). Source: W. Gautschi, Orthogonal Polynomials (2004), 1.4.
 */
function gaussRule(count: number, beta: (k: number) => number): Quadrature {
  if (!(Number.isInteger(count) && count >= 1 && count <= 256)) {
    throw new RangeError(`a quadrature has 1 … 256 nodes, not ${count}`);
  }
  const roots = Float64Array.from({ length: count + 1 }, (_, k) => Math.sqrt(beta(k)));
  const nodes = new Float64Array(count);
  const weights = new Float64Array(count);
  // every root is below the largest row sum of the Jacobi matrix
  let x = 2 * Math.max(...roots) + 0.01;
  for (let i = count - 1; i >= Math.floor(count / 2); i--) {
    x = 2 * i + 1 === count ? 0 : largestRootLeft(roots, nodes.subarray(i + 1), x);
    nodes[i] = x;
    nodes[count - 1 - i] = 0 - x;
    weights[i] = weights[count - 1 - i] = 1 / evaluate(roots, x).sumOfSquares;
    x += 0.01 * x + 1e-3;
  }
  return { nodes, weights };
}

function largestRootLeft(roots: Float64Array, found: Float64Array, start: number): number {
  let x = start;
  for (let step = 0; step < 1000; step++) {
    const { value, slope } = evaluate(roots, x);
    let poles = 0;
    for (const root of found) poles += 1 / (x - root);
    const next = x - value / (slope - value * poles);
    // near the root the steps shrink to rounding; one plain step removes the error of the other roots
    if (Math.abs(next - x) < 1e-14 * (1 + Math.abs(x))) {
      const last = evaluate(roots, next);
      return next - last.value / last.slope;
    }
    x = next;
  }
  throw new Error(`no root below ${start} after ${found.length} of ${roots.length - 1}`);
}

/** p(count) and its derivative at x, and Σ p(k)² over k < count. */
function evaluate(roots: Float64Array, x: number) {
  let [before, value, slopeBefore, slope, sumOfSquares] = [0, 1, 0, 0, 0];
  for (let k = 0; k + 1 < roots.length; k++) {
    sumOfSquares += value * value;
    const next = (x * value - roots[k]! * before) / roots[k + 1]!;
    const nextSlope = (value + x * slope - roots[k]! * slopeBefore) / roots[k + 1]!;
    [before, value, slopeBefore, slope] = [value, next, slope, nextSlope];
  }
  return { value, slope, sumOfSquares };
}
