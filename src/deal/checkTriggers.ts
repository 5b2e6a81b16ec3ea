import { collectionsAccount } from './account.js';
import { checkName, type Findings, listOf } from './checks.js';
import type { DealFile, FileTrigger } from './dealSchema.js';
import { type Condition, metricSubjects, type RatioMetric } from './trigger.js';

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
    if (trigger.price !== undefined && !listOf(trigger.then).includes('call')) {
      findings.error(
        'no-effect',
        [...path, 'price'],
        `trigger ${trigger.name} sells nothing: write then: call`,
      );
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
  if (when.kind === 'ratio') {
    checkSubjects(file, when, path, findings);
  }
  if (when.kind === 'rating') checkRating(file, when, path, findings);
  if (thresholds === undefined) return;
  const at = [...path.slice(0, -1), 'thresholds'];
  if (when.kind !== 'ratio') findings.error('no-effect', at, `a ${when.kind} has no thresholds`);
  const late = thresholds.findIndex(({ from }, i) => i > 0 && from <= thresholds[i - 1]!.from);
  if (late >= 0) findings.error('date-order', [...at, late], 'dates must rise from one to the next');
}

function checkSubjects(
  file: DealFile,
  { metric, subject }: Extract<Condition, { kind: 'ratio' }>,
  path: (string | number)[],
  findings: Findings,
): void {
  const kind = metricSubjects[metric]?.kind;
  if (kind === undefined || kind === 'days') return;
  const word = kind === 'classes' ? 'class' : kind;
  const known = {
    class: file.notes.map(({ name }) => name),
    ledger: Object.keys(file.ledgers ?? {}),
    account: [collectionsAccount, ...Object.keys(file.accounts ?? {}), ...Object.keys(file.supports ?? {})],
  }[word];
  for (const name of subject) checkName(findings, word, name, known, path);
}

/** A rating is told under `ratings`, and the grade stands on its scale. */
function checkRating(
  file: DealFile,
  { subject, grade }: Extract<Condition, { kind: 'rating' }>,
  path: (string | number)[],
  findings: Findings,
): void {
  const { scale = [], of = {} } = file.ratings ?? {};
  checkName(findings, 'rating of', subject, Object.keys(of), path);
  checkName(findings, 'grade', grade, scale, path);
}

/** Grades, dates and steps of the rating histories. */
export function checkRatings({ ratings }: DealFile, findings: Findings): void {
  if (ratings === undefined) return;
  ratings.scale.forEach((grade, k) => {
    if (ratings.scale.indexOf(grade) < k) {
      findings.error('duplicate-name', ['ratings', 'scale', k], `grade ${grade} is on the scale twice`);
    }
  });
  for (const [name, history] of Object.entries(ratings.of)) {
    const path = ['ratings', 'of', name];
    history.forEach(({ from, grade }, k) => {
      checkName(findings, 'grade', grade, ratings.scale, [...path, k, 'grade']);
      if (k > 0 && from <= history[k - 1]!.from) {
        findings.error('date-order', [...path, k], 'dates must rise from one to the next');
      }
    });
  }
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
  if (condition.kind !== 'ratio') return 'open';
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
  assetCoverage: { low: 0, high: Number.POSITIVE_INFINITY },
  defaultRate: { low: 0, high: Number.POSITIVE_INFINITY },
  lossRate: { low: 0, high: Number.POSITIVE_INFINITY },
  delinquencyRate: { low: 0, high: 1 },
  account: { low: 0, high: Number.POSITIVE_INFINITY },
  utilization: { low: 0, high: 1 },
};
