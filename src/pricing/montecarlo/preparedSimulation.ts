import type { CollateralAssumptions } from '#collateral/assumptions.js';
import { prepaymentCurve } from '#collateral/behavior/prepayment.js';
import { cohortOptionsFor } from '#collateral/cohortOptionsFor.js';
import { buildCohorts, type Cohorts } from '#collateral/cohorts.js';
import { dailyDrawings } from '#collateral/dailyDrawings.js';
import type { LoanTable } from '#collateral/loanTable.js';
import { oneLot, type PurchaseLots } from '#collateral/screening/purchaseLots.js';
import { type StreamKey, seedKey } from '#numerics/seedKey.js';
import type { BorrowerDependence } from '#pricing/models/borrowerDependence.js';
import type { Dependence } from '#pricing/models/dependence.js';
import { cprFromSmm, type PrepaymentRule } from '#pricing/models/prepaymentRule.js';
import { type RateSteps, rateMoves, rateSteps, type ShortRateModel } from '#pricing/models/rateSteps.js';
import type { PaymentPlan } from '#waterfall/plan.js';
import { buysLoans } from '#waterfall/planQueries.js';
import { hasOriginatorSupport, isOriginators, withoutSupports } from '#waterfall/withoutSupports.js';
import { acceptorOfLoans, type BillClaims, guaranteeTerms, noAcceptor } from './billClaims.js';
import { borrowerGroups } from './borrowerGroups.js';
import { knownAge } from './knownAge.js';
import type { FactorDesign } from './pathFactors.js';
import { type PaymentTimes, paymentTimes } from './paymentTimes.js';
import { failingOnPaths, type PathProviders, type ProviderModels, pathProviders } from './providers.js';
import { type SimulationPool, simulationPool } from './simulationPool.js';
import { spreadNodes } from './spreadNodes.js';

/**
 * What the simulation assumes; the fields of the same names in a projection mean the same, and `simulationUnfit` says
 * which of them it takes.
 */
export interface SimulationModels extends CollateralAssumptions {
  /** Change of the annual prepayment speed, in points, for one point of the short rate. */
  readonly pointsPerRatePoint: number;
  /** Asset correlation of any two borrowers. */
  readonly correlation: number;
  /** More than that: regions, industries, groups, heavy tails, rates. */
  readonly dependence?: BorrowerDependence;
  /** How the recovery rate moves with the economy (`recoveryRateGiven`); 0 or absent: not at all. */
  readonly recoverySensitivity?: number;
  readonly rates: ShortRateModel;
  /** Who stands behind the deal and its bills; without them nobody of these fails by chance. */
  readonly providers?: ProviderModels;
  /** Over the risk-free rate, a year; `full`: not reduced by the expected loss of a class. */
  readonly premium: { readonly rate: number; readonly rule: 'net' | 'full' };
}

/** Everything that a path needs, made once: the same on every thread that runs blocks of paths. */
export interface PreparedSimulation {
  readonly plan: PaymentPlan;
  /** The same deal without its originator's supports, where it has some. */
  readonly alone: PaymentPlan | undefined;
  readonly providers: PathProviders | undefined;
  readonly pool: SimulationPool;
  readonly dependence: Dependence;
  readonly factorDesign: FactorDesign;
  readonly rateSteps: RateSteps;
  readonly prepayment: PrepaymentRule;
  readonly times: PaymentTimes;
  readonly spreads: Float64Array;
  readonly key: StreamKey;
}

/** Risk groups that the large-pool level keeps apart; more PDs than this are merged there. */
const riskGroupCountMax = 12;
/** The same where borrowers are in groups with factors of their own. */
const riskGroupCountMaxOfGroups = 96;

export function prepareSimulation(
  loans: LoanTable,
  plan: PaymentPlan,
  models: SimulationModels,
  seed: string,
  lots: PurchaseLots = oneLot(loans),
): PreparedSimulation {
  if (models.order !== 'survivors') {
    throw new Error(`a simulation of single loans has the order survivors, not ${models.order}`);
  }
  const buys = buysLoans(plan);
  const borrowers = borrowerGroups(loans, models.correlation, models.dependence);
  const { dependence, groupOfLoan } = borrowers;
  const terms = guaranteeTerms(models.payables);
  const acceptors =
    terms === undefined ? undefined : acceptorOfLoans(loans, models.providers?.ofAcceptor ?? new Map());
  const keys = loanGroups({
    factorGroups: groupOfLoan,
    groupCount: dependence.groupCount,
    lotOfLoan: buys ? lots.ofLoan : undefined,
    acceptors,
    acceptorCount: models.providers?.providers.length ?? 0,
  });
  const cohorts = buildCohorts(loans, plan.cutOffDate, {
    ...cohortOptionsFor(loans, models, plan.cutOffDate),
    ...(keys.ofLoan === undefined ? {} : { groupOfLoan: keys.ofLoan }),
  });
  const lotOfCohort = cohorts.group.map(keys.lot);
  const acceptorOfCohort = Int32Array.from(cohorts.group, keys.acceptor);
  const prepayment = groupPrepayment(cohorts, lotOfCohort, acceptorOfCohort, models);
  const pool = simulationPool(cohorts, {
    default: models.default,
    recovery: models.recovery,
    recoverySensitivity: models.recoverySensitivity ?? 0,
    prepayment: prepayment.rule,
    prepaymentGroupOfCohort: prepayment.groupOfCohort,
    riskGroupCountMax: groupOfLoan === undefined ? riskGroupCountMax : riskGroupCountMaxOfGroups,
    dependence,
    factorGroupOfCohort: cohorts.group.map(keys.factorGroup),
    ...(terms === undefined ? {} : { claims: { ...terms, ...prepayment.bills } }),
    ...(buys
      ? {
          lots: {
            ...lots,
            ofCohort: lotOfCohort,
            ofGroup: prepayment.lotOfGroup,
            drawings: dailyDrawings(
              cohorts,
              { count: lots.count, ofCohort: lotOfCohort },
              models.creditLines,
            ),
          },
        }
      : {}),
  });
  const times = paymentTimes(plan);
  const lastPayment = times.month.reduce((last, month) => Math.max(last, month), 0) + 1;
  const steps = rateSteps(models.rates, Math.max(lastPayment, pool.monthCount), 1 / 12);
  const providers =
    models.providers === undefined
      ? undefined
      : pathProviders(models.providers, plan, borrowers, loans, steps.expected.length);
  const simulated =
    providers === undefined ? plan : failingOnPaths(plan, (account) => providers.ofAccount[account]! >= 0);
  return {
    plan: simulated,
    alone: hasOriginatorSupport(plan) ? withoutSupports(simulated, isOriginators) : undefined,
    providers,
    pool,
    dependence,
    factorDesign: {
      dependence,
      rateStepCount: steps.expected.length - 1,
      rateMoves: rateMoves(steps),
      rateCorrelation: models.dependence?.rates ?? 0,
      providerCount: models.providers?.providers.length ?? 0,
    },
    rateSteps: steps,
    prepayment: prepayment.rule,
    times,
    spreads: spreadNodes(models.premium.rate, times.years.at(-1) ?? 0),
    key: seedKey(seed),
  };
}

/** What keeps cohorts apart, of all kinds in one number: of lots, groups of factors, and acceptors behind bills. */
function loanGroups({
  factorGroups,
  groupCount,
  lotOfLoan,
  acceptors,
  acceptorCount,
}: {
  readonly factorGroups: Uint32Array | undefined;
  readonly groupCount: number;
  readonly lotOfLoan: Uint32Array | undefined;
  readonly acceptors: Int32Array | undefined;
  readonly acceptorCount: number;
}) {
  const groups = factorGroups === undefined ? 1 : groupCount;
  const backers = acceptors === undefined ? 1 : acceptorCount - noAcceptor;
  const first = factorGroups ?? lotOfLoan ?? acceptors;
  const ofLoan =
    first === undefined
      ? undefined
      : Uint32Array.from(first, (_, row) => {
          const group = (lotOfLoan?.[row] ?? 0) * groups + (factorGroups?.[row] ?? 0);
          return group * backers + (acceptors === undefined ? 0 : acceptors[row]! - noAcceptor);
        });
  return {
    ofLoan,
    lot: (key: number) => Math.floor(key / (groups * backers)),
    factorGroup: (key: number) => Math.floor(key / backers) % groups,
    acceptor: (key: number) => (acceptors === undefined ? noAcceptor : (key % backers) + noAcceptor),
  };
}

/**
 * One group for all loans of a lot, or one for each age where the speed goes by age; and one for each acceptor and due
 * month of bills that somebody stands behind.
 */
function groupPrepayment(
  cohorts: Cohorts,
  lotOfCohort: Uint32Array,
  acceptorOfCohort: Int32Array,
  models: SimulationModels,
): {
  rule: PrepaymentRule;
  groupOfCohort: Uint32Array;
  lotOfGroup: Uint32Array;
  bills: Pick<BillClaims, 'providerOfGroup' | 'dueMonth'>;
} {
  const curve = prepaymentCurve(models.prepayment);
  const groupOfKey = new Map<string, number>();
  const groups: {
    readonly age: number;
    readonly lot: number;
    readonly acceptor: number;
    readonly due: number;
  }[] = [];
  const groupOfCohort = Uint32Array.from({ length: cohorts.count }, (_, cohort) => {
    const age = curve.ageCount > 1 ? knownAge(cohorts, cohort) : 0;
    const lot = lotOfCohort[cohort]!;
    const acceptor = acceptorOfCohort[cohort]!;
    const due = acceptor === noAcceptor ? 0 : cohorts.remainingTermMonths[cohort]! - 1;
    const key = `${age} ${lot} ${acceptor} ${due}`;
    const known = groupOfKey.get(key);
    if (known !== undefined) return known;
    groupOfKey.set(key, groups.length);
    return groups.push({ age, lot, acceptor, due }) - 1;
  });
  const { monthCount } = cohorts;
  const baseCpr = new Float64Array(groups.length * monthCount);
  for (const [group, { age }] of groups.entries()) {
    for (let t = 0; t < monthCount; t++) {
      const rate = curve.rates[Math.min(age + t, curve.ageCount - 1)]!;
      baseCpr[group * monthCount + t] = curve.per === 'year' ? rate : cprFromSmm(rate);
    }
  }
  const { pointsPerRatePoint } = models;
  return {
    rule: { baseCpr, groupCount: groups.length, monthCount, pointsPerRatePoint },
    groupOfCohort,
    lotOfGroup: Uint32Array.from(groups, ({ lot }) => lot),
    bills: {
      providerOfGroup: Int32Array.from(groups, ({ acceptor }) => acceptor),
      dueMonth: Int32Array.from(groups, ({ due }) => due),
    },
  };
}
