import { currencyDecimals } from '#basics/currency.js';
import type { CanonicalName } from './canonicalColumns.js';
import type { TapeColumns } from './columnReader.js';
import type { RejectList } from './rejectList.js';
import { type NumberCells, present } from './tapeCells.js';
import { currencyOf } from './tapeCurrency.js';

/**
 * A balance with a fraction of a currency that has none (half a yen) is in another unit or another currency
 * than the row says: the row is rejected. Fractions of a cent are rounding of the servicer's, not a fault.
 */
export function judgeMinorUnits(
  { texts }: TapeColumns,
  cells: NumberCells,
  name: CanonicalName,
  rejects: RejectList,
  judged: (row: number) => boolean,
): void {
  const labels = texts.get('currency');
  if (labels === undefined) return;
  const codes = labels.labels.map(currencyOf);
  const isWhole = codes.map((code) => currencyDecimals(code) === 0);
  if (!isWhole.includes(true)) return;
  for (let row = 0; row < cells.values.length; row++) {
    const label = labels.codes[row]! - 1;
    if (label < 0 || !isWhole[label] || cells.state[row] !== present) continue;
    if (Number.isInteger(cells.values[row]!) || !judged(row)) continue;
    rejects.add(row, name, 'bad-amount', `has decimals, and ${codes[label]} has none`);
  }
}
