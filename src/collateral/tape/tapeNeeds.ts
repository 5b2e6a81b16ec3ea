import { closestName } from '#basics/closestName.js';
import { printable, quoted } from '#basics/printable.js';
import { type Problem, problem } from '#basics/problem.js';
import type { CanonicalName } from './canonicalColumns.js';
import type { Heading } from './heading.js';
import type { ColumnMap } from './mapColumns.js';

interface Need {
  readonly what: string;
  /** Any one of these sets of columns will do; the first is the one to suggest. */
  readonly ways: readonly (readonly CanonicalName[])[];
}

const needs: readonly Need[] = [
  { what: 'a balance', ways: [['currentBalance'], ['faceAmount']] },
  {
    what: 'a rate',
    ways: [['annualRate'], ['dailyRate'], ['faceAmount', 'purchasePrice', 'purchaseDate', 'dueDate']],
  },
  {
    what: 'a remaining term or maturity',
    ways: [
      ['remainingTermMonths'],
      ['maturityDate'],
      ['dueDate'],
      ['installment'],
      ['originalTermMonths', 'monthsOnBook'],
      ['originalTermMonths', 'originationDate'],
    ],
  },
];

/** A tape without a balance, a rate or a term cannot be priced: one error that lists all that is missing. */
export function missingColumns(
  map: ColumnMap,
  headings: readonly Heading[],
  place: string,
): Problem | undefined {
  const found = new Set(map.bindings.map((binding) => binding.canonical));
  const missing = needs.filter(({ ways }) => !ways.some((way) => way.every((name) => found.has(name))));
  if (missing.length === 0) return undefined;
  const lacks = missing.map(({ what, ways }) => {
    const names = ways.map((way) => way.join(' with ')).join(', ');
    return `${what} (${names}${begun(ways, found)})${hint(ways[0]![0]!, map.unmapped)}`;
  });
  const alsoNone = (['loanId', 'originationDate', 'maturityDate'] as const).filter(
    (name) => !found.has(name) && !(name === 'maturityDate' && found.has('dueDate')),
  );
  const also = alsoNone.length === 0 ? '' : `; nor has it ${alsoNone.join(', ')}`;
  const seen = printable(headings.map((heading) => heading.text).join(', '), 200);
  const { name: source, title } = map.source;
  const what = source === 'general' ? 'the tape' : `the tape (${title})`;
  const message = `${what} lacks ${lacks.join('; ')}${also}. Its headings: ${seen}. Name a column with --map ${wanted(missing[0]!.ways, found)}=HEADING`;
  return problem('error', 'missing-column', place, message);
}

/** Of ways of several columns the one that is only one column short, if the tape has the others. */
function oneShort(
  ways: Need['ways'],
  found: ReadonlySet<CanonicalName>,
): { readonly has: readonly CanonicalName[]; readonly lacks: CanonicalName } | undefined {
  for (const way of ways) {
    const lacks = way.filter((name) => !found.has(name));
    if (way.length > 2 && lacks.length === 1)
      return { has: way.filter((name) => name !== lacks[0]), lacks: lacks[0]! };
  }
  return undefined;
}

function begun(ways: Need['ways'], found: ReadonlySet<CanonicalName>): string {
  const short = oneShort(ways, found);
  return short === undefined ? '' : `: it has ${short.has.join(', ')}, and only ${short.lacks} is missing`;
}

/** The column to ask for first. */
function wanted(ways: Need['ways'], found: ReadonlySet<CanonicalName>): CanonicalName {
  return oneShort(ways, found)?.lacks ?? ways[0]![0]!;
}

function hint(canonical: CanonicalName, unmapped: readonly string[]): string {
  const close = closestName(canonical, unmapped);
  return close === undefined ? '' : ` — is it ${quoted(close)}?`;
}
