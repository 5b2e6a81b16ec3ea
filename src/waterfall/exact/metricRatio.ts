import { add, type Money, subtract, sum, times } from '#basics/money.js';
import type { PlanCondition } from '../paymentPlan.js';
import { interestBearingNotes, keepingAccounts } from '../planQueries.js';
import { issuedBalance } from '../planSizes.js';
import { owedTo } from './exactAccounts.js';
import type { ExactState, RecentPeriod } from './exactState.js';

export interface Ratio {
  readonly numerator: Money;
  readonly denominator: Money;
}

type RatioCondition = Extract<PlanCondition, { readonly kind: 'ratio' }>;

/** Measures a metric on the state's date; what each one is stands in deal/trigger.ts. */
export function ratioOf(state: ExactState, { metric, subject, notes }: RatioCondition): Ratio {
  const { plan } = state;
  const atCutOff = plan.poolBalance.exact;
  switch (metric) {
    case 'cumulativeDefaultRate':
      return { numerator: state.cumulativeDefaults, denominator: atCutOff };
    case 'cumulativeLossRate':
      return { numerator: state.cumulativeLosses, denominator: atCutOff };
    case 'poolFactor':
      return { numerator: state.poolBalance, denominator: atCutOff };
    case 'noteFactor':
      return {
        numerator: owedTo(state, [...state.notes.keys()]),
        denominator: issuedBalance(plan.notes).exact,
      };
    case 'overcollateralization':
      return {
        numerator: subtract(
          add(state.poolBalance, state.principalCollected),
          owedTo(state, notes.length > 0 ? notes : interestBearingNotes(plan)),
        ),
        denominator: state.poolBalance,
      };
    case 'interestCoverage':
      return {
        numerator: state.interestCollected,
        denominator: sum([
          ...(notes.length > 0 ? notes.map((i) => state.notes[i]!) : state.notes).map((n) => n.interestLeft),
          ...state.fees.map((fee) => fee.left),
        ]),
      };
    case 'assetCoverage':
      return { numerator: add(state.poolBalance, ownCash(state)), denominator: owedTo(state, notes) };
    case 'excessSpread':
      return recentRate(state, ({ spread }) => spread);
    case 'defaultRate':
      return recentRate(state, ({ defaults }) => defaults);
    case 'lossRate':
      return recentRate(state, ({ losses }) => losses);
    case 'delinquencyRate': {
      const { all, over30, over60 } = state.late;
      return {
        numerator: subject === 60 ? over60 : subject === 30 ? over30 : all,
        denominator: state.poolBalance,
      };
    }
    case 'classFactor':
      return { numerator: state.notes[subject]!.balance, denominator: plan.notes[subject]!.issued.exact };
    case 'carriedInterest':
      return { numerator: state.notes[subject]!.carried, denominator: plan.notes[subject]!.issued.exact };
    case 'ledger':
      return { numerator: state.ledgers[subject]!.balance, denominator: atCutOff };
    case 'account':
      return { numerator: state.accounts[subject]!.balance, denominator: atCutOff };
    case 'utilization': {
      const kept = keepingAccounts(plan).map((k) => state.accounts[k]!.balance);
      return { numerator: state.loansOut, denominator: sum([state.loansOut, state.cashIdle, ...kept]) };
    }
    default:
      return metric satisfies never;
  }
}

/** A year's flow over the pool at the start of the periods, of the last three payments together. */
function recentRate({ recent, plan }: ExactState, flow: (period: RecentPeriod) => Money): Ratio {
  return {
    numerator: times(sum(recent.map(flow)), 12),
    denominator: times(sum(recent.map(({ pool }) => pool)), plan.paymentMonths),
  };
}

/** Cash in all accounts of the deal, the period's collections with it. */
function ownCash({ plan, accounts }: ExactState): Money {
  return sum(accounts.filter((_, i) => !plan.accounts[i]!.external).map(({ balance }) => balance));
}
