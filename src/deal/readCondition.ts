import { parseDate } from '#basics/calendarDate.js';
import { didYouMean } from '#basics/closestName.js';
import { quoted } from '#basics/printable.js';
import { parseRate } from '#basics/rate.js';
import type { FieldReading } from '#basics/schema.js';
import {
  type Comparison,
  type Condition,
  dateMetric,
  type RatioMetric,
  ratioMetrics,
  subjectMetrics,
} from './trigger.js';

const metrics: readonly string[] = [...ratioMetrics, dateMetric];
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
  const known = ratioMetrics.find((name): name is RatioMetric => name === metric);
  if (known === undefined) {
    const hint = didYouMean(metric, metrics) || `; known are ${metrics.join(', ')}`;
    return { code: 'unknown-name', message: `there is no metric ${quoted(metric)}${hint}` };
  }
  if (subjectMetrics.includes(known) !== (subject !== undefined)) {
    const one = `${metric}(${metric === 'ledger' ? 'deficiency' : 'A'})`;
    const form = subject === undefined ? `says of what in brackets: ${one}` : 'has no brackets';
    return { code: 'bad-condition', message: `metric ${metric} ${form}` };
  }
  const rate = parseRate(threshold, { min: -10, max: 10 });
  if (!rate.ok) return { code: 'bad-rate', message: rate.message };
  return { value: { kind: 'ratio', metric: known, subject, comparison, threshold: rate.rate } };
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
