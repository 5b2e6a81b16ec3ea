import { describe, expect, it } from 'vitest';
import { nothingStated } from '#scenarios/assumptions.js';
import { parseAssumptions } from '#scenarios/parseAssumptions.js';
import { poolFacts } from '#scenarios/poolFacts.js';
import { resolveAssumptions } from '#scenarios/resolveAssumptions.js';
import type { FlagTexts } from '#scenarios/scenarioFlags.js';
import { flagsOf, loansOf } from './poolOf.js';

const plain = loansOf('loanId,currentBalance,annualRate,remainingTermMonths', [
  'A,100.00,12%,12',
  'B,300.00,10%,24',
]);
const rated = loansOf('loanId,currentBalance,annualRate,remainingTermMonths,annualDefaultRate', [
  'A,100.00,12%,12,4%',
  'B,300.00,10%,24,2%',
  'C,100.00,10%,24,',
]);
const payables = loansOf('loanId,faceAmount,annualRate,remainingTermMonths,repaymentType', [
  'A,100.00,0%,6,discount',
  'B,300.00,0%,12,discount',
]);

function resolve(loans: typeof plain, flags: FlagTexts = {}, file?: string) {
  const stated = file === undefined ? undefined : parseAssumptions(file, 'a.yaml');
  if (stated !== undefined && !stated.ok) throw new Error(stated.problems[0]!.message);
  return resolveAssumptions(stated?.value ?? nothingStated, flagsOf(flags), poolFacts(loans));
}

describe('pool facts', () => {
  it('weighs default rates by balance and counts loans without one', () => {
    const facts = poolFacts(rated);
    expect(facts).toMatchObject({ loanCount: 3, lastMaturityMonths: 24, discountShare: 0 });
    expect(facts.defaultRates!.mean).toBeCloseTo((0.04 * 100 + 0.02 * 300) / 400, 15);
    expect(facts.defaultRates!.missing).toBe(1);
  });

  it('knows discount instruments', () => expect(poolFacts(payables).discountShare).toBe(1));
  it('has no default rates without the column', () => expect(poolFacts(plain).defaultRates).toBeUndefined());
});

describe('defaults', () => {
  // The values stated for `abs price tape.csv` when nothing else is given.
  it('are those of the manual', () => {
    expect(resolve(plain).assumptions).toEqual({
      order: 'survivors',
      prepayment: { kind: 'cpr', cpr: 0.1 },
      pointsPerRatePoint: -5,
      default: { kind: 'cdr', cdr: 0.02085 },
      recovery: { rate: 0.6, lagMonths: 6 },
      recoverySensitivity: 0,
      correlation: 0.15,
      rates: { kind: 'vasicek', initial: 0.03, mean: 0.03, speed: 0.2, volatility: 0.012 },
      premium: { rate: 0.02, rule: 'net' },
      events: {},
    });
  });

  it('2.085 % a year is 10 % over five years', () => {
    expect(1 - (1 - 0.02085) ** 5).toBeCloseTo(0.1, 4);
  });

  it("take the tape's own default rates, and say for how many loans there is none", () => {
    const { assumptions, records, problems } = resolve(rated);
    expect(assumptions.default).toEqual({ kind: 'tape', fallback: 0.02085, multiple: 1 });
    expect(records).toContainEqual({
      name: 'default.fallback',
      value: 0.02085,
      origin: 'default, for 1 loans without annualDefaultRate',
    });
    expect(problems.map((p) => p.code)).toEqual(['fallback']);
  });

  it.each([
    [{ cpr: '0%' }, undefined],
    [{}, 'prepayment: none'],
    [{}, 'prepayment: { cpr: 0% }'],
  ])('no prepayment by %o and %s stays none when rates move', (flags, file) =>
    expect(resolve(plain, flags, file).assumptions.pointsPerRatePoint).toBe(0),
  );

  it('a stated sensitivity holds whatever the speed', () => {
    const { assumptions } = resolve(plain, {}, 'prepayment: { cpr: 0%, pointsPerRatePoint: -5 }');
    expect(assumptions.pointsPerRatePoint).toBe(-5);
  });

  it('expect no prepayment of discount instruments', () => {
    const { assumptions, records } = resolve(payables);
    expect(assumptions.prepayment).toEqual({ kind: 'cpr', cpr: 0 });
    expect(assumptions.pointsPerRatePoint).toBe(0);
    expect(records.find((r) => r.name === 'prepayment.cpr')!.origin).toContain('discount instruments');
  });
});

describe('flags before the file before the tape before defaults', () => {
  const file = 'prepayment: { cpr: 20% }\ndefault: { cdr: 3% }\nrecovery: { rate: 50% }\ncorrelation: 0.3\n';

  it('the file before defaults', () => {
    const { assumptions, records } = resolve(plain, {}, file);
    expect(assumptions).toMatchObject({ prepayment: { cpr: 0.2 }, default: { cdr: 0.03 }, correlation: 0.3 });
    expect(records).toContainEqual({ name: 'correlation', value: 0.3, origin: 'a.yaml:4:14' });
  });

  it('a flag before the file, saying what it stands in for', () => {
    const { assumptions, records } = resolve(plain, { cpr: '5%', recovery: '70%' }, file);
    expect(assumptions).toMatchObject({ prepayment: { cpr: 0.05 }, recovery: { rate: 0.7 } });
    expect(records).toContainEqual({
      name: 'prepayment.cpr',
      value: 0.05,
      origin: 'flag --cpr (instead of a.yaml:1:20)',
    });
  });

  it('a flag before the tape, with a warning that states what is set aside', () => {
    const { assumptions, problems } = resolve(rated, { cdr: '5%' });
    expect(assumptions.default).toEqual({ kind: 'cdr', cdr: 0.05 });
    expect(problems).toEqual([
      {
        severity: 'warning',
        code: 'overridden',
        at: '--cdr',
        message: 'stands in for the tape column annualDefaultRate, whose mean is 2.5%',
      },
    ]);
  });
});

describe('rates', () => {
  it('a stated rate of today is the mean too, unless that is stated', () => {
    expect(resolve(plain, {}, 'rates: { initial: 2% }').assumptions.rates).toMatchObject({
      initial: 0.02,
      mean: 0.02,
    });
    expect(resolve(plain, {}, 'rates: { initial: 2%, mean: 4% }').assumptions.rates).toMatchObject({
      mean: 0.04,
    });
  });

  it.each([
    ['random-walk', { kind: 'random-walk', initial: 0.03, volatility: 0.012 }],
    ['hull-white-flat', { kind: 'hull-white-flat', curveRate: 0.03, speed: 0.2, volatility: 0.012 }],
  ])('%s has its own parameters and records no others', (model, rates) => {
    const { assumptions, records } = resolve(plain, {}, `rates: { model: ${model} }`);
    expect(assumptions.rates).toEqual(rates);
    expect(records.some((r) => r.name === 'rates.mean')).toBe(false);
  });
});
