/**
 * Pays claims out of one amount and writes what each got into a note (or fee) × period table. Sequential:
 * each in full before the next. Pro rata: in proportion to the claims, which all are paid in full when the
 * amount suffices. Returns what was paid, never more than `amount` but for float64 rounding of a pro-rata sum.
 */
export function payClaims(
  claims: Float64Array,
  rows: Int32Array,
  amount: number,
  proRata: boolean,
  paid: Float64Array,
  periodCount: number,
  period: number,
): number {
  if (!(amount > 0)) return 0;
  let owed = 0;
  for (let k = 0; k < rows.length; k++) owed += claims[rows[k]!]!;
  if (amount >= owed) {
    for (let k = 0; k < rows.length; k++) {
      const row = rows[k]!;
      paid[row * periodCount + period]! += claims[row]!;
      claims[row] = 0;
    }
    return owed;
  }
  const share = amount / owed;
  let left = amount;
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k]!;
    const claim = claims[row]!;
    const payment = proRata ? claim * share : left > 0 ? Math.min(claim, left) : 0;
    claims[row] = claim - payment;
    paid[row * periodCount + period]! += payment;
    left -= payment;
  }
  return amount - left;
}

/** Cash in the accounts named. */
export function available(cash: Float64Array, sources: Int32Array): number {
  let total = 0;
  for (let k = 0; k < sources.length; k++) total += cash[sources[k]!]!;
  return total;
}

/** Takes an amount from accounts in order; no account goes below zero. */
export function take(cash: Float64Array, sources: Int32Array, amount: number): void {
  let left = amount;
  for (let k = 0; k < sources.length && left > 0; k++) {
    const source = sources[k]!;
    const taken = Math.min(cash[source]!, left);
    cash[source]! -= taken;
    left -= taken;
  }
}
