import type { ColumnPlace } from './columnQuestion.js';

/**
 * The distinct texts of a column over all rows of a tape, in the order of their first rows: dates and words repeat,
 * and what is decided about them needs each text once, with its count.
 */
export class DistinctTexts {
  readonly texts: string[] = [];
  readonly #counts: number[] = [];
  readonly #lines: number[] = [];
  /** Of the scanner's codes, where it has read the column; −1 is not met yet. */
  #codeOfStored = new Int32Array(0);
  /** Rows by the scanner's codes that do not stand in `#counts` yet. */
  #ownCounts = new Float64Array(0);
  readonly #codeOf = new Map<string, number>();
  /** Of the scanner's codes: where it is all of them, no run has new texts. */
  #knownCount = 0;
  /** Codes that the scanner had given when it was last looked. */
  #givenCount = 0;

  /** Takes in the texts of a run of rows without counting them. */
  gather(at: ColumnPlace): void {
    if (at.stored?.words === undefined) this.codesOf(at);
    else this.#storedCodes(at);
  }

  /** Counts the texts of a run of rows. */
  look(at: ColumnPlace): void {
    const stored = at.stored?.words;
    if (stored === undefined) {
      for (const code of this.codesOf(at)) this.#counts[code]!++;
      return;
    }
    this.#storedCodes(at);
    const { codes } = stored;
    const counts = this.#ownCounts;
    for (let row = 0; row < codes.length; row++) counts[codes[row]!]!++;
  }

  /** Rows with each text. */
  get counts(): readonly number[] {
    const known = this.#codeOfStored;
    this.#ownCounts.forEach((count, own) => {
      if (count > 0) this.#counts[known[own]!]! += count;
    });
    this.#ownCounts.fill(0);
    return this.#counts;
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

  /** The values of the texts by the scanner's codes; codes that no row has get none. */
  byOwnCodes<Values extends Uint32Array | Int32Array | Uint8Array>(values: Values, into: Values): Values {
    const known = this.#codeOfStored;
    for (let own = 0; own < into.length; own++) if (known[own]! >= 0) into[own] = values[known[own]!]!;
    return into;
  }

  /** Codes that the scanner has given. */
  get ownCount(): number {
    return this.#givenCount;
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
    this.#counts.push(0);
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
      const counts = new Float64Array(longer.length);
      counts.set(this.#ownCounts);
      this.#ownCounts = counts;
    }
    const known = this.#codeOfStored;
    if (this.#knownCount === labels.count) return known;
    // The scanner gives codes as texts come: where it has given none that no row has, what it gave before is known.
    const firstNew = this.#knownCount === this.#givenCount ? this.#givenCount : 0;
    for (let row = 0; row < codes.length; row++) {
      const own = codes[row]!;
      if (own < firstNew || known[own]! >= 0) continue;
      known[own] = this.#add(labels.at(own), at, row);
      this.#knownCount++;
    }
    this.#givenCount = labels.count;
    return known;
  }
}
