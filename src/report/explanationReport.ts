import { whenText } from './amountTable.js';
import type { CashflowDocument, ExplanationRecord } from './documents/cashflowSchema.js';
import { formatAmount } from './formatValue.js';
import { titleLine } from './headLines.js';
import type { ReportContext } from './reportContext.js';
import { type TextColumn, type TextRow, textTable } from './textTable.js';

/** The chain of reasons behind one payment. */
export function explanationReport(
  document: CashflowDocument,
  explanation: ExplanationRecord,
  context: ReportContext,
): string {
  const { painter, messages } = context;
  const { collected } = explanation;
  const parts = [
    `${messages.interest} ${formatAmount(collected.interest)}`,
    `${messages.scheduledPrincipal} ${formatAmount(collected.scheduledPrincipal)}`,
    `${messages.prepaidPrincipal} ${formatAmount(collected.prepaidPrincipal)}`,
    `${messages.recoveries} ${formatAmount(collected.recoveries)}`,
  ];
  const columns: TextColumn[] = [
    { header: messages.step, align: 'left' },
    { header: messages.payTo, align: 'left' },
    { header: messages.available, align: 'right' },
    { header: messages.due, align: 'right' },
    { header: messages.paid, align: 'right' },
    { header: messages.limit, align: 'left' },
  ];
  const rows = explanation.steps.map((step): TextRow => {
    const cells = [
      `${step.step} ${step.do}`,
      `${step.name} ${step.kind}`,
      formatAmount(step.available),
      formatAmount(step.due),
      formatAmount(step.paid),
      messages.limits[step.limit] ?? step.limit,
    ];
    return step.name === explanation.name ? { cells } : { cells, kind: 'faint' };
  });
  const lines = [
    titleLine('abs cashflow --explain', document.run, context),
    `${painter.strong(`${explanation.name} @ ${whenText(explanation)}`)}  ${document.deal.name}`,
    '',
    `${painter.strong(messages.collected(collected.firstMonth, collected.lastMonth))}  ${parts.join(' · ')}`,
  ];
  if (explanation.interestFormula !== null) {
    lines.push(`${painter.strong(messages.interestDue)}  ${explanation.interestFormula}`);
  }
  return `${[...lines, '', textTable(columns, rows, painter)].join('\n')}\n`;
}
