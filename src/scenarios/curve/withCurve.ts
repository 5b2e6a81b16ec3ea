import { type Problem, problem } from '#basics/problem.js';
import type { LoanTable } from '#collateral/loanTable.js';
import { expm1 } from '#numerics/elementary.js';
import { curveForwards } from '#pricing/models/zeroCurve.js';
import { type Sourced, sourced } from '../assumptionRecord.js';
import type { StatedAssumptions } from '../assumptions.js';
import type { StatedRates } from '../statedRates.js';
import type { ReadCurve } from './readCurve.js';

/**
 * Statements with a curve of its own file laid over them: the rate model is Hull and White's, fitted to it, and
 * indices of the tape's floating rates whose rates nobody states follow its one-month forwards. Another rate model, or
 * a rate that the curve already says, contradicts it.
 */
export function withCurve(
  stated: StatedAssumptions,
  curve: ReadCurve,
  loans: LoanTable,
): { readonly stated: StatedAssumptions; readonly problems: readonly Problem[] } {
  const { rates } = stated;
  const problems: Problem[] = [];
  const refuse = (value: Sourced<unknown> | undefined, message: string) => {
    if (value !== undefined) problems.push(problem('error', 'conflict', value.origin, message));
  };
  if (rates?.model !== undefined && rates.model.value !== 'hull-white') {
    refuse(rates.model, `the model ${rates.model.value} is fitted to no curve, and --curve gives one`);
  }
  const model = rates?.model?.value;
  if (model === undefined || model === 'hull-white') {
    refuse(rates?.initial, 'the curve of --curve says where the short rate begins');
    refuse(rates?.mean, 'the curve of --curve says where the short rate goes');
  }
  const origin = `${curve.name} (${curve.meaning})`;
  const fitted = sourced('hull-white' as const, `flag --curve`);
  const points: StatedRates['curve'] = sourced(
    curve.points,
    rates?.curve === undefined ? origin : `${origin} (instead of ${rates.curve.origin})`,
  );
  return {
    stated: {
      ...stated,
      rates: { ...(rates ?? noRates), model: rates?.model ?? fitted, curve: points },
      ...withForwards(stated, curve, loans),
    },
    problems,
  };
}

const noRates: StatedRates = {
  model: undefined,
  initial: undefined,
  mean: undefined,
  speed: undefined,
  volatility: undefined,
  curve: undefined,
  ar: undefined,
  ma: undefined,
  differences: undefined,
  deviation: undefined,
  history: undefined,
};

/** Rates of the indices that the loans name and nobody states: simple one-month forwards, month by month. */
function withForwards(
  { extras, placeOf }: StatedAssumptions,
  curve: ReadCurve,
  loans: LoanTable,
): Pick<StatedAssumptions, 'extras' | 'placeOf'> {
  const known = extras.indexRates ?? {};
  const names = (loans.categories.indexName?.labels ?? []).filter((name) => !Object.hasOwn(known, name));
  if (names.length === 0) return { extras, placeOf };
  const lastMonth = loans.remainingTermMonths.reduce((last, term) => Math.max(last, term), 0);
  const forwards = Array.from(
    curveForwards(curve.points, lastMonth, 1 / 12),
    (rate) => 12 * expm1(rate / 12),
  );
  return {
    extras: {
      ...extras,
      indexRates: { ...known, ...Object.fromEntries(names.map((name) => [name, forwards])) },
    },
    placeOf: (path) =>
      path[0] === 'indexRates' && names.includes(String(path[1]))
        ? `${curve.name} indexRates`
        : placeOf(path),
  };
}
