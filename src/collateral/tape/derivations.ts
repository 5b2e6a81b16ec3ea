import type { CanonicalName } from './canonicalColumns.js';

export interface DerivedColumn {
  readonly canonical: CanonicalName;
  readonly rows: number;
  readonly how: string;
}

/** Where a value of a row did not stand on the tape: how it was derived or assumed, row by row. */
export class Derivations {
  readonly #rowCount: number;
  readonly #notes = new Map<CanonicalName, { readonly hows: string[]; readonly codes: Uint8Array }>();

  constructor(rowCount: number) {
    this.#rowCount = rowCount;
  }

  note(row: number, canonical: CanonicalName, how: string): void {
    let notes = this.#notes.get(canonical);
    if (notes === undefined) {
      notes = { hows: [], codes: new Uint8Array(this.#rowCount) };
      this.#notes.set(canonical, notes);
    }
    const known = notes.hows.indexOf(how);
    notes.codes[row] = known < 0 ? notes.hows.push(how) : known + 1;
  }

  /** Counted over the given rows only: rejected and ignored rows are nobody's assumption. */
  list(rows: Uint32Array): DerivedColumn[] {
    const found: DerivedColumn[] = [];
    for (const [canonical, { hows, codes }] of this.#notes) {
      const counts = new Uint32Array(hows.length + 1);
      for (const row of rows) counts[codes[row]!]!++;
      hows.forEach((how, i) => {
        if (counts[i + 1]! > 0) found.push({ canonical, how, rows: counts[i + 1]! });
      });
    }
    return found;
  }
}
