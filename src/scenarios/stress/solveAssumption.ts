import { didYouMean } from '#basics/closestName.js';
import { quoted } from '#basics/printable.js';
import { failed, type Outcome, type Problem, problem, succeeded } from '#basics/problem.js';
import { formatRate } from '#basics/rate.js';
import type { StatedAssumptions } from '../assumptions.js';
import { mergeStated } from '../mergeStated.js';
import { statedOverrides } from '../statedOverrides.js';
import { type ClassFigures, shortOf } from './classFigures.js';
import { defaultMultipleMost } from './defaultMultipleMost.js';
import { evenGrid, roots, scan } from './findRoots.js';
import type { SolvedFigure, SolveRequest } from './scenarioBlock.js';
import type { ScenarioRunner } from './scenarioRunner.js';

/** What a search found. */
export interface FoundRoots {
  readonly path: string;
  /** Smallest first; none where the figure does not reach its target. */
  readonly roots: readonly { readonly value: number; readonly text: string }[];
  readonly from: number;
  readonly to: number;
  /** Of the figure on the grid, and how many points of it had none. */
  readonly least: number | null;
  readonly greatest: number | null;
  readonly pointsWithout: number;
  /** What to say where there is no root. */
  readonly message: string;
}

const intervals = 200;

/**
 * The values of an assumption at which a figure of a class is what is asked for. The whole range is looked at on a
 * grid first, so that a figure that rises and falls shows all its roots; each is then refined by Brent's method.
 */
export function solveAssumption(
  runner: ScenarioRunner,
  stated: StatedAssumptions,
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
  const form = formOf(path, origin);
  if (!form.ok) return form;
  const from = request.from ?? form.value.from;
  const to = request.to ?? form.value.to(runner, stated);
  const problems: Problem[] = [];
  const f = (x: number): number | undefined => {
    const overrides = statedOverrides([{ path, value: form.value.text(x), origin }]);
    const figures = overrides.ok ? runner.run(mergeStated(stated, overrides.value)) : overrides;
    if (figures.ok) return figureOf(figures.value.classes[note]!, figure) ?? undefined;
    if (problems.length === 0) problems.push(...figures.problems);
    return undefined;
  };
  const looked = scan(f, evenGrid(from, to, intervals));
  const known = looked.values.filter((value) => value !== undefined);
  if (known.length === 0) {
    const message = `${className} has no ${figure} for any ${path} from ${form.value.text(from)} to ${form.value.text(to)}`;
    return failed(problems.length > 0 ? problems : [problem('error', 'no-figure', origin, message)]);
  }
  const found = roots(f, looked, target);
  const least = known.reduce((low, value) => Math.min(low, value));
  const greatest = known.reduce((high, value) => Math.max(high, value));
  return succeeded({
    path,
    roots: found.map((value) => ({ value, text: form.value.text(value) })),
    from,
    to,
    least,
    greatest,
    pointsWithout: looked.values.length - known.length,
    message: `${className}.${figure} is between ${least} and ${greatest} for ${path} from ${form.value.text(from)} to ${form.value.text(to)}, and never ${target}`,
  });
}

function figureOf(figures: ClassFigures, figure: SolvedFigure): number | null {
  return figure === 'shortfall' ? shortOf(figures) : figures[figure];
}

interface SearchForm {
  readonly from: number;
  readonly to: (runner: ScenarioRunner, stated: StatedAssumptions) => number;
  readonly text: (value: number) => string;
}

const asRate = (value: number): string => formatRate(Number(value.toPrecision(17)));
const asNumber = (value: number): string => String(value);
const one = () => 1;
const share: SearchForm = { from: 0, to: one, text: asRate };

/** Assumptions that are a number on a line, and where on it they can lie. */
const searched: { readonly [path: string]: SearchForm } = {
  'prepayment.cpr': share,
  'prepayment.smm': share,
  'prepayment.psa': { from: 0, to: () => 10, text: asRate },
  'prepayment.abs': share,
  'default.cdr': share,
  'default.mdr': share,
  'default.cumulative': share,
  'default.curve.share': share,
  'default.multiple': { from: 0, to: defaultMultipleMost, text: asNumber },
  'recovery.rate': share,
  'recovery.cost': share,
  correlation: share,
  'rates.shift': { from: -0.05, to: () => 0.2, text: asRate },
  'rates.initial': { from: -0.05, to: () => 0.5, text: asRate },
  'rates.mean': { from: -0.05, to: () => 0.5, text: asRate },
  'premium.rate': share,
  'factors.global': { from: -6, to: () => 6, text: asNumber },
  'servicer.lostShare': share,
  'payables.unpaidShare': share,
};

function formOf(path: string, origin: string): Outcome<SearchForm> {
  if (Object.hasOwn(searched, path)) return succeeded(searched[path]!);
  return failed([problem('error', 'unknown-path', origin, searchFault(path) ?? '')]);
}

/** Why an assumption cannot be searched for; undefined where it can. */
export function searchFault(path: string): string | undefined {
  const known = Object.keys(searched);
  if (known.includes(path)) return undefined;
  const hint = didYouMean(path, known) || `; known are ${known.join(', ')}`;
  return `${quoted(path)} cannot be searched for${hint}`;
}
