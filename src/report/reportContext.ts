import { type Language, type Messages, messagesFor } from './messages.js';
import { type Painter, plainPainter } from './painter.js';

/** What a terminal report needs besides its document. */
export interface ReportContext {
  readonly messages: Messages;
  readonly language: Language;
  readonly painter: Painter;
  readonly columns: number;
}

/** As piped: no color, 100 columns. */
export function plainContext(language: Language): ReportContext {
  return { messages: messagesFor(language), language, painter: plainPainter, columns: 100 };
}
