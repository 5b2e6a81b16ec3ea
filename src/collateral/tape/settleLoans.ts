import { failed, type Outcome, type Problem, problem, succeeded } from '#basics/problem.js';
import { type CanonicalName, isCanonicalName } from './canonicalColumns.js';
import type { TapeColumns } from './columnReader.js';
import { assumedCutOff, type CutOff, mixedCutOffs, overriddenCutOff, statedCutOff } from './cutOff.js';
import type { DecidedColumns } from './readColumns.js';
import { reportTape, type SettledTape, type TapeParts } from './reportTape.js';
import { type SettledBlocks, type SettleTerms, settleBlocks } from './settleBlocks.js';
import type { TapeBlocks } from './tapeBlocks.js';
import { currencyOf, tapeCurrency } from './tapeCurrency.js';
import { isMostlyKnown, type VocabularyColumn, vocabularyColumns } from './vocabulary.js';

const rejectsListedUsually = 1000;

/**
 * From decided columns to loans: terms, total rows, each row's fate, checks and the report. One run through the rows
 * is the rule; another one follows where it has shown that a column cannot be read, that a cut-off has to be assumed
 * or that ids or loans may repeat, which a second run compares.
 */
export function settleLoans(
  parts: TapeParts,
  blocks: TapeBlocks,
  columns: DecidedColumns,
  keepsLoans: boolean,
): Outcome<SettledTape> {
  const dropped: Problem[] = [];
  for (;;) {
    const warnings = [...parts.mapWarnings, ...dropped, ...columns.withoutEffect()];
    const found: Problem[] = [...warnings, ...layoutWarnings(parts)];
    const summary = columns.summary();
    const terms = settleTerms(parts, columns, summary, keepsLoans, found);
    const stated = statedCutOff(summary, parts.options.cutOffDate, parts.layout.titles);
    found.push(...mixedCutOffs(parts.name, summary, stated), ...overriddenCutOff(parts.name, stated));
    if (found.some(({ severity }) => severity === 'error')) return failed(found);
    const { settled, cutOff } = settleWithCutOff(parts, blocks, terms, summary, { stated, found });
    if (settled.unreadable.length === 0) return conclude(parts, columns, settled, cutOff, found);
    // Columns that cannot be read are left out and all is settled anew, as if the tape had none.
    for (const { canonical, warning } of settled.unreadable) {
      columns.drop(canonical);
      dropped.push(warning);
    }
  }
}

/** A cut-off is assumed only where the tape has loans whose term nothing but a date can tell. */
function settleWithCutOff(
  parts: TapeParts,
  blocks: TapeBlocks,
  terms: SettleTerms,
  summary: TapeColumns,
  { stated, found }: { readonly stated: CutOff; readonly found: Problem[] },
): { settled: SettledBlocks; cutOff: CutOff } {
  const assumed = stated.date === undefined ? assumedCutOff(parts.name, summary) : undefined;
  const needsCutOff = assumed !== undefined;
  const settled = settleCompared(blocks, { ...terms, ...daysOf(stated), needsCutOff });
  if (settled !== undefined) return { settled, cutOff: stated };
  const cutOff = assumed!.cutOff;
  found.push(assumed!.warning);
  const again = settleCompared(blocks, { ...terms, ...daysOf(cutOff), needsCutOff: false });
  return { settled: again!, cutOff };
}

function daysOf(cutOff: CutOff): Pick<SettleTerms, 'cutOff' | 'statedCutOff' | 'isDayChosen'> {
  return {
    cutOff: cutOff.date,
    statedCutOff: cutOff.overridden === undefined ? cutOff.date : undefined,
    isDayChosen: cutOff.isChosen === true,
  };
}

/** What may repeat is compared in a second run, as is what follows when a total at the top is none. */
function settleCompared(blocks: TapeBlocks, terms: SettleTerms): SettledBlocks | undefined {
  const settled = settleBlocks(blocks, terms);
  if (settled !== undefined && settled.doubtedTop.size > 0) {
    return settleCompared(blocks, { ...terms, doubtedTop: settled.doubtedTop });
  }
  if (settled?.repeats === undefined || settled.unreadable.length > 0) return settled;
  return settleBlocks(blocks, { ...terms, repeats: settled.repeats });
}

function settleTerms(
  parts: TapeParts,
  columns: DecidedColumns,
  summary: TapeColumns,
  keepsLoans: boolean,
  found: Problem[],
): SettleTerms {
  const { unusedWords, knownVocabulary } = judgeVocabulary(parts, summary, found);
  return {
    name: parts.name,
    headingCount: parts.layout.headings.length,
    columns,
    bindings: summary.bindings,
    unusedWords,
    knownVocabulary,
    currencies: (summary.texts.get('currency')?.labels ?? []).map(currencyOf),
    cutOff: undefined,
    statedCutOff: undefined,
    isDayChosen: false,
    needsCutOff: false,
    dailyRateDays: parts.options.dailyRateDays ?? 365,
    rejectsListed: parts.options.rejectsListed ?? rejectsListedUsually,
    keepsLoans,
    repeats: undefined,
    doubtedTop: undefined,
  };
}

function headingOf({ map }: TapeParts, canonical: string): string {
  const binding = isCanonicalName(canonical)
    ? map.bindings.find((b) => b.canonical === canonical)
    : undefined;
  return binding?.heading.text ?? canonical;
}

function layoutWarnings({ name, layout }: TapeParts): Problem[] {
  if (layout.repeatedHeadings === 0) return [];
  const message = `${layout.repeatedHeadings} lines repeat the headings and are passed over`;
  return [problem('warning', 'repeated-headings', `${name}:${layout.headingLine}`, message)];
}

/** A column of mostly unknown words cannot steer a projection: repayment and frequency go, status is a label. */
function judgeVocabulary(parts: TapeParts, { texts }: TapeColumns, found: Problem[]) {
  const unusedWords = new Set<CanonicalName>();
  const knownVocabulary = new Set<VocabularyColumn>();
  for (const name of vocabularyColumns) {
    const column = texts.get(name);
    if (column === undefined) continue;
    if (isMostlyKnown(name, column)) {
      knownVocabulary.add(name);
      continue;
    }
    const words = column.labels.slice(0, 5).map((label) => `"${label.slice(0, 30)}"`);
    const outcome = name === 'status' ? 'it serves as a label only' : 'the column is not used';
    const message = `the words of this ${name} column are not known (${words.join(', ')}); ${outcome}`;
    found.push(problem('warning', 'unknown-words', `${parts.name}:${headingOf(parts, name)}`, message));
    if (name !== 'status') unusedWords.add(name);
  }
  return { unusedWords, knownVocabulary };
}

function conclude(
  parts: TapeParts,
  columns: DecidedColumns,
  settled: SettledBlocks,
  cutOff: CutOff,
  found: Problem[],
): Outcome<SettledTape> {
  const bindings = columns.summary().bindings;
  const { currency, problem: mixed } = tapeCurrency(parts.name, bindings, settled.currencies);
  if (mixed !== undefined) return failed([mixed]);
  const hasIds = bindings.has('loanId');
  // Where words of a status tell that a loan is late, that is the place to look.
  const late = bindings.has('daysPastDue') ? 'daysPastDue' : 'status';
  const headings = (column: string) => headingOf(parts, column === 'daysPastDue' ? late : column);
  const maturity = headingOf(parts, maturityColumn(parts));
  const idProblem = hasIds ? undefined : noLoanId(parts);
  found.push(...settled.problems({ headings, idProblem, maturity, currency }));
  const report = reportTape(parts, {
    counts: settled.counts,
    views: settled.views,
    derived: settled.derived,
    columns: columns.reports(),
    currency,
    cutOff,
    distinctLoanIds: hasIds ? settled.distinctIds : undefined,
    warnings: found,
  });
  const tables = settled.tables.map((table) => ({ ...table, currency }));
  return succeeded({ tables, report }, found);
}

function noLoanId({ name, layout }: TapeParts): Problem {
  const message = 'the tape has no loanId; line numbers serve as ids';
  return problem('warning', 'no-loan-id', `${name}:${layout.headingLine}`, message);
}

/** The column that told when loans end. */
function maturityColumn({ map }: TapeParts): CanonicalName {
  const names = ['remainingTermMonths', 'maturityDate', 'dueDate', 'originalTermMonths'] as const;
  return names.find((name) => map.bindings.some((b) => b.canonical === name)) ?? 'maturityDate';
}
