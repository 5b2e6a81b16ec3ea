import { assumptionLabel, assumptionText, originText } from './assumptionLabels.js';
import type { AssumptionRecord } from './documents/documentParts.js';
import type { ReportContext } from './reportContext.js';
import { type TextColumn, type TextRow, textTable } from './textTable.js';
import { textWidth, wrapText } from './textWidth.js';

/** Every assumption with its value and origin; a long origin goes on in the next row. */
export function assumptionTable(assumptions: readonly AssumptionRecord[], context: ReportContext): string {
  const { messages, language, painter, columns: width } = context;
  const columns: TextColumn[] = [
    { header: messages.assumed, align: 'left' },
    { header: messages.value, align: 'right' },
    { header: messages.origin, align: 'left' },
  ];
  const cells = assumptions.map((assumption) => [
    assumptionLabel(assumption.name, language),
    assumptionText(assumption),
    originText(assumption.origin, language),
  ]);
  const widest = (column: number): number =>
    Math.max(textWidth(columns[column]!.header), ...cells.map((row) => textWidth(row[column]!)));
  const room = Math.max(30, width - widest(0) - widest(1) - 4);
  const rows = cells.flatMap(([label = '', value = '', origin = '']): TextRow[] =>
    wrapText(origin, room).map((line, i) => ({ cells: i === 0 ? [label, value, line] : ['', '', line] })),
  );
  return textTable(columns, rows, painter);
}
