import { parseDate } from '#basics/calendarDate.js';
import { didYouMean } from '#basics/closestName.js';
import type { WrittenLimit, WrittenTest } from '#basics/criteriaForm.js';
import { quoted } from '#basics/printable.js';
import { type Outcome, outcomeOf, type Problem, problem } from '#basics/problem.js';
import { parseRate } from '#basics/rate.js';
import type { ConcentrationLimit, Criteria, EligibilityRule, EligibilityTest } from './criteria.js';
import { type ScreenedKind, screenedColumns, screenedKind } from './screenedColumns.js';

/** Criteria as a file states them, and where in the file a problem of them is. */
export interface WrittenCriteria {
  readonly eligibility: readonly WrittenTest[];
  readonly limits: readonly WrittenLimit[];
}

export type PlaceOfCriterion = (path: readonly (string | number)[]) => string;

/** What is written, read against the columns that loans have; all faults at once. */
export function criteriaOf(
  written: WrittenCriteria,
  placeOf: PlaceOfCriterion,
  lists: readonly string[],
): Outcome<Criteria> {
  const problems: Problem[] = [];
  const parser = { placeOf, lists, problems };
  const eligibility = written.eligibility.flatMap((test, i) => parseTest(parser, test, i) ?? []);
  const limits = written.limits.flatMap((limit, i) => parseLimit(parser, limit, i) ?? []);
  return outcomeOf(problems, () => ({ eligibility, limits }));
}

interface Parser {
  readonly placeOf: PlaceOfCriterion;
  readonly lists: readonly string[];
  readonly problems: Problem[];
}

const ruleKeys = ['oneOf', 'noneOf', 'onList', 'notOnList'] as const;

function parseTest(parser: Parser, test: WrittenTest, i: number): EligibilityTest | undefined {
  const at = ['eligibility', i];
  const fail = (code: string, message: string, key?: string): undefined => {
    const place = parser.placeOf(key === undefined ? at : [...at, key]);
    parser.problems.push(problem('error', code, place, message));
  };
  const hasRange = test.atLeast !== undefined || test.atMost !== undefined;
  const rules = ruleKeys.filter((key) => test[key] !== undefined).length + (hasRange ? 1 : 0);
  if (rules !== 1) {
    return fail('bad-criterion', 'say one of atLeast and atMost, oneOf, noneOf, onList, notOnList');
  }
  const rule =
    test.onList !== undefined || test.notOnList !== undefined
      ? listRule(parser, test, fail)
      : columnRule(test, fail);
  if (rule === undefined) return undefined;
  return { name: test.name ?? ruleText(test), rule, missingFails: test.missing !== 'passes' };
}

type Fail = (code: string, message: string, key?: string) => undefined;

function listRule(parser: Parser, test: WrittenTest, fail: Fail): EligibilityRule | undefined {
  const key = test.onList !== undefined ? 'onList' : 'notOnList';
  const list = test[key]!;
  if (test.column !== undefined)
    return fail('bad-criterion', 'a list is looked up by its own id column', 'column');
  if (parser.lists.includes(list)) return { kind: 'list', list, wanted: key === 'onList' };
  const known = parser.lists.length === 0 ? '; no --list was given' : `; lists: ${parser.lists.join(', ')}`;
  return fail(
    'unknown-name',
    `there is no list ${quoted(list)}${didYouMean(list, parser.lists) || known}`,
    key,
  );
}

function columnRule(test: WrittenTest, fail: Fail): EligibilityRule | undefined {
  const { column } = test;
  if (column === undefined) return fail('bad-criterion', 'say which column');
  const kind = screenedKind(column);
  if (kind === undefined) {
    return fail(
      'unknown-name',
      `there is no column ${quoted(column)}${didYouMean(column, screenedColumns)}`,
      'column',
    );
  }
  const words = test.oneOf ?? test.noneOf;
  if (words !== undefined) {
    if (kind === 'words')
      return { kind: 'words', column, words: new Set(words), wanted: test.oneOf !== undefined };
    return fail('bad-criterion', `${column} has no words; say atLeast or atMost`, 'column');
  }
  if (kind === 'words') return fail('bad-criterion', `${column} has words; say oneOf or noneOf`, 'column');
  const least = readBound(kind, test.atLeast, 'atLeast', fail);
  const greatest = readBound(kind, test.atMost, 'atMost', fail);
  if (least === undefined || greatest === undefined) return undefined;
  if (least > greatest) return fail('bad-criterion', 'atLeast is above atMost: no loan can pass', 'atLeast');
  return { kind: 'range', column, least, greatest };
}

/** Infinite where the file sets no bound; undefined for a fault, which is then told. */
function readBound(kind: ScreenedKind, text: string | undefined, key: 'atLeast' | 'atMost', fail: Fail) {
  if (text === undefined) return key === 'atLeast' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (kind === 'date')
    return parseDate(text) ?? fail('bad-date', `${quoted(text)} is not a date (2026-01-31)`, key);
  if (kind === 'rate') {
    const parsed = parseRate(text, { min: -10, max: 100 });
    return parsed.ok ? parsed.rate.value : fail('bad-rate', parsed.message, key);
  }
  const value = /^-?\d{1,15}(\.\d{1,10})?$/.test(text) ? Number(text) : undefined;
  return value ?? fail('bad-number', `${quoted(text)} is not a number`, key);
}

function ruleText(test: WrittenTest): string {
  if (test.onList !== undefined) return `on list ${test.onList}`;
  if (test.notOnList !== undefined) return `not on list ${test.notOnList}`;
  const words = (list: readonly string[]) => list.join(', ');
  if (test.oneOf !== undefined) return `${test.column} one of ${words(test.oneOf)}`;
  if (test.noneOf !== undefined) return `${test.column} none of ${words(test.noneOf)}`;
  const bounds = [
    ...(test.atLeast === undefined ? [] : [`at least ${test.atLeast}`]),
    ...(test.atMost === undefined ? [] : [`at most ${test.atMost}`]),
  ];
  return `${test.column} ${bounds.join(' and ')}`;
}

function parseLimit(parser: Parser, limit: WrittenLimit, i: number): ConcentrationLimit | undefined {
  const place = (key: string) => parser.placeOf(['limits', i, key]);
  if (screenedKind(limit.by) !== 'words') {
    const known = screenedColumns.filter((column) => screenedKind(column) === 'words');
    const hint = didYouMean(limit.by, known) || `; known: ${known.join(', ')}`;
    const message = `${quoted(limit.by)} is no column of names${hint}`;
    parser.problems.push(problem('error', 'unknown-name', place('by'), message));
    return undefined;
  }
  if (limit.of !== undefined && limit.top !== undefined) {
    parser.problems.push(problem('error', 'bad-criterion', place('top'), 'say of or top, not both'));
    return undefined;
  }
  const what = limit.of ?? (limit.top === undefined ? 'each' : `largest ${limit.top}`);
  return {
    name: limit.name ?? `${limit.by}: ${what}`,
    by: limit.by,
    of: limit.of,
    top: limit.top ?? 1,
    atMost: limit.atMost.value,
  };
}
