import { didYouMean } from '#basics/closestName.js';
import { printable, quoted } from '#basics/printable.js';
import { type Problem, problem } from '#basics/problem.js';
import type { Rate } from '#basics/rate.js';
import type { DealTerms } from '#deal/terms.js';
import type { Provider, ProviderCurve } from '#pricing/models/providerDefault.js';
import type { ProviderModels } from '#pricing/montecarlo/providers.js';
import { type Assumption, type Sourced, sourced } from './assumptionRecord.js';
import { checkAmong, checkRelation, type Refuse, selfAccepted, unknownNames } from './checkProviders.js';
import { isOther, notNamed, type Party, partiesOf, saidOf } from './providerParties.js';
import type { ResolvedPool } from './resolvedScenario.js';
import { othersKey, type StatedProvider, type StatedProviders } from './statedProviders.js';
import { unusedAssumptions } from './unusedAssumptions.js';

/** Who stands behind a deal and its bills, with what is known of each, and why. */
export interface ResolvedProviders {
  /** undefined where nobody fails by chance or with its payer. */
  readonly models: ProviderModels | undefined;
  /** By support: its provider fails once more of the pool than this has defaulted. */
  readonly failsAbove: ReadonlyMap<string, Rate>;
  readonly records: readonly Assumption[];
  readonly problems: readonly Problem[];
}

/**
 * Share of a guarantor's variance that is the economy, where nobody states one: that of protection providers in the
 * Basel Committee's "The Application of Basel II to Trading Activities and the Treatment of Double Default Effects"
 * (2005).
 */
const standardCorrelation = 0.7;
const correlationOrigin =
  "default (a guarantor's share in the economy in the double-default treatment of the Basel Committee, 2005)";

export function resolveProviders(pool: ResolvedPool, terms: DealTerms): ResolvedProviders {
  const stated = pool.basis.stated.providers;
  const problems: Problem[] = [];
  const parties = partiesOf(pool, terms);
  problems.push(...unknownNames(stated, parties, pool), ...selfAccepted(pool));
  const providers: Provider[] = [];
  const ofSupport = new Map<string, number>();
  const ofAcceptor = new Map<string, number>();
  const failsAbove = new Map<string, Rate>();
  const records: Assumption[] = [];
  const others: { party: Party; records: Assumption[] }[] = [];
  for (const party of parties) {
    const said = saidOf(party, stated, problems);
    const resolved = resolveParty(party, said, stated, pool, problems);
    if (isOther(party, stated)) others.push({ party, records: resolved.records });
    else records.push(...resolved.records);
    if (said.defaultsAbove !== undefined) {
      for (const support of party.supports) failsAbove.set(support, said.defaultsAbove.value);
    }
    if (resolved.provider === undefined) continue;
    const index = providers.push(resolved.provider) - 1;
    for (const support of party.supports) ofSupport.set(support, index);
    if (party.isAcceptor) ofAcceptor.set(party.name === notNamed ? '' : party.name, index);
  }
  if (providers.length > providersMost) {
    const message = `${providers.length} guarantors and acceptors fail by chance; at most ${providersMost} are simulated`;
    problems.push(problem('error', 'too-many-providers', 'providers', message));
  }
  records.push(...recordsOfOthers(others));
  const models = providers.length === 0 ? undefined : { providers, ofSupport, ofAcceptor };
  return { models, failsAbove, records, problems };
}

/** What a file says of defaults by chance, in a run without chance: only who fails with the pool fails there. */
export function unfollowedProviders(
  pool: ResolvedPool & { readonly terms: DealTerms },
  run: string,
): Problem[] {
  const { records } = resolveProviders(pool, pool.terms);
  return unusedAssumptions(
    records.filter(({ name, value }) => !name.endsWith('.defaultsAbove') && value !== 'certain'),
    [],
    `${run}, in which nobody defaults by chance`,
  );
}

/** Who fails with the pool, in runs without chance too. */
export function certainProviders(pool: ResolvedPool & { readonly terms: DealTerms }): readonly Assumption[] {
  return resolveProviders(pool, pool.terms).records.filter(({ name }) => name.endsWith('.defaultsAbove'));
}

/** Every path draws all of them, and each has flows of its own. */
const providersMost = 200;
function resolveParty(
  party: Party,
  said: StatedProvider,
  { ratings }: StatedProviders,
  pool: ResolvedPool,
  problems: Problem[],
): { provider: Provider | undefined; records: Assumption[] } {
  const { name } = party;
  const refuse = (code: string, at: string, message: string) =>
    problems.push(problem('error', code, placeOf(at), message));
  const curve = said.curve ?? curveOfRating(said.rating, ratings, refuse);
  const relation =
    said.relation ??
    (said.defaultsAbove === undefined
      ? sourced('correlated' as const, 'default')
      : sourced('certain' as const, said.defaultsAbove.origin));
  checkRelation(party, said, relation, refuse);
  const fails = curve !== undefined && canFail(curve.value);
  const isCertain = relation.value === 'certain';
  const write = (key: string, value: string | number, origin: string): Assumption => ({
    name: `providers.${name}.${key}`,
    value,
    origin,
  });
  const rate =
    curve === undefined
      ? isCertain
        ? []
        : [write('annualDefaultRate', 0, 'default (nobody states a default rate: never fails by chance)')]
      : [writeCurve(curve, write)];
  const correlation = said.correlation ?? sourced(standardCorrelation, correlationOrigin);
  const isCorrelated = relation.value === 'correlated' && fails;
  const recovery = said.recovery ?? sourced(0, 'default');
  const records = [
    ...rate,
    ...(fails || isCertain ? [write('relation', relation.value, relation.origin)] : []),
    ...(isCorrelated && !isSource(pool) ? [write('correlation', correlation.value, correlation.origin)] : []),
    ...(['region', 'industry'] as const).flatMap((key) => {
      const label = said[key];
      return label === undefined ? [] : [write(key, label.value, label.origin)];
    }),
    ...(said.defaultsAbove === undefined
      ? []
      : [write('defaultsAbove', said.defaultsAbove.value.value, said.defaultsAbove.origin)]),
    ...(party.isAcceptor && (fails || isCertain) ? [write('recovery', recovery.value, recovery.origin)] : []),
  ];
  checkAmong(said, pool, refuse);
  if (!fails && !(isCertain && party.isAcceptor)) return { provider: undefined, records };
  const among = {
    ...(said.region === undefined ? {} : { region: said.region.value }),
    ...(said.industry === undefined ? {} : { industry: said.industry.value }),
  };
  return {
    provider: {
      name,
      curve: curve?.value ?? { annualDefaultRate: 0 },
      relation: relation.value,
      correlation: correlation.value,
      among,
      recovery: recovery.value,
    },
    records,
  };
}

function curveOfRating(
  rating: Sourced<string> | undefined,
  ratings: StatedProviders['ratings'],
  refuse: Refuse,
): Sourced<ProviderCurve> | undefined {
  if (rating === undefined) return undefined;
  const found = ratings.get(rating.value);
  if (found !== undefined)
    return sourced(found.value, `${found.origin} (rating ${rating.value}, ${rating.origin})`);
  const near = didYouMean(rating.value, [...ratings.keys()]);
  const message = `the assumptions give no default rate of the rating ${quoted(rating.value)}${near || '; write ratings: { AA: 0.5% }'}`;
  refuse('unknown-rating', rating.origin, message);
  return undefined;
}

/** Acceptors of bills that are all alike are told once, with their names. */
function recordsOfOthers(others: readonly { party: Party; records: readonly Assumption[] }[]): Assumption[] {
  const [first] = others;
  if (first === undefined) return [];
  const prefix = `providers.${first.party.name}.`;
  return [
    {
      name: `providers.${othersKey}.acceptors`,
      value: others.length,
      origin: `tape: ${printable(others.map(({ party }) => party.name).join(', '), 200)}`,
    },
    ...first.records.map((one) => ({
      ...one,
      name: `providers.${othersKey}.${one.name.slice(prefix.length)}`,
    })),
  ];
}

function canFail(curve: ProviderCurve): boolean {
  return 'annualDefaultRate' in curve
    ? curve.annualDefaultRate > 0
    : curve.cumulativeByYear.some((probability) => probability > 0);
}

function writeCurve(
  { value, origin }: Sourced<ProviderCurve>,
  write: (key: string, value: string | number, origin: string) => Assumption,
): Assumption {
  return 'annualDefaultRate' in value
    ? write('annualDefaultRate', value.annualDefaultRate, origin)
    : write('cumulativeDefaults', value.cumulativeByYear.map(String).join(' '), origin);
}

function isSource({ assumptions }: ResolvedPool): boolean {
  return assumptions.dependence?.pdDeviation !== undefined;
}

/** `a.yaml:3:5 (rating AA, …)` stands at `a.yaml:3:5`, `deal supports.line.rating` at that path of the deal. */
function placeOf(origin: string): string {
  return origin.split(' (')[0]!.replace(/^deal /, '');
}
