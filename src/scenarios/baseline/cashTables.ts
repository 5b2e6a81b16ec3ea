import { formatDate } from '#basics/calendarDate.js';
import { formatMoney, isMoney, isZero, moneyToFloat } from '#basics/money.js';
import type { DistributionResult, TriggerRow } from '#waterfall/distribution.js';
import type { ExactCollections } from '#waterfall/exact/exactCollections.js';
import type { PaymentPlan } from '#waterfall/paymentPlan.js';

/** One table of an exact run: a row for each payment, the first cell its date, or its number where there are no dates. */
export interface CashTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * Every exact amount of a run by table: `pool`, `note A`, `fee servicing`, `account reserve`. Columns in which
 * nothing ever happens are left out: a column that is missing is zero.
 */
export function cashTables(
  distribution: DistributionResult,
  collections: ExactCollections,
): ReadonlyMap<string, CashTable> {
  const { plan } = distribution;
  // Averages over days move no cash.
  const { named: _named, loansOut: _loansOut, cashIdle: _cashIdle, reinvested, ...pool } = collections;
  const tables = new Map<string, CashTable>();
  const add = (name: string, rows: readonly object[]): void => {
    const table = cashTable(plan, rows);
    if (table.columns.length > 1) tables.set(name, table);
  };
  add('pool', byPayment(plan, pool));
  const kinds = [
    ['note', distribution.notes],
    ['fee', distribution.fees],
    ['account', distribution.accounts],
    ['inflow', distribution.inflows],
    ['ledger', distribution.ledgers],
  ] as const;
  for (const [kind, items] of kinds) for (const { name, rows } of items) add(`${kind} ${name}`, rows);
  add(
    'purchases',
    byPayment(plan, { paid: distribution.purchases, ...(reinvested === undefined ? {} : { reinvested }) }),
  );
  for (const { name, rows } of distribution.triggers) add(`trigger ${name}`, rows.map(triggerCells));
  return tables;
}

function byPayment(plan: PaymentPlan, columns: { readonly [name: string]: readonly unknown[] }): object[] {
  return plan.periods.map((_, p) =>
    Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values[p]])),
  );
}

function triggerCells({ tested, numerator, denominator, inForce }: TriggerRow) {
  const measured = tested && numerator !== undefined && denominator !== undefined && !isZero(denominator);
  const ratio = measured ? moneyToFloat(numerator) / moneyToFloat(denominator) : undefined;
  return { value: ratio?.toFixed(10), inForce: inForce ? 'yes' : 'no' };
}

function cashTable(plan: PaymentPlan, rows: readonly object[]): CashTable {
  const records = rows.map((row) => new Map(Object.entries(row)));
  const names = [...new Set(records.flatMap((record) => [...record.keys()]))];
  const text = (value: unknown): string => cellOf(value, plan.decimals);
  const moving = names.filter((name) => records.some((record) => !isNothing(text(record.get(name)))));
  return {
    columns: [plan.nominalDates ? 'payment' : 'date', ...moving],
    rows: records.map((record, p) => [when(plan, p), ...moving.map((name) => text(record.get(name)))]),
  };
}

function when(plan: PaymentPlan, period: number): string {
  return plan.nominalDates ? String(period + 1) : formatDate(plan.periods[period]!.paymentDate);
}

function cellOf(value: unknown, decimals: number): string {
  if (value === undefined) return '';
  if (isMoney(value)) return formatMoney(value, decimals);
  return String(value);
}

/** What a cell that is left out says. */
export function isNothing(cell: string): boolean {
  return cell === '' || cell === 'no' || /^-?0(\.0+)?$/.test(cell);
}
