import { type Problem, problem } from '#basics/problem.js';
import type { CanonicalName } from './canonicalColumns.js';
import type { TapeColumnReport } from './columnReader.js';
import type { TapeOptions } from './tapeOptions.js';

type Decision = 'rateUnit' | 'termUnit' | 'dateOrder' | 'decimalMark' | 'dailyRateDays';

/** What became of the columns that the user's words are about. */
export interface OptionUse {
  readonly options: TapeOptions;
  readonly reports: readonly TapeColumnReport[];
  /** What the user states that some column needed, or itself says. */
  readonly applied: ReadonlySet<'decimalMark' | 'dateOrder'>;
}

/**
 * What the user states about columns and no column has any use for: the tape has no such column, or its cells and
 * headings say another thing. Agreement counts as use, so that a saved mapping fits the tape that it was saved from.
 */
export function optionsWithoutEffect(use: OptionUse): Problem[] {
  const { options } = use;
  return decisions.flatMap(({ option, flag, columns, isUsed }) => {
    const stated = options[option];
    if (stated === undefined || isUsed(use, String(stated))) return [];
    const file = options.statedIn?.get(option);
    const at = file === undefined ? flag : `${file} ${option}`;
    const message = `${String(stated)} changes nothing: ${reasonOf(use, columns)}`;
    return [problem('warning', 'option-without-effect', at, message)];
  });
}

interface DecisionUse {
  readonly option: Decision;
  readonly flag: string;
  readonly columns: readonly CanonicalName[];
  isUsed(use: OptionUse, stated: string): boolean;
}

const rates: readonly CanonicalName[] = ['annualRate', 'dailyRate'];
const terms: readonly CanonicalName[] = ['originalTermMonths', 'remainingTermMonths', 'monthsOnBook'];
const dates: readonly CanonicalName[] = ['originationDate', 'maturityDate', 'dueDate', 'cutOffDate'];

const decisions: readonly DecisionUse[] = [
  { option: 'rateUnit', flag: '--rate-unit', columns: rates, isUsed: hasUnit(rates) },
  { option: 'termUnit', flag: '--term-unit', columns: terms, isUsed: hasUnit(terms) },
  { option: 'dateOrder', flag: '--date-order', columns: dates, isUsed: (u) => u.applied.has('dateOrder') },
  {
    option: 'decimalMark',
    flag: '--decimal-mark',
    columns: [],
    isUsed: (u) => u.applied.has('decimalMark'),
  },
  {
    option: 'dailyRateDays',
    flag: '--daily-rate-days',
    columns: ['dailyRate'],
    isUsed: (u) => u.reports.some(({ canonical }) => canonical === 'dailyRate'),
  },
];

function hasUnit(columns: readonly CanonicalName[]): DecisionUse['isUsed'] {
  return ({ reports }, stated) =>
    reports.some(({ canonical, unit }) => columns.includes(canonical) && unit === stated);
}

function reasonOf({ reports }: OptionUse, columns: readonly CanonicalName[]): string {
  const found = reports.filter(({ canonical }) => columns.includes(canonical));
  if (columns.length === 0) return 'no cell leaves it open';
  if (found.length === 0) return `the tape has no ${columns.join(', ')}`;
  const said = found.map(({ source, evidence }) => `"${source}" (${evidence})`);
  return `${said.join(', ')} ${found.length === 1 ? 'settles' : 'settle'} it otherwise`;
}
