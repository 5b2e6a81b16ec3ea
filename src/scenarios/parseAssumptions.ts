import { type Outcome, outcomeOf, type Problem, problem } from '#basics/problem.js';
import type { Rate } from '#basics/rate.js';
import { checkAgainst } from '#basics/schema.js';
import { readYaml, type YamlDocument } from '#basics/yamlDocument.js';
import type { DefaultAssumption, PrepaymentAssumption } from '#collateral/assumptions.js';
import { type Sourced, sourced } from './assumptionRecord.js';
import type { StatedAssumptions } from './assumptions.js';
import { type AssumptionsFile, assumptionsSchema } from './assumptionsSchema.js';
import { standardDefaultRate } from './defaultAssumptions.js';

/** Reads an assumptions file: what it states, each value with its place as origin. Loads zod: import lazily. */
export function parseAssumptions(source: string | Uint8Array, name: string): Outcome<StatedAssumptions> {
  const document = readYaml(source, name);
  if (!document.ok) return document;
  const checked = checkAgainst(assumptionsSchema, document.value);
  if (!checked.ok) return checked;
  return statedAssumptions(checked.value, document.value);
}

function statedAssumptions(file: AssumptionsFile, document: YamlDocument): Outcome<StatedAssumptions> {
  const problems: Problem[] = [];
  const at = <T>(value: T | undefined, ...path: string[]): Sourced<T> | undefined =>
    value === undefined ? undefined : sourced(value, placeOf(document, path));
  const rateAt = (rate: Rate | undefined, ...path: string[]): Sourced<number> | undefined =>
    at(rate?.value, ...path);
  const prepayment = file.prepayment === 'none' ? undefined : file.prepayment;
  const noRecovery = file.recovery === 'none' ? at(0, 'recovery') : undefined;
  const recovery = file.recovery === 'none' ? undefined : file.recovery;
  const stated: StatedAssumptions = {
    order: at(file.order, 'order'),
    prepayment: prepaymentOf(file, document, problems),
    pointsPerRatePoint: at(prepayment?.pointsPerRatePoint, 'prepayment', 'pointsPerRatePoint'),
    default: defaultOf(file, document, problems),
    recoveryRate: noRecovery ?? rateAt(recovery?.rate, 'recovery', 'rate'),
    recoveryLagMonths: at(recovery?.lagMonths, 'recovery', 'lagMonths'),
    recoverySensitivity: at(recovery?.sensitivity, 'recovery', 'sensitivity'),
    correlation: rateAt(file.correlation, 'correlation'),
    rateModel: at(file.rates?.model, 'rates', 'model'),
    rateInitial: rateAt(file.rates?.initial, 'rates', 'initial'),
    rateMean: rateAt(file.rates?.mean, 'rates', 'mean'),
    rateSpeed: at(file.rates?.speed, 'rates', 'speed'),
    rateVolatility: rateAt(file.rates?.volatility, 'rates', 'volatility'),
    premiumRate: rateAt(file.premium?.rate, 'premium', 'rate'),
    premiumRule: at(file.premium?.rule, 'premium', 'rule'),
  };
  problems.push(...uselessRates(file, document));
  return outcomeOf(problems, () => stated);
}

/** `a.yaml:3:5`: the path is the name of the assumption, so it is not repeated. */
function placeOf(document: YamlDocument, path: readonly string[]): string {
  return document.placeOf(path).split(' ')[0]!;
}

const prepaymentKinds = ['cpr', 'smm', 'psa'] as const;

function prepaymentOf(
  file: AssumptionsFile,
  document: YamlDocument,
  problems: Problem[],
): Sourced<PrepaymentAssumption> | undefined {
  const stated = file.prepayment;
  if (stated === undefined) return undefined;
  if (stated === 'none') return sourced({ kind: 'none' }, placeOf(document, ['prepayment']));
  const kind = onlyKind(stated, prepaymentKinds, 'prepayment', document, problems);
  if (kind === undefined) return undefined;
  const rate = stated[kind]!.value;
  const origin = placeOf(document, ['prepayment', kind]);
  switch (kind) {
    case 'cpr':
      return sourced({ kind, cpr: rate }, origin);
    case 'smm':
      return sourced({ kind, smm: rate }, origin);
    case 'psa':
      return sourced({ kind, psa: rate }, origin);
  }
  return kind satisfies never;
}

const defaultKinds = ['cdr', 'mdr', 'sda', 'cumulative', 'multiple'] as const;

function defaultOf(
  file: AssumptionsFile,
  document: YamlDocument,
  problems: Problem[],
): Sourced<DefaultAssumption> | undefined {
  const stated = file.default;
  if (stated === undefined) return undefined;
  if (stated === 'none') return sourced({ kind: 'none' }, placeOf(document, ['default']));
  const chosen = onlyKind(stated, defaultKinds, 'default', document, problems);
  const kind = chosen ?? (stated.fallback === undefined ? undefined : 'multiple');
  if (kind === undefined) {
    const lonely = (['months', 'noneInLastMonths'] as const).find((key) => stated[key] !== undefined);
    if (lonely !== undefined && !defaultKinds.some((key) => stated[key] !== undefined)) {
      problems.push(unused(document, ['default', lonely], `says nothing without ${needs[lonely]}`));
    }
    return undefined;
  }
  for (const key of ['months', 'noneInLastMonths', 'fallback'] as const) {
    if (stated[key] !== undefined && !companions[kind].includes(key)) {
      problems.push(unused(document, ['default', key], `does not go with ${kind}; it needs ${needs[key]}`));
    }
  }
  if (kind === 'cumulative' && stated.months === undefined) {
    const message = 'a cumulative default share needs its window: months';
    problems.push(problem('error', 'missing-key', document.placeOf(['default', 'cumulative']), message));
    return undefined;
  }
  return sourced(defaultAssumption(kind, stated), placeOf(document, ['default', kind]));
}

type StatedDefault = Exclude<NonNullable<AssumptionsFile['default']>, 'none'>;
type DefaultKind = (typeof defaultKinds)[number];

const companions: { readonly [kind in DefaultKind]: readonly string[] } = {
  cdr: ['noneInLastMonths'],
  mdr: ['noneInLastMonths'],
  sda: ['noneInLastMonths'],
  cumulative: ['months'],
  multiple: ['fallback'],
};
const needs = {
  months: 'cumulative',
  noneInLastMonths: 'cdr, mdr or sda',
  fallback: "the tape's own default rates (multiple)",
} as const;

function defaultAssumption(kind: DefaultKind, stated: StatedDefault): DefaultAssumption {
  const tail = stated.noneInLastMonths === undefined ? {} : { noneInLastMonths: stated.noneInLastMonths };
  switch (kind) {
    case 'cdr':
      return { kind, cdr: stated.cdr!.value, ...tail };
    case 'mdr':
      return { kind, mdr: stated.mdr!.value, ...tail };
    case 'sda':
      return { kind, sda: stated.sda!.value, noneInLastMonths: stated.noneInLastMonths ?? 0 };
    case 'cumulative':
      return { kind, share: stated.cumulative!.value, months: stated.months! };
    case 'multiple':
      return {
        kind: 'tape',
        fallback: stated.fallback?.value ?? standardDefaultRate,
        multiple: stated.multiple ?? 1,
      };
  }
  return kind satisfies never;
}

/** The one key of several that is there; two of them contradict each other. */
function onlyKind<K extends string>(
  stated: { readonly [key in K]?: unknown },
  kinds: readonly K[],
  group: string,
  document: YamlDocument,
  problems: Problem[],
): K | undefined {
  const there = kinds.filter((kind) => stated[kind] !== undefined);
  if (there.length > 1) {
    const message = `${there.join(' and ')} exclude each other`;
    problems.push(problem('error', 'conflict', document.placeOf([group, there[1]!]), message));
    return undefined;
  }
  return there[0];
}

/** A setting that would change nothing is an error: its writer believes that it does. */
function uselessRates(file: AssumptionsFile, document: YamlDocument): Problem[] {
  const model = file.rates?.model ?? 'vasicek';
  const useless: { readonly [model: string]: readonly ('mean' | 'speed')[] } = {
    'random-walk': ['mean', 'speed'],
    'hull-white-flat': ['mean'],
  };
  return (useless[model] ?? [])
    .filter((key) => file.rates?.[key] !== undefined)
    .map((key) => unused(document, ['rates', key], `has no meaning in the model ${model}`));
}

function unused(document: YamlDocument, path: readonly string[], message: string): Problem {
  return problem('error', 'unused', document.placeOf(path), message);
}
