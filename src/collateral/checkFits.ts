import type { CalendarDate } from '#basics/calendarDate.js';
import { didYouMean } from '#basics/closestName.js';
import { type Problem, problem } from '#basics/problem.js';
import { type CollateralAssumptions, segmentColumns } from './assumptions.js';
import { originalTerm } from './cohortOptionsFor.js';
import { indexOf } from './floatingRate.js';
import { numberAt } from './loanNumbers.js';
import { type LoanTable, type RepaymentType, repaymentTypes } from './loanTable.js';
import { paysByInstallments } from './paymentFrequency.js';
import { rowsProblem } from './rowsProblem.js';
import { assumptionsOfSegments, segmentLabels, segmentTest } from './segments.js';

/**
 * Assumptions that say nothing about the loans they are meant for: each is an error that names both, at the first
 * such loan, with count and balance. Segments of which the tape has no loan are errors too.
 */
export function checkFits(
  loans: LoanTable,
  assumptions: CollateralAssumptions,
  cutOff: CalendarDate,
): Problem[] {
  return [
    ...checkSegments(loans, assumptions),
    ...checkSpeeds(loans, assumptions, cutOff),
    ...checkTypes(loans, assumptions),
    ...checkNoUse(loans, assumptions),
  ];
}

function checkSegments(loans: LoanTable, { segments }: CollateralAssumptions): Problem[] {
  return (segments ?? []).flatMap(({ where }, i) => {
    const named = segmentColumns.filter((name) => where[name] !== undefined);
    if (named.length === 0) {
      return [problem('error', 'missing-value', `segments[${i}].where`, 'a segment needs a condition')];
    }
    const unknown = named.flatMap((name) => {
      const labels = segmentLabels(loans, name);
      const label = where[name]!;
      if (name !== 'repaymentType' && labels.length === 0) {
        const message = `the tape has no ${name}, so no loan is in this segment`;
        return [problem('error', 'unknown-name', `segments[${i}].where.${name}`, message)];
      }
      if (labels.includes(label)) return [];
      const message = `no loan has the ${name} "${label}"${didYouMean(label, labels)}`;
      return [problem('error', 'unknown-name', `segments[${i}].where.${name}`, message)];
    });
    if (unknown.length > 0) return unknown;
    const test = segmentTest(loans, where);
    for (let row = 0; row < loans.rowCount; row++) if (test(row)) return [];
    return [problem('error', 'unknown-name', `segments[${i}].where`, 'no loan has all of these labels')];
  });
}

/** Types that a speed is not defined for, and terms without a vector. */
function checkSpeeds(loans: LoanTable, assumptions: CollateralAssumptions, cutOff: CalendarDate): Problem[] {
  const parts = [assumptions, ...(assumptions.segments ?? [])];
  const tests = (assumptions.segments ?? []).map(({ where }) => segmentTest(loans, where));
  const of = (row: number) =>
    assumptionsOfSegments(
      assumptions,
      tests.map((test) => test(row)),
    );
  const isDiscount = (row: number) => typeOf(loans, row) === 'discount';
  const rules: readonly SpeedRule[] = [
    ...(['psa', 'abs'] as const).map((kind) => ({
      about: 'prepayment' as const,
      says: `prepayment "${kind}" is a speed of installment loans and does not fit a discount instrument; before-due does`,
      uses: ({ prepayment }: SpeedPart) => prepayment?.kind === kind,
      fails: isDiscount,
    })),
    {
      about: 'default',
      says: 'default "sda" is a curve of mortgage loans and does not fit a discount instrument',
      uses: (part) => part.default?.kind === 'sda',
      fails: isDiscount,
    },
    {
      about: 'prepayment',
      says: 'a probability of payment before the due date fits discount instruments, not this repayment type',
      uses: ({ prepayment }) => prepayment !== undefined && isBeforeDue(prepayment),
      fails: (row) => !isDiscount(row),
    },
    {
      about: 'prepayment',
      says: 'a regression read as a CPR does not fit a discount instrument; its reading is probability-before-due',
      uses: ({ prepayment }) => prepayment?.kind === 'regression' && prepayment.reading === 'cpr',
      fails: isDiscount,
    },
    ...(['prepayment', 'default'] as const).map((name) => ({
      about: name,
      says: `${name} goes by original term, and there is no vector for this loan's`,
      column: 'originalTermMonths',
      uses: (part: SpeedPart) => part[name]?.kind === 'by-term',
      fails: (row: number) => {
        const behavior = of(row)[name];
        if (behavior.kind !== 'by-term') return false;
        const term = originalTerm(loans, row, cutOff);
        return !behavior.vectors.some(({ termMonths }) => termMonths === term);
      },
    })),
  ];
  return rules
    .filter(({ uses }) => parts.some(uses))
    .map(({ about, says, uses, fails, column = 'repaymentType' }) => {
      const user = parts.findIndex(uses);
      const path = user === 0 ? about : `segments[${user - 1}].${about}`;
      const misfit = (row: number) => fails(row) && uses(of(row));
      return rowsProblem(loans, 'error', 'does-not-fit', column, says, misfit, path);
    })
    .filter((found) => found !== undefined);
}

type SpeedPart = Partial<Pick<CollateralAssumptions, 'prepayment' | 'default'>>;

/** A speed that does not fit some loans: which assumption uses it, and for which loans it fails. */
interface SpeedRule {
  readonly about: 'prepayment' | 'default';
  readonly says: string;
  readonly column?: string;
  readonly uses: (part: SpeedPart) => boolean;
  readonly fails: (row: number) => boolean;
}

function isBeforeDue(prepayment: CollateralAssumptions['prepayment']): boolean {
  return (
    prepayment.kind === 'before-due' ||
    (prepayment.kind === 'regression' && prepayment.reading === 'probability-before-due')
  );
}

/** Assumptions about the whole pool that some of its assets cannot follow. */
function checkTypes(loans: LoanTable, assumptions: CollateralAssumptions): Problem[] {
  const {
    partialPrepayment,
    prepaymentPenalty,
    delinquency,
    fixedRateStress,
    recovery,
    indexRates,
    segments,
  } = assumptions;
  const found: (Problem | undefined)[] = [];
  const wrong = (
    about: string | undefined,
    given: boolean,
    what: string,
    fits: (row: number) => boolean,
    column = 'repaymentType',
  ) => {
    if (given) found.push(rowsProblem(loans, 'error', 'does-not-fit', column, what, fits, about));
  };
  const is =
    (...types: RepaymentType[]) =>
    (row: number) =>
      types.includes(typeOf(loans, row));
  wrong(
    'fixedRateStress',
    fixedRateStress !== undefined,
    'fixedRateStress changes the rate of fixed-rate loans; a discount instrument, a flat fee, a credit line, a schedule and recovery-only collateral have none to change',
    is('discount', 'flat-fee', 'credit-line', 'schedule', 'recovery-only'),
  );
  wrong(
    'fixedRateStress',
    fixedRateStress !== undefined,
    'fixedRateStress changes the rate of loans that pay monthly or more rarely; this loan pays more often',
    (row) => floats(loans, row) && paysOften(loans, row),
    'paymentFrequency',
  );
  wrong(
    undefined,
    true,
    'a floating rate fits level, equal-principal, interest-only and bullet loans that pay monthly or more rarely',
    (row) => indexOf(loans, row) !== undefined && (!floats(loans, row) || paysOften(loans, row)),
    'indexName',
  );
  wrong(
    'recovery',
    recovery.allowAboveOne !== true,
    'expectedRecovery less its cost is above the balance, and the recovery assumption does not say allowAboveOne',
    (row) => {
      const net =
        (numberAt(loans, 'expectedRecovery', row) ?? 0) - (numberAt(loans, 'recoveryCost', row) ?? 0);
      return is('recovery-only')(row) && net > loans.currentBalance[row]!;
    },
    'expectedRecovery',
  );
  wrong(
    undefined,
    true,
    'expectedRecovery fits recovery-only collateral; other loans recover by the recovery assumption',
    (row) => !is('recovery-only')(row) && numberAt(loans, 'expectedRecovery', row) !== undefined,
    'expectedRecovery',
  );
  wrong(
    'partialPrepayment',
    partialPrepayment?.effect === 'shorten',
    'partialPrepayment that shortens the term needs installments: level or equal-principal',
    (row) => !is('level', 'equal-principal')(row),
  );
  wrong(
    'partialPrepayment',
    partialPrepayment !== undefined && partialPrepayment.effect !== 'shorten',
    'partialPrepayment does not fit an instrument that is paid in one amount',
    is('discount', 'recovery-only'),
  );
  wrong(
    'prepaymentPenalty',
    (prepaymentPenalty ?? []).length > 0,
    'prepaymentPenalty does not fit a discount instrument or a credit line, whose early payment is free',
    is('discount', 'credit-line', 'recovery-only'),
  );
  wrong(
    'delinquency',
    delinquency !== undefined,
    'roll rates count missed monthly payments; this repayment type has none',
    is('bullet', 'discount', 'credit-line', 'recovery-only'),
  );
  wrong(
    'delinquency',
    delinquency !== undefined,
    'roll rates count missed monthly payments; this loan pays at another frequency',
    (row) => !is('bullet', 'discount', 'credit-line', 'recovery-only')(row) && !paysMonthly(loans, row),
    'paymentFrequency',
  );
  const advancing = (part: { recovery?: CollateralAssumptions['recovery'] }) =>
    part.recovery?.advances === 'principal-and-interest';
  const tests = (segments ?? []).map(({ where }) => segmentTest(loans, where));
  const advancedAt = (row: number) =>
    advancing(
      assumptionsOfSegments(
        assumptions,
        tests.map((test) => test(row)),
      ),
    );
  wrong(
    'recovery.advances',
    [assumptions, ...(segments ?? [])].some(advancing),
    'advances replace installments; this repayment type has none',
    (row) => is('discount', 'credit-line', 'recovery-only', 'bullet')(row) && advancedAt(row),
  );
  wrong(
    undefined,
    true,
    'no rates are given for the index of this floating rate (indexRates)',
    (row) => {
      const name = indexOf(loans, row);
      return name !== undefined && floats(loans, row) && !hasIndex(indexRates, name);
    },
    'indexName',
  );
  return found.filter((one) => one !== undefined);
}

function paysMonthly(loans: LoanTable, row: number): boolean {
  const frequency = loans.numbers.paymentFrequency;
  return frequency?.present[row] !== 1 || frequency.values[row] === 12;
}

function paysOften(loans: LoanTable, row: number): boolean {
  return paysByInstallments(typeOf(loans, row)) && (numberAt(loans, 'paymentFrequency', row) ?? 12) > 12;
}

function floats(loans: LoanTable, row: number): boolean {
  return ['level', 'equal-principal', 'interest-only', 'bullet'].includes(typeOf(loans, row));
}

function hasIndex(indexRates: CollateralAssumptions['indexRates'], name: string): boolean {
  return indexRates !== undefined && Object.hasOwn(indexRates, name) && indexRates[name]!.length > 0;
}

/** An assumption about assets that the pool does not have would be believed to do something. */
function checkNoUse(loans: LoanTable, assumptions: CollateralAssumptions): Problem[] {
  const has = (type: RepaymentType) => loans.repaymentType.includes(repaymentTypes.indexOf(type));
  const problems: Problem[] = [];
  if (assumptions.payables !== undefined && !has('discount')) {
    problems.push(
      problem(
        'error',
        'does-not-fit',
        'payables',
        'payables are assumed, and the tape has no discount instrument',
      ),
    );
  }
  if (assumptions.creditLines !== undefined && !has('credit-line')) {
    problems.push(
      problem(
        'error',
        'does-not-fit',
        'creditLines',
        'creditLines are assumed, and the tape has no credit line',
      ),
    );
  }
  const guaranteed = [assumptions, ...(assumptions.segments ?? [])].some(
    ({ payables }) => payables?.guarantee !== undefined,
  );
  const guarantor = loans.categories.guarantor;
  if (!guaranteed && guarantor !== undefined) {
    const message =
      'a guarantor is named, and no guarantee is assumed (payables.guarantee, onDemand or afterDefault): nothing is expected of it';
    const found = rowsProblem(
      loans,
      'warning',
      'guarantee-not-used',
      'guarantor',
      message,
      (row) => guarantor.codes[row] !== 0 && typeOf(loans, row) === 'discount',
    );
    if (found !== undefined) problems.push(found);
  }
  return problems;
}

function typeOf(loans: LoanTable, row: number): RepaymentType {
  return repaymentTypes[loans.repaymentType[row]!]!;
}
