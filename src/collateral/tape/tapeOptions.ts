import type { CalendarDate } from '#basics/calendarDate.js';
import type { CanonicalName } from './canonicalColumns.js';

export const tapeEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'windows-1252'] as const;
export type TapeEncoding = (typeof tapeEncodings)[number];

export const delimiters = [',', ';', '|', '\t'] as const;
export type Delimiter = (typeof delimiters)[number];

export const rateUnits = ['fraction', 'percent'] as const;
export type RateUnit = (typeof rateUnits)[number];

/** A period is one payment: a month unless the tape's payment frequency says otherwise. */
export const termUnits = ['days', 'months', 'quarters', 'years', 'periods'] as const;
export type TermUnit = (typeof termUnits)[number];

/** Of day, month and year; `ymd` is for years of two digits. */
export const dateOrders = ['dmy', 'mdy', 'ymd'] as const;
export type DateOrder = (typeof dateOrders)[number];

/** What the user states about a tape; each of these overrides what the reader would find out. */
export interface TapeOptions {
  /** Overrides a cut-off date that stands on the tape. */
  readonly cutOffDate?: CalendarDate | undefined;
  /** Canonical name to the heading that fills it; `''` leaves that column out. */
  readonly map?: ReadonlyMap<CanonicalName, string> | undefined;
  readonly encoding?: TapeEncoding | undefined;
  readonly delimiter?: Delimiter | undefined;
  /** For the rate columns whose cells carry no percent sign. */
  readonly rateUnit?: RateUnit | undefined;
  readonly termUnit?: TermUnit | undefined;
  readonly dateOrder?: DateOrder | undefined;
  readonly decimalMark?: '.' | ',' | undefined;
  /** Days in the year by which a daily rate becomes an annual one; 365 unless stated. */
  readonly dailyRateDays?: 360 | 365 | undefined;
  /** What the text was unpacked from (gzip, a sheet of a workbook), for the evidence. */
  readonly unpackedFrom?: string | undefined;
  /** Which of these a mapping file stated, by their name in the record of a run, and in which file. */
  readonly statedIn?: ReadonlyMap<string, string> | undefined;
  /** Tapes of at least so many bytes go through the byte scanner; a megabyte unless stated. Both ways read the same. */
  readonly scanFrom?: number | undefined;
  /** Bytes of packed columns that are kept between two runs through a long tape; beyond, it is scanned again. */
  readonly keptMost?: number | undefined;
  /** Rejected cells listed one by one, the rest only counted; 1,000 unless stated. */
  readonly rejectsListed?: number | undefined;
}
