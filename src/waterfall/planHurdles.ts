import { type Money, roundMoney, times } from '#basics/money.js';
import type { Rate } from '#basics/rate.js';
import type { DealTerms } from '#deal/terms.js';
import { amountOf } from './amount.js';
import type { PlanHurdle } from './paymentPlan.js';
import { type DateSpan, planFactors } from './planFactors.js';
import { indexOfName, type PlanSizes } from './planSizes.js';

/** One hurdle for each class and rate that residual steps name: two steps of one hurdle share it. */
export function planHurdles(sizes: PlanSizes, spans: readonly DateSpan[]): PlanHurdle[] {
  const { terms, notes } = sizes;
  return namedHurdles(terms).map(({ note: name, rate }) => {
    const note = indexOfName(notes, name);
    const { issuePrice, dayCount } = terms.notes[note]!;
    const invested: Money = roundMoney(times(notes[note]!.issued.exact, issuePrice.text), terms.decimals);
    return {
      note,
      rate: rate.value,
      opening: amountOf(invested),
      factors: planFactors(rate, dayCount, spans),
    };
  });
}

/** The index of a step's hurdle, −1 where it has none. */
export function hurdleIndex(terms: DealTerms, note: string, rate: Rate | undefined): number {
  if (rate === undefined) return -1;
  return namedHurdles(terms).findIndex((one) => one.note === note && one.rate.text === rate.text);
}

function namedHurdles({ steps }: DealTerms): { readonly note: string; readonly rate: Rate }[] {
  const all = steps.flatMap((step) =>
    step.do === 'pay-residual' && step.hurdle !== undefined
      ? [{ note: step.to[0]!.note, rate: step.hurdle }]
      : [],
  );
  return all.filter(
    (one, i) => all.findIndex(({ note, rate }) => note === one.note && rate.text === one.rate.text) === i,
  );
}
