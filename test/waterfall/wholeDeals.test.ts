import { describe, expect, it } from 'vitest';
import { formatMoney, isZero, moneyToFloat } from '#basics/money.js';
import { dealTemplates } from '#deal/dealTemplates.js';
import { noFacts } from '#deal/templates/dealTemplate.js';
import { builtInTerms } from '#deal/templates.js';
import type { DealTerms } from '#deal/terms.js';
import { cutOff } from '../collateral/loans.js';
import { figures, type Run, runLoan, terms, totalOf } from './runs.js';

/** A year and a half of level payments at 18 %, with prepayment, default and late recovery. */
const loan = { balance: 50_000_000, rate: 0.18, term: 18 };
const stress = {
  prepayment: { kind: 'cpr', cpr: 0.1 },
  default: { kind: 'cdr', cdr: 0.15 },
  recovery: { rate: 0.4, lagMonths: 6 },
} as const;

const onDate = (deal: DealTerms): DealTerms => ({ ...deal, dates: { ...deal.dates, cutOff } });

const deals: [string, DealTerms][] = [
  ['built-in', builtInTerms('CNY', cutOff)],
  ...dealTemplates.map(({ name, text }): [string, DealTerms] => [name, onDate(terms(text(noFacts)))]),
];

describe.each(deals)('%s', (_name, deal) => {
  const run = runLoan(deal, loan, stress);

  it('pays out everything, to the cent', () => {
    const { conservation } = run.exact;
    expect(isZero(conservation.difference)).toBe(true);
    expect(formatMoney(conservation.kept, 2)).toBe('0.00');
  });

  it('agrees between the runners on what each class got', () => {
    const both = figures(run);
    for (const { name } of run.plan.notes) {
      const cash = (runner: 'exact' | 'compiled') => totalOf(run.plan, (p) => cashOf(run, runner, name, p));
      // The exact runner rounds a claim to the cent on each date; half a cent a date is what that can add up to.
      const tolerance = Math.max(0.05, 0.005 * run.plan.periods.length);
      expect(Math.abs(cash('exact') - cash('compiled')), name).toBeLessThanOrEqual(tolerance);
    }
    for (const { name } of run.plan.triggers) {
      for (const p of run.plan.periods.keys()) {
        expect(both.exact.inForce(name, p)).toBe(both.compiled.inForce(name, p));
      }
    }
  });

  it('says of each movement of cash what there was, what was due and what limited it', () => {
    for (const { available, due, paid, limit, from } of run.exact.movements) {
      const drawn = from.reduce((sum, { amount }) => sum + moneyToFloat(amount), 0);
      expect(drawn).toBeCloseTo(moneyToFloat(paid), 6);
      expect(paid.lessThanOrEqualTo(due)).toBe(true);
      if (limit === 'full') expect(paid.equals(due)).toBe(true);
      if (limit === 'cash') expect(paid.lessThan(due) && available.lessThan(due)).toBe(true);
      if (limit === 'condition') expect(paid.isZero()).toBe(true);
    }
  });
});

function cashOf(run: Run, runner: 'exact' | 'compiled', note: string, period: number): number {
  const got = figures(run)[runner];
  return got.interest(note, period) + got.principal(note, period) + got.residual(note, period);
}
