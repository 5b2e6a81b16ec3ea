/** Columns of a tape whose values group borrowers. */
export const groupColumns = ['region', 'industry', 'rating', 'guarantor', 'acceptor', 'payerType'] as const;
export type GroupColumn = (typeof groupColumns)[number];

/** How borrowers hang together, beside one asset correlation for all. What is left out does not happen. */
export interface BorrowerDependence {
  readonly copula?: 'gaussian' | 'student-t';
  /**
   * Instead of a copula: the PD is normal over paths, with this standard deviation over its mean, and loans default
   * independently given it. The asset correlation is then 0.
   */
  readonly pdDeviation?: number;
  /** Of Student's t. */
  readonly degreesOfFreedom?: number;
  /** Asset correlation that borrowers of one region have more than those of two; the same for one industry. */
  readonly region?: number;
  readonly industry?: number;
  /** Instead of these: one factor for each group, whose correlations are stated. */
  readonly between?: GroupCorrelations;
  /** Correlation of the economy and the short rate's total shock; negative: rates rise in bad times. */
  readonly rates?: number;
}

/**
 * The asset correlation is that of two borrowers of one group; of two groups it is that times their entry. A group
 * `others`, where there is one, takes the borrowers of all groups that are not named.
 */
export interface GroupCorrelations {
  readonly by: GroupColumn;
  readonly groups: readonly string[];
  /** Row by row; symmetric, ones on the diagonal. */
  readonly matrix: readonly (readonly number[])[];
}

export const otherGroups = 'others';
