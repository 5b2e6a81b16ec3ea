import { didYouMean } from '#basics/closestName.js';
import { type Money, zero } from '#basics/money.js';
import { quoted } from '#basics/printable.js';
import { failed, type Outcome, outcomeOf, type Problem, problem } from '#basics/problem.js';
import { checkAgainst } from '#basics/schema.js';
import { readYaml, type YamlDocument, type YamlPath } from '#basics/yamlDocument.js';
import { collectionsAccount } from '#deal/account.js';
import type { DealTerms } from '#deal/terms.js';
import type { PaymentPlan } from '#waterfall/paymentPlan.js';
import type { OpeningBalances } from '#waterfall/resumePlan.js';
import { type StateFile, stateSchema } from './stateSchema.js';

/** A state file, checked against the deal that it is a state of. */
export interface DealState {
  readonly initialPool: Money;
  readonly poolBalance: Money;
  opening(plan: PaymentPlan): OpeningBalances;
}

/**
 * Reads a state file: every class and account of the deal has its balance there. `collections` is empty, a support
 * is unused, nothing is carried, no trigger is in force and hurdles stand where they did at closing unless the file says so.
 */
export function parseState(source: string | Uint8Array, name: string, terms: DealTerms): Outcome<DealState> {
  const document = readYaml(source, name);
  if (!document.ok) return document;
  const file = checkAgainst(stateSchema, document.value);
  if (!file.ok) return failed([...document.problems, ...file.problems]);
  const problems = [...file.problems, ...checkNames(file.value, terms, document.value)];
  return outcomeOf(problems, () => ({
    initialPool: file.value.pool.initialBalance,
    poolBalance: file.value.pool.balance,
    opening: (plan) => openingOf(file.value, plan),
  }));
}

function checkNames(file: StateFile, terms: DealTerms, document: YamlDocument): Problem[] {
  const problems: Problem[] = [];
  const error = (code: string, path: YamlPath, message: string): void => {
    problems.push(problem('error', code, document.placeOf(path), message));
  };
  const known = (key: keyof StateFile, stated: readonly string[], names: readonly string[]): void => {
    for (const [k, name] of stated.entries()) {
      if (names.includes(name)) continue;
      const hint = didYouMean(name, names) || (names.length === 0 ? '' : `; there are ${names.join(', ')}`);
      error(
        'unknown-name',
        [key, key === 'triggers' ? k : name],
        `the deal has no ${quoted(name)} here${hint}`,
      );
    }
  };
  const complete = (key: 'notes' | 'accounts', names: readonly string[]): void => {
    for (const name of names) {
      if (name in (file[key] ?? {})) continue;
      error(
        'missing-key',
        [key],
        `${quoted(name)} has no opening balance; write ${name}: 0.00 if it has none`,
      );
    }
  };
  const namesOf = (items: readonly { readonly name: string }[]): string[] => items.map(({ name }) => name);
  const swaps = terms.hedges.filter(({ legs }) => legs.kind === 'swap');
  known('notes', Object.keys(file.notes), namesOf(terms.notes));
  known('accounts', Object.keys(file.accounts ?? {}), [collectionsAccount, ...namesOf(terms.accounts)]);
  known('supports', Object.keys(file.supports ?? {}), namesOf(terms.supports));
  known('fees', Object.keys(file.fees ?? {}), namesOf([...terms.fees, ...swaps]));
  known('ledgers', Object.keys(file.ledgers ?? {}), namesOf(terms.ledgers));
  known('hurdles', Object.keys(file.hurdles ?? {}), hurdleNotes(terms));
  known('triggers', file.triggers ?? [], namesOf(terms.triggers));
  complete('notes', namesOf(terms.notes.filter(({ size }) => size.kind !== 'none')));
  complete('accounts', namesOf(terms.accounts));
  return problems;
}

function hurdleNotes({ steps }: DealTerms): string[] {
  return steps.flatMap((step) =>
    step.do === 'pay-residual' && step.hurdle !== undefined ? [step.to[0]!.note] : [],
  );
}

function openingOf(file: StateFile, plan: PaymentPlan): OpeningBalances {
  const { notes, accounts = {}, supports = {}, fees = {}, ledgers = {}, triggers = [], hurdles = {} } = file;
  return {
    notes: plan.notes.map(({ name }) => {
      const stated = notes[name];
      if (stated === undefined) return { balance: zero, interestCarried: zero };
      if (!('balance' in stated)) return { balance: stated, interestCarried: zero };
      return { balance: stated.balance, interestCarried: stated.interestCarried ?? zero };
    }),
    accounts: plan.accounts.map(({ name, external, opening }) =>
      external ? (supports[name] ?? opening.exact) : (accounts[name] ?? zero),
    ),
    feesCarried: plan.fees.map(({ name }) => fees[name] ?? zero),
    ledgers: plan.ledgers.map(({ name }) => ledgers[name] ?? zero),
    hurdles: plan.hurdles.map(({ note, opening }, k) => {
      const before = plan.hurdles.slice(0, k).filter((one) => one.note === note).length;
      return hurdles[plan.notes[note]!.name]?.[before] ?? opening.exact;
    }),
    triggersInForce: plan.triggers.map(({ name }) => triggers.includes(name)),
    cumulativeDefaults: file.pool.cumulativeDefaults ?? zero,
    cumulativeLosses: file.pool.cumulativeLosses ?? zero,
  };
}
