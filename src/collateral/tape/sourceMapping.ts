import type { CanonicalName } from './canonicalColumns.js';
import type { RateUnit, TermUnit } from './tapeOptions.js';

/**
 * What one source of tapes calls the canonical columns: data only, one file a source under mappings/. Headings
 * are compared folded (heading.ts).
 */
export interface SourceMapping {
  readonly name: string;
  readonly title: string;
  /** Headings that must all be there for the source to be recognized; none: any tape may be it. */
  readonly signature: readonly string[];
  /** For files without headings: columns are then called `#1`, `#2`, … by their place. */
  readonly headerless?: {
    /** Least and greatest width: the layouts grow at their right end over the years. */
    readonly fields: readonly [least: number, most: number];
    readonly patterns: readonly { readonly field: number; readonly pattern: RegExp }[];
  };
  readonly columns: readonly ColumnRule[];
}

export interface ColumnRule {
  readonly to: CanonicalName;
  /** Headings of one meaning, which a tape has at most one of. Rules for one column: the first found wins. */
  readonly from: readonly string[];
  /** Settles what the cells leave open, and contradicts cells that cannot be read so. */
  readonly unit?: RateUnit | TermUnit;
  /** Texts of the cells to the words that the reader knows. */
  readonly words?: { readonly [text: string]: string };
  /** Texts that mean "no value" in this column, beyond the usual ones. */
  readonly missing?: readonly string[];
  /** Columns to subtract, for an amount or a term that the source only implies. */
  readonly minus?: readonly string[];
  /** A column that holds the value where this one is zero and that one is not. */
  readonly whenZero?: string;
  /** For a rate of a part of the year: how many such parts a year has. */
  readonly perYear?: 12;
  /** A column that states the unit of a term row by row. */
  readonly unitFrom?: { readonly heading: string; readonly units: { readonly [text: string]: TermUnit } };
}
