import { printable } from '#basics/printable.js';
import { lineId } from './lineId.js';

export const loansNamed = 5;
const longestId = 24;

/** A row by its line and, where the tape names its loans, the id. */
export interface LoanPlace {
  readonly line: number;
  readonly id: string;
}

/** `line 3 (L-1002)`, `lines 3 (L-1002), 7 (L-1006)`, and no more than five of them. */
export function placesText(places: readonly LoanPlace[]): string {
  const more = places.length > loansNamed ? ', …' : '';
  const named = places.slice(0, loansNamed).map(placeText);
  return `${places.length === 1 ? 'line' : 'lines'} ${named.join(', ')}${more}`;
}

/** An id that only repeats the line (tapes without ids have such) adds nothing. */
function placeText({ line, id }: LoanPlace): string {
  return id === '' || id === String(line) || id === lineId(line)
    ? `${line}`
    : `${line} (${printable(id, longestId)})`;
}
