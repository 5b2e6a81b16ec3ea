/**
 * Brownian motion at given times from independent normals, the most telling first: normal 0 sets the end,
 * normal 1 the middle given the end, and so on (Brownian bridge), so that the best coordinates of a Sobol
 * point carry most of the variance. Nothing is allocated per path.
 *
 * Source: R. E. Caflisch and B. Moskowitz, Modified Monte Carlo methods using quasi-random sequences
 * (1995); P. Jäckel, Monte Carlo Methods in Finance (2002), 10.8.
 */
export interface BrownianPath {
  readonly times: Float64Array;
  /** W(times[i]) from `times.length` normals; W(0) = 0. */
  positions(normals: Float64Array, out: Float64Array): void;
  /** (W(t[i]) - W(t[i-1])) / √(t[i] - t[i-1]): independent normals again, a rotation of the given ones. */
  steps(normals: Float64Array, out: Float64Array): void;
}

/** Months 1 … count in years. */
export function monthlyBrownianPath(monthCount: number): BrownianPath {
  return brownianPath(Float64Array.from({ length: monthCount }, (_, i) => (i + 1) / 12));
}

/** `times` rise from above zero. */
export function brownianPath(times: Float64Array): BrownianPath {
  const bridge = layOutBridge(times);
  const gaps = times.map((time, i) => Math.sqrt(time - (i === 0 ? 0 : times[i - 1]!)));
  const positions = (normals: Float64Array, out: Float64Array) => fillPositions(bridge, normals, out);
  return {
    times,
    positions,
    steps(normals, out) {
      positions(normals, out);
      for (let i = times.length - 1; i >= 0; i--) {
        out[i] = (out[i]! - (i === 0 ? 0 : out[i - 1]!)) / gaps[i]!;
      }
    },
  };
}

/** Step s sets point[s] between left[s] and right[s]; -1 stands for time 0 on the left and "open" on the right. */
interface Bridge {
  readonly point: Int32Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly leftWeight: Float64Array;
  readonly rightWeight: Float64Array;
  readonly deviation: Float64Array;
}

function layOutBridge(times: Float64Array): Bridge {
  const count = times.length;
  checkTimes(times);
  const bridge: Bridge = {
    point: new Int32Array(count),
    left: new Int32Array(count),
    right: new Int32Array(count),
    leftWeight: new Float64Array(count),
    rightWeight: new Float64Array(count),
    deviation: new Float64Array(count),
  };
  const timeOf = (i: number) => (i < 0 ? 0 : times[i]!);
  const place = (step: number, point: number, left: number, right: number) => {
    bridge.point[step] = point;
    bridge.left[step] = left;
    bridge.right[step] = right;
    const before = timeOf(point) - timeOf(left);
    const after = right < 0 ? 0 : timeOf(right) - timeOf(point);
    bridge.leftWeight[step] = right < 0 ? 1 : after / (before + after);
    bridge.rightWeight[step] = right < 0 ? 0 : before / (before + after);
    bridge.deviation[step] = Math.sqrt(right < 0 ? before : (before * after) / (before + after));
  };
  place(0, count - 1, -1, -1);
  // breadth first: all gaps of one level before any of the next
  let gaps: (readonly [left: number, right: number])[] = [[-1, count - 1]];
  for (let step = 1; step < count; ) {
    const next: (readonly [number, number])[] = [];
    for (const [left, right] of gaps) {
      if (right - left < 2) continue;
      const middle = left + Math.floor((right - left) / 2);
      place(step++, middle, left, right);
      next.push([left, middle], [middle, right]);
    }
    gaps = next;
  }
  return bridge;
}

function fillPositions(bridge: Bridge, normals: Float64Array, out: Float64Array): void {
  const { point, left, right, leftWeight, rightWeight, deviation } = bridge;
  for (let s = 0; s < point.length; s++) {
    const from = left[s]! < 0 ? 0 : out[left[s]!]!;
    const to = right[s]! < 0 ? 0 : out[right[s]!]!;
    out[point[s]!] = leftWeight[s]! * from + rightWeight[s]! * to + deviation[s]! * normals[s]!;
  }
}

function checkTimes(times: Float64Array): void {
  if (times.length === 0) throw new RangeError('a Brownian path needs a time');
  times.forEach((time, i) => {
    const before = i === 0 ? 0 : times[i - 1]!;
    if (!(time > before && time < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`time ${time} at ${i} does not come after ${before}`);
    }
  });
}
