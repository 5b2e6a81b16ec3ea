import { describe, expect, it } from 'vitest';
import { money } from '#basics/money.js';
import { type Collections, newCollections } from '#waterfall/availableFunds.js';
import type { PaymentPlan } from '#waterfall/plan.js';
import { type Figures, figures, planned, runBoth, terms } from './runs.js';
import { type StepCase, stepCases } from './stepCases.js';

/** The exact runner pays whole cents; the compiled one is not rounded: half a cent for each of six payments. */
const tolerances = { exact: 1e-9, compiled: 0.0301 };

describe.each(['exact', 'compiled'] as const)('%s', (runner) => {
  it.each(stepCases)('$name', (example) => {
    const plan = planOf(example);
    const run = runBoth(plan, collectionsOf(example, plan));
    const got = figures(run)[runner];
    for (const [figure, values] of Object.entries(example.expected)) {
      const [kind, name] = figure.split(' ') as [keyof Figures, string];
      values.forEach((value, month) => {
        const paid = Number(got[kind](name, month));
        expect(
          Math.abs(paid - value),
          `${figure}, month ${month + 1}: ${paid} for ${value}`,
        ).toBeLessThanOrEqual(tolerances[runner]);
      });
    }
  });
});

function planOf(example: StepCase): PaymentPlan {
  const list = (items: readonly string[] | undefined) => `[${(items ?? []).join(', ')}]`;
  const deal = terms(`name: step case
currency: CNY
dates: { cutOff: 2026-01-01, legalFinal: 2026-07-01 }
dayCount: 30/360
notes: ${list(example.notes)}
accounts: { ${example.accounts ?? ''} }
supports: { ${example.supports ?? ''} }
fees: ${list(example.fees)}
triggers: ${list(example.triggers)}
${(example.more ?? []).join('\n')}
steps: ${list(example.steps)}`);
  return planned(deal, { balance: money(String(example.pool)), cutOffDate: undefined, lastMonth: 6 });
}

function collectionsOf({ pool, months }: StepCase, plan: PaymentPlan): Collections {
  const collections = newCollections(plan);
  let balance = pool;
  for (let p = 0; p < plan.periods.length; p++) {
    const {
      interest = 0,
      principal = 0,
      prepaid = 0,
      defaulted = 0,
      recoveries = 0,
      losses = 0,
      late60 = 0,
    } = months[p] ?? {};
    collections.balanceAtStart[p] = balance;
    balance -= principal + prepaid + defaulted;
    collections.balanceAtEnd[p] = balance;
    collections.interest[p] = interest;
    collections.scheduledPrincipal[p] = principal;
    collections.prepaidPrincipal[p] = prepaid;
    collections.defaultedPrincipal[p] = defaulted;
    collections.recoveries[p] = recoveries;
    collections.losses[p] = losses;
    for (const name of ['late', 'lateOver30', 'lateOver60'] as const) collections[name][p] = late60;
  }
  return collections;
}
