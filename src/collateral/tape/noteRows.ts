import { quoted } from '#basics/printable.js';
import { type Problem, problem } from '#basics/problem.js';
import type { TapeColumns } from './columnReader.js';
import { Finding } from './findings.js';
import { fateOf, type Judgement } from './judgeRows.js';
import { placesText } from './loanPlaces.js';
import { trimmedCell } from './tapeCells.js';
import type { TapeRows } from './tapeRows.js';

/** The rows without a loan, named in a warning with what the first of them says. */
export class NoteRows {
  readonly #found = new Finding();
  #says = '';

  add(rows: TapeRows, columns: TapeColumns, judgement: Judgement): void {
    if (judgement.areAllAccepted) return;
    for (let row = 0; row < rows.rowCount; row++) {
      if (fateOf(judgement, row) !== 'note-row') continue;
      if (this.#says === '') this.#says = firstText(rows, columns, row);
      this.#found.add(() => ({ line: rows.lineOf(row), id: '' }), 0);
    }
  }

  problems(tape: string): Problem[] {
    const { count, places } = this.#found;
    if (count === 0) return [];
    const what = count === 1 ? 'row holds no loan and is' : 'rows hold no loan and are';
    const says = this.#says === '' ? '' : ` (${quoted(this.#says)})`;
    const message = `${count} ${what} passed over${says}: ${placesText(places)}`;
    return [problem('warning', 'no-loan', `${tape}:${places[0]!.line}`, message)];
  }
}

function firstText(rows: TapeRows, { bindings }: TapeColumns, row: number): string {
  const columns = [...bindings.values()].map(({ column }) => column).sort((a, b) => a - b);
  return columns.map((column) => trimmedCell(rows, row, column)).find((text) => text !== '') ?? '';
}
