import { didYouMean } from '#basics/closestName.js';
import { quoted } from '#basics/printable.js';
import { failed, type Outcome, type Problem, problem, succeeded } from '#basics/problem.js';
import { type CanonicalName, canonicalNames } from './canonicalColumns.js';
import { type Heading, headingKey } from './heading.js';
import { generalHeadings, ownRule } from './mappings/generalHeadings.js';
import { sourceMappings } from './mappings/sources.js';
import { withPayableDueDate } from './payableDueDate.js';
import type { ColumnRule, SourceMapping } from './sourceMapping.js';

/** One canonical column and the place on the tape that fills it. */
export interface ColumnBinding {
  readonly canonical: CanonicalName;
  readonly column: number;
  readonly heading: Heading;
  readonly rule: ColumnRule;
  readonly evidence: string;
}

export interface ColumnMap {
  readonly source: SourceMapping;
  readonly evidence: string;
  readonly bindings: readonly ColumnBinding[];
  /** Positions of headings by their key, for rules that look at a second column. */
  readonly positions: ReadonlyMap<string, readonly number[]>;
  readonly unmapped: readonly string[];
}

/**
 * The source whose headings fit best, then a heading for each canonical column: the user's own word first,
 * then the source's rules in their order, then our own spelling of columns that the source does not know.
 */
export function mapColumns(
  headings: readonly Heading[],
  stated: ReadonlyMap<CanonicalName, string> | undefined,
  place: string,
  headerless?: SourceMapping | undefined,
): Outcome<ColumnMap> {
  const positions = positionsByKey(headings);
  const { source, evidence } =
    headerless === undefined
      ? recognizeSource(positions)
      : { source: headerless, evidence: 'by the width and the look of its rows' };
  const problems: Problem[] = [];
  const known: ColumnBinding[] = [];
  for (const canonical of canonicalNames) {
    const found = findBinding(canonical, { headings, positions, source, stated, place });
    if (found === undefined) continue;
    if ('severity' in found) problems.push(found);
    else known.push(found);
  }
  if (problems.length > 0) return failed(problems);
  const bindings = withPayableDueDate(known, stated);
  problems.push(...mappedOver(bindings, { headings, positions, source, stated, place }));
  const used = new Set(bindings.flatMap((b) => [b.column, ...secondColumns(b.rule, positions)]));
  const unmapped = headings.flatMap(({ text }, i) => (used.has(i) ? [] : [text === '' ? `#${i + 1}` : text]));
  return succeeded({ source, evidence, bindings, positions, unmapped }, problems);
}

/** What the user's word takes from a column: it leaves a fitting one unused, or gives one two meanings. */
function mappedOver(bindings: readonly ColumnBinding[], search: Search): Problem[] {
  const found: Problem[] = [];
  const warn = (message: string) => found.push(problem('warning', 'mapped-over', search.place, message));
  for (const [canonical, heading] of search.stated ?? []) {
    const usual = findBinding(canonical, { ...search, stated: undefined });
    const chosen = bindings.find((binding) => binding.canonical === canonical);
    const fits = usual === undefined || 'severity' in usual ? undefined : usual;
    const isUsed = fits !== undefined && bindings.some(({ column }) => column === fits.column);
    if (fits !== undefined && !isUsed) {
      const instead = heading === '' ? 'is left out' : `is filled from ${quoted(heading)}`;
      warn(`${canonical} ${instead}, as stated; ${quoted(fits.heading.text)}, which fits it, is not used`);
    }
    const also = bindings.filter((b) => b.column === chosen?.column && b.canonical !== canonical);
    for (const other of also) {
      warn(`${quoted(chosen!.heading.text)} fills ${canonical}, as stated, and ${other.canonical}`);
    }
  }
  return found;
}

/** Position of a heading that a rule names beside its own. */
export function positionOf(positions: ColumnMap['positions'], heading: string): number | undefined {
  return positions.get(headingKey(heading))?.[0];
}

function positionsByKey(headings: readonly Heading[]): Map<string, number[]> {
  const positions = new Map<string, number[]>();
  headings.forEach((heading, i) => {
    if (heading.key === '') return;
    const at = positions.get(heading.key);
    if (at === undefined) positions.set(heading.key, [i]);
    else at.push(i);
  });
  return positions;
}

function recognizeSource(positions: ReadonlyMap<string, readonly number[]>) {
  let source = generalHeadings;
  let best = 0;
  for (const candidate of sourceMappings) {
    if (!candidate.signature.every((heading) => positions.has(headingKey(heading)))) continue;
    const matched = candidate.columns.filter((rule) =>
      rule.from.some((h) => positions.has(headingKey(h))),
    ).length;
    if (matched > best) {
      best = matched;
      source = candidate;
    }
  }
  const evidence =
    source === generalHeadings
      ? 'no known source has these headings'
      : `${best} of its ${source.columns.length} columns, ${source.signature.join(', ')} among them`;
  return { source, evidence };
}

interface Search {
  readonly headings: readonly Heading[];
  readonly positions: ReadonlyMap<string, readonly number[]>;
  readonly source: SourceMapping;
  readonly stated: ReadonlyMap<CanonicalName, string> | undefined;
  readonly place: string;
}

function findBinding(canonical: CanonicalName, search: Search): ColumnBinding | Problem | undefined {
  const stated = search.stated?.get(canonical);
  if (stated !== undefined) return statedBinding(canonical, stated, search);
  const rules = search.source.columns.filter((rule) => rule.to === canonical);
  for (const rule of search.source === generalHeadings ? rules : [...rules, ownRule(canonical)]) {
    const columns = rule.from.flatMap((heading) => search.positions.get(headingKey(heading)) ?? []);
    if (columns.length > 1) return ambiguous(canonical, columns, search);
    if (columns.length === 0 || !hasSecondColumns(rule, search.positions)) continue;
    const heading = search.headings[columns[0]!]!;
    const others = otherColumns(rules, rule, search).filter((column) => column !== columns[0]);
    const also = others.map((i) => quoted(search.headings[i]!.text));
    const evidence =
      also.length === 0 ? headingEvidence(canonical, heading, search) : `preferred to ${also.join(', ')}`;
    return { canonical, column: columns[0]!, heading, rule, evidence };
  }
  return undefined;
}

function headingEvidence(canonical: CanonicalName, heading: Heading, { source }: Search): string {
  if (heading.key === headingKey(canonical)) return 'canonical heading';
  return source === generalHeadings ? 'usual heading' : `heading of ${source.title}`;
}

function statedBinding(canonical: CanonicalName, stated: string, search: Search) {
  if (stated === '') return undefined;
  const columns = statedColumns(stated, search);
  if (columns.length > 1) return ambiguous(canonical, columns, search);
  const column = columns[0];
  if (column === undefined) {
    const hint = didYouMean(
      stated,
      search.headings.map((heading) => heading.text),
    );
    const message = `there is no heading ${quoted(stated)} to map to ${canonical}${hint}`;
    return problem('error', 'unknown-heading', search.place, message);
  }
  const heading = search.headings[column]!;
  const rule =
    search.source.columns.find(
      (r) => r.to === canonical && r.from.some((h) => headingKey(h) === heading.key),
    ) ?? ({ to: canonical, from: [heading.text] } satisfies ColumnRule);
  return { canonical, column, heading, rule, evidence: 'as stated' };
}

/** A heading, or `#3` for the third column, since headings can repeat. */
function statedColumns(stated: string, search: Search): readonly number[] {
  const byPlace = /^#(\d{1,4})$/.exec(stated);
  if (byPlace === null) return search.positions.get(headingKey(stated)) ?? [];
  const column = Number(byPlace[1]) - 1;
  return column >= 0 && column < search.headings.length ? [column] : [];
}

/** Columns of later rules for the same canonical column, which the chosen one is preferred to. */
function otherColumns(rules: readonly ColumnRule[], chosen: ColumnRule, search: Search): number[] {
  return rules
    .slice(rules.indexOf(chosen) + 1)
    .flatMap((rule) => rule.from.flatMap((heading) => search.positions.get(headingKey(heading)) ?? []));
}

function secondColumns(rule: ColumnRule, positions: ColumnMap['positions']): number[] {
  const headings = [...(rule.minus ?? []), ...(rule.unitFrom === undefined ? [] : [rule.unitFrom.heading])];
  return headings.flatMap((heading) => positionOf(positions, heading) ?? []);
}

/** A rule that subtracts columns needs all of them. */
function hasSecondColumns(rule: ColumnRule, positions: ColumnMap['positions']): boolean {
  return (rule.minus ?? []).every((heading) => positions.has(headingKey(heading)));
}

function ambiguous(canonical: CanonicalName, columns: readonly number[], search: Search): Problem {
  const names = columns.map((i) => `${quoted(search.headings[i]!.text)} (column ${i + 1})`).join(' and ');
  const message = `${names} could both be ${canonical}; say which with --map ${canonical}=HEADING or =#COLUMN`;
  return problem('error', 'ambiguous-heading', search.place, message);
}
