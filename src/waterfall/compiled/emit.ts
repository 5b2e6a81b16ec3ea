import type { Amount, PaymentPlan, PlanAmountRule } from '../paymentPlan.js';

/**
 * What code is generated from: a plan, and the tables that the code reads by number. Locals of the generated function:
 * `b` balances, `i` interest left, `ip pp rp` paid of a date, `e ep` fees left and paid, `a` cash, `l` ledgers, `t`
 * triggers in force, `u` tests in a row that held, `n` named amounts, `m` limits of supports, `h` what is missing to
 * hurdles, each followed by an index.
 */
export interface Emitter {
  readonly plan: PaymentPlan;
  readonly tables: ArrayLike<number>[];
  readonly lines: string[];
  readonly canCall: boolean;
  counter: number;
}

export function newEmitter(plan: PaymentPlan): Emitter {
  const canCall = plan.triggers.some(({ calls }) => calls);
  return { plan, tables: [], lines: [], canCall, counter: 0 };
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
  emitter.tables.push(table);
  return `k${emitter.tables.length - 1}[p]`;
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
  if (sources.length === 1) {
    const cash = `a${sources[0]!}`;
    lines.push(`if (${amount} > 0) ${cash} -= ${lesser(cash, amount)};`);
    return;
  }
  lines.push(`left = ${amount};`);
  for (const source of sources) {
    lines.push(`if (left > 0) { take = ${lesser(`a${source}`, 'left')}; a${source} -= take; left -= take; }`);
  }
}

/** Debits a ledger up to its limit and passes the rest on; `amount` is a local that the code may change. */
export function emitDebit({ plan, lines }: Emitter, index: number, amount: string): void {
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
  emitDebit({ plan, lines, tables: [], canCall: false, counter: 0 }, overflow, amount);
  lines.push('}');
}
