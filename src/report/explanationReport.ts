import { whenText } from './amountTable.js';
import type { CashflowDocument, ExplanationRecord } from './documents/cashflowSchema.js';
import { formatAmount, formatPercent } from './formatValue.js';
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
      `${step.step} ${messages.steps[step.do] ?? step.do}`,
      `${step.name} ${messages.movements[step.kind] ?? step.kind}`,
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
  if (explanation.feeFormula !== null) {
    lines.push(`${painter.strong(messages.due)}  ${explanation.feeFormula}`);
  }
  for (const trigger of explanation.triggers) lines.push(triggerLine(trigger, context));
  const table =
    rows.length === 0 ? nothingMoved(document, explanation, context) : textTable(columns, rows, painter);
  return `${[...lines, '', table, ...sourceLines(explanation, context)].join('\n')}\n`;
}

/** No step paid or drew on the name: an account or support is told by its balance. */
function nothingMoved(
  { accounts }: CashflowDocument,
  { name, payment }: ExplanationRecord,
  { messages }: ReportContext,
): string {
  const row = Object.hasOwn(accounts, name)
    ? accounts[name]!.find((one) => one.payment === payment)
    : undefined;
  const held = row === undefined ? '' : ` · ${messages.balanceAtEnd} ${formatAmount(row.balanceAtEnd)}`;
  return `${messages.nothingMoved(name)}${held}`;
}

function triggerLine(
  { name, inForce, value, since }: ExplanationRecord['triggers'][number],
  { messages, painter }: ReportContext,
): string {
  const state =
    inForce && since !== null ? `${messages.inForceFrom} ${whenText(since)}` : messages.notInForce;
  const measured = value === null ? '' : ` · ${formatPercent(value)}`;
  return `${painter.strong(messages.trigger)} ${name}  ${state}${measured}`;
}

/** Cash that was there in more than one account, and payments that did not come from the first of them. */
function sourceLines({ name, steps }: ExplanationRecord, { messages, painter }: ReportContext): string[] {
  const text = (parts: ExplanationRecord['steps'][number]['sources']): string =>
    parts.map(({ account, amount }) => `${account} ${formatAmount(amount)}`).join(' + ');
  const lines = steps.flatMap((step) => {
    if (step.sources.length < 2) return [];
    const paid = step.from.length === 0 ? '' : ` · ${messages.paidFrom} ${text(step.from)}`;
    const line = `  ${step.step} ${step.name}: ${formatAmount(step.available)} = ${text(step.sources)}${paid}`;
    return [step.name === name ? line : painter.faint(line)];
  });
  return lines.length === 0 ? [] : ['', painter.strong(messages.whereAvailable), ...lines];
}
