import { describe, expect, it } from 'vitest';
import type { CollateralAssumptions } from '#collateral/assumptions.js';
import { checkAssumptions } from '#collateral/checkAssumptions.js';
import { checkCollateral } from '#collateral/checkCollateral.js';
import { checkLoans } from '#collateral/checkLoans.js';
import { simulationUnfit } from '#collateral/simulationUnfit.js';
import { assume, cutOff, day, loanTable, type TestLoan } from './loans.js';

const level: TestLoan = { balance: 1000.5, rate: 0.1, term: 12, monthsOnBook: 3, originalTermMonths: 15 };
const note: TestLoan = { ...level, type: 'discount', rate: 0, labels: { guarantor: 'G', region: 'north' } };
const payables = { unpaidShare: 0.1, defaultAfterMonths: 3 };
const rolls = {
  current: [0.9, 0.1, 0, 0, 0],
  '1-30': [0.5, 0, 0.5, 0, 0],
  '31-60': [0.5, 0, 0, 0.5, 0],
  '61-90': [0.5, 0, 0, 0, 0.5],
};

describe('an assumption that does not fit an asset is an error that names both', () => {
  it.each<[string, TestLoan, Partial<CollateralAssumptions>, string]>([
    [
      'a fixed-rate stress on a discount instrument',
      note,
      { fixedRateStress: { change: 0.01, fromMonth: 1 } },
      'does-not-fit test.csv:3:repaymentType',
    ],
    [
      'PSA on a discount instrument',
      note,
      { prepayment: { kind: 'psa', psa: 1 } },
      'does-not-fit test.csv:3:repaymentType',
    ],
    [
      'ABS on a discount instrument',
      note,
      { prepayment: { kind: 'abs', abs: 0.01 } },
      'does-not-fit test.csv:3:repaymentType',
    ],
    [
      'SDA on a discount instrument',
      note,
      { default: { kind: 'sda', sda: 1, noneInLastMonths: 0 } },
      'does-not-fit test.csv:3:repaymentType',
    ],
    [
      'before-due on a loan',
      level,
      { prepayment: { kind: 'before-due', probability: 0.1 } },
      'does-not-fit test.csv:2:repaymentType',
    ],
    [
      'no vector for a term',
      level,
      { default: { kind: 'by-term', unit: 'mdr', vectors: [{ termMonths: 12, rates: [0] }] } },
      'does-not-fit test.csv:2:originalTermMonths',
    ],
    [
      'roll rates on a bullet',
      { ...level, type: 'bullet' },
      { delinquency: rolls },
      'does-not-fit test.csv:3:repaymentType',
    ],
    [
      'roll rates on quarterly payments',
      { ...level, paymentFrequency: 4 },
      { delinquency: rolls },
      'does-not-fit test.csv:3:paymentFrequency',
    ],
    [
      'shortening what has no installments',
      { ...level, type: 'interest-only' },
      { partialPrepayment: { smm: 0.1, effect: 'shorten' } },
      'does-not-fit test.csv:3:repaymentType',
    ],
    [
      'a recovery above the balance',
      { ...level, type: 'recovery-only', expectedRecovery: 2000 },
      {},
      'does-not-fit test.csv:3:expectedRecovery',
    ],
    [
      'an expected recovery of a loan that pays',
      { ...level, expectedRecovery: 20 },
      {},
      'does-not-fit test.csv:3:expectedRecovery',
    ],
    [
      'a floating rate paid weekly',
      { ...level, paymentFrequency: 52, labels: { indexName: 'LPR' } },
      { indexRates: { LPR: [0.03] } },
      'does-not-fit test.csv:3:indexName',
    ],
    [
      'a penalty on a credit line',
      { ...level, type: 'credit-line' },
      { prepaymentPenalty: [{ throughAge: 12, rate: 0.01 }] },
      'does-not-fit test.csv:3:repaymentType',
    ],
    [
      'advances on a bullet',
      { ...level, type: 'bullet' },
      { recovery: { rate: 0.5, lagMonths: 3, advances: 'principal-and-interest' } },
      'does-not-fit test.csv:3:repaymentType',
    ],
    [
      'an index without rates',
      { ...level, labels: { indexName: 'LPR' } },
      { indexRates: { Shibor: [0.03] } },
      'does-not-fit test.csv:3:indexName',
    ],
    ['payables without a discount instrument', level, { payables }, 'does-not-fit payables'],
    [
      'credit lines that are not there',
      level,
      { creditLines: { averageDrawingDays: 30 } },
      'does-not-fit creditLines',
    ],
    [
      'a segment that does not exist',
      note,
      { segments: [{ where: { region: 'nort' }, default: { kind: 'none' } }] },
      'unknown-name segments[0].where.region',
    ],
    [
      'a segment of a column that does not exist',
      level,
      { segments: [{ where: { rating: 'A' } }] },
      'unknown-name segments[0].where.rating',
    ],
    ['a segment without condition', level, { segments: [{ where: {} }] }, 'missing-value segments[0].where'],
  ])('%s', (_what, loan, change, found) => {
    const problems = checkCollateral(loanTable([level, loan]), assume(change), cutOff);
    const errors = problems.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ code, at }) => `${code} ${at}`)).toEqual([found]);
  });

  it('suggests the label that was meant', () => {
    const made = assume({ segments: [{ where: { region: 'nort' } }] });
    const [problem] = checkCollateral(loanTable([level, note]), made, cutOff);
    expect(problem?.message).toContain('did you mean "north"');
  });

  it('a guarantee that is not assumed is a warning, one without its obligation an error', () => {
    const codes = (made: Partial<CollateralAssumptions>) =>
      checkCollateral(loanTable([note]), assume(made), cutOff).map((p) => `${p.severity} ${p.code} ${p.at}`);
    expect(codes({})).toEqual(['warning guarantee-not-used test.csv:2:guarantor']);
    const guarantee = { claimDelayMonths: 1, limit: 1 };
    expect(codes({ payables: { ...payables, guarantee } })).toEqual([
      'error missing-value payables.guarantee.obligation',
    ]);
    expect(codes({ payables: { ...payables, guarantee: { ...guarantee, obligation: 'onDemand' } } })).toEqual(
      [],
    );
  });
});

describe('assumptions that contradict themselves', () => {
  it.each<[string, Partial<CollateralAssumptions>, string[]]>([
    ['recovery above one', { recovery: { rate: 1.1, lagMonths: 0 } }, ['out-of-range recovery.rate']],
    ['that, allowed', { recovery: { rate: 1.1, lagMonths: 0, allowAboveOne: true } }, []],
    [
      'timing',
      { recovery: { rate: 0.5, lagMonths: 0, timing: [0.5, 0.4] } },
      ['shares-do-not-add recovery.timing'],
    ],
    [
      'advances with timing',
      { recovery: { rate: 0.5, lagMonths: 1, timing: [1], advances: 'principal-and-interest' } },
      ['conflict recovery.timing'],
    ],
    [
      'advances without a lag',
      { recovery: { rate: 0.5, lagMonths: 0, advances: 'principal-and-interest' } },
      ['conflict recovery.lagMonths'],
    ],
    [
      'a vector with a rate above one',
      { default: { kind: 'vector', unit: 'mdr', by: 'age', rates: [0, 2] } },
      ['out-of-range default.rates[1]'],
    ],
    [
      'a vector of nothing',
      { prepayment: { kind: 'vector', unit: 'cpr', by: 'age', rates: [] } },
      ['out-of-range prepayment.rates'],
    ],
    [
      'two vectors for a term',
      {
        default: {
          kind: 'by-term',
          unit: 'mdr',
          vectors: [
            { termMonths: 6, rates: [0] },
            { termMonths: 6, rates: [0] },
          ],
        },
      },
      ['duplicate default.vectors[1].termMonths'],
    ],
    [
      'a curve that does not add up',
      { default: { kind: 'curve', share: 0.1, timing: [0.5] } },
      ['shares-do-not-add default.timing'],
    ],
    [
      'an amount below zero',
      { default: { kind: 'amounts', amounts: [{ month: 0, amount: -1 }] } },
      ['out-of-range default.amounts[0].amount', 'out-of-range default.amounts[0].month'],
    ],
    [
      'rolls that do not add up',
      { delinquency: { ...rolls, current: [0.9, 0, 0, 0, 0] } },
      ['shares-do-not-add delinquency.current'],
    ],
    [
      'rolls that jump',
      { delinquency: { ...rolls, current: [0.9, 0, 0.1, 0, 0] } },
      ['does-not-fit delinquency.current'],
    ],
    [
      'rolls and a default rate',
      { delinquency: rolls, default: { kind: 'cdr', cdr: 0.1 }, order: 'actual' },
      ['conflict order', 'conflict default'],
    ],
    [
      'shares of due face',
      { payables: { ...payables, late: [{ months: 1, share: 0.95 }] } },
      ['shares-do-not-add payables'],
    ],
    [
      'a line that is repaid within the day',
      { creditLines: { averageDrawingDays: 0.5 } },
      ['out-of-range creditLines.averageDrawingDays'],
    ],
    ['index rates in percent', { indexRates: { LPR: [3.45] } }, ['out-of-range indexRates.LPR[0]']],
    [
      'all of a segment too',
      {
        segments: [
          { where: { region: 'x' }, default: { kind: 'cdr', cdr: 3 }, recovery: { rate: -1, lagMonths: 0 } },
        ],
      },
      ['out-of-range segments[0].default.cdr', 'out-of-range segments[0].recovery.rate'],
    ],
  ])('%s', (_what, change, found) => {
    expect(checkAssumptions(assume(change)).map(({ code, at }) => `${code} ${at}`)).toEqual(found);
  });
});

describe('loans that contradict themselves, all at once', () => {
  it('with file, line and field', () => {
    const bad = loanTable([
      level,
      { ...level, balance: -5 },
      { ...level, rate: 1.5 },
      { ...level, term: 30 },
      { ...level, interestOnlyMonths: 12 },
      { ...level, balloonAmount: 2000 },
      { ...level, type: 'bullet', capitalizingMonths: 3 },
    ]);
    const maturity = day('2026-01-01');
    const maturityDate = { days: new Int32Array(7).fill(maturity), present: new Uint8Array(7).fill(1) };
    const problems = checkLoans({ ...bad, dates: { maturityDate } }, cutOff);
    expect(problems.map(({ severity, code, at }) => `${severity} ${code} ${at}`)).toEqual([
      'error out-of-range test.csv:3:currentBalance',
      'error out-of-range test.csv:4:annualRate',
      'error term-past-maturity test.csv:5:remainingTermMonths',
      'error out-of-range test.csv:6:interestOnlyMonths',
      'error out-of-range test.csv:7:balloonAmount',
      'error does-not-fit test.csv:8:capitalizingMonths',
    ]);
  });
});

describe('what a simulation does not take', () => {
  it('is named, not left out', () => {
    expect(simulationUnfit(loanTable([level]), assume({ prepayment: { kind: 'abs', abs: 0.01 } }))).toEqual(
      [],
    );
    const made = assume({
      prepayment: { kind: 'vector', unit: 'cpr', by: 'month', rates: [0.1] },
      default: { kind: 'curve', share: 0.1, timing: [1] },
      recovery: { rate: 0.5, lagMonths: 1, cost: 0.1, advances: 'principal-and-interest' },
      delinquency: rolls,
    });
    const found = simulationUnfit(loanTable([{ ...level, type: 'recovery-only' }]), made);
    expect(found.map(({ at }) => at)).toEqual([
      'prepayment',
      'default',
      'recovery.advances',
      'delinquency',
      'test.csv:2:repaymentType',
    ]);
  });
});
