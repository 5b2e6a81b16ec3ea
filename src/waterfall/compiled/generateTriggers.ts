import type { PlanTrigger } from '../paymentPlan.js';
import { interestBearingNotes, minorUnit } from '../planQueries.js';
import { amountsAt, type Emitter, literal, sumOf, tableAt } from './emit.js';

/** Tests of all triggers, and what those in force do to the date. */
export function emitTriggers(emitter: Emitter): void {
  const { plan, lines } = emitter;
  plan.triggers.forEach((trigger, index) => {
    emitTest(emitter, trigger, index);
  });
  const any = (effect: (trigger: PlanTrigger) => boolean): string => {
    const those = [...plan.triggers.keys()].filter((k) => effect(plan.triggers[k]!));
    return those.length === 0 ? 'false' : `(${those.map((k) => `t${k} === 1`).join(' || ')})`;
  };
  lines.push(`sequential = ${any((t) => t.sequential)}; trap = ${any((t) => t.trap)};`);
  const buying = `${tableAt(emitter, plan.buying)} === 1`;
  lines.push(`buys = ${buying} && calledOn < 0 && !${any((t) => t.stopsPurchases || t.calls)};`);
  if (emitter.records === 'everything') {
    plan.triggers.forEach((_, k) => {
      lines.push(`fT[${k * plan.periods.length} + p] = t${k};`);
    });
  }
  if (!emitter.canCall) return;
  lines.push(`if (calledOn < 0 && ${any((t) => t.calls)}) { calledOn = p;`);
  lines.push(`a${plan.collect.principal} += pool * ${literal(plan.callPrice.value)}; pool = 0; }`);
}

function emitTest(emitter: Emitter, trigger: PlanTrigger, index: number): void {
  const { lines } = emitter;
  const tested = tableAt(emitter, trigger.tested);
  lines.push(`if (${tested} === 1) {`);
  const holds = conditionExpression(emitter, trigger);
  lines.push(`if (${holds}) t${index} = 1;${trigger.curable ? ` else t${index} = 0;` : ''}`);
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
  const { subject } = condition;
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
      return `pool + principal - ${sumOf('b', interestBearingNotes(plan))} - ${threshold} * pool`;
    case 'interestCoverage': {
      const due = [...plan.notes.keys()].map((k) => `i${k}`);
      const fees = [...plan.fees.keys()].map((k) => `e${k}`);
      return `income - ${threshold} * (${['0', ...due, ...fees].join(' + ')})`;
    }
    case 'excessSpread':
      return `(0 + (p > 1 ? s2 : 0) + (p > 0 ? s1 : 0) + s0) * 12 - ${threshold} * (0 + (p > 1 ? q2 : 0) + (p > 0 ? q1 : 0) + q0) * ${plan.paymentMonths}`;
    case 'classFactor':
      return `b${subject} - ${threshold} * ${issued(subject)}`;
    case 'carriedInterest':
      return `c${subject} - ${threshold} * ${issued(subject)}`;
    case 'ledger':
      return `l${subject} - ${threshold} * ${opening}`;
    default:
      return condition.metric satisfies never;
  }
}
