import type { CollateralAssumptions } from '#collateral/assumptions.js';
import type { CollateralCashflow } from '#collateral/collateralCashflow.js';
import type { LoanTable } from '#collateral/loanTable.js';
import type { CollateralMonth } from '#collateral/pool.js';
import { projectPool } from '#collateral/projectPool.js';
import type { PurchaseLots } from '#collateral/screening/purchaseLots.js';
import { collectionsByPayment } from '#waterfall/availableFunds.js';
import { compilePlan } from '#waterfall/compiled/compilePlan.js';
import { type CompiledFlows, newCompiledFlows } from '#waterfall/compiled/layout.js';
import { runRevolvingCompiled } from '#waterfall/compiled/runRevolving.js';
import type { PaymentPlan } from '#waterfall/plan.js';
import { buysLoans } from '#waterfall/planQueries.js';
import { hasOriginatorSupport, isOriginators, withoutSupports } from '#waterfall/withoutSupports.js';
import type { ClassValuation, DiscountSpread } from './classPrice.js';
import { dealValue } from './dealValue.js';
import { expectedClass, monthlyRates, valueClass } from './expectedClass.js';
import { paymentTimes } from './montecarlo/paymentTimes.js';
import type { SimulationModels } from './montecarlo/preparedSimulation.js';
import type { ClassAlone } from './supportFigures.js';

export interface DiscountingRequest {
  readonly loans: LoanTable;
  readonly plan: PaymentPlan;
  readonly models: DiscountingModels;
  /** What a revolving deal may buy; all loans of the tape if absent. */
  readonly lots?: PurchaseLots | undefined;
}

/** A projection's assumptions, in any order of events, and how to discount. */
export type DiscountingModels = CollateralAssumptions & Pick<SimulationModels, 'rates' | 'premium'>;

/** One class by discounted cash flow, twice: what was promised, and what is expected. */
export interface DiscountedClass extends ClassValuation {
  /** Of expected flows, which the deterministic defaults and recoveries of the assumptions have reduced. */
  readonly expected: ClassValuation;
  /** Principal unpaid at legal final over balance in the expected flows; null for a residual class. */
  readonly expectedLoss: number | null;
}

export interface DiscountedPrices {
  readonly notes: readonly DiscountedClass[];
  readonly pool: { readonly expectedDefaultRate: number; readonly expectedLossRate: number };
  readonly dealPrice: { readonly price: number; readonly excessSpread: number };
  /** The classes without what the originator pays, of expected flows; undefined where it stands behind nothing. */
  readonly withoutOriginatorSupport: readonly ClassAlone[] | undefined;
}

/**
 * Discounted cash flow. `notes` values promised flows, those of a pool that prepays as assumed and never
 * defaults, at the risk-free rate plus the whole premium; `expected` values expected flows at the risk-free rate
 * plus max(0, premium − expected loss a year), so that expected loss is not counted twice. A residual class has
 * promised nothing: its headline is of expected flows too, and so are the price of the deal and its excess spread.
 *
 * The risk-free rate of a month is the short rate's expectation (3 % flat where it starts at its mean), or the
 * forward rate of the curve that a model is fitted to; a month discounts by 1 / (1 + (r + s)/12), as along a simulated path. Prepayment stays at its base speed.
 */
export function priceByDiscounting({ loans, plan, models, lots }: DiscountingRequest): DiscountedPrices {
  const promised = runDeterministic(loans, plan, { ...models, default: { kind: 'none' } }, lots);
  const expected = runDeterministic(loans, plan, models, lots);
  const times = paymentTimes(plan);
  const curve = monthlyRates(models.rates, times);
  const { premium } = models;
  const alone = hasOriginatorSupport(plan)
    ? runDeterministic(loans, withoutSupports(plan, isOriginators), models, lots).flows
    : undefined;
  const notes = plan.notes.map((note, index) => {
    const full: DiscountSpread = {
      premium: premium.rate,
      expectedLossPerYear: null,
      rule: 'full',
      spread: premium.rate,
    };
    const ofPromised = valueClass(plan, index, promised.flows, times, curve, () => full);
    const { expectedLoss: loss, ...ofExpected } = expectedClass(
      plan,
      index,
      expected.flows,
      times,
      curve,
      premium,
    );
    const headline = note.kind === 'residual' ? ofExpected : ofPromised;
    return { ...headline, expected: ofExpected, expectedLoss: loss };
  });
  return {
    notes,
    withoutOriginatorSupport:
      alone &&
      plan.notes.map((_, index) =>
        aloneOf(notes[index]!.expected, expectedClass(plan, index, alone, times, curve, premium)),
      ),
    pool: poolRates(expected.cashflow, loans),
    dealPrice: {
      price: dealValue(
        plan,
        notes.map((note) => note.expected.value),
      ),
      excessSpread: excessSpread(expected),
    },
  };
}

function aloneOf(withIt: ClassValuation, without: ReturnType<typeof expectedClass>): ClassAlone {
  return {
    name: without.name,
    price: without.price,
    priceStandardError: null,
    expectedLoss: without.expectedLoss,
    expectedLossStandardError: null,
    weightedAverageLife: without.weightedAverageLife,
    shareOfValue: withIt.value > 0 ? 1 - without.value / withIt.value : null,
    shareOfValueStandardError: null,
  };
}

/** What a run says of the pool, month by month. */
type PoolMonths = Pick<CollateralCashflow, 'interest' | 'defaultedPrincipal' | 'losses' | 'balanceAtStart'>;

interface Deterministic {
  readonly cashflow: PoolMonths;
  readonly flows: CompiledFlows;
}

function runDeterministic(
  loans: LoanTable,
  plan: PaymentPlan,
  assumptions: CollateralAssumptions,
  lots: PurchaseLots | undefined,
): Deterministic {
  if (buysLoans(plan)) {
    const { months, flows } = runRevolvingCompiled(plan, loans, assumptions, lots);
    return { cashflow: poolMonths(months), flows };
  }
  const cashflow = projectPool(loans, assumptions, plan.cutOffDate);
  const flows = newCompiledFlows(plan);
  compilePlan(plan).run(collectionsByPayment(plan, cashflow), flows);
  return { cashflow, flows };
}

/** Loans bought count from the month on in which they first pay. */
function poolMonths(months: readonly CollateralMonth[]): PoolMonths {
  const column = (of: (month: CollateralMonth) => number) => Float64Array.from(months, of);
  return {
    interest: column(({ interest }) => interest),
    defaultedPrincipal: column(({ defaultedPrincipal }) => defaultedPrincipal),
    losses: column(({ losses }) => losses),
    balanceAtStart: column(({ balanceAtStart, purchasedPrincipal }) => balanceAtStart + purchasedPrincipal),
  };
}

function poolRates({ defaultedPrincipal, losses }: Deterministic['cashflow'], loans: LoanTable) {
  const balance = total(loans.currentBalance);
  return {
    expectedDefaultRate: total(defaultedPrincipal) / balance,
    expectedLossRate: total(losses) / balance,
  };
}

/** As in a simulation: interest collected less fees and class interest paid, over balance-years. */
function excessSpread({ cashflow, flows }: Deterministic): number {
  const spread = total(cashflow.interest) - total(flows.feePaid) - total(flows.interestPaid);
  return spread / (total(cashflow.balanceAtStart) / 12);
}

function total(column: Float64Array): number {
  return column.reduce((sum, value) => sum + value, 0);
}
