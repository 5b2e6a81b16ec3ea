import { assumptionTable } from './assumptionTable.js';
import type { PriceDocument } from './documents/priceSchema.js';
import { formatCount, formatError, formatNumber, formatPercent, formatSmallPercent } from './formatValue.js';
import { dealLine, labelledParts, tapeLine, titleLine } from './headLines.js';
import { noteTable } from './noteTable.js';
import { purchaseSection } from './purchaseTable.js';
import type { ReportContext } from './reportContext.js';
import { supportSections } from './supportTables.js';
import { type TextColumn, type TextRow, textTable } from './textTable.js';
import { textWidth } from './textWidth.js';
import { uncertaintySection } from './uncertaintyTable.js';

/** What was read, what was assumed and why, then the classes, the pool and how it was estimated. */
export function priceReport(document: PriceDocument, context: ReportContext): string {
  const { messages, painter } = context;
  const sections = [
    [
      titleLine('abs price', document.run, context),
      tapeLine(document.tape, document.deal.currency, context),
      dealLine(document.deal, context),
    ].join('\n'),
    assumptionTable(document.run.assumptions, context),
    `${painter.heading(messages.notesHeading)}\n${noteTable(document, context)}`,
    ...supportSections(document, context),
    ...purchaseSection(document, context),
    ...uncertaintySection(document, context),
    ...rangeSection(document, context),
    ...lossSection(document, context),
    closingLines(document, context),
  ];
  const warnings = document.problems.length;
  if (warnings > 0) sections.push(painter.warning(messages.warnings(warnings)));
  return `${sections.join('\n\n')}\n`;
}

/** How the value of a class spreads over paths, from a bad path to a good one. */
function rangeSection(document: PriceDocument, context: ReportContext): string[] {
  const { messages, painter } = context;
  const simulated = document.notes.filter((note) => note.priceQuantiles !== null);
  const levels = Object.keys(simulated[0]?.priceQuantiles ?? {});
  if (levels.length === 0) return [];
  const columns: TextColumn[] = [
    { header: messages.noteClass, align: 'left' },
    { header: messages.standardDeviation, align: 'right' },
    ...levels.map((level): TextColumn => ({ header: levelText(level), align: 'right' })),
  ];
  const rows = simulated.map(
    (note): TextRow => ({
      cells: [
        note.name,
        formatNumber(note.priceStandardDeviation ?? 0, 4),
        ...levels.map((level) => formatNumber(note.priceQuantiles?.[level] ?? 0, 4)),
      ],
    }),
  );
  return [`${painter.heading(messages.rangeHeading)}\n${textTable(columns, rows, painter)}`];
}

/** How the loss of each class and of the pool spreads over paths, as shares of balance. */
function lossSection(document: PriceDocument, context: ReportContext): string[] {
  const { messages, painter } = context;
  const { pool } = document;
  const losing = document.notes.filter((note) => note.losses !== null && note.lossStatement === null);
  const { lossStandardDeviation, lossQuantiles, lossExpectedShortfall, lossExceedance } = pool;
  if (lossQuantiles === null || lossExpectedShortfall === null || lossExceedance === null) return [];
  const levels = Object.keys(lossQuantiles);
  const columns: TextColumn[] = [
    { header: messages.noteClass, align: 'left' },
    ...[messages.lossProbability, messages.standardDeviation].map(
      (header): TextColumn => ({ header, align: 'right' }),
    ),
    ...levels.map((level): TextColumn => ({ header: levelText(level), align: 'right' })),
    ...Object.keys(lossExpectedShortfall).map(
      (level): TextColumn => ({ header: messages.worstShare(worstText(level)), align: 'right' }),
    ),
  ];
  const row = (name: string, probability: string, losses: readonly number[]): readonly string[] => [
    name,
    probability,
    ...losses.map((loss) => formatSmallPercent(loss)),
  ];
  const rows: TextRow[] = losing.map((note) => ({
    cells: row(note.name, formatSmallPercent(note.lossProbability ?? 0), [
      note.losses?.standardDeviation ?? 0,
      ...levels.map((level) => note.losses?.quantiles[level] ?? 0),
      ...Object.values(note.losses?.expectedShortfall ?? {}),
    ]),
  }));
  const ofPool = [
    lossStandardDeviation ?? 0,
    ...Object.values(lossQuantiles),
    ...Object.values(lossExpectedShortfall),
  ];
  rows.push({
    cells: row(messages.wholeDeal, formatSmallPercent(lossExceedance['0'] ?? 0), ofPool),
    ...(rows.length > 0 ? { kind: 'total' as const } : {}),
  });
  const unseen = document.notes.filter((note) => note.lossStatement !== null);
  const lines = unseen.map(({ name, lossProbabilityUpperBound }) =>
    messages.noneInPaths(
      name,
      formatCount(document.estimator.paths),
      formatSmallPercent(lossProbabilityUpperBound ?? 1),
    ),
  );
  const table = `${painter.heading(messages.lossHeading)}\n${textTable(columns, rows, painter)}`;
  return [[table, ...lines].join('\n')];
}

function worstText(level: string): string {
  return `${Number(((1 - Number(level)) * 100).toPrecision(6))}%`;
}

/** Pool, loss quantiles, excess spread and estimator, a labelled line each. */
function closingLines(document: PriceDocument, context: ReportContext): string {
  const { messages } = context;
  const lines: (readonly [string, readonly string[]])[] = [
    [messages.poolHeading, poolParts(document, context)],
  ];
  lines.push([messages.excessSpread, [formatPercent(document.dealPrice.excessSpread)]]);
  lines.push([messages.discountSpread, discountParts(document, context)]);
  lines.push([messages.estimate, estimateParts(document, context)]);
  const indent = Math.max(...lines.map(([label]) => textWidth(label))) + 2;
  return lines.map(([label, parts]) => labelledParts(label, parts, indent, context)).join('\n');
}

/** Both parts of what each class is discounted by over the risk-free rate. */
function discountParts({ notes }: PriceDocument, { messages }: ReportContext): string[] {
  const parts = notes.map(({ name, expected, discount: headline }) => {
    const { spread, premium, expectedLossPerYear, rule } = (expected ?? { discount: headline }).discount;
    const because =
      rule === 'full' || expectedLossPerYear === null
        ? messages.premiumFull(formatPercent(premium))
        : messages.premiumLess(formatPercent(premium), formatSmallPercent(expectedLossPerYear));
    return `${name} ${formatPercent(spread)} (${because})`;
  });
  return [messages.riskFree, ...parts];
}

function poolParts({ pool }: PriceDocument, { messages }: ReportContext): string[] {
  const withError = (rate: number, error: number | null): string =>
    error === null ? formatPercent(rate) : `${formatPercent(rate)} ± ${formatError(error * 100)}%`;
  return [
    `${messages.expectedDefault} ${withError(pool.expectedDefaultRate, pool.expectedDefaultRateStandardError)}`,
    `${messages.expectedPoolLoss} ${withError(pool.expectedLossRate, pool.expectedLossRateStandardError)}`,
  ];
}

function estimateParts({ estimator, notes }: PriceDocument, { messages }: ReportContext): string[] {
  if (estimator.method === 'dcf') return [...messages.discounted];
  const parts = [
    `${estimator.method}: ${formatCount(estimator.paths)} ${messages.paths}`,
    ...(estimator.pairedPaths > 0 && estimator.pairedPaths < estimator.paths
      ? [messages.pairedPaths(formatCount(estimator.pairedPaths))]
      : []),
    ...(estimator.importanceSampled.length > 0
      ? [
          messages.effectivePaths(
            estimator.importanceSampled.join(', '),
            formatCount(Math.round(estimator.effectivePaths)),
          ),
        ]
      : []),
    ...(estimator.largePoolPaths > 0
      ? [messages.largePoolPaths(formatCount(estimator.largePoolPaths), estimator.scrambles)]
      : []),
    messages.rounds(estimator.rounds),
  ];
  if (estimator.biasCheck.length > 0 && notes.length <= 6) {
    const corrections = estimator.biasCheck.map(
      ({ name, correction, standardError }) =>
        `${name} ${formatNumber(correction, 5)} ± ${formatError(standardError)}`,
    );
    parts.push(`${messages.correction} ${corrections.join(', ')}`);
  }
  if (estimator.partial) return [...parts, messages.partial];
  return estimator.converged ? parts : [...parts, messages.notConverged];
}

function levelText(level: string): string {
  return `${Number((Number(level) * 100).toPrecision(6))}%`;
}
