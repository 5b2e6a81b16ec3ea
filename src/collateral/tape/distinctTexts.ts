import type { ColumnPlace } from './columnQuestion.js';

/**
 * The distinct texts of a column over all rows of a tape, in the order of their first rows: dates and words repeat,
 * and what is decided about them needs each text once, with its count.
 */
export class DistinctTexts {
  readonly texts: string[] = [];
  /** Rows with each text. */
  readonly counts: number[] = [];
  readonly #lines: number[] = [];
  /** Of the scanner's codes, where it has read the column; −1 is not met yet. */
  #codeOfStored = new Int32Array(0);
  readonly #codeOf = new Map<string, number>();
  /** Of the scanner's codes: where it is all of them, no run has new texts. */
  #knownCount = 0;

  /** Counts the texts of a run of rows. */
  look(at: ColumnPlace): void {
    const stored = at.stored?.words;
    if (stored === undefined) {
      for (const code of this.codesOf(at)) this.counts[code]!++;
      return;
    }
    const known = this.#storedCodes(at);
    if (stored.labels.count > stored.codes.length) {
      for (const own of stored.codes) this.counts[known[own]!]!++;
      return;
    }
    const counted = new Uint32Array(stored.labels.count);
    for (const own of stored.codes) counted[own]!++;
    counted.forEach((count, own) => {
      if (count > 0) this.counts[known[own]!]! += count;
    });
  }

  codesOf(at: ColumnPlace): Uint32Array {
    const codes = new Uint32Array(at.rows.rowCount);
    const stored = at.stored?.words;
    if (stored === undefined) {
      for (let row = 0; row < codes.length; row++) codes[row] = this.#codeOfText(at, row);
      return codes;
    }
    const known = this.#storedCodes(at);
    const own = stored.codes;
    for (let row = 0; row < codes.length; row++) codes[row] = known[own[row]!]!;
    return codes;
  }

  /**
   * `values` has one for each text: what those of a run of rows are, by the scanner's own codes where it has read the
   * column, else by the texts.
   */
  valuesOf<Values extends Uint32Array | Int32Array | Uint8Array>(
    at: ColumnPlace,
    values: Values,
    into: Values,
    byOwn: Values | undefined,
  ): void {
    const own = at.stored?.words?.codes;
    if (own !== undefined && byOwn !== undefined) {
      for (let row = 0; row < into.length; row++) into[row] = byOwn[own[row]!]!;
      return;
    }
    const codes = this.codesOf(at);
    for (let row = 0; row < into.length; row++) into[row] = values[codes[row]!]!;
  }

  /** The values of the texts by the scanner's codes; codes that no row has get none. */
  byOwnCodes<Values extends Uint32Array | Int32Array | Uint8Array>(values: Values, into: Values): Values {
    const known = this.#codeOfStored;
    for (let own = 0; own < into.length; own++) if (known[own]! >= 0) into[own] = values[known[own]!]!;
    return into;
  }

  /** Codes that the scanner has given. */
  get ownCount(): number {
    return this.#codeOfStored.length;
  }

  /** A row a text, for decisions and questions. */
  asColumn(tape: string, heading: string): ColumnPlace {
    const { texts } = this;
    const lines = this.#lines;
    return {
      tape,
      heading,
      rows: {
        rowCount: texts.length,
        lineOf: (row) => lines[row]!,
        widthOf: () => 1,
        cell: (row) => texts[row]!,
      },
      textAt: (row) => texts[row]!,
      stored: undefined,
    };
  }

  #codeOfText(at: ColumnPlace, row: number): number {
    const text = at.textAt(row);
    const known = this.#codeOf.get(text);
    if (known !== undefined) return known;
    const code = this.#add(text, at, row);
    this.#codeOf.set(text, code);
    return code;
  }

  #add(text: string, at: ColumnPlace, row: number): number {
    this.counts.push(0);
    this.#lines.push(at.rows.lineOf(row));
    return this.texts.push(text) - 1;
  }

  /** Codes by the scanner's codes, with the texts that are new in this run. */
  #storedCodes(at: ColumnPlace): Int32Array {
    const { codes, labels } = at.stored!.words!;
    if (labels.count > this.#codeOfStored.length) {
      const longer = new Int32Array(labels.count * 2).fill(-1);
      longer.set(this.#codeOfStored);
      this.#codeOfStored = longer;
    }
    const known = this.#codeOfStored;
    if (this.#knownCount === labels.count) return known;
    for (let row = 0; row < codes.length; row++) {
      if (known[codes[row]!]! >= 0) continue;
      known[codes[row]!] = this.#add(labels.at(codes[row]!), at, row);
      this.#knownCount++;
    }
    return known;
  }
}
