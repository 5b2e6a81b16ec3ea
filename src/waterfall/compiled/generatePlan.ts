import type { PaymentPlan, PlanAccount, PlanCharge } from '../paymentPlan.js';
import { buysLoans, minorUnit } from '../planQueries.js';
import {
  amountsAt,
  type Emitter,
  emitDebit,
  isTested,
  literal,
  missing,
  newEmitter,
  type Records,
  sumOf,
  tableAt,
} from './emit.js';
import { emitStep } from './generateSteps.js';
import { emitTriggers, inForceOf } from './generateTriggers.js';
import { mergedSteps } from './mergedSteps.js';

/** Source of a function of `K`, the constant tables, that returns a `run` over locals; and the tables. */
export function generatePlan(
  plan: PaymentPlan,
  records: Records,
): {
  readonly source: string;
  readonly tables: ArrayLike<number>[];
} {
  const emitter = newEmitter(plan, records);
  emitCollections(emitter);
  emitTriggers(emitter);
  for (const step of mergedSteps(plan.steps, plan.notes)) emitStep(emitter, step);
  emitClose(emitter);
  const { tables, lines } = emitter;
  const constants = tables.map((_, k) => `const k${k} = K[${k}];`);
  const count = plan.periods.length;
  const told = `before(p, p === 0 ? 0 : fX[p - 1], ${inForceOf(plan, (t) => t.stopsPurchases || t.calls)});`;
  const source = [
    '"use strict";',
    ...constants,
    'return function run(c, f, before) {',
    'const cI = c.interest, cS = c.scheduledPrincipal, cP = c.prepaidPrincipal, cR = c.recoveries, cN = c.named;',
    'const cD = c.defaultedPrincipal, cL = c.losses, cB = c.balanceAtStart, cE = c.balanceAtEnd;',
    'const cA = c.late, cA3 = c.lateOver30, cA6 = c.lateOver60, cQ = c.purchasable, cF = c.failedFrom;',
    'const cO = c.loansOut, cW = c.cashIdle;',
    ...recordArrays(records),
    ...openingLines(emitter),
    // Where nothing is bought, collections do not depend on what was paid: no call stands in the loop.
    ...(buysLoans(plan)
      ? [`for (let p = 0; p < ${count}; p++) {`, `if (before !== undefined) ${told}`]
      : [
          `if (before !== undefined) for (let p = 0; p < ${count}; p++) before(p, 0, false);`,
          `for (let p = 0; p < ${count}; p++) {`,
        ]),
    ...lines,
    '}',
    ...endingLines(emitter),
    '};',
  ].join('\n');
  return { source, tables };
}

function recordArrays(records: Records): string[] {
  const cash = ['const fI = f.interestPaid, fP = f.principalPaid, fR = f.residualPaid, fX = f.purchased;'];
  if (records === 'cash') return [...cash, 'const fG = f.purchasesStopped;', 'let fees = 0;'];
  return [
    ...cash,
    'const fD = f.interestDue, fS = f.interestShortfall, fB = f.balanceAtEnd, fE = f.feeDue, fF = f.feePaid;',
    'const fA = f.accountBalance, fL = f.ledgerBalance, fT = f.triggerInForce;',
  ];
}

/** How the deal ended, where not every payment is written down. */
function endingLines({ plan, records }: Emitter): string[] {
  if (records === 'everything') return [];
  return [
    'f.feesPaid[0] = fees;',
    ...plan.accounts.flatMap(({ external }, k) =>
      external ? [`f.drawn[${k}] = d${k}; f.exhausted[${k}] = x${k}; f.failed[${k}] = f${k};`] : [],
    ),
    ...plan.notes.map(({ unpaidInterest }, k) => {
      const unpaid = unpaidInterest === 'lost' ? `o${k}` : `i${k}`;
      return `f.balanceAtEnd[${k}] = b${k}; f.interestUnpaid[${k}] = ${unpaid};`;
    }),
  ];
}

function openingLines(emitter: Emitter): string[] {
  const { plan, counter } = emitter;
  const { opening } = plan;
  const declare = (name: string, value: number): string => `let ${name} = ${literal(value)};`;
  return [
    'let rest = 0, left = 0, take = 0, pay = 0, owed = 0, part = 0, own = 0, debit = 0, diff = 0, need = 0, gap = 0;',
    'let total = 0, cash = 0, pool = 0, principal = 0, decline = 0, today = 0, income = 0, lost = 0, accrued = 0, due = 0;',
    'let s0 = 0, s1 = 0, s2 = 0, q0 = 0, q1 = 0, q2 = 0, bought = 0, calledOn = -1;',
    'let y0 = 0, y1 = 0, y2 = 0, z0 = 0, z1 = 0, z2 = 0;',
    'let sequential = false, trap = false, buys = false, accelerated = false;',
    declare('defaults', opening.cumulativeDefaults.value),
    declare('losses', opening.cumulativeLosses.value),
    ...plan.notes.flatMap((note, k) => [
      declare(`b${k}`, note.openingBalance.value),
      declare(`i${k}`, opening.interestCarried[k]!.value),
      `let ip${k} = 0, pp${k} = 0, rp${k} = 0, c${k} = 0, o${k} = 0;`,
    ]),
    ...plan.fees.flatMap((_, k) => [declare(`e${k}`, opening.feesCarried[k]!.value), `let ep${k} = 0;`]),
    ...plan.accounts.map((account, k) => declare(`a${k}`, account.opening.value)),
    ...plan.accounts.flatMap(({ external, limit }, k) => (external ? [declare(`m${k}`, limit.value)] : [])),
    ...plan.accounts.flatMap(({ external }, k) =>
      external && emitter.records === 'cash' ? [`let g${k} = 0, d${k} = 0, x${k} = 0, f${k} = 0;`] : [],
    ),
    ...plan.hurdles.map((hurdle, k) => declare(`h${k}`, hurdle.opening.value)),
    ...plan.triggers.map((_, k) => `let u${k} = 0;`),
    ...plan.ledgers.map((_, k) => declare(`l${k}`, opening.ledgers[k]!.value)),
    ...plan.triggers.map((_, k) => declare(`t${k}`, opening.triggersInForce[k] ? 1 : 0)),
    ...plan.amounts.map((_, k) => `let n${k} = 0;`),
    ...plan.inflows.map((_, k) => `let w${k} = 0;`),
    ...Array.from({ length: counter }, (_, k) => `let v${k} = 0;`),
  ];
}

/** Cash in; interest and fees accrued. */
function emitCollections(emitter: Emitter): void {
  const { plan, lines, canCall } = emitter;
  const told = (column: string): string => (canCall ? `(calledOn < 0 ? ${column}[p] : 0)` : `${column}[p]`);
  lines.push(`const xI = ${told('cI')}, xS = ${told('cS')}, xP = ${told('cP')}, xR = ${told('cR')};`);
  lines.push(`const xD = ${told('cD')}, xL = ${told('cL')}, xB = ${told('cB')};`);
  lines.push(`pool = ${told('cE')}; income = xI; principal = xS + xP + xR; decline = xS + xP + xD;`);
  const followsDefaults = plan.accounts.some(({ support }) => support?.failsAbove !== undefined);
  if (followsDefaults || isTested(emitter, 'cumulativeDefaultRate')) lines.push('defaults += xD;');
  if (isTested(emitter, 'cumulativeLossRate')) lines.push('losses += xL;');
  lines.push('today = 0; accrued = 0; bought = 0; lost = Math.max(0, xL);');
  plan.accounts.forEach((account, k) => {
    const failures = failureConditions(emitter, account, k);
    const isWritten = account.external && emitter.records === 'cash';
    const note = isWritten ? ` f${k} = 1;` : '';
    if (failures.length > 0)
      lines.push(`if (${failures.join(' || ')}) { m${k} -= a${k}; a${k} = 0;${note} }`);
    if (isWritten) lines.push(`g${k} = a${k};`);
  });
  plan.hurdles.forEach(({ factors }, k) => {
    lines.push(`h${k} += h${k} * ${tableAt(emitter, factors.values)};`);
  });
  plan.amounts.forEach(({ scheduled }, k) => {
    const column = `cN[${k}][p]`;
    lines.push(
      `n${k} = ${canCall ? `calledOn < 0 ? ${column} : ${amountsAt(emitter, scheduled)}` : column};`,
    );
  });
  plan.ledgers.forEach(({ debit }, k) => {
    if (debit === 'none') return;
    lines.push(`debit = ${debit === 'defaults' ? 'xD' : 'xL'};`);
    emitDebit(emitter, k, 'debit');
  });
  plan.inflows.forEach((inflow, k) => {
    lines.push(`w${k} = ${chargeExpression(emitter, inflow)};`);
  });
  const { collect } = plan;
  const inOne = collect.interest === collect.principal && collect.interest === collect.recoveries;
  lines.push(
    inOne
      ? `a${collect.interest} += xI + principal;`
      : `a${collect.interest} += xI; a${collect.principal} += xS + xP; a${collect.recoveries} += xR;`,
  );
  plan.inflows.forEach(({ into }, k) => {
    lines.push(`a${into} += w${k};`);
  });
  const columns = plan.periods.length;
  const all = emitter.records === 'everything';
  plan.fees.forEach((fee, k) => {
    lines.push(`due = ${chargeExpression(emitter, fee)}; accrued += due; e${k} += due; ep${k} = 0;`);
    if (all) lines.push(`fE[${k * columns} + p] = e${k};`);
  });
  plan.notes.forEach((note, k) => {
    const balance = note.notional.length === 0 ? `b${k}` : sumOf('b', note.notional);
    const earning = note.unpaidInterest === 'carried-with-interest' ? `(${balance} + i${k})` : balance;
    const rate = tableAt(emitter, note.interest.values);
    lines.push(`c${k} = i${k}; due = c${k} + ${earning} * ${rate}; accrued += due - c${k}; i${k} = due;`);
    lines.push(`ip${k} = 0; pp${k} = 0; rp${k} = 0;`);
    if (all) lines.push(`fD[${k * columns} + p] = due;`);
  });
  const spread = isTested(emitter, 'excessSpread');
  const averaged = isTested(emitter, 'defaultRate') || isTested(emitter, 'lossRate');
  if (spread) lines.push('s2 = s1; s1 = s0; s0 = xI - accrued - lost;');
  if (spread || averaged) lines.push('q2 = q1; q1 = q0; q0 = xB;');
  if (averaged) lines.push('y2 = y1; y1 = y0; y0 = xD; z2 = z1; z1 = z0; z0 = lost;');
}

/** When the provider of a support pays no more: on a date, past a share of defaults, or as the path has drawn it. */
function failureConditions(emitter: Emitter, { defaulted, support }: PlanAccount, index: number): string[] {
  const share = support?.failsAbove;
  return [
    ...(defaulted.includes(1) ? [`${tableAt(emitter, defaulted)} === 1`] : []),
    ...(share === undefined ? [] : [`defaults > ${literal(share.value * emitter.plan.poolBalance.value)}`]),
    ...(support?.failsOnPaths === true ? [`p >= cF[${index}]`] : []),
  ];
}

function chargeExpression(emitter: Emitter, { base, refs, factors, fixed, named }: PlanCharge): string {
  const stated = amountsAt(emitter, fixed);
  const told = named < 0 ? stated : `(${stated} + n${named})`;
  if (base === 'none') return told;
  const factor = tableAt(emitter, factors.values);
  const measured = {
    pool: 'xB',
    notes: sumOf('b', refs),
    accounts: sumOf('a', refs),
    drawn: `(${sumOf('m', refs)} - ${sumOf('a', refs)})`,
    interest: 'xI',
    collections: '(xI + principal)',
  }[base];
  return told === '0' ? `${measured} * ${factor}` : `${told} + ${measured} * ${factor}`;
}

/** What was not paid is carried, capitalized or lost; the date is written down. */
function emitClose(emitter: Emitter): void {
  const { plan, lines } = emitter;
  const all = emitter.records === 'everything';
  const columns = plan.periods.length;
  const receives = receivers(plan);
  plan.notes.forEach(({ unpaidInterest }, k) => {
    const at = `[${k * columns} + p]`;
    if (all) lines.push(`fS${at} = i${k};`);
    else if (unpaidInterest === 'lost') lines.push(`o${k} += i${k};`);
    if (all || receives.interest.has(k)) lines.push(`fI${at} = ip${k};`);
    if (all || receives.principal.has(k)) lines.push(`fP${at} = pp${k};`);
    if (all || receives.residual.has(k)) lines.push(`fR${at} = rp${k};`);
    if (unpaidInterest === 'capitalized') lines.push(`b${k} += i${k};`);
    if (unpaidInterest === 'capitalized' || unpaidInterest === 'lost') lines.push(`i${k} = 0;`);
    if (all) lines.push(`fB${at} = b${k};`);
  });
  plan.hurdles.forEach(({ note }, k) => {
    lines.push(`h${k} = ${missing(k, note)};`);
  });
  plan.fees.forEach(({ carried }, k) => {
    lines.push(all ? `fF[${k * columns} + p] = ep${k};` : `fees += ep${k};`, carried ? '' : `e${k} = 0;`);
  });
  if (all) {
    plan.ledgers.forEach((_, k) => {
      lines.push(`fL[${k * columns} + p] = l${k};`);
    });
    plan.accounts.forEach((_, k) => {
      lines.push(`fA[${k * columns} + p] = a${k};`);
    });
  } else {
    plan.accounts.forEach(({ external }, k) => {
      if (!external) return;
      lines.push(`d${k} += g${k} - a${k}; if (g${k} > 0 && a${k} < ${minorUnit(plan) / 2}) x${k} = 1;`);
    });
  }
  if (all || buysLoans(plan)) lines.push('fX[p] = bought;');
  if (!all && buysLoans(plan)) {
    lines.push(`fG[p] = ${tableAt(emitter, plan.buying)} === 1 && !buys ? 1 : 0;`);
  }
}

/** Classes that some step can pay; the rows of others stay zero. */
function receivers({ steps }: PaymentPlan) {
  const found = { interest: new Set<number>(), principal: new Set<number>(), residual: new Set<number>() };
  for (const step of steps) {
    if (step.do === 'pay-interest') for (const note of step.notes) found.interest.add(note);
    if (step.do === 'pay-principal') for (const note of step.notes) found.principal.add(note);
    if (step.do === 'pay-residual') for (const note of step.to) found.residual.add(note);
  }
  return found;
}
