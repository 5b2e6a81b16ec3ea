import type { Rate } from '#basics/rate.js';
import type { YamlPath } from '#basics/yamlDocument.js';
import type { ProviderCurve, providerRelations } from '#pricing/models/providerDefault.js';
import { type Sourced, sourced } from './assumptionRecord.js';
import type { AssumptionsFile } from './assumptionsSchema.js';
import { onlyKind, refuse, type StatedFile } from './statedFile.js';

/** What is said of one provider; what is left out is its default. */
export interface StatedProvider {
  readonly curve?: Sourced<ProviderCurve>;
  readonly rating?: Sourced<string>;
  readonly relation?: Sourced<(typeof providerRelations)[number]>;
  readonly correlation?: Sourced<number>;
  readonly region?: Sourced<string>;
  readonly industry?: Sourced<string>;
  readonly defaultsAbove?: Sourced<Rate>;
  readonly recovery?: Sourced<number>;
}

export interface StatedProviders {
  readonly named: ReadonlyMap<string, { readonly at: string; readonly said: StatedProvider }>;
  readonly ratings: ReadonlyMap<string, Sourced<ProviderCurve>>;
}

export const noProviders: StatedProviders = { named: new Map(), ratings: new Map() };

/** Stands for the deal's originator, and for all who are not named. */
export const originatorKey = 'originator';
export const othersKey = 'others';

export function statedProviders(
  file: AssumptionsFile,
  source: StatedFile,
  place: (path: YamlPath) => string,
): StatedProviders {
  const named = Object.entries(file.providers ?? {}).map(([name, stated]) => {
    const path = ['providers', name];
    const at = <T>(value: T | undefined, key: string): Sourced<T> | undefined =>
      value === undefined ? undefined : sourced(value, place([...path, key]));
    onlyKind(source, stated, ['annualDefaultRate', 'cumulativeDefaults', 'rating'], path);
    checkRising(stated.cumulativeDefaults, source, [...path, 'cumulativeDefaults']);
    const curve =
      at(curveOf(stated.cumulativeDefaults), 'cumulativeDefaults') ??
      at(curveOf(stated.annualDefaultRate), 'annualDefaultRate');
    const said = defined({
      curve,
      rating: at(stated.rating, 'rating'),
      relation: at(stated.relation, 'relation'),
      correlation: at(stated.correlation?.value, 'correlation'),
      region: at(stated.region, 'region'),
      industry: at(stated.industry, 'industry'),
      defaultsAbove: at(stated.defaultsAbove, 'defaultsAbove'),
      recovery: at(stated.recovery?.value, 'recovery'),
    });
    return [name, { at: place(path), said }] as const;
  });
  const ratings = Object.entries(file.ratings ?? {}).map(([grade, stated]) => {
    const path = ['ratings', grade];
    if (Array.isArray(stated)) checkRising(stated, source, path);
    return [grade, sourced(curveOf(stated), place(path))] as const;
  });
  return { named: new Map(named), ratings: new Map(ratings) };
}

/** Field by field: what the upper says of a provider holds, the rest stays. */
export function mergeProviders(lower: StatedProviders, upper: StatedProviders): StatedProviders {
  const named = new Map(lower.named);
  for (const [name, { at, said }] of upper.named) {
    const before = named.get(name)?.said ?? {};
    // A default rate takes the place of a rating, and the other way round.
    const { curve, rating, ...rest } = before;
    const kept = said.curve === undefined && said.rating === undefined ? before : rest;
    named.set(name, { at, said: { ...kept, ...said } });
  }
  return { named, ratings: new Map([...lower.ratings, ...upper.ratings]) };
}

function curveOf(stated: Rate | readonly Rate[]): ProviderCurve;
function curveOf(stated: Rate | readonly Rate[] | undefined): ProviderCurve | undefined;
function curveOf(stated: Rate | readonly Rate[] | undefined): ProviderCurve | undefined {
  if (stated === undefined) return undefined;
  return 'text' in stated
    ? { annualDefaultRate: stated.value }
    : { cumulativeByYear: stated.map(({ value }) => value) };
}

function checkRising(stated: readonly Rate[] | undefined, source: StatedFile, path: YamlPath): void {
  stated?.forEach(({ value }, i) => {
    if (i === 0 || value >= stated[i - 1]!.value) return;
    refuse(source, 'falling', [...path, i], 'a cumulative probability cannot be less than the year before');
  });
}

function defined(
  said: { readonly [key in keyof StatedProvider]: StatedProvider[key] | undefined },
): StatedProvider {
  const { curve, rating, relation, correlation, region, industry, defaultsAbove, recovery } = said;
  return {
    ...(curve === undefined ? {} : { curve }),
    ...(rating === undefined ? {} : { rating }),
    ...(relation === undefined ? {} : { relation }),
    ...(correlation === undefined ? {} : { correlation }),
    ...(region === undefined ? {} : { region }),
    ...(industry === undefined ? {} : { industry }),
    ...(defaultsAbove === undefined ? {} : { defaultsAbove }),
    ...(recovery === undefined ? {} : { recovery }),
  };
}
