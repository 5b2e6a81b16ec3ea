import { didYouMean } from '#basics/closestName.js';
import { quoted } from '#basics/printable.js';
import { type Outcome, outcomeOf, type Problem, problem } from '#basics/problem.js';
import { parseRate } from '#basics/rate.js';
import { type SolvedFigure, type SolveRequest, solvedFigures } from './scenarioBlock.js';
import { searchFault } from './searchForm.js';

export interface SolveTexts {
  readonly find: string;
  /** `A.principalLoss`. */
  readonly for: string;
  readonly equals: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** A search as written, in a file or on the command line. Whether the class exists, the deal says later. */
export function parseSolve(texts: SolveTexts, origin: string): Outcome<SolveRequest> {
  const problems: Problem[] = [];
  const fail = (code: string, message: string): undefined => {
    problems.push(problem('error', code, origin, message));
    return undefined;
  };
  const cut = texts.for.lastIndexOf('.');
  const className = texts.for.slice(0, Math.max(cut, 0));
  const named = texts.for.slice(cut + 1);
  const figure = solvedFigures.find((known) => known === named);
  if (cut <= 0) fail('bad-target', `${quoted(texts.for)} is not CLASS.FIGURE, such as A.principalLoss`);
  else if (figure === undefined) {
    const hint = didYouMean(named, solvedFigures) || `; known are ${solvedFigures.join(', ')}`;
    fail('unknown-name', `there is no figure ${quoted(named)}${hint}`);
  }
  const fault = searchFault(texts.find);
  if (fault !== undefined) fail('unknown-path', fault);
  const number = (text: string | undefined): number | undefined => {
    if (text === undefined) return undefined;
    return numberOf(text) ?? fail('bad-number', `${quoted(text)} is neither a number nor a rate`);
  };
  const target = number(texts.equals);
  const from = number(texts.from);
  const to = number(texts.to);
  if (from !== undefined && to !== undefined && !(from < to)) {
    fail('bad-range', `from ${texts.from} to ${texts.to} is no range`);
  }
  return outcomeOf(problems, () => ({
    path: texts.find,
    className,
    figure: figure as SolvedFigure,
    target: target ?? 0,
    from,
    to,
    origin,
  }));
}

/** `8%`, `50 bp`, `100` or `0.01`. */
export function numberOf(text: string): number | undefined {
  if (/^[+-]?\d{1,15}(\.\d{1,15})?$/.test(text.trim())) return Number(text);
  const rate = parseRate(text, { min: -1, max: 10 });
  return rate.ok ? rate.rate.value : undefined;
}
