import { type CalendarDate, formatDate } from '#basics/calendarDate.js';
import { quoted } from '#basics/printable.js';
import { readDateText } from './dateText.js';

const named =
  /(?:截止|截至|封包|基准|基準|as\s+(?:of|at)|cut-?\s?off|reporting)\s*(?:日期|日|date)?\s*[:：]?\s*((?:19|20)\d{2}(?:\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?|\d{4}(?!\d)))/gi;

/**
 * The day that a title above the headings names as that of the tape (`截止日：2026年1月31日`, `As of 2026-01-31`), with the
 * text that says so; undefined where none does or two differ.
 */
export function titleCutOff(
  titles: readonly string[],
): { readonly date: CalendarDate; readonly evidence: string } | undefined {
  const days = new Map<CalendarDate, string>();
  for (const title of titles) {
    for (const [, written] of title.slice(0, longestTitle).normalize('NFKC').matchAll(named)) {
      const reading = readDateText(written!.replace(/\s/g, ''));
      if (reading?.kind === 'fixed') days.set(reading.date, title);
    }
  }
  const [first, ...others] = days;
  if (first === undefined || others.length > 0) return undefined;
  return { date: first[0], evidence: `${formatDate(first[0])} in the title ${quoted(first[1])}` };
}

const longestTitle = 500;
