import type { PaymentPlan, PlanTrigger } from '../paymentPlan.js';
import { interestBearingNotes, keepingAccounts, minorUnit } from '../planQueries.js';
import { amountsAt, type Emitter, literal, sumOf, tableAt } from './emit.js';

/** Tests of all triggers, and what those in force do to the date. */
export function emitTriggers(emitter: Emitter): void {
  const { plan, lines } = emitter;
  plan.triggers.forEach((trigger, index) => {
    emitTest(emitter, trigger, index);
  });
  const any = (effect: (trigger: PlanTrigger) => boolean): string => inForceOf(plan, effect);
  lines.push(`sequential = ${any((t) => t.sequential)}; trap = ${any((t) => t.trap)};`);
  if (plan.triggers.some((t) => t.accelerates)) lines.push(`accelerated = ${any((t) => t.accelerates)};`);
  const buying = `${tableAt(emitter, plan.buying)} === 1`;
  lines.push(`buys = ${buying} && calledOn < 0 && !${any((t) => t.stopsPurchases || t.calls)};`);
  if (emitter.records === 'everything') {
    plan.triggers.forEach((_, k) => {
      lines.push(`fT[${k * plan.periods.length} + p] = t${k};`);
    });
  }
  if (!emitter.canCall) return;
  lines.push(`if (calledOn < 0 && ${any((t) => t.calls)}) { calledOn = p;`);
  const prices = plan.triggers.flatMap(({ calls, price }, k) =>
    calls ? [`t${k} === 1 ? ${literal(price.value)} : `] : [],
  );
  lines.push(`a${plan.collect.principal} += pool * (${prices.join('')}0); pool = 0; }`);
}

/** Whether a trigger with the effect is in force. */
export function inForceOf({ triggers }: PaymentPlan, effect: (trigger: PlanTrigger) => boolean): string {
  const those = [...triggers.keys()].filter((k) => effect(triggers[k]!));
  return those.length === 0 ? 'false' : `(${those.map((k) => `t${k} === 1`).join(' || ')})`;
}

function emitTest(emitter: Emitter, trigger: PlanTrigger, index: number): void {
  const { lines } = emitter;
  const tested = tableAt(emitter, trigger.tested);
  lines.push(`if (${tested} === 1) {`);
  const holds = conditionExpression(emitter, trigger);
  const cured = trigger.curable ? ` else t${index} = 0;` : '';
  if (trigger.consecutive === 1) lines.push(`if (${holds}) t${index} = 1;${cured}`);
  else {
    lines.push(`u${index} = ${holds} ? u${index} + 1 : 0;`);
    lines.push(`if (u${index} >= ${trigger.consecutive}) t${index} = 1;${cured}`);
  }
  lines.push('}');
}

function conditionExpression(emitter: Emitter, { condition }: PlanTrigger): string {
  if (condition.kind === 'date') return `${tableAt(emitter, condition.holds)} === 1`;
  const unit = literal(minorUnit(emitter.plan));
  const difference = excessExpression(emitter, condition);
  emitter.lines.push(`diff = ${difference};`);
  switch (condition.comparison) {
    case '>':
      return `diff > ${unit}`;
    case '>=':
      return `!(diff < -${unit})`;
    case '<':
      return `diff < -${unit}`;
    case '<=':
      return `!(diff > ${unit})`;
    default:
      return condition.comparison satisfies never;
  }
}

/** numerator − threshold × denominator. */
function excessExpression(
  emitter: Emitter,
  condition: Extract<PlanTrigger['condition'], { kind: 'ratio' }>,
): string {
  const { plan } = emitter;
  const threshold = amountsAt(emitter, condition.thresholds);
  const opening = literal(plan.poolBalance.value);
  const { subject, notes } = condition;
  const issued = (note: number): string => literal(plan.notes[note]!.issued.value);
  switch (condition.metric) {
    case 'cumulativeDefaultRate':
      return `defaults - ${threshold} * ${opening}`;
    case 'cumulativeLossRate':
      return `losses - ${threshold} * ${opening}`;
    case 'poolFactor':
      return `pool - ${threshold} * ${opening}`;
    case 'noteFactor': {
      const all = plan.notes.reduce((total, note) => total + note.issued.value, 0);
      return `${sumOf('b', [...plan.notes.keys()])} - ${threshold} * ${literal(all)}`;
    }
    case 'overcollateralization':
      return `pool + principal - ${sumOf('b', notes.length > 0 ? notes : interestBearingNotes(plan))} - ${threshold} * pool`;
    case 'interestCoverage': {
      const due = (notes.length > 0 ? notes : [...plan.notes.keys()]).map((k) => `i${k}`);
      const fees = [...plan.fees.keys()].map((k) => `e${k}`);
      return `income - ${threshold} * (${['0', ...due, ...fees].join(' + ')})`;
    }
    case 'excessSpread':
      return recentExcess(emitter, 's', threshold);
    case 'defaultRate':
      return recentExcess(emitter, 'y', threshold);
    case 'lossRate':
      return recentExcess(emitter, 'z', threshold);
    case 'assetCoverage': {
      const own = [...plan.accounts.keys()].filter((k) => !plan.accounts[k]!.external);
      return `pool + ${sumOf('a', own)} - ${threshold} * ${sumOf('b', notes)}`;
    }
    case 'delinquencyRate': {
      const late = { 30: 'cA3', 60: 'cA6' }[subject] ?? 'cA';
      const told = emitter.canCall ? `(calledOn < 0 ? ${late}[p] : 0)` : `${late}[p]`;
      return `${told} - ${threshold} * pool`;
    }
    case 'classFactor':
      return `b${subject} - ${threshold} * ${issued(subject)}`;
    case 'carriedInterest':
      return `c${subject} - ${threshold} * ${issued(subject)}`;
    case 'ledger':
      return `l${subject} - ${threshold} * ${opening}`;
    case 'account':
      return `a${subject} - ${threshold} * ${opening}`;
    case 'utilization': {
      const told = (column: string) =>
        emitter.canCall ? `(calledOn < 0 ? ${column}[p] : 0)` : `${column}[p]`;
      const waiting = [told('cW'), ...keepingAccounts(plan).map((k) => `a${k}`)].join(' + ');
      return `${told('cO')} - ${threshold} * (${told('cO')} + ${waiting})`;
    }
    default:
      return condition.metric satisfies never;
  }
}

/** A year's flow of the last three payments over the pool at their start, against the threshold. */
function recentExcess({ plan }: Emitter, flow: string, threshold: string): string {
  const three = (letter: string): string =>
    `(0 + (p > 1 ? ${letter}2 : 0) + (p > 0 ? ${letter}1 : 0) + ${letter}0)`;
  return `${three(flow)} * 12 - ${threshold} * ${three('q')} * ${plan.paymentMonths}`;
}
