import { type Problem, problem } from '#basics/problem.js';
import type { CollateralAssumptions } from './assumptions.js';
import { checkFinite, checkShare, checkSum, checkWhole } from './checkValues.js';
import type { CreditLineAssumption } from './creditLine.js';
import { obligations, type PayableAssumption } from './payables.js';
import { bucketCount, delinquencyBuckets, type RollRates } from './rollRates.js';

/** Shares of what is due, and the guarantee, whose obligation is never guessed. */
export function checkPayables(at: string, payables: PayableAssumption): Problem[] {
  const { late, partial, unpaidShare, defaultAfterMonths, guarantee } = payables;
  const problems = [
    ...checkShare(`${at}.unpaidShare`, unpaidShare),
    ...checkWhole(`${at}.defaultAfterMonths`, defaultAfterMonths, 0),
    ...(late ?? []).flatMap(({ months, share }, i) => [
      ...checkShare(`${at}.late[${i}].share`, share),
      ...checkWhole(`${at}.late[${i}].months`, months, 1),
    ]),
    ...(partial === undefined
      ? []
      : [
          ...checkShare(`${at}.partial.share`, partial.share),
          ...checkShare(`${at}.partial.paidShare`, partial.paidShare),
        ]),
  ];
  const total = (late ?? []).reduce((sum, { share }) => sum + share, unpaidShare + (partial?.share ?? 0));
  if (total > 1 + 1e-9) {
    const message = `late, partial and unpaid shares add up to ${total}, more than all`;
    problems.push(problem('error', 'shares-do-not-add', at, message));
  }
  if (guarantee === undefined) return problems;
  problems.push(...checkShare(`${at}.guarantee.limit`, guarantee.limit));
  problems.push(...checkWhole(`${at}.guarantee.claimDelayMonths`, guarantee.claimDelayMonths, 0));
  if (guarantee.obligation === undefined || !obligations.includes(guarantee.obligation)) {
    const message = `a guarantee pays on demand or only after default: say ${obligations.join(' or ')}`;
    problems.push(problem('error', 'missing-value', `${at}.guarantee.obligation`, message));
  }
  return problems;
}

/** Rows add up to 1 and go up by one bucket at most; defaults and the order come from the roll alone. */
export function checkDelinquency(assumptions: CollateralAssumptions, rates: RollRates): Problem[] {
  const problems: Problem[] = [];
  delinquencyBuckets.forEach((bucket, from) => {
    const at = `delinquency.${bucket}`;
    const row = rates[bucket];
    if (row.length !== bucketCount + 1) {
      const message = `${row.length} shares, not ${bucketCount + 1}: to current, 1-30, 31-60, 61-90 and default`;
      problems.push(problem('error', 'out-of-range', at, message));
      return;
    }
    problems.push(...row.flatMap((share, to) => checkShare(`${at}[${to}]`, share)), ...checkSum(at, row));
    if (row.some((share, to) => to > from + 1 && share > 0)) {
      const message = 'one month adds one missed payment: a loan cannot move up by two buckets';
      problems.push(problem('error', 'does-not-fit', at, message));
    }
  });
  const clash = (at: string, message: string) => problems.push(problem('error', 'conflict', at, message));
  if (assumptions.order !== 'survivors') {
    clash('order', `roll rates follow single loans, whose order is survivors, not ${assumptions.order}`);
  }
  const parts = [
    { at: 'default', part: assumptions.default },
    ...(assumptions.segments ?? []).map((one, i) => ({ at: `segments[${i}].default`, part: one.default })),
  ];
  for (const { at, part } of parts) {
    if (part === undefined || part.kind === 'none') continue;
    clash(at, `default "${part.kind}" and roll rates both make defaults; one must be none`);
  }
  const recoveries = [
    { at: 'recovery', recovery: assumptions.recovery },
    ...(assumptions.segments ?? []).map((one, i) => ({
      at: `segments[${i}].recovery`,
      recovery: one.recovery,
    })),
  ];
  for (const { at, recovery } of recoveries) {
    if (recovery?.advances !== 'principal-and-interest') continue;
    clash(`${at}.advances`, 'advances go with default rates, not with roll rates');
  }
  if (assumptions.partialPrepayment !== undefined) {
    clash('partialPrepayment', 'partial prepayment does not go with roll rates');
  }
  return problems;
}

export function checkLines({ averageDrawingDays, dailyDrawing = 0 }: CreditLineAssumption): Problem[] {
  const problems = [
    ...checkFinite('creditLines.averageDrawingDays', averageDrawingDays),
    ...checkShare('creditLines.dailyDrawing', dailyDrawing),
  ];
  if (!(averageDrawingDays >= 1)) {
    const message = `${averageDrawingDays} is not a day or more`;
    problems.push(problem('error', 'out-of-range', 'creditLines.averageDrawingDays', message));
  } else if (1 / averageDrawingDays + dailyDrawing > 1) {
    const message = 'repayments and drawings of a day pass 1 together';
    problems.push(problem('error', 'out-of-range', 'creditLines.dailyDrawing', message));
  }
  return problems;
}
