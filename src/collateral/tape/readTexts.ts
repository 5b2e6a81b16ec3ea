import type { ColumnPlace } from './columnQuestion.js';
import { isMissing } from './missingText.js';
import type { TextCells } from './tapeCells.js';

/** Labels by first appearance; `words` replaces the codes of a source by the words that they stand for. */
export function readTexts(
  at: ColumnPlace,
  missing: readonly string[] | undefined,
  words: { readonly [text: string]: string } | undefined,
): TextCells {
  const codes = new Uint32Array(at.rows.rowCount);
  const labels: string[] = [];
  const codeOf = new Map<string, number>();
  const stored = at.stored?.words;
  if (stored !== undefined) {
    // Labels in the order of their first row; the store may know texts of rows that were passed over.
    const known = new Int32Array(stored.labels.count).fill(-1);
    for (let row = 0; row < codes.length; row++) {
      const code = stored.codes[row]!;
      if (known[code]! < 0) {
        const text = stored.labels.at(code);
        known[code] = isMissing(text, missing) ? 0 : labelCode(wordFor(text, words), codeOf, labels);
      }
      codes[row] = known[code]!;
    }
    return { codes, labels };
  }
  const codeOfText = new Map<string, number>();
  for (let row = 0; row < codes.length; row++) {
    const text = at.textAt(row);
    let code = codeOfText.get(text);
    if (code === undefined) {
      code = isMissing(text, missing) ? 0 : labelCode(wordFor(text, words), codeOf, labels);
      codeOfText.set(text, code);
    }
    codes[row] = code;
  }
  return { codes, labels };
}

function wordFor(text: string, words: { readonly [text: string]: string } | undefined): string {
  return words !== undefined && Object.hasOwn(words, text) ? words[text]! : text;
}

function labelCode(label: string, codeOf: Map<string, number>, labels: string[]): number {
  const known = codeOf.get(label);
  if (known !== undefined) return known;
  labels.push(label);
  codeOf.set(label, labels.length);
  return labels.length;
}
