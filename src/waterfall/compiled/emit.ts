import type { RatioMetric } from '#deal/trigger.js';
import type { Amount, PaymentPlan, PlanAmountRule } from '../paymentPlan.js';

/**
 * What code is generated from: a plan, and the tables that the code reads by number. Locals of the generated function:
 * `b` balances, `i` interest left, `ip pp rp` paid of a date, `e ep` fees left and paid, `a` cash, `l` ledgers, `t`
 * triggers in force, `u` tests in a row that held, `n` named amounts, `m` limits of supports, `g d x f` what a support held
 * before the steps, all its draws, whether these used it up, and whether its provider failed, `h` what is missing to hurdles, each followed by an index.
 */
export interface Emitter {
  readonly plan: PaymentPlan;
  readonly tables: ArrayLike<number>[];
  readonly lines: string[];
  readonly canCall: boolean;
  /** What the code writes down: everything, or the cash of the classes and how the deal ended. */
  readonly records: Records;
  counter: number;
}

export type Records = 'everything' | 'cash';

export function newEmitter(plan: PaymentPlan, records: Records): Emitter {
  const canCall = plan.triggers.some(({ calls }) => calls);
  return { plan, tables: [], lines: [], canCall, records, counter: 0 };
}

/** Whether a trigger looks at the metric: what no trigger looks at is not kept from date to date. */
export function isTested({ plan }: Emitter, metric: RatioMetric): boolean {
  return plan.triggers.some(({ condition }) => condition.kind === 'ratio' && condition.metric === metric);
}

/** A number as its shortest literal; code is made of these and of indices alone. */
export function literal(value: number): string {
  if (Number.isNaN(value)) throw new Error('a plan holds no NaN');
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '(-Infinity)';
  return value < 0 || Object.is(value, -0) ? `(${value})` : String(value);
}

/** An element of a constant table, `K` of the function; a table of equal numbers is the number. */
export function tableAt(emitter: Emitter, table: ArrayLike<number>): string {
  const first = table[0] ?? 0;
  if (Array.prototype.every.call(table, (value: number) => Object.is(value, first))) return literal(first);
  const known = emitter.tables.findIndex((other) => isSameTable(other, table));
  if (known >= 0) return `k${known}[p]`;
  emitter.tables.push(table);
  return `k${emitter.tables.length - 1}[p]`;
}

/** One table for equal ones, so that what is computed from them is computed once. */
function isSameTable(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let k = 0; k < a.length; k++) if (!Object.is(a[k], b[k])) return false;
  return true;
}

export function amountsAt(emitter: Emitter, amounts: readonly Amount[]): string {
  return tableAt(
    emitter,
    Float64Array.from(amounts, ({ value }) => value),
  );
}

export function fresh(emitter: Emitter): string {
  return `v${emitter.counter++}`;
}

/** `0 + x0 + x1`, in the order of the list. */
export function sumOf(letter: string, indices: readonly number[]): string {
  return indices.length === 0 ? '0' : `(${indices.map((index) => `${letter}${index}`).join(' + ')})`;
}

export function lesser(a: string, b: string): string {
  return `(${a} < ${b} ? ${a} : ${b})`;
}

/** What is missing for a hurdle's return after what the class was paid on the date. */
export function missing(hurdle: number, note: number): string {
  return `Math.max(0, h${hurdle} - (ip${note} + pp${note} + rp${note}))`;
}

/** max(floor, min(cap, fixed + share × base)) as an expression. */
export function amountExpression(rule: PlanAmountRule): string {
  const { fixed, share, base, notes, floor, cap } = rule;
  const measured =
    base === 'none'
      ? literal(fixed.value)
      : `${literal(fixed.value)} + ${literal(share.value)} * ${baseExpression(base, notes)}`;
  const capped = cap === undefined ? measured : `Math.min(${literal(cap.value)}, ${measured})`;
  return `Math.max(${literal(floor.value)}, ${capped})`;
}

function baseExpression(base: Exclude<PlanAmountRule['base'], 'none'>, notes: readonly number[]): string {
  switch (base) {
    case 'pool':
      return 'pool';
    case 'notes':
      return sumOf('b', notes);
    case 'interest collections':
      return 'income';
    case 'principal collections':
      return 'principal';
    case 'collections':
      return '(income + principal)';
    default:
      return base satisfies never;
  }
}

/** Everything is due on the legal final date and when the pool is sold. */
export function isLast({ plan, canCall }: Emitter): string {
  return canCall ? `(p === ${plan.legalFinal} || p === calledOn)` : `p === ${plan.legalFinal}`;
}

/** Takes what `amount` holds from accounts in order. */
export function emitTake({ lines }: Emitter, sources: readonly number[], amount: string): void {
  const first = `a${sources[0]!}`;
  if (sources.length === 1) {
    lines.push(`if (${amount} > 0) ${first} -= ${lesser(first, amount)};`);
    return;
  }
  lines.push(
    `if (${amount} > 0) { if (${amount} <= ${first}) ${first} -= ${amount}; else { left = ${amount};`,
  );
  for (const source of sources) {
    lines.push(`if (left > 0) { take = ${lesser(`a${source}`, 'left')}; a${source} -= take; left -= take; }`);
  }
  lines.push('} }');
}

/** Debits a ledger up to its limit and passes the rest on; `amount` is a local that the code may change. */
export function emitDebit(emitter: Emitter, index: number, amount: string): void {
  const { plan, lines } = emitter;
  const { limit, overflow } = plan.ledgers[index]!;
  lines.push(`${amount} = Math.max(0, ${amount});`);
  if (limit === undefined) {
    lines.push(`l${index} += ${amount};`);
    return;
  }
  lines.push(
    `take = Math.min(${amount}, Math.max(0, ${amountExpression(limit)} - l${index})); l${index} += take;`,
  );
  if (overflow < 0) return;
  lines.push(`if (${amount} > take) { ${amount} -= take;`);
  emitDebit(emitter, overflow, amount);
  lines.push('}');
}
