import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  add,
  compare,
  isNegative,
  isZero,
  moneyFromFloat,
  moneyToFloat,
  subtract,
  sum,
  times,
  zero,
} from '#basics/money.js';
import type { CompiledFlows } from '#waterfall/compiled/layout.js';
import type { DistributionResult } from '#waterfall/distribution.js';
import { type ExactCollections, exactCollections } from '#waterfall/exact/exactCollections.js';
import type { PaymentPlan } from '#waterfall/plan.js';
import { collectionsOf, type RandomDeal, randomDeal } from './randomDeals.js';
import { figures, planned, runBoth, terms } from './runs.js';

/** `npm run test:deals` sets DEALS=10000; another seed by SEED. */
const seed = Number(process.env.SEED ?? 20260131);
const runs = Number(process.env.DEALS ?? 1000);

/** Deals that such runs found: a support repaid to a rounding below nothing drawn, and a fee on what is drawn. */
const found: RandomDeal[] = JSON.parse(readFileSync(new URL('foundDeals.json', import.meta.url), 'utf8'));

it(`conserves cash to the cent in ${runs} random deals, and both runners agree (seed ${seed})`, () => {
  fc.assert(
    fc.property(randomDeal, (deal) => {
      const plan = planOf(deal);
      const run = runBoth(plan, collectionsOf(deal, plan));
      assertConserved(run.exact, exactCollections(run.collections, plan.decimals));
      assertNothingNegative(run.exact);
      assertAgreement(run);
    }),
    { seed, numRuns: runs, examples: found.map((deal) => [deal]) },
  );
}, 3_600_000);

function planOf(deal: RandomDeal): PaymentPlan {
  const balance = moneyFromFloat(deal.poolCents / 100, 2);
  const parsed = terms(deal.json);
  return planned(parsed, {
    balance,
    cutOffDate: undefined,
    lastMonth: deal.months.length * parsed.dates.paymentMonths,
  });
}

/** On every date: what came in and was held before is what was paid and is held after; from the rows alone. */
function assertConserved(result: DistributionResult, collections: ExactCollections): void {
  const { plan } = result;
  const own = plan.accounts.flatMap(({ external }, i) => (external ? [] : [i]));
  const supports = plan.accounts.flatMap(({ external }, i) => (external ? [i] : []));
  let held = sum(own.map((i) => plan.accounts[i]!.opening.exact));
  plan.periods.forEach((_, p) => {
    const drawn = supports.map((i) => result.accounts[i]!.rows[p]!.paid);
    const collected = [result.collected[p]!];
    const called = plan.triggers.some(({ calls }) => calls);
    if (!called) {
      const { interest, scheduledPrincipal, prepaidPrincipal, recoveries } = collections;
      const told = sum([interest[p]!, scheduledPrincipal[p]!, prepaidPrincipal[p]!, recoveries[p]!]);
      expect(compare(told, result.collected[p]!)).toBe(0);
    }
    const beside = result.inflows.map(({ rows }) => rows[p]!.received);
    const arrived = sum([...collected, ...drawn, ...beside]);
    const notes = result.notes.map(({ rows }) => rows[p]!);
    const toNotes = notes.flatMap((row) => [row.interestPaid, row.principalPaid, row.residualPaid]);
    const toFees = result.fees.map(({ rows }) => rows[p]!.paid);
    const repaid = supports.map((i) => result.accounts[i]!.rows[p]!.repaid);
    const after = sum(own.map((i) => result.accounts[i]!.rows[p]!.balanceAtEnd));
    const difference = subtract(
      add(held, arrived),
      add(sum([...toNotes, ...toFees, ...repaid, result.purchases[p]!]), after),
    );
    expect(isZero(difference), `payment ${p + 1}: ${difference} is missing`).toBe(true);
    for (const row of notes) {
      const repaid = add(row.principalPaid, row.writtenOff);
      const moved = add(subtract(row.balanceAtStart, repaid), row.interestCapitalized);
      expect(compare(moved, row.balanceAtEnd)).toBe(0);
      expect(compare(add(row.interestPaid, row.interestShortfall), row.interestDue)).toBe(0);
    }
    held = after;
  });
  expect(isZero(result.conservation.difference)).toBe(true);
}

function assertNothingNegative(result: DistributionResult): void {
  const amounts = [
    ...result.notes.flatMap(({ rows }) => rows.flatMap((row) => Object.values(row))),
    ...result.fees.flatMap(({ rows }) => rows.flatMap((row) => Object.values(row))),
    ...result.accounts.flatMap(({ rows }) =>
      rows.flatMap((row) => [row.balanceAtEnd, row.received, row.paid]),
    ),
    ...result.movements.flatMap((movement) => [movement.paid, movement.available]),
  ];
  const negative = amounts.find((amount) => isNegative(amount ?? zero));
  expect(negative?.toString()).toBeUndefined();
}

/**
 * The exact runner rounds each claim and each flow to the cent, half a cent at most, and what one claimant gets
 * too little another gets too much; so balances drift apart by at most a cent for each claim of each payment.
 */
function assertAgreement(run: {
  plan: PaymentPlan;
  exact: DistributionResult;
  compiled: CompiledFlows;
}): void {
  const { plan } = run;
  const both = figures(run);
  const claims = plan.notes.length + plan.fees.length + plan.accounts.length + 1;
  const near = (kind: 'balance' | 'fee' | 'account', name: string, p: number, tolerance: number) => {
    const [exact, compiled] = [both.exact[kind](name, p), both.compiled[kind](name, p)];
    const what = `${kind} ${name}, payment ${p + 1}: exact ${exact}, compiled ${compiled}`;
    expect(Math.abs(exact - compiled), what).toBeLessThanOrEqual(tolerance);
  };
  for (const p of plan.periods.keys()) {
    const tolerance = 0.01 * claims * (p + 1);
    for (const [k, { name, condition }] of plan.triggers.entries()) {
      if (both.exact.inForce(name, p) === both.compiled.inForce(name, p)) continue;
      // A decision has no tolerance: where rounding makes it, the runners may part, and the rest cannot be compared.
      const { numerator, denominator } = run.exact.triggers[k]!.rows[p]!;
      if (condition.kind === 'date' || numerator === undefined || denominator === undefined) {
        throw new Error(`${name}, payment ${p + 1}: the runners disagree on a date`);
      }
      const threshold = condition.thresholds[p]!.exact;
      const margin = Math.abs(moneyToFloat(subtract(numerator, times(denominator, threshold))));
      expect(margin, `${name}, payment ${p + 1}: no matter of rounding`).toBeLessThanOrEqual(12 * tolerance);
      return;
    }
    for (const { name } of plan.notes) near('balance', name, p, tolerance);
    for (const { name } of plan.fees) near('fee', name, p, tolerance);
    for (const { name } of plan.accounts) near('account', name, p, tolerance);
  }
}
