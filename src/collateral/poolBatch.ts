import { type AdvanceLedger, newAdvanceLedger } from './advances.js';
import type { CollateralAssumptions, EventOrder, PenaltyStep } from './assumptions.js';
import type { Cohorts } from './cohorts.js';
import { type ContractColumns, newContractColumns } from './contractColumns.js';
import { type LateLedger, newLateLedger } from './lateLedger.js';
import { type LoanBehavior, poolBehavior, variesByLoan } from './loanBehavior.js';
import { repaymentTypes } from './loanTable.js';
import { type MonthlyHazards, monthlyHazards } from './monthlyHazards.js';

/**
 * Cohorts that joined a pool together and follow the same behavior, as columns sorted by maturity, the latest
 * first: those still alive are always the first `alive`. `plain` batches have monthly interest and principal by
 * one recursion, so that their month needs half the work; the others have `contract`, and where payment is late
 * or defaults are advanced a ledger of it.
 */
export interface PoolBatch {
  readonly plain: boolean;
  readonly order: EventOrder;
  readonly behavior: LoanBehavior;
  readonly hazards: MonthlyHazards;
  /** Discount instruments, whose due dates follow `behavior.payables`. */
  readonly isDiscount: boolean;
  /** Months of the pool when the batch joined, and months since. */
  readonly joinedMonth: number;
  elapsed: number;
  alive: number;
  /** Performing balance at the end of the last month. */
  performing: number;
  readonly balance: Float64Array;
  readonly monthlyRate: Float64Array;
  readonly divisor: Float64Array;
  readonly decay: Float64Array;
  readonly monthCount: Int32Array;
  readonly ageAtStart: Int32Array;
  readonly originalRow: Uint32Array;
  readonly smm: Float64Array;
  readonly mdr: Float64Array;
  /** Length in years of the month that `smm` and `mdr` were filled for; 0 is not filled. */
  filledForYears: number;
  /** Default rate of the coming month where defaults are given as amounts. */
  amountRate: number;
  readonly contract: ContractColumns | undefined;
  readonly advances: AdvanceLedger | undefined;
  readonly late: LateLedger | undefined;
  /** Share of the balance that loans which go on prepay each month, shortening their term. */
  readonly shorteningSmm: number;
  /** Penalty on prepaid principal by age (0 is the first month); the last stays. Empty without penalties. */
  readonly penaltyByAge: Float64Array;
}

/** The batches of cohorts that join a pool now, each balance times `multiple`: by behavior, plain ones apart. */
export function poolBatches(
  cohorts: Cohorts,
  assumptions: CollateralAssumptions,
  multiple: number,
  joinedMonth = 0,
): PoolBatch[] {
  if (cohorts.behaviors.length === 0 && variesByLoan(assumptions)) {
    throw new Error('segments and rates by original term need cohorts built with cohortOptionsFor');
  }
  const behaviors = cohorts.behaviors.length > 0 ? cohorts.behaviors : [poolBehavior(assumptions)];
  const { partialPrepayment: partial } = assumptions;
  const partialSmm = partial?.effect === 're-level' ? partial.smm : 0;
  const hazards = behaviors.map((behavior) =>
    monthlyHazards(cohorts, behavior, partialSmm, assumptions.defaultProfile),
  );
  const parts = partition(cohorts, assumptions, behaviors);
  return parts.map(({ rows, behavior, form }) =>
    newBatch(
      cohorts,
      rows,
      form,
      assumptions,
      behaviors[behavior]!,
      hazards[behavior]!,
      multiple,
      joinedMonth,
    ),
  );
}

type BatchForm = 'plain' | 'any' | 'discount';
const forms: readonly BatchForm[] = ['plain', 'any', 'discount'];

/** Rows of each batch. Recovery-only collateral is in none: it pays nothing before its recovery. */
function partition(
  cohorts: Cohorts,
  assumptions: CollateralAssumptions,
  behaviors: readonly LoanBehavior[],
): { rows: Uint32Array; behavior: number; form: BatchForm }[] {
  const needsMore = behaviors.map((behavior) => isSpecial(assumptions, behavior));
  const partOf = (row: number) =>
    cohorts.behavior[row]! * forms.length + forms.indexOf(formOf(cohorts, row, needsMore));
  const counts = new Uint32Array(behaviors.length * forms.length);
  const sorted = byMaturity(cohorts);
  const skipped = repaymentTypes.indexOf('recovery-only');
  for (const row of sorted) if (cohorts.repaymentType[row] !== skipped) counts[partOf(row)]!++;
  const parts = Array.from(counts, (count) => new Uint32Array(count));
  counts.fill(0);
  for (const row of sorted) {
    if (cohorts.repaymentType[row] === skipped) continue;
    const part = partOf(row);
    parts[part]![counts[part]!++] = row;
  }
  return parts
    .map((rows, part) => ({
      rows,
      behavior: Math.floor(part / forms.length),
      form: forms[part % forms.length]!,
    }))
    .filter(({ rows }) => rows.length > 0);
}

/** Whether loans need the general month whatever their contract is. */
function isSpecial(assumptions: CollateralAssumptions, { recovery }: LoanBehavior): boolean {
  return (
    recovery.advances === 'principal-and-interest' ||
    assumptions.delinquency !== undefined ||
    assumptions.partialPrepayment?.effect === 'shorten' ||
    (assumptions.prepaymentPenalty ?? []).length > 0
  );
}

function formOf(cohorts: Cohorts, row: number, needsMore: readonly boolean[]): BatchForm {
  if (cohorts.repaymentType[row] === repaymentTypes.indexOf('discount')) return 'discount';
  const { paymentInterval, feePerPrincipal, accruedAtStart, byDays, changeStart } = cohorts.terms;
  const isPlain =
    paymentInterval[row] === 1 &&
    feePerPrincipal[row] === 0 &&
    accruedAtStart[row] === 0 &&
    byDays[row] === 0 &&
    changeStart[row] === changeStart[row + 1];
  return isPlain && !needsMore[cohorts.behavior[row]!]! ? 'plain' : 'any';
}

/** Rows in order of remaining term, longest first, equal ones in their own order: a counting sort. */
function byMaturity(cohorts: Cohorts): Uint32Array {
  const terms = cohorts.remainingTermMonths;
  const next = new Uint32Array(cohorts.monthCount + 2);
  for (let i = 0; i < cohorts.count; i++) next[cohorts.monthCount - terms[i]! + 1]!++;
  for (let t = 1; t < next.length; t++) next[t]! += next[t - 1]!;
  const rows = new Uint32Array(cohorts.count);
  for (let i = 0; i < cohorts.count; i++) rows[next[cohorts.monthCount - terms[i]!]!++] = i;
  return rows;
}

function newBatch(
  cohorts: Cohorts,
  rows: Uint32Array,
  form: BatchForm,
  assumptions: CollateralAssumptions,
  behavior: LoanBehavior,
  hazards: MonthlyHazards,
  multiple: number,
  joinedMonth: number,
): PoolBatch {
  const { terms } = cohorts;
  const count = rows.length;
  const balance = pick(cohorts.balance, rows, new Float64Array(count));
  const ageAtStart = pick(cohorts.monthsOnBook, rows, new Int32Array(count));
  let performing = 0;
  for (let i = 0; i < count; i++) {
    balance[i]! *= multiple;
    performing += balance[i]!;
    ageAtStart[i] = Math.max(0, ageAtStart[i]!);
  }
  const plain = form === 'plain';
  const advancing =
    behavior.recovery.advances === 'principal-and-interest' && behavior.recovery.lagMonths > 0;
  const { delinquency, partialPrepayment: partial } = assumptions;
  return {
    plain,
    order: assumptions.order,
    behavior,
    hazards,
    isDiscount: form === 'discount',
    joinedMonth,
    elapsed: 0,
    alive: count,
    performing,
    balance,
    monthlyRate: pick(terms.monthlyRate, rows, new Float64Array(count)),
    divisor: pick(terms.divisor, rows, new Float64Array(count)),
    decay: pick(terms.decay, rows, new Float64Array(count)),
    monthCount: pick(cohorts.remainingTermMonths, rows, new Int32Array(count)),
    ageAtStart,
    originalRow: rows,
    smm: new Float64Array(count),
    mdr: new Float64Array(count),
    filledForYears: 0,
    amountRate: 0,
    contract: plain ? undefined : newContractColumns(cohorts, rows),
    advances: !plain && advancing ? newAdvanceLedger(count, behavior.recovery) : undefined,
    late: plain || delinquency === undefined ? undefined : newLateLedger(cohorts, rows, balance, delinquency),
    shorteningSmm: partial?.effect === 'shorten' ? partial.smm : 0,
    penaltyByAge: penaltiesByAge(assumptions.prepaymentPenalty ?? []),
  };
}

/** The first step that reaches an age holds; the element after the last step is zero. */
function penaltiesByAge(steps: readonly PenaltyStep[]): Float64Array {
  if (steps.length === 0) return new Float64Array(0);
  const sorted = [...steps].sort((a, b) => a.throughAge - b.throughAge);
  const penalties = new Float64Array(sorted.at(-1)!.throughAge + 1);
  for (let age = 0; age < penalties.length - 1; age++) {
    penalties[age] = sorted.find(({ throughAge }) => throughAge > age)!.rate;
  }
  return penalties;
}

/** `column[rows[i]]` in `picked[i]`. */
function pick<Column extends Float64Array | Int32Array>(
  column: Column,
  rows: Uint32Array,
  picked: Column,
): Column {
  for (let i = 0; i < rows.length; i++) picked[i] = column[rows[i]!]!;
  return picked;
}
