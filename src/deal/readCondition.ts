import { parseDate } from '#basics/calendarDate.js';
import { didYouMean } from '#basics/closestName.js';
import { quoted } from '#basics/printable.js';
import { parseRate } from '#basics/rate.js';
import type { FieldReading } from '#basics/schema.js';
import {
  type Comparison,
  type Condition,
  dateMetric,
  lateDays,
  type MetricSubject,
  metricSubjects,
  type RatioMetric,
  ratingMetric,
  ratioMetrics,
} from './trigger.js';

const metrics: readonly string[] = [...ratioMetrics, dateMetric, ratingMetric];
const textLimit = 200;
const grammar = /^\s*([A-Za-z][A-Za-z0-9]*)(?:\(([^()]{1,64})\))?\s*(>=|<=|>|<)\s*(\S.*?)\s*$/;

/**
 * A condition is a metric, a comparison and a threshold: `cumulativeDefaultRate > 8%`. This is the whole
 * grammar; nothing of a deal file is ever evaluated as code.
 */
export function readCondition(text: string): FieldReading<Condition> {
  const match = text.length > textLimit ? null : grammar.exec(text);
  if (match === null) {
    const message = `${quoted(text)} is not a condition; write cumulativeDefaultRate > 8%`;
    return { code: 'bad-condition', message };
  }
  const metric = match[1]!;
  const subject = match[2]?.trim();
  const comparison = match[3]! as Comparison;
  const threshold = match[4]!;
  if (metric === dateMetric) return readDateCondition(comparison, threshold);
  if (metric === ratingMetric) return readRatingCondition(subject, comparison, threshold);
  const known = ratioMetrics.find((name): name is RatioMetric => name === metric);
  if (known === undefined) {
    const hint = didYouMean(metric, metrics) || `; known are ${metrics.join(', ')}`;
    return { code: 'unknown-name', message: `there is no metric ${quoted(metric)}${hint}` };
  }
  const subjects = readSubjects(known, subject);
  if (!('value' in subjects)) return subjects;
  const rate = parseRate(threshold, { min: -10, max: 10 });
  if (!rate.ok) return { code: 'bad-rate', message: rate.message };
  return {
    value: { kind: 'ratio', metric: known, subject: subjects.value, comparison, threshold: rate.rate },
  };
}

const exampleSubjects: { readonly [kind in MetricSubject['kind']]: string } = {
  class: 'A',
  classes: 'A + B',
  ledger: 'deficiency',
  account: 'reserve',
  days: '60',
};

/** What stands in brackets: one name, classes joined by +, or days late. */
function readSubjects(metric: RatioMetric, subject: string | undefined): FieldReading<readonly string[]> {
  const wanted = metricSubjects[metric];
  if (subject === undefined) {
    if (wanted?.isNeeded !== true) return { value: [] };
    const message = `metric ${metric} says of what in brackets: ${metric}(${exampleSubjects[wanted.kind]})`;
    return { code: 'bad-condition', message };
  }
  if (wanted === undefined) {
    return { code: 'bad-condition', message: `metric ${metric} has no brackets` };
  }
  if (wanted.kind === 'classes') return { value: subject.split('+').map((name) => name.trim()) };
  if (wanted.kind === 'days' && !lateDays.some((days) => days === subject)) {
    const message = `metric ${metric} is measured beyond ${lateDays.join(' or ')} days late, or at all without brackets`;
    return { code: 'bad-condition', message };
  }
  return { value: [subject] };
}

function readRatingCondition(
  subject: string | undefined,
  comparison: Comparison,
  grade: string,
): FieldReading<Condition> {
  if (subject !== undefined) return { value: { kind: 'rating', subject, comparison, grade } };
  const message = `metric ${ratingMetric} says of whom in brackets: ${ratingMetric}(guarantor) < AA`;
  return { code: 'bad-condition', message };
}

function readDateCondition(comparison: Comparison, text: string): FieldReading<Condition> {
  const threshold = parseDate(text);
  return threshold === undefined
    ? {
        code: 'bad-date',
        message: `${quoted(text)} is not a date; write ${dateMetric} ${comparison} 2026-01-31`,
      }
    : { value: { kind: 'date', comparison, threshold } };
}
