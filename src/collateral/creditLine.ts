/**
 * Revolving credit lines (随借随还). Without drawings a line is a closed pool of what was drawn at the cut-off.
 * `averageDrawingDays` is how long money stays out: each day 1 / averageDrawingDays of it is paid back.
 * `dailyDrawing` is the share of the undrawn limit that is drawn each day.
 */
export interface CreditLineAssumption {
  readonly averageDrawingDays: number;
  readonly dailyDrawing?: number;
}

/** What a line with 1 drawn at the start of a month does in it. */
export interface CreditLineMonth {
  readonly repaid: number;
  readonly drawn: number;
  readonly balanceAtEnd: number;
  /** Sum of the daily balances: interest is the daily rate times this. */
  readonly balanceDays: number;
}

/**
 * A line day by day, in closed form. Interest of a day is on the balance at its start; then
 *
 *   B ← B − h·B + g·(limit − B),   h = 1 / averageDrawingDays, g = dailyDrawing
 *
 * so that B tends to B* = g·limit / (h + g) and B_d = B* + (B_0 − B*)·(1 − h − g)^d, summed over the days. A
 * balance at or over its limit draws nothing that month. Own formula from daily compounding; h + g must not pass 1, so that a line never exceeds its limit.
 */
export function creditLineMonth(
  assumption: CreditLineAssumption,
  balance: number,
  limit: number,
  days: number,
): CreditLineMonth {
  const h = 1 / assumption.averageDrawingDays;
  const g = limit > balance ? (assumption.dailyDrawing ?? 0) : 0;
  const rest = (g * limit) / (h + g);
  let power = 1;
  let powerSum = 0;
  for (let day = 0; day < days; day++) {
    powerSum += power;
    power *= 1 - h - g;
  }
  const balanceDays = rest * days + (balance - rest) * powerSum;
  return {
    repaid: h * balanceDays,
    drawn: g * (limit * days - balanceDays),
    balanceAtEnd: rest + (balance - rest) * power,
    balanceDays,
  };
}

/** What a customer pays in a year for money that is out `days` days, as a share of it: rate a day times days. */
export function costOfUse(dailyRate: number, days: number): number {
  return dailyRate * days;
}

/** The daily rate behind a cost of use: the inverse of `costOfUse`. */
export function dailyRateFromCost(cost: number, days: number): number {
  return cost / days;
}

/** Simple annual rate while the money is out: daily rate times the days of the rate's year (365 or 360). */
export function annualFromDailyRate(dailyRate: number, daysInYear: 365 | 360): number {
  return dailyRate * daysInYear;
}
