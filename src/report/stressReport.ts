import { formatRate } from '#basics/rate.js';
import { assumptionTable } from './assumptionTable.js';
import { breakEvenTable } from './breakEvenTable.js';
import type { StressDocument, StressPair, StressScenario } from './documents/stressSchema.js';
import { formatAmount, formatCount, formatNumber, formatPercent, formatSmallPercent } from './formatValue.js';
import { dealLine, tapeLine, titleLine } from './headLines.js';
import { heatTables } from './heatTable.js';
import type { ReportContext } from './reportContext.js';
import { shortName } from './scenarioName.js';
import { stressMessagesFor } from './stressMessages.js';
import { type TextColumn, type TextRow, textTable } from './textTable.js';
import { wrapText } from './textWidth.js';
import { tornadoTable } from './tornadoTable.js';

/** Scenarios printed in full; the rest is counted. */
const scenariosShown = 40;

/** What was read and assumed, every scenario with its classes, the heat table, break-even and tornado. */
export function stressReport(document: StressDocument, context: ReportContext): string {
  const { messages, painter } = context;
  const words = stressMessagesFor(context.language);
  const sections = [titleLine('abs stress', document.run, context)];
  sections.push(assumptionTable(document.run.assumptions, context));
  document.pairs.forEach((pair, index) => {
    const head = [tapeLine(pair.tape, pair.deal.currency, context), dealLine(pair.deal, context)];
    const purchases = boughtLine(pair, context);
    if (purchases !== undefined) head.push(purchases);
    if (pair.assumptions.length > 0) head.push('', assumptionTable(pair.assumptions, context));
    sections.push(head.join('\n'));
    const scenarios = document.scenarios.filter((one) => one.pair === index);
    sections.push(`${painter.heading(words.tableHeading)}\n${scenarioTable(scenarios, context)}`);
    sections.push(...heatTables(document, index, context));
    sections.push(...solvedLines(scenarios, context));
    const found = document.breakEven.filter((one) => one.pair === index);
    if (found.length > 0) sections.push(breakEvenTable(found, context));
    if (pair.tornado !== null) sections.push(tornadoTable(pair, context));
  });
  if (document.partial) sections.push(painter.warning(words.partial));
  const warnings = document.problems.length;
  if (warnings > 0) sections.push(painter.warning(messages.warnings(warnings)));
  return `${sections.join('\n\n')}\n`;
}

/** Purchases that are not at par and at closing. */
function boughtLine({ classes }: StressPair, { language, painter }: ReportContext): string | undefined {
  const words = stressMessagesFor(language);
  const others = classes.filter(
    ({ purchasePrice, paymentsBeforePurchase, purchaseDate }) =>
      purchasePrice !== 100 || paymentsBeforePurchase > 0 || purchaseDate !== null,
  );
  if (others.length === 0) return undefined;
  const each = others.map(({ name, purchasePrice, purchaseDate, paymentsBeforePurchase: paid }) => {
    const when = purchaseDate ?? (paid > 0 ? words.afterPayments(String(paid)) : words.atClosing);
    return `${name} ${purchasePrice} (${when})`;
  });
  return `${painter.strong(words.purchase)}  ${each.join(' · ')}`;
}

function scenarioTable(scenarios: readonly StressScenario[], context: ReportContext): string {
  const words = stressMessagesFor(context.language);
  const headers = [
    words.scenario,
    words.noteClass,
    words.price,
    words.yieldAt,
    words.life,
    words.loss,
    words.shortfall,
    words.poolDefault,
    words.poolLoss,
  ];
  const columns = headers.map((header, i): TextColumn => ({ header, align: i < 2 ? 'left' : 'right' }));
  const shown = scenarios.slice(0, scenariosShown);
  const table = textTable(columns, shown.flatMap(scenarioRows), context.painter);
  const left = scenarios.length - shown.length;
  return left === 0 ? table : `${table}\n${words.more(formatCount(left))}`;
}

function scenarioRows({ name, pool, notes }: StressScenario): TextRow[] {
  const title = shortName(name, 26);
  if (pool === null) return [{ cells: [title, '–', '–', '–', '–', '–', '–', '–', '–'], kind: 'warning' }];
  return notes.map((note, i): TextRow => {
    const isShort = (note.principalLoss ?? 0) > 0.01 || (note.interestShortfall ?? 0) > 0.01;
    return {
      cells: [
        i === 0 ? title : '',
        note.name,
        known(note.price, (value) => formatNumber(value, 3)),
        known(note.yield, (value) => (value < -1 ? '<-100%' : formatPercent(value))),
        known(note.weightedAverageLife, (value) => formatNumber(value, 2)),
        known(note.lossRate, formatSmallPercent),
        known(note.interestShortfall, (value) => formatAmount(value)),
        i === 0 ? formatPercent(pool.defaultRate) : '',
        i === 0 ? formatPercent(pool.lossRate) : '',
      ],
      ...(isShort ? { kind: 'warning' as const } : {}),
    };
  });
}

function solvedLines(
  scenarios: readonly StressScenario[],
  { language, painter, columns }: ReportContext,
): string[] {
  const words = stressMessagesFor(language);
  const lines = scenarios.flatMap(({ name, solved, set }) => {
    if (solved === null) return [];
    const remark = solved.message === null ? [] : wrapText(`${name}: ${solved.message}`, columns);
    if (solved.roots.length === 0) return remark;
    const roots = words.roots(
      solved.path,
      solved.roots.map((root) => rootText(root, set[solved.path])).join(', '),
    );
    const several = solved.roots.length > 1 ? ` (${words.severalRoots})` : '';
    return [...wrapText(`${name}: ${roots}${several}`, columns), ...remark];
  });
  return lines.length === 0 ? [] : [`${painter.heading(words.solvedHeading)}\n${lines.join('\n')}`];
}

/** In the unit in which the first of them was written. */
function rootText(root: number, written: string | undefined): string {
  const digits = Number(root.toPrecision(10));
  return written?.endsWith('%') === true ? formatRate(digits) : String(digits);
}

function known(value: number | null, format: (value: number) => string): string {
  return value === null ? '–' : format(value);
}
