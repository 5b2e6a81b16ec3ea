import fc from 'fast-check';
import { expect, it } from 'vitest';
import { moneyFromFloat, moneyToFloat } from '#basics/money.js';
import type { DistributionResult, NoteRow } from '#waterfall/distribution.js';
import { runExact } from '#waterfall/exact/runExact.js';
import type { PaymentPlan } from '#waterfall/plan.js';
import { withoutSupports } from '#waterfall/withoutSupports.js';
import { collectionsOf, type RandomDeal, randomDealFor } from './randomDeals.js';
import { planned, terms } from './runs.js';

const seed = Number(process.env.SEED ?? 20260131);
/** Two runs of each deal, in two tests: a thousand of each are some minutes on a busy machine. */
const runs = Math.min(1000, Math.ceil(Number(process.env.DEALS ?? 1000) / 4));

/**
 * A free, unrepaid guarantee in deals without triggers, purchases and calls. It pays claims when they fall due, so
 * that no class is ever owed more with it. What was paid in all can be less in the end, by the interest that did not
 * accrue because principal came back earlier: where principal has cash of its own, it cannot.
 */
it(`no class is owed more because of a guarantee, in ${runs} random deals (seed ${seed})`, () => {
  fc.assert(
    fc.property(randomDealFor('guarantee'), (deal) => {
      forEachDate(deal, (withIt, without, plan, note, p) => {
        const slack = 0.01 * (p + 1) * (plan.notes.length + plan.fees.length + 2);
        const more = owed(withIt, note, p) - owed(without, note, p);
        expect(more, `${plan.notes[note]!.name}, payment ${p + 1}`).toBeLessThanOrEqual(slack);
      });
    }),
    { seed, numRuns: runs },
  );
}, 600_000);

it(`a guarantee never lowers what a class was paid by any date, in ${runs} random deals (seed ${seed})`, () => {
  fc.assert(
    fc.property(randomDealFor('guarantee of interest'), (deal) => {
      forEachDate(deal, (withIt, without, plan, note, p) => {
        const less = paid(without, note, p) - paid(withIt, note, p);
        expect(less, `${plan.notes[note]!.name}, payment ${p + 1}`).toBeLessThanOrEqual(0.005);
      });
    }),
    { seed, numRuns: runs },
  );
}, 600_000);

function forEachDate(
  deal: RandomDeal,
  check: (
    withIt: DistributionResult,
    without: DistributionResult,
    plan: PaymentPlan,
    note: number,
    period: number,
  ) => void,
): void {
  const parsed = terms(deal.json);
  const plan = planned(parsed, {
    balance: moneyFromFloat(deal.poolCents / 100, 2),
    cutOffDate: undefined,
    lastMonth: deal.months.length * parsed.dates.paymentMonths,
  });
  const collections = collectionsOf(deal, plan);
  const withIt = runExact(plan, collections);
  const without = runExact(
    withoutSupports(plan, () => true),
    collections,
  );
  plan.notes.forEach(({ kind }, note) => {
    if (kind === 'residual') return;
    for (const p of plan.periods.keys()) check(withIt, without, plan, note, p);
  });
}

function owed(result: DistributionResult, note: number, p: number): number {
  const { balanceAtEnd, interestShortfall } = result.notes[note]!.rows[p]!;
  const rule = result.plan.notes[note]!.unpaidInterest;
  const carries = rule === 'carried' || rule === 'carried-with-interest';
  return moneyToFloat(balanceAtEnd) + (carries ? moneyToFloat(interestShortfall) : 0);
}

function paid(result: DistributionResult, note: number, p: number): number {
  const cash = (row: NoteRow): number => moneyToFloat(row.interestPaid) + moneyToFloat(row.principalPaid);
  return result.notes[note]!.rows.slice(0, p + 1).reduce((total, row) => total + cash(row), 0);
}
