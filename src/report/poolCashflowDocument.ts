import { formatDate } from '#basics/calendarDate.js';
import { formatMoney, type Money, sum } from '#basics/money.js';
import type { PoolCashflow } from '#scenarios/poolCashflow.js';
import type { ResolvedPool } from '#scenarios/resolvedScenario.js';
import type { PoolCashflowDocument, PoolMonthRow } from './documents/poolCashflowSchema.js';
import { balanceNames, mainNames, optionalNames } from './poolColumns.js';
import { problemRecords, type RunInputs, runRecord } from './runRecord.js';
import { tapeSummary } from './tapeSummary.js';

/** The JSON document of a pool without a deal; the terminal and CSV reports are made from it. */
export function poolCashflowDocument(
  pool: ResolvedPool,
  cashflow: PoolCashflow,
  run: RunInputs,
): PoolCashflowDocument {
  const { flow, decimals } = cashflow;
  const columns = columnsOf(cashflow);
  const text = (amount: Money) => formatMoney(amount, decimals);
  const rows = flow.dates.map((date, k): PoolMonthRow => {
    const amounts = columns.map(([name, column]) => [name, text(column[k]!)]);
    return {
      month: k + 1,
      date: pool.asOf === undefined ? null : formatDate(date),
      ...(Object.fromEntries(amounts) as Omit<PoolMonthRow, 'month' | 'date'>),
    };
  });
  const flows = columns.filter(([name]) => !balanceNames.has(name));
  const { interest, scheduledPrincipal, prepaidPrincipal, recoveries } = cashflow.months;
  const cash = sum([...interest, ...scheduledPrincipal, ...prepaidPrincipal, ...recoveries]);
  return {
    schema: 'abs/cashflow/1',
    run: runRecord(run),
    tape: tapeSummary(pool.tape.report),
    deal: null,
    currency: pool.tape.table.currency ?? null,
    pool: rows,
    totals: {
      ...Object.fromEntries(flows.map(([name, column]) => [name, text(sum(column))])),
      cash: text(cash),
    },
    problems: problemRecords(cashflow.problems),
  };
}

/** Main columns, then the optional ones that are there. A static pool buys nothing. */
function columnsOf({ months, optional, flow }: PoolCashflow): [string, readonly Money[]][] {
  const nothing = flow.dates.map(() => sum([]));
  const main = mainNames.map((name): [string, readonly Money[]] => [
    name,
    name === 'purchasedPrincipal' ? nothing : months[name],
  ]);
  const others = optionalNames.flatMap((name): [string, readonly Money[]][] => {
    const column = optional[name];
    return column === undefined ? [] : [[name, column]];
  });
  return [...main, ...others];
}
