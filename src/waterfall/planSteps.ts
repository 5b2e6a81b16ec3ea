import { money } from '#basics/money.js';
import { type CoveredClaim, collectionsAccount } from '#deal/account.js';
import type { PrincipalTarget, Step, TransferAmount } from '#deal/step.js';
import type { DealTerms } from '#deal/terms.js';
import { amountOf } from './amount.js';
import type { PlanPrincipalTarget, PlanStep, PlanTransferAmount } from './paymentPlan.js';
import { planAmountRule } from './planAmountRule.js';
import { hurdleIndex } from './planHurdles.js';
import { accountIndex, indexOfName, type PlanSizes } from './planSizes.js';

/** A step with indices for names, and the accounts it draws on by default. */
export function planStep(step: Step, sizes: PlanSizes): PlanStep {
  const { terms } = sizes;
  const notes = (names: readonly string[]): number[] => names.map((name) => indexOfName(terms.notes, name));
  const triggers = (names: readonly string[]): number[] =>
    names.map((name) => indexOfName(terms.triggers, name));
  const ledger = (name: string | undefined): number =>
    name === undefined ? -1 : indexOfName(terms.ledgers, name);
  const condition = { when: triggers(step.when), unless: triggers(step.unless) };
  const { from, atLegalFinal } = step.do === 'write-off' ? noSources : sources(step, terms);
  switch (step.do) {
    case 'pay-fees': {
      const owed = [...terms.fees, ...terms.hedges.filter(({ legs }) => legs.kind === 'swap')];
      const fees = step.fees.map((name) => indexOfName(owed, name));
      const cap = step.cap === undefined ? undefined : amountOf(step.cap);
      return { do: step.do, ...condition, fees, share: step.share, from, cap, lends: ledger(step.lends) };
    }
    case 'pay-interest':
      return {
        do: step.do,
        ...condition,
        notes: notes(step.notes),
        share: step.share,
        from,
        lends: ledger(step.lends),
      };
    case 'pay-principal': {
      const target = planTarget(step.target, sizes);
      const common = { do: step.do, ...condition, notes: notes(step.notes), share: step.share };
      return { ...common, from, fromAtLegalFinal: atLegalFinal, target };
    }
    case 'fund-reserve': {
      const reserve = accountIndex(terms, step.reserve);
      const limit = step.limit === undefined ? undefined : planAmountRule(step.limit, sizes);
      return { do: step.do, ...condition, reserve, from, release: step.release, limit };
    }
    case 'repay-support': {
      const supports = step.supports.map((name) => accountIndex(terms, name));
      return { do: step.do, ...condition, supports, from };
    }
    case 'transfer': {
      const amount = planTransfer(step.amount, sizes);
      return { do: step.do, ...condition, from, to: accountIndex(terms, step.to), amount };
    }
    case 'write-off':
      return { do: step.do, ...condition, notes: notes(step.notes) };
    case 'buy-loans':
      return {
        do: step.do,
        ...condition,
        from,
        amount: planTransfer(step.amount, sizes),
        keep: step.keep === undefined ? -1 : accountIndex(terms, step.keep),
      };
    case 'pay-residual':
      return {
        do: step.do,
        ...condition,
        to: notes(step.to.map(({ note }) => note)),
        shares: step.to.map(({ share }) => amountOf(money(share.text))),
        hurdle: hurdleIndex(terms, step.to[0]!.note, step.hurdle),
        from,
      };
    default:
      return step satisfies never;
  }
}

function planTarget(target: PrincipalTarget, sizes: PlanSizes): PlanPrincipalTarget {
  return target.kind === 'overcollateralization'
    ? {
        kind: target.kind,
        target: planAmountRule(target.target, sizes),
        less: target.less.map((name) => indexOfName(sizes.terms.amounts, name)),
      }
    : { kind: target.kind };
}

function planTransfer(amount: TransferAmount, sizes: PlanSizes): PlanTransferAmount {
  switch (amount.kind) {
    case 'all':
      return amount;
    case 'rule':
      return { kind: 'rule', rule: planAmountRule(amount.rule, sizes) };
    case 'ledger':
      return { kind: 'ledger', ledger: indexOfName(sizes.terms.ledgers, amount.ledger) };
    case 'named':
      return { kind: 'named', named: indexOfName(sizes.terms.amounts, amount.amount) };
    default:
      return amount satisfies never;
  }
}

const claimOfStep = {
  'pay-fees': 'fees',
  'pay-interest': 'interest',
  'pay-principal': 'principal',
} as const satisfies Partial<Record<Step['do'], CoveredClaim>>;

interface Sources {
  readonly from: number[];
  readonly atLegalFinal: number[];
}

/**
 * The sources that a step names; else collections, and then what covers the step's claims. Principal falls due
 * on the legal final date: before it neither a support nor what merely covers principal pays any.
 */
const noSources: Sources = { from: [], atLegalFinal: [] };

function sources(step: Exclude<Step, { do: 'write-off' }>, terms: DealTerms): Sources {
  const indices = (names: readonly string[]): number[] => names.map((name) => accountIndex(terms, name));
  if (step.from !== undefined) {
    const supports = terms.supports.map(({ name }) => name);
    const own = step.from.filter((name) => !supports.includes(name));
    return { from: indices(step.do === 'pay-principal' ? own : step.from), atLegalFinal: indices(step.from) };
  }
  const covering = coveringNames(step, terms);
  const all = indices([collectionsAccount, ...covering]);
  return { from: step.do === 'pay-principal' ? indices([collectionsAccount]) : all, atLegalFinal: all };
}

function coveringNames(step: Step, terms: DealTerms): string[] {
  if (step.do === 'fund-reserve' || step.do === 'pay-residual' || step.do === 'repay-support') return [];
  if (step.do === 'transfer' || step.do === 'buy-loans' || step.do === 'write-off') return [];
  const claim = claimOfStep[step.do];
  const covering = [...terms.accounts, ...terms.supports].filter(({ covers }) => covers.includes(claim));
  return covering.map(({ name }) => name);
}
