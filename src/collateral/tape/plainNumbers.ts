import type { ColumnPlace } from './columnQuestion.js';
import type { NumberCellsPacked } from './scan/storedColumn.js';

/**
 * The packed numbers of a column, where there are such and none of its plain numbers can mean "no value": a
 * source whose sentinels are figures (999 for a ratio) has its cells read as texts.
 */
export function plainNumbers(
  at: ColumnPlace,
  missing: readonly string[] | undefined,
): NumberCellsPacked | undefined {
  return missing?.some((word) => /\d/.test(word)) ? undefined : at.stored?.numbers;
}
