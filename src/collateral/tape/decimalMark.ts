import type { Problem } from '#basics/problem.js';
import {
  type CellExample,
  type ColumnName,
  type ColumnPlace,
  exampleAt,
  questionOn,
} from './columnQuestion.js';
import { emptyCell, textCell } from './scan/scanLayout.js';
import type { NumberCellsPacked } from './scan/storedColumn.js';

export interface MarkDecision {
  readonly mark: '.' | ',';
  /** Empty for the usual decimal point. */
  readonly evidence: string;
  /** Whether any cell has a point or a comma that it decides. */
  readonly matters: boolean;
}

/**
 * Whether a column writes decimals after a point or after a comma, decided on all of its cells. `28.000` and
 * `28,000` alone can be either; beside `12.50`, `1,234.56` or a plain `12500` they cannot. Amounts that stay
 * open are as `stated`, or asked about; rates and terms are never in the thousands, so for them the group is the decimals.
 */
function decideDecimalMark(
  at: ColumnName,
  seen: Forms,
  amounts: boolean,
  semicolons: boolean,
  stated: '.' | ',' | undefined,
): MarkDecision | Problem {
  const surely = seen.point + seen.comma;
  const groups = seen.pointGroup + seen.commaGroup;
  const decided = (mark: '.' | ',', evidence = ''): MarkDecision => ({
    mark,
    evidence,
    matters: surely + groups > 0,
  });
  if (surely > 0) {
    if (seen.comma <= surely * 0.05) return decided('.');
    if (seen.point <= surely * 0.05) return decided(',', `decimal comma in ${seen.comma} cells`);
    return question(at, seen.examples);
  }
  if (stated !== undefined)
    return decided(stated, stated === ',' && groups > 0 ? 'decimal comma, as stated' : '');
  if (seen.pointGroup > 0 && seen.commaGroup === 0) {
    return !amounts || seen.longPlain > 0 ? decided('.') : question(at, seen.examples);
  }
  if (seen.commaGroup > 0 && seen.pointGroup === 0) {
    if (!amounts) return decided(',', `decimal comma in ${seen.commaGroup} cells`);
    return semicolons ? question(at, seen.examples) : decided('.');
  }
  return seen.pointGroup > 0 ? question(at, seen.examples) : decided('.');
}

const byPoint =
  /^[^\d]*(?:\d{1,3}(?:,\d{3})+\.\d*|\d{1,3}(?:,\d{3}){2,}|\d*\.(?!\d{3}(?!\d))\d+|(?:0|\d{4,})\.\d{3})(?![\d.,])/;
const byComma =
  /^[^\d]*(?:\d{1,3}(?:\.\d{3})+,\d*|\d{1,3}(?:\.\d{3}){2,}|\d+,(?!\d{3}(?!\d))\d+|(?:0|\d{4,}),\d{3})(?![\d.,])/;
const pointGroup = /^[^\d]*[1-9]\d{0,2}\.\d{3}(?![\d.,])/;
const commaGroup = /^[^\d]*[1-9]\d{0,2},\d{3}(?![\d.,])/;
const longPlain = /^[^\d]*\d{4,}(?![\d.,])/;

interface Forms {
  point: number;
  comma: number;
  pointGroup: number;
  commaGroup: number;
  longPlain: number;
  examples: CellExample[];
}

/** How the cells of a column write their figures, gathered run by run. */
export class MarkForms {
  readonly #forms: Forms = { point: 0, comma: 0, pointGroup: 0, commaGroup: 0, longPlain: 0, examples: [] };

  /** Counts until a comma could still change the answer: without any comma one decimal point settles it. */
  look(at: ColumnPlace): void {
    const forms = this.#forms;
    const numbers = at.stored?.numbers;
    if (numbers !== undefined && this.#areSettled(numbers)) return;
    for (let row = 0; row < at.rows.rowCount; row++) {
      if (numbers !== undefined && isSettled(numbers, row, forms)) continue;
      const text = at.textAt(row);
      if (text.length > 80) continue; // no number
      const hasComma = text.includes(',');
      if (!hasComma && forms.point > 1000) continue;
      if (hasComma || text.includes('.')) countOne(forms, at, row, text);
      else if (longPlain.test(text)) forms.longPlain++;
    }
  }

  /** Counts a run of rows whose scales tell all; false where the text of some cell has to be looked at. */
  #areSettled({ scale, scaleCounts, digits }: NumberCellsPacked): boolean {
    if (scaleCounts[textCell]! > 0 || scaleCounts[3]! > 0) return false;
    const forms = this.#forms;
    forms.point += scale.length - scaleCounts[0]! - scaleCounts[emptyCell]!;
    // Whether there is any is all that is asked of these.
    if (scaleCounts[0] === 0 || forms.longPlain > 0) return true;
    for (let row = 0; row < scale.length; row++)
      if (scale[row] === 0 && (digits[row]! >= 1000 || digits[row]! <= -1000)) forms.longPlain++;
    return true;
  }

  decide(
    at: ColumnName,
    amounts: boolean,
    semicolons: boolean,
    stated: '.' | ',' | undefined,
  ): MarkDecision | Problem {
    return decideDecimalMark(at, this.#forms, amounts, semicolons, stated);
  }
}

/** Plain numbers with a point settle themselves, save `28.000`; the text of others has to be looked at. */
function isSettled({ scale, digits }: NumberCellsPacked, row: number, forms: Forms): boolean {
  const decimals = scale[row]!;
  if (decimals === textCell || decimals === 3) return false;
  if (decimals === emptyCell) return true;
  if (decimals > 0) forms.point++;
  else if (digits[row]! >= 1000 || digits[row]! <= -1000) forms.longPlain++;
  return true;
}

function countOne(forms: Forms, at: ColumnPlace, row: number, text: string): void {
  if (byPoint.test(text)) forms.point++;
  else if (byComma.test(text)) forms.comma++;
  else if (pointGroup.test(text)) forms.pointGroup++;
  else if (commaGroup.test(text)) forms.commaGroup++;
  if (forms.examples.length < 3 && (pointGroup.test(text) || commaGroup.test(text))) {
    forms.examples.push(exampleAt(at, row));
  }
}

function question(at: ColumnName, examples: readonly CellExample[]): Problem {
  return questionOn(
    at,
    examples,
    'is the point or the comma the decimal mark?',
    (text) => `${text.replace(/[.,]/g, '')} or ${text.replace(',', '.')}`,
    '--decimal-mark . or --decimal-mark ,',
  );
}
