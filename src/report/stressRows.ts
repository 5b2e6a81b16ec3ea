import { type CsvCell, csvText } from '#basics/csvText.js';
import type { ClassFigures } from '#scenarios/stress/classFigures.js';
import type { StressResult } from '#scenarios/stress/stressRow.js';

/** What a row says besides the figures: which run it belongs to. */
export interface RowHead {
  readonly key: string;
  readonly tape: string;
  readonly deal: string;
  readonly scenario: string;
}

const figures = [
  'price',
  'yield',
  'return',
  'weightedAverageLife',
  'principalLoss',
  'lossRate',
  'interestShortfall',
  'firstShortfall',
] as const satisfies readonly (keyof ClassFigures)[];

/** `key` comes first: a run that goes on finds by it what is done. */
export const stressHeading: readonly string[] = [
  'key',
  'tape',
  'deal',
  'scenario',
  'class',
  'kind',
  'balance',
  ...figures,
  'poolDefaultRate',
  'poolLossRate',
  'set',
];

/** One line a class, as JSON Lines; of a search without a root one line a class without figures. */
export function stressJsonLines(head: RowHead, result: StressResult, classNames: readonly string[]): string {
  return classNames
    .map((name, i) => {
      const found = result.classes[i];
      const row = {
        ...head,
        class: name,
        kind: found?.kind ?? null,
        balance: found?.balance ?? null,
        ...Object.fromEntries(figures.map((figure) => [figure, found?.[figure] ?? null])),
        poolDefaultRate: result.pool?.defaultRate ?? null,
        poolLossRate: result.pool?.lossRate ?? null,
        set: Object.fromEntries(result.set),
        ...(result.solved === null ? {} : { solved: result.solved }),
      };
      return `${JSON.stringify(row)}\n`;
    })
    .join('');
}

/** How the lines of a scenario begin, as JSON Lines or CSV: with all that says whose rows they are. */
export function stressLineStarts(head: RowHead, classNames: readonly string[], isCsv: boolean): string[] {
  return classNames.map((name) => {
    if (!isCsv) return `${JSON.stringify({ ...head, class: name }).slice(0, -1)},`;
    const cells = csvText([[head.key, head.tape, head.deal, head.scenario, name]]);
    return `${cells.trimEnd()},`;
  });
}

/** The same as CSV; what the scenario states stands in one cell. */
export function stressCsvLines(head: RowHead, result: StressResult, classNames: readonly string[]): string {
  return csvText(
    classNames.map((name, i): CsvCell[] => {
      const found = result.classes[i];
      return [
        head.key,
        head.tape,
        head.deal,
        head.scenario,
        name,
        found?.kind,
        found?.balance,
        ...figures.map((figure) => found?.[figure]),
        result.pool?.defaultRate,
        result.pool?.lossRate,
        result.set.map(([path, value]) => `${path}=${value}`).join('; '),
      ];
    }),
  );
}
