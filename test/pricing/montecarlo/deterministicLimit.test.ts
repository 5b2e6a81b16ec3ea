import { describe, expect, it } from 'vitest';
import { calendarDate } from '#basics/calendarDate.js';
import { projectPool } from '#collateral/projectPool.js';
import { builtInTerms } from '#deal/templates.js';
import { pathDiscount } from '#pricing/montecarlo/pathDiscount.js';
import { paymentTimes } from '#pricing/montecarlo/paymentTimes.js';
import type { SimulationModels } from '#pricing/montecarlo/preparedSimulation.js';
import { priceByDiscounting } from '#pricing/priceByDiscounting.js';
import { priceByMonteCarlo } from '#pricing/priceByMonteCarlo.js';
import { collectionsByPayment } from '#waterfall/availableFunds.js';
import { compilePlan } from '#waterfall/compiled/compilePlan.js';
import { newCompiledFlows } from '#waterfall/compiled/layout.js';
import { equalLoans, loanTable, planFor, type SyntheticLoan, standardModels } from '../syntheticPool.js';

const stillRates = { ...standardModels.rates, volatility: 0 };
const mixed: SyntheticLoan[] = Array.from({ length: 60 }, (_, i) => ({
  balance: 10_000 + 731 * i,
  rate: 0.05 + 0.002 * i,
  term: 5 + ((i * 7) % 31),
  annualDefaultRate: 0.01 + 0.001 * (i % 9),
  repayment: (['level', 'equal-principal', 'interest-only', 'bullet', 'discount'] as const)[i % 5]!,
}));
const pools = { 'equal loans': equalLoans(50, { rate: 0.12, term: 24 }), 'mixed loans': loanTable(mixed) };

/** Projection, compiled waterfall and discounting at 3 % + 2 %, with nothing of the simulation. */
function deterministicPrices(loans: ReturnType<typeof loanTable>, models: SimulationModels): number[] {
  const plan = planFor(loans);
  const flows = newCompiledFlows(plan);
  compilePlan(plan).run(collectionsByPayment(plan, projectPool(loans, models, plan.cutOffDate)), flows);
  const times = paymentTimes(plan);
  const factors = new Float64Array(plan.periods.length);
  const rates = new Float64Array(times.month.at(-1)! + 2).fill(0.03);
  pathDiscount(times, Float64Array.of(0.02))(rates, factors);
  return plan.notes.map((note, i) => {
    let value = 0;
    factors.forEach((factor, p) => {
      const at = i * plan.periods.length + p;
      value += factor * (flows.interestPaid[at]! + flows.principalPaid[at]! + flows.residualPaid[at]!);
    });
    return (100 * value) / note.openingBalance.value;
  });
}

async function simulated(loans: ReturnType<typeof loanTable>, models: SimulationModels, count = 16) {
  const request = { loans, plan: planFor(loans), models, seed: 'limit' };
  const found = await priceByMonteCarlo({
    ...request,
    estimator: 'two-level',
    stop: { kind: 'paths', count },
  });
  if (!found.ok) throw new Error(JSON.stringify(found.problems));
  return found.value;
}

describe.each(Object.entries(pools))('%s', (_, loans) => {
  it.each(['cpr', 'psa', 'smm', 'none'] as const)(
    'no default, still rates, prepayment %s: the projection to 1e-9',
    async (kind) => {
      const prepayment =
        kind === 'cpr'
          ? { kind, cpr: 0.1 }
          : kind === 'psa'
            ? { kind, psa: 1.5 }
            : kind === 'smm'
              ? { kind, smm: 0.02 }
              : { kind };
      const models = { ...standardModels, prepayment, default: { kind: 'none' } as const, rates: stillRates };
      const { notes, pool, estimator } = await simulated(loans, models);
      deterministicPrices(loans, models).forEach((price, i) => {
        expect(Math.abs(notes[i]!.price! / price - 1)).toBeLessThan(1e-9);
        expect(
          Math.abs(priceByDiscounting({ loans, plan: planFor(loans), models }).notes[i]!.price! / price - 1),
        ).toBeLessThan(1e-12);
      });
      expect(pool.expectedLossRate).toBe(0);
      expect(estimator.converged).toBe(true);
    },
  );

  it.each([
    ['tape', { kind: 'tape', fallback: 0.02, multiple: 1 }],
    ['cdr', { kind: 'cdr', cdr: 0.05 }],
    ['mdr with free months', { kind: 'mdr', mdr: 0.01, noneInLastMonths: 3 }],
    ['sda', { kind: 'sda', sda: 4, noneInLastMonths: 2 }],
    ['cumulative', { kind: 'cumulative', share: 0.1, months: 60 }],
  ] as const)(
    'no correlation, still rates, default %s: prices and losses within three errors of the projection',
    async (_, rule) => {
      const models = {
        ...standardModels,
        correlation: 0,
        default: rule,
        rates: stillRates,
        premium: { rate: 0.02, rule: 'full' } as const,
      };
      const large = Array.from({ length: 100 }, () => mixedOrEqual(loans)).flat();
      const many = loanTable(large);
      const { notes, pool } = await simulated(many, models, 600);
      const cashflow = projectPool(many, models, many.cutOffDate!);
      const losses =
        cashflow.losses.reduce((sum, x) => sum + x, 0) / many.currentBalance.reduce((sum, x) => sum + x, 0);
      expect(Math.abs(pool.expectedLossRate - losses)).toBeLessThan(
        3 * pool.expectedLossRateStandardError + 1e-12,
      );
      expect(pool.expectedLossRateStandardError).toBeLessThan(0.02 * losses);
      deterministicPrices(many, models).forEach((price, i) => {
        const { priceStandardError } = notes[i]!;
        // Float residues of paths that all pay the same: 1e-9; chance in many loans: three errors.
        expect(Math.abs(notes[i]!.price! - price)).toBeLessThan(3 * priceStandardError! + 1e-9 * price);
        expect(priceStandardError).toBeLessThan(i === 2 ? 0.3 : 0.01);
      });
    },
  );
});

function mixedOrEqual(loans: ReturnType<typeof loanTable>): SyntheticLoan[] {
  return loans === pools['mixed loans']
    ? mixed
    : Array.from({ length: 60 }, () => ({ balance: 1e4, rate: 0.12, term: 24, annualDefaultRate: 0.04 }));
}

it('a dated deal with stubs: the same by simulation and by discounting', async () => {
  const loans = loanTable(mixed);
  const terms = builtInTerms('CNY', loans.cutOffDate);
  const dates = {
    ...terms.dates,
    closing: calendarDate(2026, 2, 10),
    firstPayment: calendarDate(2026, 3, 26),
  };
  const plan = planFor(loans, 6, { ...terms, dates });
  const models = { ...standardModels, default: { kind: 'none' } as const, rates: stillRates };
  const request = { loans, plan, models, seed: 'dated', estimator: 'plain' as const };
  const found = await priceByMonteCarlo({ ...request, stop: { kind: 'paths', count: 2 } });
  if (!found.ok) throw new Error('not priced');
  priceByDiscounting(request).notes.forEach((note, i) => {
    expect(Math.abs(found.value.notes[i]!.price! / note.price! - 1)).toBeLessThan(1e-12);
    expect(found.value.notes[i]!.yield).toBeCloseTo(note.yield!, 10);
  });
});
