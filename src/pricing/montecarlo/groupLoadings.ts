import { correlationFactor } from '#numerics/cholesky.js';
import type { BorrowerDependence, GroupCorrelations } from '#pricing/models/borrowerDependence.js';
import { type DefaultLaw, type Dependence, gaussianLaw } from '#pricing/models/dependence.js';

export function lawOf({ copula, degreesOfFreedom = 0, pdDeviation }: BorrowerDependence): DefaultLaw {
  if (pdDeviation !== undefined) return { ...gaussianLaw, law: 'normal-pd', relativeDeviation: pdDeviation };
  return copula === 'student-t' ? { ...gaussianLaw, law: 'student-t', degreesOfFreedom } : gaussianLaw;
}

/**
 * Economy, regions and industries: X = √a Z + √r R_region + √i I_industry + √(1 − a − r − i) ε. Two borrowers
 * correlate with a, and r and i more where they share the region and the industry. Factors after the economy stand
 * in order of the balance that follows them.
 */
export function levelDependence(
  { asset, region, industry }: { readonly asset: number; readonly region: number; readonly industry: number },
  groups: {
    readonly pairs: readonly { readonly region: number; readonly industry: number }[];
    /** Of the pool's balance, by label code; empty where the level is not there. */
    readonly regionShares: Float64Array;
    readonly industryShares: Float64Array;
  },
  law: DefaultLaw,
): Dependence {
  const { pairs, regionShares, industryShares } = groups;
  const place = factorPlaces(regionShares, industryShares);
  const factorCount = 1 + place.length;
  const loadings = new Float64Array((pairs.length + 1) * factorCount);
  const own = new Float64Array(pairs.length + 1).fill(Math.sqrt(Math.max(0, 1 - asset - region - industry)));
  const roots = [asset, region, industry].map(Math.sqrt);
  pairs.forEach((pair, group) => {
    const row = group * factorCount;
    loadings[row] = roots[0]!;
    if (regionShares.length > 0) loadings[row + 1 + place[pair.region]!] = roots[1]!;
    if (industryShares.length > 0)
      loadings[row + 1 + place[regionShares.length + pair.industry]!] = roots[2]!;
  });
  loadings[pairs.length * factorCount] = roots[0]!;
  own[pairs.length] = Math.sqrt(1 - asset);
  return { ...law, factorCount, groupCount: pairs.length, loadings, own };
}

/** By label of the regions, then of the industries: its place when all are put in order of falling balance. */
function factorPlaces(regionShares: Float64Array, industryShares: Float64Array): Uint32Array {
  const shares = Float64Array.from([...regionShares, ...industryShares]);
  const order = Uint32Array.from(shares, (_, i) => i).sort((a, b) => shares[b]! - shares[a]! || a - b);
  const place = new Uint32Array(shares.length);
  order.forEach((label, rank) => {
    place[label] = rank;
  });
  return place;
}

/**
 * One factor a group with the stated correlations C = L Lᵀ: X = √a G_g + √(1 − a) ε. The independent factors behind
 * L are turned so that the first is the one that moves the pool as a whole, its sensitivity by balance; the economy
 * of importance sampling, recoveries and rates is that one.
 */
export function matrixDependence(
  asset: number,
  { groups, matrix }: GroupCorrelations,
  shares: Float64Array,
  law: DefaultLaw,
): Dependence {
  const size = groups.length;
  const factor = correlationFactor(Float64Array.from(matrix.flat()), size);
  if (!factor.ok)
    throw new Error(`correlations of groups: ${factor.reason} at ${factor.row}, ${factor.column}`);
  const turned = turnToPool(factor.lower, size, shares);
  const root = Math.sqrt(asset);
  const loadings = new Float64Array((size + 1) * size);
  turned.forEach((entry, at) => {
    loadings[at] = root * entry;
  });
  const common = shares.reduce((sum, share, group) => sum + share * loadings[group * size]!, 0);
  loadings[size * size] = common;
  const own = new Float64Array(size + 1).fill(Math.sqrt(1 - asset));
  own[size] = Math.sqrt(1 - common * common);
  return { ...law, factorCount: size, groupCount: size, loadings, own };
}

/** L H with the reflection H that takes (1, 0, …) to u = Lᵀw / |Lᵀw|: the first column becomes L u. */
function turnToPool(lower: Float64Array, size: number, shares: Float64Array): Float64Array {
  const direction = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    for (let k = 0; k <= row; k++) direction[k]! += shares[row]! * lower[row * size + k]!;
  }
  const length = Math.sqrt(direction.reduce((sum, x) => sum + x * x, 0));
  if (!(length > 0)) return lower;
  const v = direction.map((x, k) => x / length - (k === 0 ? 1 : 0));
  const square = v.reduce((sum, x) => sum + x * x, 0);
  if (square < 1e-30) return lower;
  const turned = lower.slice();
  for (let row = 0; row < size; row++) {
    let along = 0;
    for (let k = 0; k < size; k++) along += lower[row * size + k]! * v[k]!;
    for (let k = 0; k < size; k++) turned[row * size + k]! -= (2 * along * v[k]!) / square;
  }
  return turned;
}
