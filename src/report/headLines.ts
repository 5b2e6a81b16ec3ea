import type { RunRecord, TapeSummary } from './documents/documentParts.js';
import { formatAmount, formatCount, formatNumber, formatPercent } from './formatValue.js';
import type { ReportContext } from './reportContext.js';
import { textWidth, wrapParts } from './textWidth.js';

/** `abs price · tape.csv, deal.yaml · as of 2026-01-31`. */
export function titleLine(command: string, run: RunRecord, { messages, painter }: ReportContext): string {
  const inputs = run.inputs.map((input) => input.name).join(', ');
  const when = run.asOf === null ? messages.monthsOnly : `${messages.asOf} ${run.asOf}`;
  return `${painter.strong(command)} · ${inputs} · ${when}`;
}

export function tapeLine(tape: TapeSummary, currency: string | null, context: ReportContext): string {
  const { messages } = context;
  const rows = [
    `${formatCount(tape.accepted)} ${messages.loans}`,
    `${formatCount(tape.rejected)} ${messages.rejectedRows}`,
    `${formatCount(tape.ignored)} ${messages.ignoredRows}`,
  ].join(', ');
  const money = `${currency === null ? '' : `${currency} `}${formatAmount(tape.currentBalance)}`;
  const rate = `${messages.rate} ${formatPercent(tape.weightedAverageRate, 4)}`;
  const term = `${messages.remainingTerm} ${formatNumber(tape.weightedAverageRemainingTermMonths, 2)} ${messages.months}`;
  return labelledParts(messages.tape, [rows, money, rate, term], textWidth(messages.tape) + 2, context);
}

/** A bold label and parts between dots, wrapped to the width with a hanging indent. */
export function labelledParts(
  label: string,
  parts: readonly string[],
  indent: number,
  { painter, columns }: ReportContext,
): string {
  return wrapParts(parts, ' · ', columns - indent)
    .map((line, i) => {
      const pad = ' '.repeat(indent - (i === 0 ? textWidth(label) : 0));
      return (i === 0 ? painter.strong(label) : '') + pad + line;
    })
    .join('\n');
}

export function dealLine(
  deal: {
    readonly name: string;
    readonly closingDate: string | null;
    readonly legalFinalDate: string | null;
  },
  { messages, painter }: ReportContext,
): string {
  const dates =
    deal.closingDate === null || deal.legalFinalDate === null
      ? ''
      : ` · ${deal.closingDate} – ${deal.legalFinalDate}`;
  return `${painter.strong(messages.deal)}  ${deal.name}${dates}`;
}
