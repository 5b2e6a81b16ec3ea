import { simplifyChinese } from './simplifiedChinese.js';

const marker =
  /^(?:合\s*计|总\s*计|小\s*计|汇\s*总|本页小计|grand\s*total|sub-?\s*totals?|totals?|sums?|summe)\s*[:：]?$/i;

/** Whether a cell, without the blanks around it, names a total (合计, 小計, Total, …). */
export function isTotalMarker(text: string): boolean {
  return text.length <= 12 && marker.test(simplifyChinese(text.normalize('NFKC')));
}
