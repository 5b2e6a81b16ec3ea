import { type Problem, problem } from '#basics/problem.js';
import { repaymentTypes } from '#collateral/loanTable.js';
import type { DealTerms } from '#deal/terms.js';
import { acceptorOf } from '#pricing/montecarlo/billClaims.js';
import { sourced } from './assumptionRecord.js';
import type { ResolvedPool } from './resolvedScenario.js';
import { originatorKey, othersKey, type StatedProvider, type StatedProviders } from './statedProviders.js';

/** One party has one default: a party of the deal by its name, else the originator, else the support. */
export interface Party {
  readonly name: string;
  /** Names that a file may give it, the most particular first. */
  readonly aliases: readonly string[];
  readonly supports: readonly string[];
  readonly isAcceptor: boolean;
  readonly inDeal: StatedProvider;
}

/** Bills whose acceptor the tape does not name. */
export const notNamed = 'acceptor not named';

/** Those who stand behind the deal, in its order, then those who stand behind bills of the tape, in its order. */
export function partiesOf({ tape: { table }, assumptions }: ResolvedPool, terms: DealTerms): Party[] {
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
export function saidOf(party: Party, { named }: StatedProviders, problems: Problem[]): StatedProvider {
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

/** Of whom a file says nothing but what it says of all others. */
export function isOther({ isAcceptor, supports, aliases }: Party, { named }: StatedProviders): boolean {
  return isAcceptor && supports.length === 0 && !aliases.some((alias) => named.has(alias));
}
