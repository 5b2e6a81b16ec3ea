import type { PlanPrincipalTarget, PlanStep, StepOf } from '../paymentPlan.js';
import { interestBearingNotes } from '../planQueries.js';
import {
  amountExpression,
  type Emitter,
  emitDebit,
  emitTake,
  fresh,
  isLast,
  lesser,
  literal,
  missing,
  sumOf,
  tableAt,
} from './emit.js';
import { boundsPrincipal } from './lockouts.js';

/** The code of one step; its meaning is that of `compileStep`, to the bit. */
export function emitStep(emitter: Emitter, step: PlanStep): void {
  const { lines } = emitter;
  const conditions = [
    ...step.when.map((trigger) => `t${trigger} === 1`),
    ...step.unless.map((trigger) => `t${trigger} !== 1`),
    ...(step.do === 'buy-loans' ? ['buys'] : []),
  ];
  lines.push(conditions.length === 0 ? '{' : `if (${conditions.join(' && ')}) {`);
  emitAction(emitter, step);
  lines.push('}');
}

function emitAction(emitter: Emitter, step: PlanStep): void {
  switch (step.do) {
    case 'pay-fees':
      emitFees(emitter, step);
      break;
    case 'pay-interest':
      emitInterest(emitter, step);
      break;
    case 'pay-principal':
      emitPrincipal(emitter, step);
      break;
    case 'fund-reserve':
      emitReserve(emitter, step);
      break;
    case 'transfer':
    case 'buy-loans':
      emitTransfer(emitter, step);
      break;
    case 'write-off':
      emitWriteOff(emitter, step);
      break;
    case 'repay-support':
      emitRepayment(emitter, step);
      break;
    case 'pay-residual':
      emitResidual(emitter, step);
      break;
    default:
      step satisfies never;
  }
}

interface Claims {
  readonly claims: readonly string[];
  readonly paid: readonly string[];
  /** True, false, or an expression of the generated code. */
  readonly proRata: boolean | string;
}

/**
 * Pays claims out of `amount`; leaves what was paid in `total`. Most dates pay most claims in full, which needs no
 * order: that case comes first.
 */
function emitClaims({ lines }: Emitter, amount: string, { claims, paid, proRata }: Claims): void {
  const inFull = claims.map((claim, k) => `${paid[k]!} += ${claim}; ${claim} = 0;`);
  const owed = claims.join(' + ');
  lines.push(`total = 0; if (${amount} > 0) { owed = ${owed};`);
  lines.push(`if (${amount} >= owed) { total = owed;`, ...inFull, '} else {', `rest = ${amount};`);
  if (proRata === true) lines.push(...sharedClaims(amount, claims, paid));
  else if (proRata === false) lines.push(...orderedClaims(claims, paid));
  else {
    lines.push(`if (${proRata}) {`, ...sharedClaims(amount, claims, paid), '} else {');
    lines.push(...orderedClaims(claims, paid), '}');
  }
  lines.push(`total = ${amount} - rest; } }`);
}

/** Each in full before the next, until nothing is left. */
function orderedClaims(claims: readonly string[], paid: readonly string[]): string[] {
  return claims.map((claim, k) => {
    const pay = `if (rest > 0) { pay = ${lesser(claim, 'rest')}; ${claim} -= pay; ${paid[k]!} += pay; rest -= pay;`;
    return k === claims.length - 1 ? `${pay} ${'}'.repeat(claims.length)}` : pay;
  });
}

function sharedClaims(amount: string, claims: readonly string[], paid: readonly string[]): string[] {
  return [
    `part = ${amount} / owed;`,
    ...claims.map((claim, k) => `pay = ${claim} * part; ${claim} -= pay; ${paid[k]!} += pay; rest -= pay;`),
  ];
}

function emitLending(emitter: Emitter, from: readonly number[], lends: number): void {
  const { lines } = emitter;
  if (lends < 0) {
    emitTake(emitter, from, 'total');
    return;
  }
  lines.push(`own = a${from[0]!};`);
  emitTake(emitter, from, 'total');
  lines.push('if (total > own) { debit = total - own;');
  emitDebit(emitter, lends, 'debit');
  lines.push('}');
}

function emitFees(emitter: Emitter, step: StepOf<'pay-fees'>): void {
  const cash = sumOf('a', step.from);
  const amount = step.cap === undefined ? cash : `Math.min(${cash}, ${step.cap.value})`;
  emitter.lines.push(`cash = ${amount};`);
  emitClaims(emitter, 'cash', {
    claims: step.fees.map((fee) => `e${fee}`),
    paid: step.fees.map((fee) => `ep${fee}`),
    proRata: step.share === 'pro-rata',
  });
  emitLending(emitter, step.from, step.lends);
}

function emitInterest(emitter: Emitter, step: StepOf<'pay-interest'>): void {
  const { plan, lines } = emitter;
  const locks = step.notes.map((i) => {
    const { interestLocked, interestAfter } = plan.notes[i]!;
    const parts = interestAfter.map((note) => `b${note} > 5e-7`);
    if (interestLocked.includes(1)) parts.push(`${tableAt(emitter, interestLocked)} === 1`);
    return parts.length === 0 ? undefined : `!(${isLast(emitter)}) && (${parts.join(' || ')})`;
  });
  lines.push(`cash = ${sumOf('a', step.from)};`);
  const isBounded = locks.some((lock) => lock !== undefined);
  const claims = emitBounds(emitter, isBounded, step.notes, 'i', (k) => {
    const lock = locks[k];
    return lock === undefined ? `i${step.notes[k]!}` : `${lock} ? 0 : i${step.notes[k]!}`;
  });
  emitClaims(emitter, 'cash', {
    claims,
    paid: step.notes.map((note) => `ip${note}`),
    proRata: step.share === 'pro-rata',
  });
  emitUnbound(emitter, isBounded, step.notes, 'i', claims);
  emitLending(emitter, step.from, step.lends);
}

/** Claims below what is owed become locals of their own, and are taken off what is owed while they are paid. */
function emitBounds(
  emitter: Emitter,
  isBounded: boolean,
  notes: readonly number[],
  letter: string,
  claim: (k: number) => string,
): string[] {
  if (!isBounded) return notes.map((note) => `${letter}${note}`);
  return notes.map((note, k) => {
    const local = fresh(emitter);
    emitter.lines.push(`${local} = ${claim(k)}; ${letter}${note} -= ${local};`);
    return local;
  });
}

function emitUnbound(
  { lines }: Emitter,
  isBounded: boolean,
  notes: readonly number[],
  letter: string,
  claims: readonly string[],
): void {
  if (!isBounded) return;
  notes.forEach((note, k) => {
    lines.push(`${letter}${note} += ${claims[k]!};`);
  });
}

function emitPrincipal(emitter: Emitter, step: StepOf<'pay-principal'>): void {
  const { plan, lines } = emitter;
  const onSchedule = step.target.kind === 'schedule';
  const bounded = onSchedule || step.notes.some((note) => boundsPrincipal(plan.notes[note]!));
  const pay = (isOpen: boolean, from: readonly number[]): void => {
    const limit = isOpen ? undefined : targetExpression(step.target, step.notes);
    const cash = sumOf('a', from);
    lines.push(`cash = ${limit === undefined ? cash : `Math.min(${cash}, ${limit})`};`);
    const isBounded = bounded && !isOpen;
    const claims = emitBounds(emitter, isBounded, step.notes, 'b', (k) => {
      const note = plan.notes[step.notes[k]!]!;
      const planned =
        (onSchedule || note.isPlanned) && note.schedule !== undefined
          ? tableAt(
              emitter,
              Float64Array.from(note.schedule, ({ value }) => value),
            )
          : '0';
      const owed = `b${step.notes[k]!}`;
      const open = note.passesThrough
        ? `Math.max(0, Math.min(${owed}, principal - today))`
        : `Math.max(0, ${owed} - ${planned})`;
      if (!note.principalLocked.includes(1)) return open;
      return `${tableAt(emitter, note.principalLocked)} === 1 ? 0 : ${open}`;
    });
    emitClaims(emitter, 'cash', {
      claims,
      paid: step.notes.map((note) => `pp${note}`),
      proRata:
        step.share !== 'pro-rata' ? false : plan.triggers.some((t) => t.sequential) ? '!sequential' : true,
    });
    emitUnbound(emitter, isBounded, step.notes, 'b', claims);
    lines.push('today += total;');
    emitTake(emitter, from, 'total');
  };
  lines.push(`if (${isLast(emitter)}) {`);
  pay(true, step.fromAtLegalFinal);
  if (plan.triggers.some((t) => t.accelerates)) {
    lines.push('} else if (accelerated) {');
    pay(true, step.from);
  }
  lines.push('} else {');
  pay(false, step.from);
  lines.push('}');
}

function targetExpression(target: PlanPrincipalTarget, notes: readonly number[]): string | undefined {
  switch (target.kind) {
    case 'all':
    case 'schedule':
      return undefined;
    case 'principal-collections':
      return 'principal - today';
    case 'pool-decline':
      return 'decline - today';
    case 'overcollateralization': {
      const backing = target.less.length === 0 ? 'pool' : `(pool - ${sumOf('n', target.less)})`;
      return `${sumOf('b', notes)} - Math.max(0, ${backing} - ${amountExpression(target.target)})`;
    }
    default:
      return target satisfies never;
  }
}

function emitReserve(emitter: Emitter, step: StepOf<'fund-reserve'>): void {
  const { plan, lines } = emitter;
  const rule = plan.accounts[step.reserve]!.target;
  if (rule === undefined) throw new Error(`account ${step.reserve} is funded but has no target`);
  const all = sumOf('b', [...plan.notes.keys()]);
  const reserve = `a${step.reserve}`;
  lines.push(`need = ${isLast(emitter)} ? 0 : Math.min(${amountExpression(rule)}, ${all});`);
  lines.push(`gap = need - ${reserve};`);
  const most = step.limit === undefined ? 'gap' : `Math.min(gap, ${amountExpression(step.limit)})`;
  lines.push(`if (gap > 0) { total = Math.min(${most}, ${sumOf('a', step.from)});`);
  emitTake(emitter, step.from, 'total');
  lines.push(`${reserve} += total; }`);
  if (step.release) lines.push(`else { ${reserve} = need; a${step.from[0]!} -= gap; }`);
}

function emitTransfer(emitter: Emitter, step: StepOf<'transfer' | 'buy-loans'>): void {
  const { lines } = emitter;
  const { amount } = step;
  lines.push(`cash = ${sumOf('a', step.from)};`);
  const wanted =
    amount.kind === 'ledger'
      ? `l${amount.ledger}`
      : amount.kind === 'named'
        ? `n${amount.named}`
        : amount.kind === 'rule'
          ? amountExpression(amount.rule)
          : 'cash';
  lines.push(`total = Math.min(cash, ${wanted});`);
  if (step.do === 'buy-loans') emitPurchaseLimit(emitter, step);
  lines.push('if (total > 0) {');
  emitTake(emitter, step.from, 'total');
  lines.push(step.do === 'transfer' ? `a${step.to} += total;` : 'bought += total;');
  if (amount.kind === 'ledger') lines.push(`l${amount.ledger} -= total;`);
  lines.push('}');
}

/** What criteria leave nothing to buy for goes to the account that keeps it, or stays. */
function emitPurchaseLimit(emitter: Emitter, { from, keep }: StepOf<'buy-loans'>): void {
  const { lines } = emitter;
  lines.push('own = total; total = Math.max(0, Math.min(total, cQ[p] - bought));');
  if (keep < 0) return;
  lines.push('if (own > total) { debit = own - total;');
  emitTake(emitter, from, 'debit');
  lines.push(`a${keep} += debit; }`);
}

function emitWriteOff({ lines }: Emitter, step: StepOf<'write-off'>): void {
  lines.push('rest = lost;');
  for (const note of step.notes) {
    lines.push(`pay = Math.min(rest, b${note}); b${note} -= pay; rest -= pay;`);
  }
}

function emitResidual(emitter: Emitter, step: StepOf<'pay-residual'>): void {
  const { plan, lines } = emitter;
  const bearing = sumOf('b', interestBearingNotes(plan));
  const trapped = plan.triggers.some(({ trap }) => trap)
    ? `(trap && !(${isLast(emitter)}) ? ${bearing} : 0)`
    : '0';
  lines.push(`total = ${sumOf('a', step.from)} - ${trapped};`);
  if (step.hurdle >= 0) {
    lines.push(
      `total = Math.min(total, ${missing(step.hurdle, step.to[0]!)} / ${literal(step.shares[0]!.value)});`,
    );
  }
  lines.push('if (!(total <= 0)) {');
  emitTake(emitter, step.from, 'total');
  step.to.forEach((to, k) => {
    lines.push(`rp${to} += total * ${literal(step.shares[k]!.value)};`);
  });
  lines.push('}');
}

function emitRepayment({ plan, ...emitter }: Emitter, step: StepOf<'repay-support'>): void {
  const { lines } = emitter;
  lines.push(`cash = ${sumOf('a', step.from)}; if (cash > 0) { rest = cash;`);
  for (const support of step.supports) {
    lines.push(`pay = Math.min(m${support} - a${support}, rest); rest -= pay;`);
    const drawnAgain = emitter.records === 'cash' ? ` d${support} += pay;` : '';
    lines.push(plan.accounts[support]!.restores ? `a${support} += pay;${drawnAgain}` : `m${support} -= pay;`);
  }
  lines.push('total = cash - rest;');
  emitTake({ plan, ...emitter }, step.from, 'total');
  lines.push('}');
}
