import { type AmountColumn, amountTable, whenText } from './amountTable.js';
import { assumptionTable } from './assumptionTable.js';
import { dealSides } from './dealSidesReport.js';
import type { CashflowDocument } from './documents/cashflowSchema.js';
import { formatAmount, formatPercent } from './formatValue.js';
import { dealLine, tapeLine, titleLine } from './headLines.js';
import type { ReportContext } from './reportContext.js';
import { textWidth } from './textWidth.js';

/** One exact run: pool, classes, fees, accounts and triggers by date, and that no cash went missing. */
export function cashflowReport(document: CashflowDocument, context: ReportContext): string {
  const { messages, painter } = context;
  const sections = [
    [
      titleLine('abs cashflow', document.run, context),
      ...(document.tape === null ? [] : [tapeLine(document.tape, document.deal.currency, context)]),
      dealLine(document.deal, context),
    ].join('\n'),
    ...(document.tape === null ? [] : [assumptionTable(document.run.assumptions, context)]),
    section(messages.poolHeading, poolTable(document, context), context),
    ...Object.entries(document.notes).map(([name, rows]) =>
      section(`${messages.noteClass} ${name}`, noteTable(rows, context), context),
    ),
    ...Object.entries(document.fees).map(([name, rows]) =>
      section(`${messages.fee} ${name}`, feeTable(rows, context), context),
    ),
    ...Object.entries(document.accounts).map(([name, rows]) =>
      section(`${messages.account} ${name}`, accountTable(rows, context), context),
    ),
    ...Object.entries(document.inflows ?? {}).map(([name, rows]) =>
      section(
        `${messages.inflow} ${name}`,
        amountTable(rows, [{ header: messages.paidIn, of: (row) => row.received }], context),
        context,
      ),
    ),
    ...Object.entries(document.ledgers ?? {}).map(([name, rows]) =>
      section(`${messages.ledger} ${name}`, ledgerTable(rows, context), context),
    ),
    ...(document.purchases === undefined
      ? []
      : [section(messages.purchases, purchaseTable(document.purchases, context), context)]),
    ...dealSides(document, context),
    ...triggerSection(document, context),
    conservationLine(document, context),
  ];
  if (document.problems.length > 0) {
    sections.push(painter.warning(messages.warnings(document.problems.length)));
  }
  return `${sections.join('\n\n')}\n`;
}

function section(heading: string, table: string, { painter }: ReportContext): string {
  return `${painter.heading(heading)}\n${table}`;
}

function poolTable(document: CashflowDocument, context: ReportContext): string {
  const { messages } = context;
  const columns: AmountColumn<CashflowDocument['pool'][number]>[] = [
    { header: messages.balanceAtStart, of: (row) => row.balanceAtStart },
    { header: messages.interest, of: (row) => row.interest },
    { header: messages.scheduledPrincipal, of: (row) => row.scheduledPrincipal },
    { header: messages.prepaidPrincipal, of: (row) => row.prepaidPrincipal, optional: true },
    { header: messages.defaultedPrincipal, of: (row) => row.defaultedPrincipal, optional: true },
    { header: messages.recoveries, of: (row) => row.recoveries, optional: true },
    { header: messages.balanceAtEnd, of: (row) => row.balanceAtEnd },
  ];
  const table = amountTable(document.pool, columns, context);
  const isTooWide = table.split('\n').some((line) => textWidth(line) > context.columns);
  // The balance at the start of a date stands at the end of the date before.
  return isTooWide ? amountTable(document.pool, columns.slice(1), context) : table;
}

function noteTable(rows: CashflowDocument['notes'][string], context: ReportContext): string {
  const { messages } = context;
  return amountTable(
    rows,
    [
      { header: messages.balanceAtStart, of: (row) => row.balanceAtStart },
      { header: messages.interestDue, of: (row) => row.interestDue },
      { header: messages.interestPaid, of: (row) => row.interestPaid },
      { header: messages.shortfall, of: (row) => row.interestShortfall },
      { header: messages.interestCapitalized, of: (row) => row.interestCapitalized, optional: true },
      { header: messages.principalPaid, of: (row) => row.principalPaid },
      { header: messages.residualPaid, of: (row) => row.residualPaid, optional: true },
      { header: messages.balanceAtEnd, of: (row) => row.balanceAtEnd },
    ],
    context,
  );
}

function feeTable(rows: CashflowDocument['fees'][string], context: ReportContext): string {
  const { messages } = context;
  return amountTable(
    rows,
    [
      { header: messages.due, of: (row) => row.due },
      { header: messages.paid, of: (row) => row.paid },
      { header: messages.shortfall, of: (row) => row.shortfall },
    ],
    context,
  );
}

function accountTable(rows: CashflowDocument['accounts'][string], context: ReportContext): string {
  const { messages } = context;
  return amountTable(
    rows,
    [
      { header: messages.balanceAtStart, of: (row) => row.balanceAtStart },
      { header: messages.paidIn, of: (row) => row.received },
      { header: messages.paidOut, of: (row) => row.paid },
      { header: messages.target, of: (row) => row.target, optional: true },
      { header: messages.balanceAtEnd, of: (row) => row.balanceAtEnd },
    ],
    context,
  );
}

function ledgerTable(rows: NonNullable<CashflowDocument['ledgers']>[string], context: ReportContext): string {
  const { messages } = context;
  return amountTable(
    rows,
    [
      { header: messages.balanceAtStart, of: (row) => row.balanceAtStart },
      { header: messages.debited, of: (row) => row.debited },
      { header: messages.credited, of: (row) => row.credited },
      { header: messages.balanceAtEnd, of: (row) => row.balanceAtEnd },
    ],
    context,
  );
}

function purchaseTable(rows: NonNullable<CashflowDocument['purchases']>, context: ReportContext): string {
  const { messages } = context;
  return amountTable(
    rows,
    [
      { header: messages.spent, of: (row) => row.paid },
      { header: messages.reinvested, of: (row) => row.reinvested ?? null, optional: true },
      { header: messages.loansOut, of: (row) => row.loansOut ?? null, optional: true },
      { header: messages.cashIdle, of: (row) => row.cashIdle ?? null, optional: true },
    ],
    context,
  );
}

function triggerSection(document: CashflowDocument, context: ReportContext): string[] {
  if (document.triggers.length === 0) return [];
  const { messages } = context;
  const lines = document.triggers.map(({ name, rows }) => {
    const first = rows.find((row) => row.inForce);
    const state = first === undefined ? messages.neverInForce : `${messages.inForceFrom} ${whenText(first)}`;
    const measured = rows.flatMap((row) => (row.value === null ? [] : [row.value]));
    const range =
      measured.length === 0
        ? ''
        : ` · ${formatPercent(Math.min(...measured))} – ${formatPercent(Math.max(...measured))}`;
    return `  ${name}: ${state}${range}`;
  });
  return [`${context.painter.heading(messages.triggersHeading)}\n${lines.join('\n')}`];
}

function conservationLine({ conservation }: CashflowDocument, { messages, painter }: ReportContext): string {
  const parts = [
    `${messages.cashIn} ${formatAmount(conservation.in)}`,
    `${messages.cashOut} ${formatAmount(conservation.out)}`,
    `${messages.cashKept} ${formatAmount(conservation.kept)}`,
    `${messages.difference} ${painter.good(formatAmount(conservation.difference))}`,
  ];
  return `${painter.strong(messages.conservation)}  ${parts.join(' · ')}`;
}
