import type { RiskClasses } from './riskClasses.js';

/** Risk classes put together for the large-pool level. */
export interface MergedClasses {
  readonly riskGroupOfClass: Uint32Array;
  /** By risk group: the row of loadings that it follows; the last row, the economy alone, for groups not followed. */
  readonly factorGroupOfRisk: Uint32Array;
}

/** Groups of loans whose own factors the large pool follows; the smaller ones follow the economy alone. */
const followedGroupsMax = 48;

/**
 * Every class its own risk group if there are few. Else, in each group of factors, neighbors by first-year hazard,
 * equal balance a risk group, and as many of them as the group's share of the balance, one at least. What merging
 * loses, the single loans of the other level put right.
 */
export function mergeClasses(
  classes: RiskClasses,
  balances: Float64Array,
  most: number,
  groupCount: number,
): MergedClasses {
  if (classes.count <= most) {
    return {
      riskGroupOfClass: Uint32Array.from({ length: classes.count }, (_, index) => index),
      factorGroupOfRisk: classes.factorGroup.slice(),
    };
  }
  const followed = followedGroups(classes, balances, groupCount);
  const followedBy = (index: number) => {
    const group = classes.factorGroup[index]!;
    return followed.has(group) ? group : groupCount;
  };
  const total = balances.reduce((sum, balance) => sum + balance, 0);
  const riskGroupOfClass = new Uint32Array(classes.count);
  const factorGroupOfRisk: number[] = [];
  for (let group = 0; group <= groupCount; group++) {
    const members = Uint32Array.from({ length: classes.count }, (_, index) => index).filter(
      (index) => followedBy(index) === group,
    );
    if (members.length === 0) continue;
    const balance = members.reduce((sum, index) => sum + balances[index]!, 0);
    const sliceCount = Math.max(1, Math.floor((most * balance) / total));
    const count = sliceByHazard(
      { classes, balances, members, balance },
      sliceCount,
      factorGroupOfRisk.length,
      riskGroupOfClass,
    );
    for (let k = 0; k < count; k++) factorGroupOfRisk.push(group);
  }
  return { riskGroupOfClass, factorGroupOfRisk: Uint32Array.from(factorGroupOfRisk) };
}

function followedGroups(classes: RiskClasses, balances: Float64Array, groupCount: number): Set<number> {
  const balanceOf = new Float64Array(groupCount);
  for (let index = 0; index < classes.count; index++)
    balanceOf[classes.factorGroup[index]!]! += balances[index]!;
  const largest = Uint32Array.from({ length: groupCount }, (_, group) => group).sort(
    (a, b) => balanceOf[b]! - balanceOf[a]! || a - b,
  );
  return new Set(largest.subarray(0, followedGroupsMax));
}

interface Slices {
  readonly classes: RiskClasses;
  readonly balances: Float64Array;
  readonly members: Uint32Array;
  readonly balance: number;
}

/** Numbers the slices from `first` on and returns how many there are. */
function sliceByHazard(
  { classes, balances, members, balance }: Slices,
  sliceCount: number,
  first: number,
  riskGroupOfClass: Uint32Array,
): number {
  const width = classes.monthCount + 1;
  const month = Math.min(12, classes.monthCount);
  const hazard = (index: number) => classes.cumulativeHazard[index * width + month]!;
  const order = members
    .slice()
    .sort((a, b) => (hazard(a) === hazard(b) ? a - b : hazard(a) < hazard(b) ? -1 : 1));
  let before = 0;
  let group = first - 1;
  let lastSlice = -1;
  for (const index of order) {
    const slice = Math.min(sliceCount - 1, Math.floor((before / balance) * sliceCount));
    // Slices that no class starts in are skipped, so that groups are numbered without gaps.
    if (slice !== lastSlice) group++;
    lastSlice = slice;
    riskGroupOfClass[index] = group;
    before += balances[index]!;
  }
  return group - first + 1;
}
