import { assumptionLabel } from './assumptionLabels.js';
import type { StressPair } from './documents/stressSchema.js';
import { formatNumber } from './formatValue.js';
import type { ReportContext } from './reportContext.js';
import { stressMessagesFor } from './stressMessages.js';
import { type TextColumn, type TextRow, textTable } from './textTable.js';

const barWidth = 16;

/** Bars of the class whose price moves most, the longest first: left of the middle is cheaper, right dearer. */
export function tornadoTable({ tornado, classes }: StressPair, { language, painter }: ReportContext): string {
  if (tornado === null) throw new Error('a pair without a tornado');
  const words = stressMessagesFor(language);
  const spans = classes.map((_, note) => Math.max(0, ...tornado.bars.map((bar) => spanOf(bar, note))));
  const shown = spans.indexOf(Math.max(...spans));
  const base = tornado.prices[shown] ?? 0;
  const change = (price: number | null | undefined): number =>
    price === null || price === undefined ? 0 : price - base;
  const bars = tornado.bars
    .map((bar) => ({ bar, low: change(bar.low.prices[shown]), high: change(bar.high.prices[shown]) }))
    .sort((a, b) => reach(b) - reach(a));
  const most = Math.max(1e-12, ...bars.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)]));
  const headers = ['', words.moved, words.change, '', words.moved, words.change];
  const columns = headers.map(
    (header, i): TextColumn => ({ header, align: i === 0 || i === 3 ? 'left' : 'right' }),
  );
  const rows = bars.map(
    ({ bar, low, high }): TextRow => ({
      cells: [
        assumptionLabel(bar.path, language).trim(),
        bar.low.value,
        signed(low),
        picture(Math.min(low, high, 0), Math.max(low, high, 0), most),
        bar.high.value,
        signed(high),
      ],
    }),
  );
  return `${painter.heading(words.tornadoHeading(classes[shown]!.name))}\n${textTable(columns, rows, painter)}`;
}

function spanOf({ low, high }: NonNullable<StressPair['tornado']>['bars'][number], note: number): number {
  const [a, b] = [low.prices[note], high.prices[note]];
  return a === null || a === undefined || b === null || b === undefined ? 0 : Math.abs(a - b);
}

function reach({ low, high }: { low: number; high: number }): number {
  return Math.max(low, high) - Math.min(low, high);
}

function picture(least: number, greatest: number, most: number): string {
  const cells = (share: number): number => Math.round((Math.abs(share) / most) * barWidth);
  const left = cells(least);
  const right = cells(greatest);
  return `${' '.repeat(barWidth - left)}${'█'.repeat(left)}│${'█'.repeat(right)}${' '.repeat(barWidth - right)}`;
}

function signed(change: number): string {
  return `${change > 0 ? '+' : ''}${formatNumber(change, 3)}`;
}
