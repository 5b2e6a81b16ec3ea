import { formatMoney, isZero, type Money, roundMoney, subtract, sum, times } from '#basics/money.js';
import type { ScenarioCashflow } from '#scenarios/cashflowScenario.js';
import type { DistributionResult } from '#waterfall/distribution.js';
import type { ExactTerm, PaymentPlan, PlanCharge } from '#waterfall/paymentPlan.js';

/**
 * How the interest due was reckoned: `75000.00 × 5.5% × 28/365 = 316.44`, balance times rate and days over the basis
 * of the day count, and what was carried to the date. Null for what bears no interest.
 */
export function interestFormula(
  name: string,
  period: number,
  distribution: DistributionResult,
): string | null {
  const { plan } = distribution;
  const index = plan.notes.findIndex((note) => note.name === name);
  const note = plan.notes[index];
  const rows = distribution.notes[index]?.rows;
  if (note === undefined || rows === undefined || note.kind === 'residual') return null;
  const text = amountText(plan);
  const { balanceAtStart, interestDue } = rows[period]!;
  const named = note.notional.map((k) => distribution.notes[k]!.rows[period]!.balanceAtStart);
  const balance = named.length > 0 ? sum(named) : balanceAtStart;
  const factor = factorText(note.interest.exact[period]!);
  const before = rows[period - 1]?.interestShortfall ?? plan.opening.interestCarried[index]!.exact;
  const carries = note.unpaidInterest === 'carried' || note.unpaidInterest === 'carried-with-interest';
  if (isZero(before) || !carries) return `${text(balance)} × ${factor} = ${text(interestDue)}`;
  const earning = note.unpaidInterest === 'carried' ? text(balance) : `(${text(balance)} + ${text(before)})`;
  return `${earning} × ${factor} + ${text(before)} carried = ${text(interestDue)}`;
}

/** How a fee due was reckoned, with what was carried. Null for what is no fee. */
export function feeFormula(
  name: string,
  period: number,
  { collections, distribution }: Pick<ScenarioCashflow, 'collections' | 'distribution'>,
): string | null {
  const { plan } = distribution;
  const index = plan.fees.findIndex((fee) => fee.name === name);
  const fee = plan.fees[index];
  if (fee === undefined) return null;
  const text = amountText(plan);
  const rows = distribution.fees[index]!.rows;
  const parts: string[] = [];
  const base = baseOf(fee, period, distribution, collections);
  if (base !== undefined) {
    parts.push(`${base.words} ${text(base.amount)} × ${factorText(fee.factors.exact[period]!)}`);
  }
  const fixed = roundMoney(fee.fixed[period]!.exact, plan.decimals);
  const { fixedOf } = fee;
  if (fixedOf !== undefined) {
    parts.push(`${text(fixedOf.amount)} × ${factorText(fixedOf.factors[period]!)}`);
  } else if (!isZero(fixed)) parts.push(text(fixed));
  if (fee.named >= 0)
    parts.push(`${plan.amounts[fee.named]!.name} ${text(collections.named[fee.named]![period]!)}`);
  const before = rows[period - 1]?.shortfall ?? plan.opening.feesCarried[index]!.exact;
  if (fee.carried && !isZero(before)) parts.push(`${text(before)} carried`);
  return `${parts.length === 0 ? text(fixed) : parts.join(' + ')} = ${text(rows[period]!.due)}`;
}

function baseOf(
  { base, refs }: PlanCharge,
  period: number,
  { notes, accounts, plan }: DistributionResult,
  collections: ScenarioCashflow['collections'],
): { readonly words: string; readonly amount: Money } | undefined {
  const { interest, scheduledPrincipal, prepaidPrincipal, recoveries, balanceAtStart } = collections;
  switch (base) {
    case 'none':
      return undefined;
    case 'pool':
      return { words: 'pool', amount: balanceAtStart[period]! };
    case 'notes':
      return { words: 'classes', amount: sum(refs.map((k) => notes[k]!.rows[period]!.balanceAtStart)) };
    case 'accounts':
      return {
        words: plan.accounts[refs[0]!]!.name,
        amount: sum(refs.map((k) => accounts[k]!.rows[period]!.balanceAtStart)),
      };
    case 'drawn': {
      const rows = refs.flatMap((k) => accounts[k]!.rows.slice(0, period));
      const before = refs.map((k) =>
        subtract(plan.accounts[k]!.limit.exact, plan.accounts[k]!.opening.exact),
      );
      const moved = rows.map(({ paid, repaid }) => subtract(paid, repaid));
      return { words: `drawn ${plan.accounts[refs[0]!]!.name}`, amount: sum([...before, ...moved]) };
    }
    case 'interest':
      return { words: 'interest collected', amount: interest[period]! };
    case 'collections': {
      const principal = [scheduledPrincipal, prepaidPrincipal, recoveries].map((column) => column[period]!);
      return { words: 'collected', amount: sum([interest[period]!, ...principal]) };
    }
    default:
      return base satisfies never;
  }
}

/** `5.5% × 28/365`; more than one part where a rate or a leap year changes inside the period. */
function factorText(terms: readonly ExactTerm[]): string {
  const parts = terms.map(({ multiplier, divisor, accrual }) => {
    if (accrual === undefined) return divisor === 1 ? percent(multiplier) : `${multiplier}/${divisor}`;
    const share = `${accrual.days}/${divisor}`;
    // An amount a year has no rate: its factor is the share of the year alone.
    return accrual.rate.equals(1) ? share : `${percent(accrual.rate)} × ${share}`;
  });
  return parts.length === 1 ? parts[0]! : `(${parts.join(' + ')})`;
}

function percent(rate: Money): string {
  return `${times(rate, 100)}%`;
}

function amountText(plan: PaymentPlan): (amount: Money) => string {
  return (amount) => formatMoney(amount, plan.decimals);
}
