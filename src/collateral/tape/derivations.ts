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

  /** Number of the given rows for each column and way; ways that none of them has count zero. */
  *counts(rows: Uint32Array): Generator<DerivedColumn> {
    for (const [canonical, { hows, codes }] of this.#notes) {
      const counts = new Uint32Array(hows.length + 1);
      for (const row of rows) counts[codes[row]!]!++;
      for (const [i, how] of hows.entries()) yield { canonical, how, rows: counts[i + 1]! };
    }
  }
}

/** Derivations of all runs of a tape, over accepted rows only: others are nobody's assumption. */
export class DerivationCounts {
  readonly #counts = new Map<CanonicalName, Map<string, number>>();

  add(derived: Derivations, accepted: Uint32Array): void {
    for (const { canonical, how, rows } of derived.counts(accepted)) {
      const ways = this.#counts.get(canonical) ?? new Map<string, number>();
      ways.set(how, (ways.get(how) ?? 0) + rows);
      this.#counts.set(canonical, ways);
    }
  }

  list(): DerivedColumn[] {
    return [...this.#counts].flatMap(([canonical, ways]) =>
      [...ways].filter(([, rows]) => rows > 0).map(([how, rows]) => ({ canonical, how, rows })),
    );
  }
}
