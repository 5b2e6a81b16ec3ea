/** Values as people read them. Digits do not depend on language or locale; machine formats never pass here. */

/** Exact text or float64 with grouped thousands: `144,589,166.10`. */
export function formatAmount(amount: string | number, decimals = 2): string {
  const plain = typeof amount === 'number' ? fixed(amount, decimals) : amount;
  const [whole = '', fraction] = plain.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

export function formatCount(count: number): string {
  return formatAmount(count, 0);
}

/** A fraction as percent: 0.055 is `5.50%`. */
export function formatPercent(fraction: number, decimals = 2): string {
  return `${fixed(fraction * 100, decimals)}%`;
}

/** A probability or expected loss: small ones keep two significant digits instead of becoming 0.00%. */
export function formatSmallPercent(fraction: number): string {
  const percent = Math.abs(fraction * 100);
  if (percent === 0 || percent >= 0.01) return formatPercent(fraction);
  return percent < 1e-7 ? '<1e-7%' : `${(fraction * 100).toExponential(1)}%`;
}

/** A fraction as short as it can be said in percent, six digits at most: 0.1 is `10%`, 0.02085 is `2.085%`. */
export function formatShortPercent(fraction: number): string {
  return `${Number((fraction * 100).toPrecision(6))}%`;
}

/** A standard error with two significant digits: `0.0012`, `0.034`. */
export function formatError(error: number): string {
  if (error === 0) return '0';
  if (error >= 0.095) return fixed(error, 2);
  if (error < 1e-6) return error.toExponential(0);
  return fixed(error, 1 - orderOfMagnitude(error));
}

export function formatNumber(value: number, decimals: number): string {
  return fixed(value, decimals);
}

function fixed(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text;
}

/** Power of ten of the first digit, read off the decimal form: 0.034 is −2. */
function orderOfMagnitude(value: number): number {
  return Number(value.toExponential().split('e')[1]);
}
