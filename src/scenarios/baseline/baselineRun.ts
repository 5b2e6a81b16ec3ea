import type { Assumption } from '../assumptionRecord.js';
import type { BaselineRun, RunRole } from './baselineSchema.js';
import type { CashTable } from './cashTables.js';
import type { PriceFigures } from './priceFigures.js';
import type { TapeContent } from './tapeContent.js';

/** What a run rests on and what came of it, before it is written down. */
export interface RunResult {
  readonly name: string;
  readonly files: { readonly [role in RunRole]?: { readonly path: string; readonly sha256: string } };
  readonly options: { readonly [flag: string]: string };
  readonly assumptions: readonly Assumption[];
  readonly tape: TapeContent | undefined;
  readonly cashflow: ReadonlyMap<string, CashTable>;
  /** The figures, or why there are none. */
  readonly price: PriceFigures | string;
  /** Of the scenarios of a file, where the check names one. */
  readonly scenarios?: PriceFigures['groups'];
}

/** As it stands in a baseline. */
export function baselineRun(result: RunResult): BaselineRun {
  const { name, tape, price, scenarios } = result;
  return {
    name,
    files: { ...result.files },
    options: { ...result.options },
    assumptions: result.assumptions.map(({ name, value, origin }) => [name, value, plainOrigin(origin)]),
    tape: tape === undefined ? null : { ...tape, columns: Object.fromEntries(tape.columns) },
    cashflow: Object.fromEntries(
      [...result.cashflow].map(([table, { columns, rows }]) => [
        table,
        { columns: [...columns], rows: rows.map((row) => [...row]) },
      ]),
    ),
    ...(typeof price === 'string' ? { price: null, notPriced: price } : { price: priceOf(price) }),
    ...(scenarios === undefined ? {} : { scenarios: figuresOf(scenarios) }),
  };
}

function priceOf({ method, seed, paths, groups }: PriceFigures): NonNullable<BaselineRun['price']> {
  return { method, seed, paths, figures: figuresOf(groups) };
}

function figuresOf(groups: PriceFigures['groups']): NonNullable<BaselineRun['scenarios']> {
  const figures = [...groups].map(([group, named]) => [
    group,
    Object.fromEntries(
      [...named].map(([name, { value, standardError }]): [string, [number | null, number | null]] => [
        name,
        [value, standardError],
      ]),
    ),
  ]);
  return Object.fromEntries(figures);
}

/** Without line and column, which move when a comment is written. */
function plainOrigin(origin: string): string {
  return origin.replace(/:\d+:\d+/g, '').slice(0, 300);
}
