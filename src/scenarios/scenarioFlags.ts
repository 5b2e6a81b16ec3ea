import { type CalendarDate, dateFault, parseDate } from '#basics/calendarDate.js';
import { didYouMean } from '#basics/closestName.js';
import { quoted } from '#basics/printable.js';
import { type Outcome, outcomeOf, type Problem, problem } from '#basics/problem.js';
import { parseRate } from '#basics/rate.js';
import { pathCountLeast, pathCountLimit } from '#pricing/montecarlo/pathCounts.js';
import { parseRejectLimit, type RejectLimit } from './rejectLimit.js';

/** Flag texts as typed, by flag name; absent flags are undefined. */
export type FlagTexts = { readonly [name in FlagName]?: string | undefined };

export const flagNames = [
  'method',
  'se',
  'paths',
  'seed',
  'estimator',
  'cpr',
  'cdr',
  'recovery',
  'correlation',
  'model',
  'premium',
  'cut-off',
  'max-rejects',
] as const;
export type FlagName = (typeof flagNames)[number];

/** The flags of a run, parsed; every one of them enters the record of assumptions. */
export interface ScenarioFlags {
  readonly method: Method | undefined;
  readonly standardError: number | undefined;
  readonly pathCount: number | undefined;
  readonly seed: string | undefined;
  readonly estimator: Estimator | undefined;
  readonly cpr: number | undefined;
  readonly cdr: number | undefined;
  readonly recoveryRate: number | undefined;
  readonly correlation: number | undefined;
  readonly model: DefaultModel | undefined;
  readonly premium: PremiumRule | undefined;
  readonly cutOffDate: CalendarDate | undefined;
  readonly maxRejects: RejectLimit | undefined;
}

export const methods = ['mc', 'dcf'] as const;
export type Method = (typeof methods)[number];
export const estimators = ['two-level', 'plain'] as const;
export type Estimator = (typeof estimators)[number];
/** `copula`: correlated defaults; `source`: the source documents' simplest model. */
export const defaultModels = ['copula', 'source'] as const;
export type DefaultModel = (typeof defaultModels)[number];
export const premiumRules = ['net', 'full'] as const;
export type PremiumRule = (typeof premiumRules)[number];

/** All faults at once; `at` is the flag. */
export function parseScenarioFlags(texts: FlagTexts): Outcome<ScenarioFlags> {
  const problems: Problem[] = [];
  const fail = (flag: FlagName, code: string, message: string): undefined => {
    problems.push(problem('error', code, `--${flag}`, message));
    return undefined;
  };
  const share = (flag: FlagName): number | undefined => {
    const text = texts[flag];
    if (text === undefined) return undefined;
    const parsed = parseRate(text, { max: 1 });
    return parsed.ok ? parsed.rate.value : fail(flag, 'bad-rate', parsed.message);
  };
  const oneOf = <T extends string>(flag: FlagName, known: readonly T[]): T | undefined => {
    const text = texts[flag];
    if (text === undefined) return undefined;
    const found = known.find((name) => name === text);
    const suggestion = didYouMean(text, known) || `; known: ${known.join(', ')}`;
    return found ?? fail(flag, 'unknown-name', `${quoted(text)} is not known${suggestion}`);
  };
  if (texts.se !== undefined && texts.paths !== undefined) {
    fail(
      'se',
      'conflict',
      '--se and --paths exclude each other: either a standard error or a number of paths',
    );
  }
  const flags: ScenarioFlags = {
    method: oneOf('method', methods),
    standardError: standardError(texts.se, fail),
    pathCount: pathCount(texts.paths, fail),
    seed: seed(texts.seed, fail),
    estimator: oneOf('estimator', estimators),
    cpr: share('cpr'),
    cdr: share('cdr'),
    recoveryRate: share('recovery'),
    correlation: share('correlation'),
    model: oneOf('model', defaultModels),
    premium: oneOf('premium', premiumRules),
    cutOffDate: cutOffDate(texts['cut-off'], fail),
    maxRejects: maxRejects(texts['max-rejects'], fail),
  };
  return outcomeOf(problems, () => flags);
}

type Fail = (flag: FlagName, code: string, message: string) => undefined;

function standardError(text: string | undefined, fail: Fail): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d{1,9}(\.\d{1,12})?$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 1e-6 && value <= 100) return value;
  const reason = Number.isNaN(value) ? 'is not a number' : 'is not between 0.000001 and 100';
  return fail('se', 'bad-number', `${quoted(text)} ${reason}; it is a price error per 100, such as 0.01`);
}

function pathCount(text: string | undefined, fail: Fail): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= pathCountLeast && value <= pathCountLimit) return value;
  return fail(
    'paths',
    'bad-number',
    `${quoted(text)} is not a whole number from ${pathCountLeast} to ${pathCountLimit}`,
  );
}

function seed(text: string | undefined, fail: Fail): string | undefined {
  if (text === undefined || (text.trim() !== '' && text.length <= 200)) return text;
  return fail(
    'seed',
    'bad-seed',
    text.length > 200 ? 'a seed is at most 200 characters' : 'a seed is text, such as abs',
  );
}

function cutOffDate(text: string | undefined, fail: Fail): CalendarDate | undefined {
  if (text === undefined) return undefined;
  return parseDate(text) ?? fail('cut-off', 'bad-date', `${quoted(text)} ${dateFault(text)}`);
}

function maxRejects(text: string | undefined, fail: Fail): RejectLimit | undefined {
  if (text === undefined) return undefined;
  return (
    parseRejectLimit(text) ??
    fail(
      'max-rejects',
      'bad-number',
      `${quoted(text)} is neither a number of rows (25) nor a share of them (0.5%)`,
    )
  );
}
