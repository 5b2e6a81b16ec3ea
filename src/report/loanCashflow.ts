import { type CalendarDate, formatDate } from '#basics/calendarDate.js';
import type { CsvCell } from '#basics/csvText.js';
import type { Problem } from '#basics/problem.js';
import type { ExplainedLoan } from '#collateral/explainLoan.js';
import type { ResolvedPool } from '#scenarios/resolvedScenario.js';
import { assumptionTable } from './assumptionTable.js';
import { formatAmount, formatCount, formatNumber, formatPercent } from './formatValue.js';
import { labelledParts, titleLine } from './headLines.js';
import { loanRateLabels, mainLabels, mainNames, optionalLabels, optionalNames } from './poolColumns.js';
import type { ReportContext } from './reportContext.js';
import { problemRecords, type RunInputs, runRecord } from './runRecord.js';
import { tapeSummary } from './tapeSummary.js';
import { wrapText } from './textWidth.js';
import { type WideColumn, wideTable } from './wideTable.js';

/** One loan's months with the rates and formulas behind them. */
export function loanCashflowDocument(
  pool: ResolvedPool,
  loan: ExplainedLoan,
  problems: readonly Problem[],
  run: RunInputs,
) {
  const names = columnNames(loan);
  return {
    schema: 'abs/cashflow/1' as const,
    run: runRecord(run),
    tape: tapeSummary(pool.tape.report),
    deal: null,
    currency: pool.tape.table.currency ?? null,
    loan: {
      loanId: loan.loanId,
      line: loan.line,
      repaymentType: loan.repaymentType,
      currentBalance: loan.balance,
      annualRate: loan.annualRate,
      remainingTermMonths: loan.remainingTermMonths,
    },
    months: loan.rates.map((rates, k) => ({
      ...rates,
      date: pool.asOf === undefined ? null : formatDate(loan.flow.dates[k] as CalendarDate),
      amounts: Object.fromEntries(names.map((name) => [name, loan.flow[name]?.[k] ?? 0])),
    })),
    formulas: loan.formulas.map(({ column, formula }) => ({ column, formula })),
    problems: problemRecords(problems),
  };
}

export type LoanCashflowDocument = ReturnType<typeof loanCashflowDocument>;

const rateNames = Object.keys(loanRateLabels) as (keyof typeof loanRateLabels)[];

function columnNames({ flow }: ExplainedLoan) {
  return [
    ...mainNames.filter((name) => name !== 'purchasedPrincipal'),
    ...optionalNames.filter((name) => flow[name] !== undefined),
  ];
}

export function loanCashflowRows({ months }: LoanCashflowDocument): CsvCell[][] {
  const names = Object.keys(months[0]?.amounts ?? {});
  return [
    ['month', 'date', ...rateNames, ...names],
    ...months.map((row): CsvCell[] => [
      row.month,
      row.date,
      ...rateNames.map((name) => row[name]),
      ...names.map((name) => row.amounts[name]),
    ]),
  ];
}

export function loanCashflowReport(document: LoanCashflowDocument, context: ReportContext): string {
  const { painter, messages, columns } = context;
  const { loan } = document;
  const facts = [
    loan.repaymentType,
    `${document.currency ?? ''} ${formatAmount(loan.currentBalance)}`.trim(),
    `${messages.rate} ${formatPercent(loan.annualRate, 4)}`,
    `${messages.remainingTerm} ${formatCount(loan.remainingTermMonths)} ${messages.months}`,
  ];
  const widest = Math.max(...document.formulas.map(({ column }) => column.length));
  const formulas = document.formulas.flatMap(({ column, formula }) =>
    wrapText(formula, columns - widest - 4).map(
      (line, i) => `${(i === 0 ? column : '').padEnd(widest)}${i === 0 ? ' = ' : '   '}${line}`,
    ),
  );
  const sections = [
    [
      titleLine('abs cashflow --explain-loan', document.run, context),
      labelledParts(
        `${loan.loanId} @ ${loan.line}`,
        facts,
        `${loan.loanId} @ ${loan.line}`.length + 2,
        context,
      ),
    ].join('\n'),
    assumptionTable(document.run.assumptions, context),
    monthTables(document, context),
    formulas.join('\n'),
  ];
  if (document.problems.length > 0) {
    sections.push(painter.warning(messages.warnings(document.problems.length)));
  }
  return `${sections.join('\n\n')}\n`;
}

/** Rates first, then the amounts that move. */
function monthTables({ months }: LoanCashflowDocument, context: ReportContext): string {
  const { messages, language } = context;
  const labels: { readonly [name: string]: { readonly [of in typeof language]: string } } = {
    ...loanRateLabels,
    ...mainLabels,
    ...optionalLabels,
  };
  const lead: WideColumn = {
    header: messages.month,
    cells: months.map(({ month, date }) => date ?? String(month)),
  };
  const rates = rateNames.map(
    (name): WideColumn => ({
      header: labels[name]![language],
      cells: months.map((row) => formatNumber(row[name], 8)),
    }),
  );
  const moving = Object.keys(months[0]?.amounts ?? {}).filter((name) =>
    months.some((row) => row.amounts[name] !== 0),
  );
  const amounts = moving.map(
    (name): WideColumn => ({
      header: labels[name]![language],
      cells: months.map((row) => formatAmount(row.amounts[name] ?? 0, 4)),
    }),
  );
  return [wideTable(lead, rates, context), wideTable(lead, amounts, context)].join('\n\n');
}
