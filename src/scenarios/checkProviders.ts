import { didYouMean } from '#basics/closestName.js';
import { quoted } from '#basics/printable.js';
import { type Problem, problem } from '#basics/problem.js';
import { rowsProblem } from '#collateral/rowsProblem.js';
import type { Provider } from '#pricing/models/providerDefault.js';
import { acceptorOf, labelOf } from '#pricing/montecarlo/billClaims.js';
import { membersAmong } from '#pricing/montecarlo/providers.js';
import type { Sourced } from './assumptionRecord.js';
import type { Party } from './providerParties.js';
import type { ResolvedPool } from './resolvedScenario.js';
import { othersKey, type StatedProvider, type StatedProviders } from './statedProviders.js';

/** Tells a fault with its code, the origin of what is refused, and why. */
export type Refuse = (code: string, at: string, message: string) => void;

/** What a relation needs, and what has no meaning beside it. */
export function checkRelation(
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

export function checkAmong(said: StatedProvider, { tape, assumptions }: ResolvedPool, refuse: Refuse): void {
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
export function selfAccepted({ tape: { table }, assumptions }: ResolvedPool): Problem[] {
  if (assumptions.payables?.guarantee === undefined) return [];
  const message = 'the acceptor is the payer itself: a simulation expects nothing of its guarantee';
  const found = rowsProblem(table, 'warning', 'self-accepted', 'acceptor', message, (row) => {
    const name = acceptorOf(table, row);
    return name !== '' && name === labelOf(table, 'payerId', row);
  });
  return found === undefined ? [] : [found];
}

/** A name that is nobody's is a slip; its writer believes that it matters. */
export function unknownNames(
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
