import type { StressDocument } from './documents/stressSchema.js';
import { formatNumber, formatPercent } from './formatValue.js';
import type { ReportContext } from './reportContext.js';
import { stressMessagesFor } from './stressMessages.js';
import { type TextColumn, type TextRow, textTable } from './textTable.js';

type Found = StressDocument['breakEven'][number];

/** A line a class: how far its defaults can be multiplied, and how high a flat default rate may be. */
export function breakEvenTable(found: readonly Found[], { language, painter }: ReportContext): string {
  const words = stressMessagesFor(language);
  const headers = [words.noteClass, words.multiple, words.cdr, words.note];
  const columns = headers.map(
    (header, i): TextColumn => ({ header, align: i === 1 || i === 2 ? 'right' : 'left' }),
  );
  const names = [...new Set(found.map((one) => one.class))];
  const rows = names.map((name): TextRow => {
    const by = (kind: Found['by']) => found.find((one) => one.class === name && one.by === kind);
    const multiple = by('multiple');
    const cdr = by('cdr');
    return {
      cells: [
        name,
        multiple?.value == null ? '–' : formatNumber(multiple.value, 4),
        cdr?.value == null ? '–' : formatPercent(cdr.value, 3),
        [...new Set([remark(multiple, language), remark(cdr, language)])]
          .filter((text) => text !== '')
          .join('; '),
      ],
    };
  });
  return `${painter.heading(words.breakEvenHeading)}\n${textTable(columns, rows, painter)}`;
}

function remark(found: Found | undefined, language: ReportContext['language']): string {
  const words = stressMessagesFor(language);
  if (found === undefined) return '';
  const text = (value: number): string =>
    found.by === 'multiple' ? formatNumber(value, 2) : formatPercent(value, 1);
  if (!found.isMonotone) return words.notMonotone(found.crossings.map(({ at }) => text(at)).join(', '));
  switch (found.reason) {
    case 'never-short':
      return words.neverShort(text(found.searchedTo));
    case 'always-short':
      return words.alwaysShort;
    case 'residual':
      return words.residual;
    case 'no-defaults':
      return words.noDefaults;
    case null:
      return '';
  }
  return found.reason satisfies never;
}
