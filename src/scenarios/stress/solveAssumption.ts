import { didYouMean } from '#basics/closestName.js';
import { quoted } from '#basics/printable.js';
import { failed, type Outcome, type Problem, problem, succeeded } from '#basics/problem.js';
import { type ClassFigures, shortOf } from './classFigures.js';
import { figureText, figureWithin } from './figureText.js';
import { evenGrid, type Root, roots, type Scan, scan, withBreaks, withPeaks } from './findRoots.js';
import type { SolvedFigure, SolveRequest } from './scenarioBlock.js';
import type { ScenarioRunner } from './scenarioRunner.js';
import { type SearchForm, searchForm } from './searchForm.js';
import { layered, type Statement, statementOf } from './statement.js';

/** What a search found. */
export interface FoundRoots {
  readonly path: string;
  /** Smallest first; none where the figure does not reach its target. A stretch has its last value too. */
  readonly roots: readonly FoundValue[];
  readonly from: number;
  readonly to: number;
  /** Of the figure on the grid, and how many points of it had none. */
  readonly least: number | null;
  readonly greatest: number | null;
  readonly pointsWithout: number;
  /** What to say where there is no root, where the figure jumps past its target, or is at it all along. */
  readonly message: string | null;
}

export interface FoundValue {
  readonly value: number;
  readonly text: string;
  /** The figure is at its target from `value` to here. */
  readonly until: number | undefined;
}

const intervals = 200;

/**
 * The values of an assumption, or of a term of the deal, at which a figure of a class is what is asked for. The whole
 * range is looked at on a grid first, on both sides of every value at which a trigger comes into force on another date,
 * and at peaks between points of the grid, so that a figure that rises and falls shows all its roots; each is then
 * refined by Brent's method.
 */
export function solveAssumption(
  runner: ScenarioRunner,
  statement: Statement,
  request: SolveRequest,
): Outcome<FoundRoots> {
  const { path, className, figure, target, origin } = request;
  const names = runner.base.plan.notes.map(({ name }) => name);
  const note = names.indexOf(className);
  if (note < 0) {
    const hint = didYouMean(className, names) || `; its classes are ${names.join(', ')}`;
    return failed([
      problem('error', 'unknown-name', origin, `the deal has no class ${quoted(className)}${hint}`),
    ]);
  }
  const form = searchForm(path, runner, origin);
  if (!form.ok) return form;
  const from = request.from ?? form.value.from;
  const to = request.to ?? form.value.to(runner, statement);
  const { f, patternAt, problems } = figureFunction(runner, statement, request, form.value, note);
  const at = withBreaks(evenGrid(from, to, intervals), patternAt);
  const looked = withPeaks(f, scan(f, at), target);
  const known = looked.values.filter((value) => value !== undefined);
  if (known.length === 0) {
    const message = `${className} has no ${figure} for any ${path} from ${form.value.text(from)} to ${form.value.text(to)}`;
    return failed(problems.length > 0 ? problems : [problem('error', 'no-figure', origin, message)]);
  }
  const found = roots(f, looked, target, figureWithin(figure, runner.base.plan));
  return succeeded(told(request, form.value, looked, known, found));
}

interface FigureFunction {
  readonly f: (x: number) => number | undefined;
  /** When which trigger is in force, or that there is no figure. */
  readonly patternAt: (x: number) => string;
  /** Of the first value that did not run. */
  readonly problems: readonly Problem[];
}

function figureFunction(
  runner: ScenarioRunner,
  statement: Statement,
  { path, figure, origin }: SolveRequest,
  form: SearchForm,
  note: number,
): FigureFunction {
  const problems: Problem[] = [];
  const known = new Map<number, { readonly value: number | undefined; readonly pattern: string }>();
  const at = (x: number) => {
    const seen = known.get(x);
    if (seen !== undefined) return seen;
    const setting = statementOf([{ path, value: form.text(x), origin }]);
    const { stated, terms } = setting.ok ? layered(statement, setting.value) : statement;
    const figures = setting.ok ? runner.run(stated, terms) : setting;
    if (!figures.ok && problems.length === 0) problems.push(...figures.problems);
    const result = figures.ok
      ? {
          value: figureOf(figures.value.classes[note]!, figure) ?? undefined,
          pattern: figures.value.triggerPattern,
        }
      : { value: undefined, pattern: 'does not run' };
    known.set(x, result);
    return result;
  };
  return { f: (x) => at(x).value, patternAt: (x) => at(x).pattern, problems };
}

function told(
  { path, className, figure, target }: SolveRequest,
  { text }: SearchForm,
  looked: Scan,
  known: readonly number[],
  found: readonly Root[],
): FoundRoots {
  const [from, to] = [looked.at[0]!, looked.at.at(-1)!];
  const least = known.reduce((low, value) => Math.min(low, value));
  const greatest = known.reduce((high, value) => Math.max(high, value));
  const name = `${className}.${figure}`;
  const wanted = figureText(figure, target);
  // Where a term is rounded (to cents, to the digits of a price) the figure goes in small steps: near enough.
  const isStep = (root: Root): boolean =>
    root.kind === 'jump' && Math.abs(root.after - root.before) <= 1e-5 * (greatest - least);
  const jumps = found.flatMap((root) =>
    root.kind === 'jump'
      ? [
          `${name} jumps past ${wanted} at ${path} = ${text(root.at)}, from ${figureText(figure, root.before)} to ${figureText(figure, root.after)}`,
        ]
      : [],
  );
  const stretches = found.flatMap((root) =>
    root.kind === 'stretch'
      ? [`${name} is ${wanted} for every ${path} from ${text(root.at)} to ${text(root.until)}`]
      : [],
  );
  const values = found.flatMap((root): FoundValue[] =>
    root.kind === 'jump' && !isStep(root)
      ? []
      : [
          {
            value: root.at,
            text: text(root.at),
            until: root.kind === 'stretch' ? root.until : undefined,
          },
        ],
  );
  const range = `${name} is between ${figureText(figure, least)} and ${figureText(figure, greatest)} for ${path} from ${text(from)} to ${text(to)}`;
  const nowhere = values.length > 0 ? [] : [`${range}, and never ${wanted}`];
  const pointsWithout = looked.values.length - known.length;
  const without =
    values.length > 0 || pointsWithout === 0
      ? []
      : [`${pointsWithout} of ${looked.values.length} values looked at have no ${figure}`];
  const message = [...nowhere, ...stretches, ...jumps, ...without].join('; ');
  return {
    path,
    roots: values,
    from,
    to,
    least,
    greatest,
    pointsWithout,
    message: message === '' ? null : message,
  };
}

function figureOf(figures: ClassFigures, figure: SolvedFigure): number | null {
  return figure === 'shortfall' ? shortOf(figures) : figures[figure];
}
