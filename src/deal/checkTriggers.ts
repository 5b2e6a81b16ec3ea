import { checkName, type Findings, listOf } from './checks.js';
import type { DealFile, FileTrigger } from './dealSchema.js';
import type { Condition, RatioMetric } from './trigger.js';

/** Triggers that can never fire, that fire whatever happens, or that change nothing. */
export function checkTriggers(file: DealFile, findings: Findings): void {
  const named = new Set(file.steps.flatMap((step) => [...listOf(step.when), ...listOf(step.unless)]));
  (file.triggers ?? []).forEach((trigger, i) => {
    const path = ['triggers', i];
    if (listOf(trigger.then).length === 0 && !named.has(trigger.name)) {
      const message = `trigger ${trigger.name} changes nothing: it has no "then" and no step names it`;
      findings.warning('no-effect', path, message);
    }
    if (trigger.from !== undefined && trigger.until !== undefined && trigger.from > trigger.until) {
      findings.error('date-order', [...path, 'until'], `trigger ${trigger.name} ends before it begins`);
    }
    if (listOf(trigger.then).includes('sequential') && !sharesPrincipal(file)) {
      const message = `trigger ${trigger.name}: principal is sequential anyway`;
      findings.warning('no-effect', [...path, 'then'], message);
    }
    checkSubject(file, trigger, [...path, 'when'], findings);
    checkReach(trigger, [...path, 'when'], findings);
  });
}

/** The class or ledger in brackets exists; thresholds by date belong to a ratio and rise in time. */
function checkSubject(
  file: DealFile,
  trigger: FileTrigger,
  path: (string | number)[],
  findings: Findings,
): void {
  const { when, thresholds } = trigger;
  if (when.kind === 'ratio' && when.subject !== undefined) {
    const ledgers = Object.keys(file.ledgers ?? {});
    const known = when.metric === 'ledger' ? ledgers : file.notes.map(({ name }) => name);
    checkName(findings, when.metric === 'ledger' ? 'ledger' : 'class', when.subject, known, path);
  }
  if (thresholds === undefined) return;
  const at = [...path.slice(0, -1), 'thresholds'];
  if (when.kind === 'date') findings.error('no-effect', at, 'a date has no thresholds');
  const late = thresholds.findIndex(({ from }, i) => i > 0 && from <= thresholds[i - 1]!.from);
  if (late >= 0) findings.error('date-order', [...at, late], 'dates must rise from one to the next');
}

function sharesPrincipal(file: DealFile): boolean {
  return file.steps.some((step) => step.do === 'pay-principal' && step.share === 'pro-rata');
}

function checkReach(trigger: FileTrigger, path: (string | number)[], findings: Findings): void {
  if (trigger.thresholds !== undefined) return;
  const outcome = certainty(trigger.when);
  if (outcome === 'never') {
    findings.warning('never-fires', path, `trigger ${trigger.name} can never fire`);
  } else if (outcome === 'always') {
    findings.warning('always-fires', path, `trigger ${trigger.name} is in force from the first test on`);
  }
}

/** Whether a comparison is decided by the range of its metric alone. */
function certainty(condition: Condition): 'never' | 'always' | 'open' {
  if (condition.kind === 'date') return 'open';
  const { low, high } = ranges[condition.metric];
  const { value } = condition.threshold;
  switch (condition.comparison) {
    case '>':
      return value >= high ? 'never' : value < low ? 'always' : 'open';
    case '>=':
      return value > high ? 'never' : value <= low ? 'always' : 'open';
    case '<':
      return value <= low ? 'never' : value > high ? 'always' : 'open';
    case '<=':
      return value < low ? 'never' : value >= high ? 'always' : 'open';
    default:
      return condition.comparison satisfies never;
  }
}

/** Capitalized interest can take the note factor over 1, and losses overcollateralization below any number. */
const ranges: Record<RatioMetric, { readonly low: number; readonly high: number }> = {
  cumulativeDefaultRate: { low: 0, high: 1 },
  cumulativeLossRate: { low: 0, high: 1 },
  poolFactor: { low: 0, high: 1 },
  noteFactor: { low: 0, high: Number.POSITIVE_INFINITY },
  overcollateralization: { low: Number.NEGATIVE_INFINITY, high: 1 },
  interestCoverage: { low: 0, high: Number.POSITIVE_INFINITY },
  excessSpread: { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY },
  classFactor: { low: 0, high: Number.POSITIVE_INFINITY },
  carriedInterest: { low: 0, high: Number.POSITIVE_INFINITY },
  ledger: { low: 0, high: Number.POSITIVE_INFINITY },
};
