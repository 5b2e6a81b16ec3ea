import { type Problem, problem } from '#basics/problem.js';
import {
  type CollateralAssumptions,
  type DefaultBehavior,
  eventOrders,
  type PrepaymentBehavior,
  type RateVector,
  type RecoveryAssumption,
  type TermVector,
} from './assumptions.js';
import { checkDelinquency, checkLines, checkPayables } from './checkLateAssumptions.js';
import { checkFinite, checkMultiple, checkShare, checkSum, checkWhole, monthsMost } from './checkValues.js';

/**
 * Values out of range, all at once. `at` is the path inside the assumptions; whoever parsed a file of them
 * knows the line. A rate of 1 is allowed and means all.
 */
export function checkAssumptions(assumptions: CollateralAssumptions): Problem[] {
  const { order, prepayment, recovery, segments, payables } = assumptions;
  const problems: Problem[] = [];
  if (!eventOrders.includes(order)) {
    problems.push(
      problem('error', 'unknown-name', 'order', `"${order}" is none of ${eventOrders.join(', ')}`),
    );
  }
  problems.push(...checkPrepayment('prepayment', prepayment));
  problems.push(...checkDefault('default', assumptions.default));
  problems.push(...checkRecovery('recovery', recovery));
  if (payables !== undefined) problems.push(...checkPayables('payables', payables));
  problems.push(...checkExtras(assumptions));
  (segments ?? []).forEach((segment, i) => {
    const at = `segments[${i}]`;
    if (segment.prepayment !== undefined) {
      problems.push(...checkPrepayment(`${at}.prepayment`, segment.prepayment));
    }
    if (segment.default !== undefined) problems.push(...checkDefault(`${at}.default`, segment.default));
    if (segment.recovery !== undefined) problems.push(...checkRecovery(`${at}.recovery`, segment.recovery));
    if (segment.payables !== undefined) problems.push(...checkPayables(`${at}.payables`, segment.payables));
  });
  return problems;
}

function checkPrepayment(at: string, prepayment: PrepaymentBehavior): Problem[] {
  switch (prepayment.kind) {
    case 'none':
      return [];
    case 'cpr':
      return checkShare(`${at}.cpr`, prepayment.cpr);
    case 'smm':
      return checkShare(`${at}.smm`, prepayment.smm);
    case 'psa':
      return checkMultiple(`${at}.psa`, prepayment.psa, 0.06);
    case 'abs':
      return checkShare(`${at}.abs`, prepayment.abs);
    case 'vector':
      return checkVector(at, prepayment);
    case 'by-term':
      return checkTerms(at, prepayment.vectors);
    case 'before-due':
      return checkShare(`${at}.probability`, prepayment.probability);
    case 'regression':
      return [
        ...checkShare(`${at}.base`, prepayment.base),
        ...checkShare(`${at}.cap`, prepayment.cap ?? 0.99),
        ...checkFinite(`${at}.pointsPerRatePoint`, prepayment.pointsPerRatePoint),
        ...checkFinite(`${at}.pointsPerGrowthPoint`, prepayment.pointsPerGrowthPoint),
        ...prepayment.rateChange.flatMap((points, i) => checkFinite(`${at}.rateChange[${i}]`, points)),
        ...prepayment.cashFlowGrowth.flatMap((points, i) =>
          checkFinite(`${at}.cashFlowGrowth[${i}]`, points),
        ),
      ];
    default:
      return prepayment satisfies never;
  }
}

function checkDefault(at: string, assumption: DefaultBehavior): Problem[] {
  const free = () => {
    const months = 'noneInLastMonths' in assumption ? (assumption.noneInLastMonths ?? 0) : 0;
    return checkWhole(`${at}.noneInLastMonths`, months, 0);
  };
  switch (assumption.kind) {
    case 'none':
      return [];
    case 'cdr':
      return [...checkShare(`${at}.cdr`, assumption.cdr), ...free()];
    case 'mdr':
      return [...checkShare(`${at}.mdr`, assumption.mdr), ...free()];
    case 'sda':
      return [...checkMultiple(`${at}.sda`, assumption.sda, 0.006), ...free()];
    case 'cumulative':
      return [
        ...checkShare(`${at}.share`, assumption.share),
        ...checkWhole(`${at}.months`, assumption.months, 1),
      ];
    case 'tape':
      return [
        ...checkShare(`${at}.fallback`, assumption.fallback),
        ...checkMultiple(`${at}.multiple`, assumption.multiple, assumption.fallback),
      ];
    case 'vector':
      return [...checkVector(at, assumption), ...free()];
    case 'by-term':
      return checkTerms(at, assumption.vectors);
    case 'curve':
      return [
        ...checkShare(`${at}.share`, assumption.share),
        ...assumption.timing.flatMap((share, i) => checkShare(`${at}.timing[${i}]`, share)),
        ...checkSum(`${at}.timing`, assumption.timing),
      ];
    case 'amounts':
      return assumption.amounts.flatMap((one, i) => [
        ...checkAmount(`${at}.amounts[${i}].amount`, one.amount),
        ...('month' in one ? checkWhole(`${at}.amounts[${i}].month`, one.month, 1) : []),
      ]);
    default:
      return assumption satisfies never;
  }
}

function checkAmount(at: string, amount: number): Problem[] {
  if (amount >= 0 && Number.isFinite(amount)) return [];
  return [problem('error', 'out-of-range', at, `${amount} is not an amount of zero or more`)];
}

function checkVector(at: string, { by, rates }: RateVector): Problem[] {
  const problems = rates.flatMap((rate, i) => checkShare(`${at}.rates[${i}]`, rate));
  if (rates.length === 0 || rates.length > monthsMost) {
    const message = `a vector by ${by} has 1 to ${monthsMost} rates, not ${rates.length}`;
    problems.push(problem('error', 'out-of-range', `${at}.rates`, message));
  }
  return problems;
}

function checkTerms(at: string, vectors: readonly TermVector[]): Problem[] {
  const terms = vectors.map(({ termMonths }) => termMonths);
  return vectors.flatMap(({ termMonths, rates }, i) => {
    const here = `${at}.vectors[${i}]`;
    const problems = [
      ...checkWhole(`${here}.termMonths`, termMonths, 1),
      ...checkVector(here, { by: 'age', rates }),
    ];
    if (terms.indexOf(termMonths) === i) return problems;
    const message = `the term ${termMonths} has two vectors`;
    return [...problems, problem('error', 'duplicate', `${here}.termMonths`, message)];
  });
}

function checkRecovery(at: string, recovery: RecoveryAssumption): Problem[] {
  const { rate, lagMonths, timing, cost, advances, allowAboveOne } = recovery;
  const problems: Problem[] = [];
  if (!(rate > 1 && Number.isFinite(rate))) problems.push(...checkShare(`${at}.rate`, rate));
  else if (allowAboveOne !== true) {
    const message = `${rate} recovers more than the balance; rates are fractions, and above 1 needs allowAboveOne`;
    problems.push(problem('error', 'out-of-range', `${at}.rate`, message));
  }
  problems.push(...checkWhole(`${at}.lagMonths`, lagMonths, 0));
  if (cost !== undefined) problems.push(...checkShare(`${at}.cost`, cost));
  if (timing !== undefined) {
    problems.push(...timing.flatMap((share, i) => checkShare(`${at}.timing[${i}]`, share)));
    problems.push(...checkSum(`${at}.timing`, timing));
  }
  if (advances !== 'principal-and-interest') return problems;
  for (const [name, clashes] of [
    ['timing', timing !== undefined],
    ['cost', cost !== undefined && cost > 0],
    ['lagMonths', lagMonths === 0],
  ] as const) {
    if (!clashes) continue;
    const message = `advances end with one liquidation after the lag, net of cost; ${name} does not go with them`;
    problems.push(problem('error', 'conflict', `${at}.${name}`, message));
  }
  return problems;
}

function checkExtras(assumptions: CollateralAssumptions): Problem[] {
  const { partialPrepayment, prepaymentPenalty, delinquency, creditLines, indexRates, fixedRateStress } =
    assumptions;
  const problems: Problem[] = [];
  if (partialPrepayment !== undefined) {
    problems.push(...checkShare('partialPrepayment.smm', partialPrepayment.smm));
  }
  (prepaymentPenalty ?? []).forEach((step, i) => {
    problems.push(...checkShare(`prepaymentPenalty[${i}].rate`, step.rate));
    problems.push(...checkWhole(`prepaymentPenalty[${i}].throughAge`, step.throughAge, 1));
  });
  if (delinquency !== undefined) problems.push(...checkDelinquency(assumptions, delinquency));
  if (creditLines !== undefined) problems.push(...checkLines(creditLines));
  for (const [name, rates] of Object.entries(indexRates ?? {})) {
    if (rates.length === 0) {
      problems.push(problem('error', 'missing-value', `indexRates.${name}`, 'an index needs a rate'));
    }
    problems.push(
      ...rates.flatMap((rate, i) => {
        if (rate > -1 && rate <= 1) return [];
        const message = `${rate} is not a rate between -1 and 1; rates are fractions`;
        return [problem('error', 'out-of-range', `indexRates.${name}[${i}]`, message)];
      }),
    );
  }
  if (fixedRateStress !== undefined) {
    problems.push(...checkWhole('fixedRateStress.fromMonth', fixedRateStress.fromMonth, 1));
    if (!(Math.abs(fixedRateStress.change) <= 1)) {
      const message = `${fixedRateStress.change} is not a change between -1 and 1; rates are fractions`;
      problems.push(problem('error', 'out-of-range', 'fixedRateStress.change', message));
    }
  }
  return problems;
}
