import { calendarDate } from '#basics/calendarDate.js';
import { buildCohorts } from '#collateral/cohorts.js';
import { type LoanTable, repaymentTypes } from '#collateral/loanTable.js';
import { randomStream } from '#numerics/randomStream.js';
import { seedKey } from '#numerics/seedKey.js';
import type { BorrowerDependence } from '#pricing/models/borrowerDependence.js';
import type { Copula, NameDependence } from '#pricing/models/factorCopula.js';
import { borrowerGroups } from './borrowerGroups.js';
import { kernelCompiled } from './kernelCompiled.js';
import { kernelTypescript } from './kernelTypescript.js';
import { drawFactors, newPathFactors } from './pathFactors.js';
import { newAliveSchedule } from './poolFlows.js';
import { simulationPool } from './simulationPool.js';

/** A bullet loan without interest: what defaults of it is its balance. */
export interface BareLoan extends NameDependence {
  readonly balance: number;
  /** Share that defaults in a year if it survived until then. */
  readonly annualDefaultRate: number;
}

export interface BarePortfolio {
  readonly loans: readonly BareLoan[];
  readonly termMonths: number;
  readonly assetCorrelation: number;
  readonly copula?: Copula | undefined;
}

/**
 * Draws the defaults of a portfolio with the kernel that prices deals, one plain path after the other, and hands each
 * path's defaulted balances by month to `onPath`; the array is used again. A group correlation is the engine's of a
 * region, the same for all; names without a group are one region of their own each.
 */
export function simulateDefaults(
  { loans, termMonths, assetCorrelation, copula }: BarePortfolio,
  { seed, pathCount }: { readonly seed: string; readonly pathCount: number },
  onPath: (path: number, defaulted: Float64Array) => void,
): void {
  if (loans.length === 0) return;
  const table = bareTable(loans, termMonths);
  const assumed = { ...copulaOf(copula), ...regionOf(loans, assetCorrelation) };
  const { dependence, groupOfLoan } = borrowerGroups(table, assetCorrelation, assumed);
  const cohorts = buildCohorts(table, table.cutOffDate!, groupOfLoan === undefined ? {} : { groupOfLoan });
  const pool = simulationPool(cohorts, {
    default: { kind: 'tape', fallback: 0, multiple: 1 },
    recovery: { rate: 0, lagMonths: 0 },
    recoverySensitivity: 0,
    prepayment: {
      baseCpr: new Float64Array(cohorts.monthCount),
      groupCount: 1,
      monthCount: cohorts.monthCount,
      pointsPerRatePoint: 0,
    },
    prepaymentGroupOfCohort: new Uint32Array(cohorts.count),
    riskGroupCountMax: 12,
    dependence,
    factorGroupOfCohort: cohorts.group,
  });
  const kernel = kernelCompiled(pool, dependence) ?? kernelTypescript(pool, dependence);
  const alive = newAliveSchedule(pool);
  const design = { dependence, rateStepCount: 0, rateMoves: false, rateCorrelation: 0 };
  const factors = newPathFactors(design);
  const key = seedKey(seed);
  const [factorStream, defaultStream] = [randomStream(key, 0, 0), randomStream(key, 0, 1)];
  for (let path = 0; path < pathCount; path++) {
    factorStream.moveTo(path, 0);
    defaultStream.moveTo(path, 1);
    drawFactors(factorStream, design, undefined, factors);
    kernel.setFactors(factors);
    kernel.loanLevel(defaultStream, alive);
    onPath(path, alive.defaulted);
  }
}

function bareTable(loans: readonly BareLoan[], termMonths: number): LoanTable {
  const labels = [...new Set(loans.map(regionLabel))];
  return {
    name: 'portfolio',
    rowCount: loans.length,
    currency: undefined,
    cutOffDate: calendarDate(2000, 1, 31),
    line: Uint32Array.from(loans, (_, row) => row + 1),
    loanId: { at: (row) => String(row + 1) },
    currentBalance: Float64Array.from(loans, ({ balance }) => balance),
    annualRate: new Float64Array(loans.length),
    remainingTermMonths: new Int32Array(loans.length).fill(termMonths),
    repaymentType: new Uint8Array(loans.length).fill(repaymentTypes.indexOf('bullet')),
    numbers: {
      annualDefaultRate: {
        values: Float64Array.from(loans, ({ annualDefaultRate }) => annualDefaultRate),
        present: new Uint8Array(loans.length).fill(1),
      },
    },
    dates: {},
    categories: {
      region: {
        labels,
        codes: Uint32Array.from(loans, (loan, row) => labels.indexOf(regionLabel(loan, row)) + 1),
      },
    },
  };
}

function regionLabel({ group }: BareLoan, row: number): string {
  return group === undefined ? `alone ${row}` : `group ${group}`;
}

/** The one group correlation; the engine gives all loans the same. */
function regionOf(loans: readonly BareLoan[], poolCorrelation: number): Pick<BorrowerDependence, 'region'> {
  const shares = new Set(
    loans.map(({ group, groupCorrelation = 0 }) => (group === undefined ? 0 : groupCorrelation)),
  );
  const own = loans.some(({ assetCorrelation = poolCorrelation }) => assetCorrelation !== poolCorrelation);
  if (own || shares.size > 1) {
    throw new Error('deals are simulated with one asset correlation and one group correlation for all loans');
  }
  const [region = 0] = shares;
  return region === 0 ? {} : { region };
}

function copulaOf(copula: Copula = { kind: 'gaussian' }): BorrowerDependence {
  if (copula.kind === 'double-t') throw new Error('deals are not simulated under a double t copula');
  return copula.kind === 'gaussian' ? {} : { copula: 'student-t', degreesOfFreedom: copula.degreesOfFreedom };
}
