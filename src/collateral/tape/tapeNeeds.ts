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
    return `${what} (${names})${hint(ways[0]![0]!, map.unmapped)}`;
  });
  const alsoNone = (['loanId', 'originationDate', 'maturityDate'] as const).filter(
    (name) => !found.has(name),
  );
  const also = alsoNone.length === 0 ? '' : `; nor has it ${alsoNone.join(', ')}`;
  const seen = printable(headings.map((heading) => heading.text).join(', '), 200);
  const { name: source, title } = map.source;
  const what = source === 'general' ? 'the tape' : `the tape (${title})`;
  const message = `${what} lacks ${lacks.join('; ')}${also}. Its headings: ${seen}. Name a column with --map ${missing[0]!.ways[0]![0]}=HEADING`;
  return problem('error', 'missing-column', place, message);
}

function hint(canonical: CanonicalName, unmapped: readonly string[]): string {
  const close = closestName(canonical, unmapped);
  return close === undefined ? '' : ` — is it ${quoted(close)}?`;
}
