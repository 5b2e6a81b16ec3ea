import type { BaselineRun } from './baselineSchema.js';
import type { FigureChange } from './difference.js';

type Price = Pick<NonNullable<BaselineRun['price']>, 'method' | 'figures'>;

/** Standard errors of the difference of two independent estimates: passed by chance once in 16,000 figures. */
const joinedErrors = 4;
/** For figures without a standard error of their own, such as average lives: a share of the figure. */
const shareWithoutError = 0.01;

/**
 * Figures that differ. Equal seed and version: exactly. Between versions simulated figures may differ by
 * 4 joint standard errors, √(ε² + ε′²), those without a standard error by 1 %; what is not simulated must be equal to
 * nine digits.
 */
export function compareFigures(before: Price | null, after: Price | null, exactly: boolean): FigureChange[] {
  const simulated = (before?.method ?? after?.method) === 'mc';
  const groups = new Set([...Object.keys(after?.figures ?? {}), ...Object.keys(before?.figures ?? {})]);
  return [...groups].flatMap((group) => {
    const [old, now] = [figuresOf(before, group), figuresOf(after, group)];
    return [...new Set([...now.keys(), ...old.keys()])].flatMap((figure): FigureChange[] => {
      const [was, wasError] = old.get(figure) ?? [null, null];
      const [is, isError] = now.get(figure) ?? [null, null];
      const tolerance = exactly ? 0 : toleranceOf(was ?? 0, wasError, isError, simulated);
      const same = was === is || (was !== null && is !== null && Math.abs(was - is) <= tolerance);
      return same ? [] : [{ group, figure, before: was, after: is, tolerance }];
    });
  });
}

function toleranceOf(value: number, before: number | null, after: number | null, simulated: boolean): number {
  if (!simulated) return 1e-9 * Math.abs(value);
  if (before === null || after === null) return shareWithoutError * Math.abs(value);
  return joinedErrors * Math.sqrt(before * before + after * after);
}

function figuresOf(price: Price | null, group: string): Map<string, readonly [number | null, number | null]> {
  const figures = price?.figures ?? {};
  return new Map(Object.hasOwn(figures, group) ? Object.entries(figures[group]!) : []);
}
