/** A point of a risk-free curve: zero rate, continuously compounded, over so many years. */
export interface CurvePoint {
  readonly years: number;
  readonly rate: number;
}

/**
 * Continuous forward rates of the steps k Δ … (k + 1) Δ, k = 0 … stepCount: (R(t + Δ)(t + Δ) − R(t) t) / Δ. Between
 * points the forward rate is constant, which is a straight line in −ln of the discount factor; before the first point
 * the zero rate is flat, after the last the forward rate of the last piece goes on. Points rise in years.
 */
export function curveForwards(
  points: readonly CurvePoint[],
  stepCount: number,
  stepYears: number,
): Float64Array {
  const logDiscount = logDiscountOf(points);
  return Float64Array.from(
    { length: stepCount + 1 },
    (_, k) => (logDiscount((k + 1) * stepYears) - logDiscount(k * stepYears)) / stepYears,
  );
}

/** −ln P(0, t). */
export function logDiscountOf(points: readonly CurvePoint[]): (years: number) => number {
  const times = [0, ...points.map(({ years }) => years)];
  const values = [0, ...points.map(({ years, rate }) => rate * years)];
  const last = times.length - 1;
  return (years) => {
    let right = 1;
    while (right < last && times[right]! < years) right++;
    const [from, to] = [times[right - 1]!, times[right]!];
    const slope = (values[right]! - values[right - 1]!) / (to - from);
    return values[right - 1]! + slope * (years - from);
  };
}
