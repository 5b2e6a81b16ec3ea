import { type Outcome, succeeded } from '#basics/problem.js';
import { minorUnit } from '#waterfall/planQueries.js';
import { sourced } from '../assumptionRecord.js';
import { nothingStated, type StatedAssumptions } from '../assumptions.js';
import { mergeStated } from '../mergeStated.js';
import { noStress } from '../stressTerms.js';
import { shortOf } from './classFigures.js';
import { defaultMultipleMost } from './defaultMultipleMost.js';
import { type Crossing, crossings, evenGrid, type Scan, withBreaks } from './findRoots.js';
import type { ScenarioRunner } from './scenarioRunner.js';

/** How far defaults can go before a class is short of its first minor unit of principal or interest. */
export interface BreakEven {
  readonly className: string;
  readonly by: 'multiple' | 'cdr';
  /** The largest value, going up from zero, at which the class is not yet short; null where there is none. */
  readonly value: number | null;
  /** Why there is none: the class is short of nothing in all of the range, or already at its start. */
  readonly reason: 'never-short' | 'always-short' | 'residual' | 'no-defaults' | null;
  /** Every crossing: a class may be short, whole again and short once more. */
  readonly crossings: readonly Crossing[];
  readonly isMonotone: boolean;
  /** Up to where it was looked for. */
  readonly to: number;
}

const intervals = 200;

/**
 * Break-even multiples and CDRs of all classes under one scenario. The range is scanned on a grid (0 to the multiple
 * at which everything defaults; 0 to 100 % CDR) and on both sides of every value at which a trigger comes into force on
 * another date; each crossing of one minor unit is narrowed by bisection, and all of them are listed. Loss need not
 * rise with defaults: with a few more of them a trigger may redirect cash a period earlier and save the class.
 */
export function breakEvens(runner: ScenarioRunner, stated: StatedAssumptions): Outcome<readonly BreakEven[]> {
  const multiple = breakEvensBy(runner, stated, 'multiple', defaultMultipleMost(runner, stated));
  if (!multiple.ok) return multiple;
  const cdr = breakEvensBy(runner, stated, 'cdr', 1);
  return cdr.ok ? succeeded([...multiple.value, ...cdr.value]) : cdr;
}

function breakEvensBy(
  runner: ScenarioRunner,
  stated: StatedAssumptions,
  by: BreakEven['by'],
  to: number,
): Outcome<readonly BreakEven[]> {
  const { notes } = runner.base.plan;
  if (to === 0) return succeeded(notes.map(({ name }) => without(name, by, 'no-defaults', to)));
  const unit = minorUnit(runner.base.plan);
  const known = new Map<number, Outcome<ClassShortfalls>>();
  const shortAt = (x: number): Outcome<ClassShortfalls> => {
    const seen = known.get(x) ?? shortOfAll(runner, mergeStated(stated, defaultsAt(by, x)));
    known.set(x, seen);
    return seen;
  };
  const first = shortAt(0);
  if (!first.ok) return first;
  const triggersAt = (x: number): string => {
    const short = shortAt(x);
    return short.ok ? short.value.triggerPattern : 'does not run';
  };
  const at = withBreaks(evenGrid(0, to, intervals), triggersAt);
  return succeeded(
    notes.map(({ name, kind }, note) => {
      if (kind === 'residual') return without(name, by, 'residual', to);
      const f = (x: number): number | undefined => {
        const short = shortAt(x);
        return short.ok ? short.value.amounts[note]! : undefined;
      };
      const scanned: Scan = { at, values: at.map(f) };
      return breakEvenOf(name, by, scanned, crossings(f, scanned, unit), unit, to);
    }),
  );
}

function breakEvenOf(
  className: string,
  by: BreakEven['by'],
  { values }: Scan,
  found: readonly Crossing[],
  unit: number,
  to: number,
): BreakEven {
  const head = { className, by, crossings: found, isMonotone: found.length <= 1, to };
  if ((values[0] ?? 0) > unit)
    return { ...head, isMonotone: found.length === 0, value: null, reason: 'always-short' };
  const first = found[0];
  if (first === undefined) return { ...head, value: null, reason: 'never-short' };
  return { ...head, value: first.before, reason: null };
}

function without(
  className: string,
  by: BreakEven['by'],
  reason: NonNullable<BreakEven['reason']>,
  to: number,
): BreakEven {
  return { className, by, value: null, reason, crossings: [], isMonotone: true, to };
}

/** By class, and when which trigger was in force. */
interface ClassShortfalls {
  readonly amounts: readonly number[];
  readonly triggerPattern: string;
}

function shortOfAll(runner: ScenarioRunner, stated: StatedAssumptions): Outcome<ClassShortfalls> {
  const run = runner.run(stated);
  if (!run.ok) return run;
  const { classes, triggerPattern } = run.value;
  return succeeded({ amounts: classes.map(shortOf), triggerPattern });
}

function defaultsAt(by: BreakEven['by'], x: number): StatedAssumptions {
  const origin = 'break-even';
  return by === 'multiple'
    ? { ...nothingStated, stress: { ...noStress, defaultMultiple: sourced(x, origin) } }
    : {
        ...nothingStated,
        default: sourced({ kind: 'cdr', cdr: x }, origin),
        stress: { ...noStress, defaultMultiple: sourced(1, origin) },
      };
}
