import { type AmountColumn, amountTable } from './amountTable.js';
import type { CashflowDocument } from './documents/cashflowSchema.js';
import { formatAmount } from './formatValue.js';
import type { ReportContext } from './reportContext.js';
import { type TextColumn, textTable } from './textTable.js';

type Side<Name extends keyof CashflowDocument> = NonNullable<CashflowDocument[Name]>;

/** Sections that only some deals have, each with its heading. */
export function dealSides(document: CashflowDocument, context: ReportContext): string[] {
  const { closing, supports, withoutOriginatorSupport, parties, holders, negativeCarry } = document;
  return [
    lifeLine(document, context),
    ...(closing === undefined ? [] : [closingSection(closing, context)]),
    ...(supports === undefined ? [] : [supportSection(supports, context)]),
    ...(withoutOriginatorSupport === undefined ? [] : [aloneSection(withoutOriginatorSupport, context)]),
    ...Object.entries(negativeCarry ?? {}).map(([name, carry]) => carrySection(name, carry, context)),
    ...Object.entries(holders ?? {}).map(([name, list]) => holderSection(name, list, context)),
    ...(parties === undefined ? [] : [partySection(parties, context)]),
  ];
}

function table(
  heading: string,
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  labels: number,
  { painter }: ReportContext,
): string {
  const columns = headers.map((header, k): TextColumn => ({ header, align: k < labels ? 'left' : 'right' }));
  const body = rows.map((cells) => ({ cells }));
  return `${painter.heading(heading)}\n${textTable(columns, body, painter)}`;
}

function closingSection({ lines, total, cashToOriginator }: Side<'closing'>, context: ReportContext): string {
  const { messages } = context;
  const label = (kind: string, name: string): string =>
    [messages.closingLines[kind] ?? kind, name].filter((part) => part !== '').join(' ');
  const rows = [
    ...lines.map(({ kind, name, amount }) => [label(kind, name), formatAmount(amount)]),
    [messages.total, formatAmount(total)],
    [messages.cashToOriginator, formatAmount(cashToOriginator)],
  ];
  return table(messages.closing, [messages.item, messages.money], rows, 1, context);
}

function supportSection(supports: Side<'supports'>, context: ReportContext): string {
  const { messages } = context;
  const rows = supports.map((one) => [
    one.name,
    messages.supportKinds[one.kind] ?? one.kind,
    messages.providers[one.provider] ?? one.provider,
    ...[one.limit, one.drawn, one.repaid, one.left].map(formatAmount),
  ]);
  const headers = [messages.support, messages.kind, messages.provider, messages.supportLimit];
  const moved = [messages.drawn, messages.repaid, messages.left];
  return table(messages.supports, [...headers, ...moved], rows, 3, context);
}

function aloneSection(classes: Side<'withoutOriginatorSupport'>, context: ReportContext): string {
  const { messages } = context;
  const rows = Object.entries(classes).flatMap(([name, both]) =>
    (['with', 'without'] as const).map((which) => {
      const totals = both[which];
      const cells = [
        totals.interestPaid,
        totals.principalPaid,
        totals.interestUnpaid,
        totals.principalUnpaid,
      ];
      return [name, messages.originatorSupport[which], ...cells.map(formatAmount)];
    }),
  );
  const paid = [messages.interestPaid, messages.principalPaid];
  const headers = [messages.noteClass, messages.originator, ...paid];
  const unpaid = [messages.interestUnpaid, messages.principalUnpaid];
  return table(messages.withoutOriginator, [...headers, ...unpaid], rows, 2, context);
}

function carrySection(
  name: string,
  { rows, total }: Side<'negativeCarry'>[string],
  context: ReportContext,
): string {
  const { messages, painter } = context;
  const columns: AmountColumn<(typeof rows)[number]>[] = [
    { header: messages.held, of: (row) => row.held },
    { header: messages.couponCost, of: (row) => row.coupon },
    { header: messages.earned, of: (row) => row.earned },
    { header: messages.negativeCarry, of: (row) => row.negativeCarry },
  ];
  const heading = `${messages.negativeCarry} ${name}: ${formatAmount(total)}`;
  return `${painter.heading(heading)}\n${amountTable(rows, columns, context)}`;
}

/** Totals by holder; the payments are in the JSON document. */
function holderSection(name: string, holders: Side<'holders'>[string], context: ReportContext): string {
  const { messages } = context;
  const rows = Object.entries(holders).map(([holder, { units, cash }]) => [
    holder,
    String(units),
    formatAmount(cash),
  ]);
  const headers = [messages.holder, messages.units, messages.paid];
  return table(`${messages.holders} ${name}`, headers, rows, 1, context);
}

function partySection(parties: Side<'parties'>, context: ReportContext): string {
  const { messages } = context;
  const rows = parties.flatMap(({ role, name, feesPaid, accountsAtEnd, supportsDrawn, notesPaid }) => {
    const parts = [
      ...Object.entries(feesPaid).map(([fee, paid]) => [`${messages.fee} ${fee}`, paid]),
      ...Object.entries(supportsDrawn).map(([support, drawn]) => [`${messages.support} ${support}`, drawn]),
      ...Object.entries(notesPaid).map(([note, paid]) => [`${messages.noteClass} ${note}`, paid]),
      ...Object.entries(accountsAtEnd).map(([account, held]) => [`${messages.account} ${account}`, held]),
    ];
    const head = [messages.roles[role] ?? role, name];
    if (parts.length === 0) return [[...head, '', '']];
    return parts.map(([what, amount]) => [...head, what!, formatAmount(amount!)]);
  });
  return table(
    messages.parties,
    [messages.role, messages.name, messages.item, messages.money],
    rows,
    3,
    context,
  );
}

function lifeLine({ weightedAverageLives }: CashflowDocument, { messages, painter }: ReportContext): string {
  const lives = Object.entries(weightedAverageLives).map(
    ([name, years]) => `${name} ${years === null ? '–' : years.toFixed(2)}`,
  );
  return `${painter.strong(messages.averageLives)}  ${lives.join(' · ')}`;
}
