import { exp } from '#numerics/elementary.js';
import { normalCdf } from '#numerics/normal.js';

/** How a linear score becomes a probability. */
export const scoreLinks = ['logit', 'probit', 'linear'] as const;
export type ScoreLink = (typeof scoreLinks)[number];

/**
 * PD of a linear score η over the horizon that it was fitted to:
 *
 *   logit 1 / (1 + e^(−η)),  probit Φ(η),  linear η cut to [0, 1]
 *
 * `linear` is the source documents' way of speaking: a debt ratio one point higher, a PD 0.05 points higher.
 * Source: D. Hosmer, S. Lemeshow, R. Sturdivant, Applied Logistic Regression, chapter 1.
 */
export function scoredPd(score: number, link: ScoreLink): number {
  switch (link) {
    case 'logit':
      // From the nearer tail, so that small PDs keep their digits.
      return score < 0 ? exp(score) / (1 + exp(score)) : 1 / (1 + exp(-score));
    case 'probit':
      return normalCdf(score);
    case 'linear':
      return Math.min(1, Math.max(0, score));
  }
  return link satisfies never;
}
