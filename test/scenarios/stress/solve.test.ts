import { describe, expect, it } from 'vitest';
import { parseDate } from '#basics/calendarDate.js';
import { moneyToFloat } from '#basics/money.js';
import { applyScenario } from '#scenarios/applyScenario.js';
import { cashflowScenario } from '#scenarios/cashflowScenario.js';
import type { ResolvedScenario } from '#scenarios/resolvedScenario.js';
import { scenarioUnderTerms } from '#scenarios/scenarioUnderTerms.js';
import { parseSolve } from '#scenarios/stress/parseSolve.js';
import type { Purchases } from '#scenarios/stress/purchase.js';
import { type ScenarioRunner, scenarioRunner } from '#scenarios/stress/scenarioRunner.js';
import { type FoundRoots, solveAssumption } from '#scenarios/stress/solveAssumption.js';
import { nothingLaid, statementOf } from '#scenarios/stress/statement.js';
import { bytes } from '../poolOf.js';
import { baseOf } from './stressRuns.js';

const tape = {
  name: 'tape.csv',
  bytes: bytes(
    `loanId,currentBalance,originalBalance,annualRate,remainingTermMonths,originalTermMonths,repaymentType,currency,cutOffDate,originationDate,annualDefaultRate\n${Array.from(
      { length: 6 },
      (_, i) =>
        `L${i},${(1_000_000 + 50_000 * i).toFixed(2)},1500000.00,${12 + (i % 4)}%,${9 + 3 * (i % 5)},36,level,CNY,2026-01-31,2024-06-30,${2 + (i % 3)}%`,
    ).join('\n')}\n`,
  ),
};

const deal = {
  name: 'deal.yaml',
  bytes: bytes(`name: supported
currency: CNY
dates: { cutOff: 2026-01-31, closing: 2026-02-10, paymentDay: 26 }
notes:
  - { name: A, share: 70%, coupon: 5% }
  - { name: B, share: 20%, coupon: 7% }
  - { name: C, share: 10%, residual: true }
accounts: { reserve: { target: 1% of pool } }
supports: { guarantor: { limit: 200000.00, covers: [interest, principal] } }
fees: [{ name: servicing, rate: 1%, of: pool }]
triggers: [{ name: losses, when: cumulativeDefaultRate > 3% }]
steps:
  - { do: pay-fees, fees: [servicing] }
  - { do: pay-interest, notes: [A, B], from: [collections, guarantor] }
  - { do: fund-reserve, reserve: reserve }
  - { do: pay-principal, notes: [A, B, C], target: { overcollateralization: 0.00 } }
  - { do: pay-principal, notes: [A, B, C], when: losses }
  - { do: pay-residual, to: C }
`),
};

async function runner(bought: Purchases = {}): Promise<ScenarioRunner> {
  return scenarioRunner(await baseOf({ tape, deal }), bought, deal);
}

function solved(run: ScenarioRunner, find: string, target: string, equals: string): FoundRoots {
  const request = parseSolve({ find, for: target, equals }, '--solve');
  if (!request.ok) throw new Error(request.problems.map((p) => p.message).join('\n'));
  const found = solveAssumption(run, nothingLaid, request.value);
  if (!found.ok) throw new Error(found.problems.map((p) => p.message).join('\n'));
  return found.value;
}

/** The return on dated cash of the exact run, to the cent, by bisection: nothing of it is the search's own code. */
function exactReturn(scenario: ResolvedScenario, name: string, price: number, from: number): number {
  const { distribution } = cashflowScenario(scenario);
  const { periods, closingDate } = scenario.plan;
  const { rows } = distribution.notes.find((note) => note.name === name)!;
  const held = moneyToFloat(rows.find((_, p) => periods[p]!.paymentDate > from)!.balanceAtStart);
  const worth = (rate: number): number =>
    rows.reduce((sum, { interestPaid, principalPaid, residualPaid }, p) => {
      const days = periods[p]!.paymentDate - from;
      if (days <= 0) return sum;
      const cash = [interestPaid, principalPaid, residualPaid].reduce(
        (all, part) => all + moneyToFloat(part),
        0,
      );
      return sum + cash * (1 + rate) ** (-days / 365);
    }, 0);
  expect(from).toBeGreaterThanOrEqual(closingDate);
  let [low, high] = [-0.99, 20];
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2;
    if (worth(middle) > (held * price) / 100) low = middle;
    else high = middle;
  }
  return low;
}

/** The base at the root of a search. */
function at(run: ScenarioRunner, path: string, text: string): ResolvedScenario {
  const statement = statementOf([{ path, value: text, origin: 'test' }]);
  if (!statement.ok) throw new Error('no statement');
  const { stated, terms } = statement.value;
  const edited = run.deal.with(terms);
  if (!edited.ok) throw new Error(edited.problems[0]?.message);
  const changed = terms.length === 0 ? run.base : scenarioUnderTerms(run.base, edited.value.terms);
  const base = 'ok' in changed ? (changed.ok ? changed.value : undefined) : changed;
  const applied = applyScenario(base!, stated);
  if (!applied.ok) throw new Error(applied.problems[0]?.message);
  return applied.value;
}

describe('returns that are asked for, beside the exact run at the value found', () => {
  const closing = parseDate('2026-02-10')!;
  const later = parseDate('2026-05-12')!;
  it.each([
    // find                          class  return  price  bought on
    ['default.multiple', 'C', '10%', 100, closing],
    ['default.cdr', 'C', '-20%', 80, closing],
    ['default.multiple', 'B', '2%', 99.5, closing],
    ['recovery.rate', 'C', '25%', 100, closing],
    ['prepayment.cpr', 'B', '7.5%', 99.9, closing],
    ['deal.notes.B.coupon', 'B', '8%', 99, closing],
    ['deal.notes.B.coupon', 'B', '8%', 98, later],
    ['deal.classes.A.share', 'C', '20%', 100, closing],
    ['deal.fees.servicing.rate', 'C', '12%', 100, later],
  ])('%s for %s at %s, bought at %s', async (path, name, wanted, price, date) => {
    const run = await runner({ [name]: { price, ...(date === closing ? {} : { date }) } });
    const found = solved(run, path, `${name}.return`, wanted);
    expect(found.roots.length).toBeGreaterThan(0);
    for (const root of found.roots) {
      const reached = exactReturn(at(run, path, root.text), name, price, date);
      // The exact run rounds every payment to the cent: on a class of a million that is 1e-7 of its return.
      expect(Math.abs(reached - Number.parseFloat(wanted) / 100)).toBeLessThan(2e-6);
    }
  });

  it('says the range where no value reaches it, and which value jumps past it', async () => {
    const run = await runner();
    const found = solved(run, 'deal.notes.B.coupon', 'B.return', '-50%');
    expect(found.roots).toEqual([]);
    expect(found.message).toMatch(
      /^B\.return is between .*% and .*% for deal\.notes\.B\.coupon from 0% to 100%, and never -50%$/,
    );
    expect(found.least!).toBeGreaterThan(-0.5);
  });

  it('searches reserve targets, support limits and thresholds in the words of the deal', async () => {
    const run = await runner();
    const reserve = solved(run, 'deal.accounts.reserve.target', 'C.return', '25%');
    for (const { text } of reserve.roots) expect(text).toMatch(/^\d+(\.\d+)?%$/);
    const { terms } = at(run, 'deal.accounts.reserve.target', '2.5%');
    expect(terms.accounts[0]!.target!.measure).toMatchObject({ kind: 'share', share: { value: 0.025 } });
    const limit = solved(run, 'deal.supports.guarantor.limit', 'B.principalLoss', '0');
    expect(limit.message).toContain('B.principalLoss is 0 for every deal.supports.guarantor.limit from 0.00');
    const whole = parseSolve({ find: 'deal.dates.paymentDay', for: 'B.return', equals: '8%' }, '--solve');
    if (!whole.ok) throw new Error('not parsed');
    const refused = solveAssumption(run, nothingLaid, whole.value);
    expect(refused.problems[0]?.message).toContain('is a whole number; list its values in a grid instead');
  });
});

describe('a scenario that changes the deal', () => {
  it('gives the figures of the deal written so', async () => {
    const run = await runner();
    const written = {
      name: 'deal.yaml',
      bytes: bytes(
        new TextDecoder()
          .decode(deal.bytes)
          .replace('share: 70%', 'share: 72%')
          .replace('share: 10%', 'share: 8%')
          .replace('> 3%', '> 1%'),
      ),
    };
    const other = scenarioRunner(await baseOf({ tape, deal: written }), {}, written);
    const statement = statementOf([
      { path: 'default.multiple', value: '3', origin: 'test' },
      { path: 'deal.notes.A.share', value: '72%', origin: 'test' },
      { path: 'deal.triggers.losses.when', value: '1%', origin: 'test' },
    ]);
    if (!statement.ok) throw new Error('no statement');
    const { stated, terms } = statement.value;
    const changed = run.run(stated, terms);
    const same = other.run(stated);
    if (!changed.ok || !same.ok) throw new Error(changed.problems[0]?.message);
    expect(changed.value.classes).toEqual(same.value.classes);
    expect(changed.value.triggerPattern).toBe(same.value.triggerPattern);
    // The same runner again without terms is the base.
    const base = run.run(stated);
    if (!base.ok) throw new Error('does not run');
    expect(base.value.classes[0]!.balance).not.toBe(changed.value.classes[0]!.balance);
  });
});
