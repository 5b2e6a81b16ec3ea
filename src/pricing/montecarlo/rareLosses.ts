import { normalCdf } from '#numerics/normal.js';
import type { FactorStrata } from './factorStrata.js';
import type { BlockResult, BlockSpec } from './pathBlock.js';
import { noteColumn, type RecordLayout, valueColumn } from './pathRecord.js';
import type { PreparedSimulation } from './preparedSimulation.js';
import { joined } from './sampleStatistics.js';

/**
 * Whether some class loses so rarely that plain paths would hardly see it, and if so where to look.
 *
 * A pilot run of a few pairs in each cell of the factor shows for every target (a class's loss, whether it
 * loses, its price less the large pool's) its second moment given the factor. The density that makes the
 * variance of a mean least is the factor's own times the root of that moment. What is drawn is a defensive
 * mixture: half the factor's own density, half the average of the targets' best ones, so that no path counts
 * for more than two and no mean gets worse than twice its variance, wherever the pilot was wrong.
 * Sources: T. Hesterberg, Weighted average importance sampling and defensive mixture distributions (1995);
 * A. Owen, Y. Zhou, Safe and effective importance sampling (2000).
 */
export interface ImportancePlan {
  /** For single loans. */
  readonly strata: FactorStrata;
  /** For the large pool. */
  readonly largePoolStrata: FactorStrata;
  /** Classes whose losses are rare: by the pilot, more often than never and less than in 1 % of cases. */
  readonly notes: readonly number[];
}

export const rareLossProbability = 0.01;
/** No path counts for more: 1 / (share of the factor's own density). */
export const largestWeight = 2;
const ownShare = 1 / largestWeight;
/**
 * Sobol points are evenly spread over the rate as well; weights that vary disturb that, and a senior price, which
 * rests on the rate, would lose 3.6 times its error. An eighth of the points is plenty for a smooth tail.
 */
const largePoolOwnShare = 0.875;

/** As many as one scramble of the first round has Sobol points. */
const strataCount = 128;

const lowestEdge = -6;
const highestEdge = 2;
const cellsPerUnit = 4;
const pathsPerCell = 8;
/** Cells on each side over which a second moment from so few paths is averaged. */
const smoothing = 2;
/** Least second moment of a cell over that of the next worse one: about e^−2 for a quarter of a deviation. */
const unseenDecay = 0.135;

/** Cells of the pilot: 0.25 wide from z = −6 to 2, and the two tails. */
const cellCount = (highestEdge - lowestEdge) * cellsPerUnit + 2;
const pilotBounds = Float64Array.from({ length: cellCount + 1 }, (_, edge) => {
  if (edge === 0 || edge === cellCount) return edge / cellCount;
  return normalCdf(lowestEdge + (edge - 1) / cellsPerUnit);
});

/** Each block visits every cell as often. */
export const pilotSpecs: readonly BlockSpec[] = [0, 1, 2, 3].map((part) => ({
  level: 'pilot',
  firstPath: (part * cellCount * pathsPerCell) / 4,
  pathCount: (cellCount * pathsPerCell) / 4,
  strata: { bounds: pilotBounds },
}));

/** undefined where plain paths see every loss that there is. */
export function importancePlan(
  prepared: PreparedSimulation,
  layout: RecordLayout,
  pilot: readonly BlockResult[],
): ImportancePlan | undefined {
  const minorUnit = 1 / Number(`1e${prepared.plan.decimals}`);
  const classes = prepared.plan.notes.flatMap((note, index) =>
    note.kind === 'residual' || note.openingBalance.value === 0 ? [] : [index],
  );
  const records = joined(pilot.map((block) => block.records));
  const twins = joined(pilot.map((block) => block.twins));
  const single = (column: number) => (row: number) => records[row * layout.width + column]!;
  const twin = (column: number) => (row: number) => twins[row * layout.width + column]!;
  const loses = (note: number) => {
    const loss = single(noteColumn(layout, note, 'loss'));
    return (row: number) => (loss(row) > minorUnit ? 1 : 0);
  };
  const rare = classes.filter((note) => {
    const probability = total(cellMeans(loses(note)).map((share, cell) => share * cellMass(cell)));
    return probability > 0 && probability < rareLossProbability;
  });
  if (rare.length === 0) return undefined;
  const targets = [
    ...rare.flatMap((note) => {
      const column = noteColumn(layout, note, 'loss');
      return [loses(note), single(column), twin(column), difference(single(column), twin(column))];
    }),
    ...classes.map((note) => {
      const column = valueColumn(layout, note, layout.spreadCount - 1);
      return difference(single(column), twin(column));
    }),
  ];
  const densities = targets.map(bestMasses).filter((masses) => masses !== undefined);
  const best = Array.from(
    { length: cellCount },
    (_, cell) => densities.reduce((sum, density) => sum + density[cell]!, 0) / densities.length,
  );
  return { strata: mixture(best, ownShare), largePoolStrata: mixture(best, largePoolOwnShare), notes: rare };
}

/** So much of the factor's own distribution, the rest as `best`. */
function mixture(best: readonly number[], own: number): FactorStrata {
  return { bounds: equalStrata(best.map((mass, cell) => own * cellMass(cell) + (1 - own) * mass)) };
}

type Target = (row: number) => number;

function difference(a: Target, b: Target): Target {
  return (row) => a(row) - b(row);
}

function cellMass(cell: number): number {
  return pilotBounds[cell + 1]! - pilotBounds[cell]!;
}

/** Pilot path `row` lies in cell row mod cellCount. */
function cellMeans(target: Target): number[] {
  return Array.from({ length: cellCount }, (_, cell) => {
    let sum = 0;
    for (let k = 0; k < pathsPerCell; k++) sum += target(cell + k * cellCount);
    return sum / pathsPerCell;
  });
}

/** Probability × root of the smoothed second moment, adding up to 1; undefined where the target is zero. */
function bestMasses(target: Target): number[] | undefined {
  const moments = cellMeans((row) => target(row) * target(row));
  const smooth = moments.map((_, cell) => {
    const near = moments.slice(Math.max(0, cell - smoothing), cell + smoothing + 1);
    return total(near) / near.length;
  });
  // What so few paths did not see in the next better economy is still taken to happen there, less often.
  for (let cell = 1; cell < cellCount; cell++) {
    smooth[cell] = Math.max(smooth[cell]!, unseenDecay * smooth[cell - 1]!);
  }
  const masses = smooth.map((moment, cell) => cellMass(cell) * Math.sqrt(moment));
  const sum = total(masses);
  return sum > 0 ? masses.map((mass) => mass / sum) : undefined;
}

/** Cuts the cells into strata of equal mass; within a cell mass follows the factor's own distribution. */
function equalStrata(mass: readonly number[]): Float64Array {
  const sum = total(mass);
  const bounds = new Float64Array(strataCount + 1);
  let cell = 0;
  let before = 0;
  for (let stratum = 1; stratum < strataCount; stratum++) {
    const wanted = (stratum / strataCount) * sum;
    while (cell < cellCount - 1 && before + mass[cell]! < wanted) before += mass[cell++]!;
    const share = Math.min(1, (wanted - before) / mass[cell]!);
    bounds[stratum] = pilotBounds[cell]! + share * cellMass(cell);
  }
  bounds[strataCount] = 1;
  return bounds;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
