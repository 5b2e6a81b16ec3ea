import type { TapeColumns } from './columnReader.js';
import { absent, present, trimmedCell } from './tapeCells.js';
import type { TapeRows } from './tapeRows.js';

/**
 * Rows that hold no loan and say so: nothing stands in any column that is read, or nothing but a remark (`制表人：张三`,
 * `Total amount funded in policy code 1: 1465324575`). A row with a figure, a date or an id in it is no remark.
 */
export function isNoteRow(rows: TapeRows, columns: TapeColumns): (row: number) => boolean {
  const figures = [...columns.numbers, ...columns.dates].map(([canonical, { state }]) => ({
    state,
    column: columns.bindings.get(canonical)!.column,
  }));
  const texts = [...columns.bindings.values()]
    .filter(({ canonical }) => !columns.numbers.has(canonical) && !columns.dates.has(canonical))
    .map(({ column }) => column);
  return (row) => {
    for (const { state, column } of figures) {
      if (state[row] === present) return false;
      if (state[row] !== absent && !isRemark(trimmedCell(rows, row, column))) return false;
    }
    return texts.every((column) => {
      const text = trimmedCell(rows, row, column);
      return text === '' || isRemark(text);
    });
  };
}

const remarkStart =
  /^(?:注|备注|備註|说明|說明|制表|製表|填表|审核|審核|复核|複核|单位|單位|notes?\b|source\b|disclaimer)/i;

/** A sentence, a Chinese word before a colon, or a word that remarks begin with: ids are none of these. */
function isRemark(text: string): boolean {
  return (
    remarkStart.test(text) ||
    /[\u4e00-\u9fff]\s*[:：]/.test(text) ||
    (/\p{L}/u.test(text) && /\S\s+\S+\s+\S+\s+\S/.test(text))
  );
}
