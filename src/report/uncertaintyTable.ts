import type { PriceDocument } from './documents/priceSchema.js';
import { formatError, formatNumber } from './formatValue.js';
import type { ReportContext } from './reportContext.js';
import { type TextColumn, textTable } from './textTable.js';

/** Errors of each class price apart: of the simulation, of the parameters, of the model. */
export function uncertaintySection({ uncertainty, notes }: PriceDocument, context: ReportContext): string[] {
  if (uncertainty === undefined) return [];
  const { messages, painter } = context;
  const { draws, models } = uncertainty;
  const columns: TextColumn[] = [
    { header: messages.noteClass, align: 'left' },
    ...[
      messages.price,
      messages.simulationError,
      messages.parameterError,
      messages.meanOverDraws,
      ...models.map(({ model }) => messages.priceUnder(model)),
      ...(models.length > 0 ? [messages.modelSpread] : []),
    ].map((header): TextColumn => ({ header, align: 'right' })),
  ];
  const known = (value: number | null, format: (value: number) => string) =>
    value === null ? '–' : format(value);
  const price = (value: number | null) => known(value, (one) => formatNumber(one, 4));
  const rows = uncertainty.notes.map((note, i) => ({
    cells: [
      note.name,
      price(notes[i]!.price),
      known(note.simulationError, formatError),
      known(note.parameterError, formatError),
      price(note.meanPrice),
      ...models.map((model) => price(model.notes[i]!.price)),
      ...(models.length > 0 ? [known(note.modelSpread, formatError)] : []),
    ],
  }));
  const heading = painter.heading(messages.uncertaintyHeading(draws));
  return [`${heading}\n${textTable(columns, rows, painter)}`];
}
