import { failed, type Outcome, succeeded } from '#basics/problem.js';
import { readYaml } from '#basics/yamlDocument.js';
import { type CanonicalName, canonicalNames } from './canonicalColumns.js';
import { type Delimiter, rateUnits, type TapeOptions } from './tapeOptions.js';
import type { TapeReport } from './tapeReport.js';

const delimiterOf = { comma: ',', semicolon: ';', pipe: '|', tab: '\t' } as const;

/** What a mapping file states, in the terms of the reader. Its form: tapeMapSchema.ts. */
export async function parseTapeMap(source: string | Uint8Array, name: string): Promise<Outcome<TapeOptions>> {
  const document = readYaml(source, name);
  if (!document.ok) return failed(document.problems);
  const [{ checkAgainst }, { tapeMapSchema }] = await Promise.all([
    import('#basics/schema.js'),
    import('./tapeMapSchema.js'),
  ]);
  const checked = checkAgainst(tapeMapSchema, document.value);
  if (!checked.ok) return checked;
  const { columns, delimiter, dailyRateDays, ...decisions } = checked.value;
  const map = new Map<CanonicalName, string>();
  for (const canonical of canonicalNames) {
    const heading = columns?.[canonical];
    if (heading !== undefined) map.set(canonical, heading ?? '');
  }
  return succeeded({
    ...decisions,
    map: map.size === 0 ? undefined : map,
    delimiter: delimiter === undefined ? undefined : delimiterOf[delimiter],
    dailyRateDays: dailyRateDays === undefined ? undefined : dailyRateDays === '360' ? 360 : 365,
  });
}

/**
 * The mapping file that makes another tape of the same source be read in the same way: every column with its
 * heading, and the decisions that were stated or that the whole tape agreed on. What a tape decides by itself
 * each time (percent signs, units in headings) needs no line and gets none.
 */
export function tapeMapText(report: TapeReport, options: TapeOptions): string {
  const counts = new Map<string, number>();
  for (const heading of report.headings) counts.set(heading, (counts.get(heading) ?? 0) + 1);
  const lines = ['columns:'];
  for (const { canonical, source, column } of report.columns) {
    const unique = counts.get(source) === 1 && source !== '' && !/^#\d/.test(source);
    lines.push(`  ${canonical}: ${JSON.stringify(unique ? source : `#${column}`)}`);
  }
  for (const [canonical, heading] of options.map ?? []) {
    if (heading === '') lines.push(`  ${canonical}: ""`);
  }
  lines.push(`encoding: ${report.encoding}`);
  lines.push(`delimiter: ${delimiterWord(report.delimiter)}`);
  const rateUnit = options.rateUnit ?? commonUnit(report, ['annualRate', 'dailyRate']);
  // Smaller units stand in headings, which say them again on the next tape.
  if (rateUnits.some((unit) => unit === rateUnit)) lines.push(`rateUnit: ${rateUnit}`);
  const termUnit =
    options.termUnit ?? commonUnit(report, ['originalTermMonths', 'remainingTermMonths', 'monthsOnBook']);
  if (termUnit !== undefined) lines.push(`termUnit: ${termUnit}`);
  const dateOrder = options.dateOrder ?? report.dateOrder;
  if (dateOrder !== undefined) lines.push(`dateOrder: ${dateOrder}`);
  if (options.decimalMark !== undefined) lines.push(`decimalMark: ${JSON.stringify(options.decimalMark)}`);
  if (options.dailyRateDays !== undefined) lines.push(`dailyRateDays: ${options.dailyRateDays}`);
  return `${lines.join('\n')}\n`;
}

function delimiterWord(delimiter: Delimiter): string {
  const words = ['comma', 'semicolon', 'pipe', 'tab'] as const;
  return words.find((word) => delimiterOf[word] === delimiter)!;
}

/** The unit that all of these columns have, if the tape has any of them. */
function commonUnit(report: TapeReport, names: readonly CanonicalName[]): string | undefined {
  const units = new Set(
    report.columns.flatMap(({ canonical, unit }) => (names.includes(canonical) ? [unit ?? ''] : [])),
  );
  const [unit] = units;
  return units.size === 1 && unit !== '' ? unit : undefined;
}
