import { columnPlace } from './columnQuestion.js';
import type { ColumnContext } from './columnReader.js';
import { DistinctTexts } from './distinctTexts.js';
import type { ColumnBinding } from './mapColumns.js';
import { isMissing } from './missingText.js';
import { CellRoom, type TextCells } from './tapeCells.js';
import type { TapeRows } from './tapeRows.js';
import { isVocabularyColumn } from './vocabulary.js';

/** A column of words: its texts are gathered run by run, then each run is read as codes of labels. */
export class TextColumnReader {
  readonly binding: ColumnBinding;
  readonly #tape: string;
  readonly #room: CellRoom;
  readonly #texts = new DistinctTexts();
  readonly #labels: string[] = [];
  #labelOf = new Uint32Array(0);
  /** By the codes of the scanner, where it has read the column. */
  #labelOfOwn: Uint32Array = new Uint32Array(0);
  /** Whether the scanner has met the labels one by one, as it mostly does: each code is then one less than the label's. */
  #areInOrder = false;

  constructor(context: ColumnContext, binding: ColumnBinding) {
    this.#tape = context.tape;
    this.#room = new CellRoom(context.reusesCells);
    this.binding = binding;
  }

  look(rows: TapeRows): void {
    if (isVocabularyColumn(this.binding.canonical)) this.#texts.look(this.#at(rows));
    else this.#texts.gather(this.#at(rows));
  }

  /** Labels by first appearance; the source's words replace its codes by what they stand for. */
  decide(): void {
    const { missing, words } = this.binding.rule;
    const codeOf = new Map<string, number>();
    const labels = this.#labels;
    this.#labelOf = Uint32Array.from(this.#texts.texts, (text) => {
      if (isMissing(text, missing)) return 0;
      // Texts differ from each other; only the words for them may be the same.
      return words === undefined ? labels.push(text) : labelCode(wordFor(text, words), codeOf, labels);
    });
    this.#labelOfOwn = this.#texts.byOwnCodes(this.#labelOf, new Uint32Array(this.#texts.ownCount));
    this.#areInOrder = this.#labelOfOwn.every((label, own) => label === own + 1);
  }

  get evidence(): string {
    return `${this.#labels.length} distinct`;
  }

  read(rows: TapeRows): TextCells {
    const codes = this.#room.codes(rows.rowCount);
    const at = this.#at(rows);
    const own = at.stored?.words?.codes;
    const labelOf = own === undefined ? this.#labelOf : this.#labelOfOwn;
    const texts = own ?? this.#texts.codesOf(at);
    if (own !== undefined && this.#areInOrder)
      for (let row = 0; row < codes.length; row++) codes[row] = texts[row]! + 1;
    else for (let row = 0; row < codes.length; row++) codes[row] = labelOf[texts[row]!]!;
    return { codes, labels: this.#labels };
  }

  /** One row a distinct text, with the number of rows that it stands for where the words steer a projection. */
  summary(): TextCells {
    const counts = isVocabularyColumn(this.binding.canonical) ? { counts: this.#texts.counts } : {};
    return { codes: this.#labelOf, labels: this.#labels, ...counts };
  }

  #at(rows: TapeRows) {
    return columnPlace(this.#tape, rows, this.binding.column, this.binding.heading.text);
  }
}

/** Codes of digits count as numbers: spreadsheets and data frames make `1` or `1.0` of `01`. */
function wordFor(text: string, words: { readonly [text: string]: string }): string {
  if (Object.hasOwn(words, text)) return words[text]!;
  const code = codeNumber(text);
  const same = code === undefined ? undefined : Object.keys(words).find((key) => codeNumber(key) === code);
  return same === undefined ? text : words[same]!;
}

function codeNumber(text: string): number | undefined {
  return /^\d{1,6}(?:\.0{1,6})?$/.test(text) ? Number(text) : undefined;
}

function labelCode(label: string, codeOf: Map<string, number>, labels: string[]): number {
  const known = codeOf.get(label);
  if (known !== undefined) return known;
  labels.push(label);
  codeOf.set(label, labels.length);
  return labels.length;
}
