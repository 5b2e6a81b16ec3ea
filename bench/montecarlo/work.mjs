// The benchmark's work as `abs` takes it: a tape of cohorts, the three-class deal with a target of
// overcollateralization, and the models. Numbers are made here, so that ours runs without any other program.
import { moneyFromFloat } from '../../dist/basics/money.js';
import { readTape } from '../../dist/collateral/tape/readTape.js';
import { parseTerms } from '../../dist/deal/parseTerms.js';
import { normalQuantile } from '../../dist/numerics/normal.js';
import { randomStream } from '../../dist/numerics/randomStream.js';
import { seedKey } from '../../dist/numerics/seedKey.js';
import { planPayments } from '../../dist/waterfall/plan.js';

/** Loans in equal cohorts of a term and a (rate, annual PD) pair each; balances lognormal. */
export const standardPool = {
  terms: [30, 42, 54, 60],
  pairs: [
    [0.05, 0.01],
    [0.07, 0.018],
    [0.09, 0.03],
    [0.115, 0.045],
    [0.14, 0.07],
  ],
};

export function tapeText(loanCount, { terms, pairs } = standardPool) {
  const stream = randomStream(seedKey('tape'), 0, 0);
  const cohorts = terms.flatMap((term) => pairs.map(([rate, pd]) => `${rate},${term},${pd}`));
  const rows = ['loanId,currentBalance,annualRate,remainingTermMonths,annualDefaultRate'];
  for (let i = 0; i < loanCount; i++) {
    const balance = Math.round(18_000 * Math.exp(0.5 * normalQuantile(stream.nextUniform())));
    rows.push(`L${i},${balance},${cohorts[Math.floor((i * cohorts.length) / loanCount)]}`);
  }
  return rows.join('\n');
}

/** Loans, plan and models of a pool: what a pricing is asked with. */
export function work(loanCount, pool = standardPool) {
  const tape = must(readTape(new TextEncoder().encode(tapeText(loanCount, pool)), 'bench.csv', {}));
  const loans = tape.table;
  const balance = loans.currentBalance.reduce((sum, value) => sum + value, 0);
  const terms = must(parseTerms(dealText(balance), 'bench.yaml'));
  const lastMonth = Math.max(...pool.terms) + 6;
  const cutOffDate = terms.dates.cutOff ?? loans.cutOffDate;
  const plan = must(planPayments(terms, { balance: moneyFromFloat(balance, 2), cutOffDate, lastMonth }));
  const models = {
    order: 'survivors',
    prepayment: { kind: 'cpr', cpr: 0.1 },
    pointsPerRatePoint: -5,
    default: { kind: 'tape', fallback: 0.02, multiple: 1 },
    recovery: { rate: 0.45, lagMonths: 6 },
    correlation: 0.15,
    rates: { kind: 'vasicek', initial: 0.04, mean: 0.04, speed: 0.2, volatility: 0.012 },
    premium: { rate: 0.02, rule: 'net' },
  };
  return { loans, plan, models };
}

function dealText(balance) {
  return `
name: benchmark
currency: USD
notes:
  - { name: A, share: 80%, coupon: 4.5%, unpaidInterest: lost }
  - { name: B, share: 10%, coupon: 6.5%, unpaidInterest: lost }
  - { name: C, share: 6%, coupon: 9%, unpaidInterest: lost }
  - { name: R, share: 4%, residual: true }
fees:
  - { name: servicing, rate: 0.75%, of: pool }
steps:
  - { do: pay-fees, fees: [servicing] }
  - { do: pay-interest, notes: [A, B, C], share: sequential }
  - do: pay-principal
    notes: [A, B, C]
    share: sequential
    target: { overcollateralization: 5% of pool, floor: ${(0.01 * balance).toFixed(2)} }
  - { do: pay-residual, to: R }
`;
}

export function must(outcome) {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value;
}
