/** What a loan must be to enter a pool, and how much of the pool may hang on one name. Parsed: parseCriteria.ts. */
export interface Criteria {
  readonly eligibility: readonly EligibilityTest[];
  readonly limits: readonly ConcentrationLimit[];
}

export interface EligibilityTest {
  readonly name: string;
  readonly rule: EligibilityRule;
  /** Whether a loan without a value fails; it does unless the file says otherwise. */
  readonly missingFails: boolean;
}

export type EligibilityRule =
  | { readonly kind: 'range'; readonly column: string; readonly least: number; readonly greatest: number }
  | {
      readonly kind: 'words';
      readonly column: string;
      readonly words: ReadonlySet<string>;
      /** Whether a loan must have one of the words, or must not. */
      readonly wanted: boolean;
    }
  | { readonly kind: 'list'; readonly list: string; readonly wanted: boolean };

/** Of the balance that remains eligible: one group, each group, or the largest `top` groups together. */
export interface ConcentrationLimit {
  readonly name: string;
  readonly by: string;
  readonly of: string | undefined;
  readonly top: number;
  /** A fraction of the eligible balance. */
  readonly atMost: number;
}
