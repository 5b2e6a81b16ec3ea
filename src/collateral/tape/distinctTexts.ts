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

  /** Codes of the rows, which are counted. */
  look(at: ColumnPlace): Uint32Array {
    const codes = this.codesOf(at);
    const { counts } = this;
    for (const code of codes) counts[code]!++;
    return codes;
  }

  codesOf(at: ColumnPlace): Uint32Array {
    const codes = new Uint32Array(at.rows.rowCount);
    const stored = at.stored?.words;
    if (stored === undefined) {
      for (let row = 0; row < codes.length; row++) codes[row] = this.#codeOfText(at, row);
      return codes;
    }
    const known = this.#storedCodes(stored.labels.count);
    const own = stored.codes;
    for (let row = 0; row < codes.length; row++) {
      let code = known[own[row]!]!;
      if (code < 0) {
        code = this.#add(stored.textAt(row), at, row);
        known[own[row]!] = code;
      }
      codes[row] = code;
    }
    return codes;
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

  #storedCodes(count: number): Int32Array {
    if (count > this.#codeOfStored.length) {
      const longer = new Int32Array(count * 2).fill(-1);
      longer.set(this.#codeOfStored);
      this.#codeOfStored = longer;
    }
    return this.#codeOfStored;
  }
}
