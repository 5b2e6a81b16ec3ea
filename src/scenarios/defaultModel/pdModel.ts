import type { ScoreLink } from '#pricing/models/scoredPd.js';

/** PDs of single loans from columns of the tape. */
export type PdModel =
  | {
      readonly kind: 'logistic';
      readonly intercept: number;
      readonly link: ScoreLink;
      readonly terms: readonly ScoreTerm[];
      readonly labels: readonly LabelTerm[];
      readonly horizonMonths: number;
      readonly least: number;
      readonly most: number;
    }
  | {
      readonly kind: 'byScore';
      readonly column: string;
      readonly bands: readonly ScoreBand[];
      readonly horizonMonths: number;
      readonly missing: number | undefined;
    };

/** coefficient · (value − center) / per. */
export interface ScoreTerm {
  readonly column: string;
  readonly coefficient: number;
  readonly center: number;
  readonly per: number;
  readonly missing: number | undefined;
}

/** Added by label; `others` for labels that are not named, and for loans without one. */
export interface LabelTerm {
  readonly column: string;
  readonly added: ReadonlyMap<string, number>;
}

/** From the band before it up to here, this not included; the last has no end. */
export interface ScoreBand {
  readonly below: number | undefined;
  readonly pd: number;
}
