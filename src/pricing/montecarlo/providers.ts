import type { LoanTable } from '#collateral/loanTable.js';
import type { Dependence } from '#pricing/models/dependence.js';
import {
  type Provider,
  type ProviderDesign,
  providerDependence,
  providerHazard,
} from '#pricing/models/providerDefault.js';
import type { PaymentPlan } from '#waterfall/paymentPlan.js';
import type { PaymentTimes } from './paymentTimes.js';

/** Who stands behind the deal and its bills, and what each stands behind. */
export interface ProviderModels {
  readonly providers: readonly Provider[];
  /** Index of the provider by name of a support; a support that is not in it never fails by chance. */
  readonly ofSupport: ReadonlyMap<string, number>;
  /** The same by label of an acceptor, or else a guarantor, on the tape. */
  readonly ofAcceptor: ReadonlyMap<string, number>;
}

/** Everything about providers that a path needs. */
export interface PathProviders {
  readonly design: ProviderDesign;
  /** By account of the plan: its provider, −1 for none that fails by chance. */
  readonly ofAccount: Int32Array;
}

export function pathProviders(
  { providers, ofSupport }: ProviderModels,
  plan: PaymentPlan,
  borrowers: { readonly dependence: Dependence; readonly groupOfLoan: Uint32Array | undefined },
  loans: LoanTable,
  monthCount: number,
): PathProviders {
  const { dependence } = borrowers;
  const hazards = new Float64Array(providers.length * (monthCount + 1));
  providers.forEach(({ curve, relation }, k) => {
    if (relation !== 'certain') hazards.set(providerHazard(curve, monthCount), k * (monthCount + 1));
  });
  const rows = providers.map((provider) => loadingsOf(provider, borrowers, loans));
  return {
    design: {
      names: providers.map(({ name }) => name),
      hazards,
      monthCount,
      isCorrelated: Uint8Array.from(providers, ({ relation }) => (relation === 'correlated' ? 1 : 0)),
      isCertain: Uint8Array.from(providers, ({ relation }) => (relation === 'certain' ? 1 : 0)),
      dependence: providerDependence(dependence, dependence.factorCount, rows),
      recovery: Float64Array.from(providers, ({ recovery }) => recovery),
    },
    ofAccount: Int32Array.from(plan.accounts, ({ name, external }) => {
      const index = external ? ofSupport.get(name) : undefined;
      return index === undefined || providers[index]!.relation === 'certain' ? -1 : index;
    }),
  };
}

/** The plan with a question to the path at each support whose provider fails by chance. */
export function failingOnPaths(plan: PaymentPlan, isFailing: (account: number) => boolean): PaymentPlan {
  return {
    ...plan,
    accounts: plan.accounts.map((account, k) =>
      account.support === undefined || !isFailing(k)
        ? account
        : { ...account, support: { ...account.support, failsOnPaths: true } },
    ),
  };
}

/** The first payment on or after the end of each month, from which a provider that failed in it pays no more. */
export function paymentFromMonth({ month }: PaymentTimes, defaultMonth: number): number {
  let payment = 0;
  while (payment < month.length && month[payment]! < defaultMonth) payment++;
  return payment;
}

/**
 * Loadings of the provider's latent variable: √c on the economy; or, where it moves with borrowers of a region or an
 * industry, in the direction of their mean by balance, at length √c.
 */
function loadingsOf(
  { relation, correlation, among }: Provider,
  {
    dependence,
    groupOfLoan,
  }: { readonly dependence: Dependence; readonly groupOfLoan: Uint32Array | undefined },
  loans: LoanTable,
): Float64Array {
  const { factorCount, loadings } = dependence;
  const row = new Float64Array(factorCount);
  if (relation !== 'correlated') return row;
  const members = groupOfLoan === undefined ? [] : membersAmong(loans, among);
  for (const loan of members) {
    const from = groupOfLoan![loan]! * factorCount;
    for (let k = 0; k < factorCount; k++) row[k]! += loans.currentBalance[loan]! * loadings[from + k]!;
  }
  const length = Math.sqrt(row.reduce((sum, x) => sum + x * x, 0));
  if (!(length > 0)) {
    row[0] = Math.sqrt(correlation);
    return row;
  }
  return row.map((x) => (x / length) * Math.sqrt(correlation));
}

/** Rows of the tape with all the labels; none where no label is asked for. */
export function membersAmong(loans: LoanTable, among: Provider['among']): number[] {
  const wanted = (['region', 'industry'] as const).flatMap((column) =>
    among[column] === undefined ? [] : [{ column, label: among[column] }],
  );
  if (wanted.length === 0) return [];
  const rows: number[] = [];
  for (let row = 0; row < loans.rowCount; row++) {
    const isMember = wanted.every(({ column, label }) => {
      const found = loans.categories[column];
      const code = found?.codes[row] ?? 0;
      return code > 0 && found!.labels[code - 1] === label;
    });
    if (isMember) rows.push(row);
  }
  return rows;
}
