import { didYouMean } from '#basics/closestName.js';
import { printable, quoted } from '#basics/printable.js';
import { type Problem, problem } from '#basics/problem.js';
import type { Rate } from '#basics/rate.js';
import { repaymentTypes } from '#collateral/loanTable.js';
import { rowsProblem } from '#collateral/rowsProblem.js';
import type { DealTerms } from '#deal/terms.js';
import type { Provider, ProviderCurve } from '#pricing/models/providerDefault.js';
import { acceptorOf, labelOf } from '#pricing/montecarlo/billClaims.js';
import { membersAmong, type ProviderModels } from '#pricing/montecarlo/providers.js';
import { type Assumption, type Sourced, sourced } from './assumptionRecord.js';
import type { ResolvedPool } from './resolvedScenario.js';
import { originatorKey, othersKey, type StatedProvider, type StatedProviders } from './statedProviders.js';
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

/** One party has one default: a party of the deal by its name, else the originator, else the support. */
interface Party {
  readonly name: string;
  /** Names that a file may give it, the most particular first. */
  readonly aliases: readonly string[];
  readonly supports: readonly string[];
  readonly isAcceptor: boolean;
  readonly inDeal: StatedProvider;
}

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
/** Bills whose acceptor the tape does not name. */
const notNamed = 'acceptor not named';

function partiesOf({ tape: { table }, assumptions }: ResolvedPool, terms: DealTerms): Party[] {
  const found = new Map<
    string,
    { aliases: Set<string>; supports: string[]; isAcceptor: boolean; inDeal: StatedProvider }
  >();
  const at = (name: string) => {
    const party = found.get(name) ?? {
      aliases: new Set<string>(),
      supports: [],
      isAcceptor: false,
      inDeal: {},
    };
    found.set(name, party);
    return party;
  };
  const originator = terms.parties.find(({ role }) => role === originatorKey)?.name;
  for (const support of terms.supports) {
    const owner = terms.parties.find(({ supports }) => supports.includes(support.name));
    const isOriginators = support.provider === 'originator' || owner?.role === originatorKey;
    const party = at(owner?.name ?? (isOriginators ? (originator ?? originatorKey) : support.name));
    party.aliases.add(support.name);
    if (owner !== undefined) party.aliases.add(owner.name);
    if (isOriginators) party.aliases.add(originatorKey);
    party.supports.push(support.name);
    const origin = `deal supports.${support.name}`;
    const { annualDefaultRate, rating, defaultsAbove } = support;
    party.inDeal = {
      ...party.inDeal,
      ...(annualDefaultRate === undefined
        ? {}
        : { curve: sourced({ annualDefaultRate: annualDefaultRate.value }, `${origin}.annualDefaultRate`) }),
      ...(rating === undefined ? {} : { rating: sourced(rating, `${origin}.rating`) }),
      ...(defaultsAbove === undefined
        ? {}
        : { defaultsAbove: sourced(defaultsAbove, `${origin}.defaultsAbove`) }),
    };
  }
  if (assumptions.payables?.guarantee !== undefined) {
    const discount = repaymentTypes.indexOf('discount');
    for (let row = 0; row < table.rowCount; row++) {
      if (table.repaymentType[row] !== discount) continue;
      const name = acceptorOf(table, row) || notNamed;
      const party = at(name);
      party.isAcceptor = true;
      party.aliases.add(name);
      if (name === originator) party.aliases.add(originatorKey);
    }
  }
  return [...found].map(([name, { aliases, ...party }]) => ({ name, aliases: [...aliases], ...party }));
}

/** What a file says of a party by any of its names, then the deal, then what is said of all others. */
function saidOf(party: Party, { named }: StatedProviders, problems: Problem[]): StatedProvider {
  const [first, second] = party.aliases.filter((alias) => named.has(alias));
  if (second !== undefined) {
    const message = `${second} and ${first} are one party (${party.name}), which has one default; state it once`;
    problems.push(problem('error', 'conflict', named.get(second)!.at, message));
  }
  const own = first === undefined ? undefined : named.get(first)!.said;
  const { recovery, ...rest } = named.get(othersKey)?.said ?? {};
  const others = recovery === undefined || !party.isAcceptor ? rest : { ...rest, recovery };
  return withOne(withOne(own ?? {}, party.inDeal), others);
}

/** The fields of the first; of the second where the first says nothing. A default rate and a rating are one thing. */
function withOne(first: StatedProvider, second: StatedProvider): StatedProvider {
  const { curve, rating, ...rest } = second;
  const isRated = first.curve !== undefined || first.rating !== undefined;
  return isRated ? { ...rest, ...first } : { ...second, ...first };
}

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

type Refuse = (code: string, at: string, message: string) => void;

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

/** Of whom a file says nothing but what it says of all others. */
function isOther({ isAcceptor, supports, aliases }: Party, { named }: StatedProviders): boolean {
  return isAcceptor && supports.length === 0 && !aliases.some((alias) => named.has(alias));
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

/** What a relation needs, and what has no meaning beside it. */
function checkRelation(
  { name, supports, isAcceptor }: Party,
  said: StatedProvider,
  { value, origin }: Sourced<Provider['relation']>,
  refuse: Refuse,
): void {
  if (value === 'certain') {
    if (supports.length > 0 && said.defaultsAbove === undefined) {
      const message = `${name} fails for certain with the pool: say past which share of defaults, defaultsAbove: 8%`;
      refuse('missing', origin, message);
    }
    if (said.curve !== undefined) {
      refuse(
        'unused',
        said.curve.origin,
        `${name} fails for certain with the pool, not by a default rate of its own`,
      );
    }
  } else if (said.defaultsAbove !== undefined && said.relation !== undefined) {
    refuse('conflict', origin, `defaultsAbove makes a relation certain, and this says ${value}`);
  }
  if (value !== 'correlated' && said.correlation !== undefined) {
    refuse('unused', said.correlation.origin, `has no meaning for a relation that is ${value}`);
  }
  if (!isAcceptor && said.recovery !== undefined) {
    refuse(
      'unused',
      said.recovery.origin,
      `${name} stands behind no bill of the tape; of a support nothing comes after its provider has failed`,
    );
  }
}

function checkAmong(said: StatedProvider, { tape, assumptions }: ResolvedPool, refuse: Refuse): void {
  for (const key of ['region', 'industry'] as const) {
    const label = said[key];
    if (label === undefined) continue;
    if (!((assumptions.dependence?.[key] ?? 0) > 0)) {
      refuse(
        'unused',
        label.origin,
        `borrowers of one ${key} share no factor (correlation.${key}), so that nobody moves with them`,
      );
    } else if (membersAmong(tape.table, { [key]: label.value }).length === 0) {
      refuse('empty-group', label.origin, `no loan of the tape has the ${key} ${quoted(label.value)}`);
    }
  }
}

/** A bill that its payer has accepted itself has one debtor, whatever it says. */
function selfAccepted({ tape: { table }, assumptions }: ResolvedPool): Problem[] {
  if (assumptions.payables?.guarantee === undefined) return [];
  const message = 'the acceptor is the payer itself: a simulation expects nothing of its guarantee';
  const found = rowsProblem(table, 'warning', 'self-accepted', 'acceptor', message, (row) => {
    const name = acceptorOf(table, row);
    return name !== '' && name === labelOf(table, 'payerId', row);
  });
  return found === undefined ? [] : [found];
}

/** A name that is nobody's is a slip; its writer believes that it matters. */
function unknownNames(
  { named }: StatedProviders,
  parties: readonly Party[],
  { assumptions, tape }: ResolvedPool,
): Problem[] {
  const known = new Set([othersKey, ...parties.flatMap(({ aliases }) => aliases)]);
  const isGuaranteed = assumptions.payables?.guarantee !== undefined;
  return [...named].flatMap(([name, { at }]) => {
    if (name === othersKey && parties.length === 0) {
      return [problem('warning', 'unused', at, 'nobody stands behind this deal or its bills')];
    }
    if (known.has(name)) return [];
    const labels = [tape.table.categories.acceptor, tape.table.categories.guarantor].flatMap(
      (c) => c?.labels ?? [],
    );
    const why =
      !isGuaranteed && labels.includes(name)
        ? 'it stands behind bills, and no guarantee of these is assumed (payables.guarantee)'
        : `no support, party or acceptor has this name${didYouMean(name, [...known])}`;
    return [problem('error', 'unknown-provider', at, `${quoted(name)}: ${why}`)];
  });
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
