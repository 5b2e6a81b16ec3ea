import { describe, expect, it } from 'vitest';
import type { CollateralAssumptions } from '#collateral/assumptions.js';
import { checkAssumptions } from '#collateral/checkAssumptions.js';
import { checkCollateral } from '#collateral/checkCollateral.js';
import { checkLoans } from '#collateral/checkLoans.js';
import { assume, cutOff, loanTable, type TestLoan } from './loans.js';

const level: TestLoan = { balance: 1000.5, rate: 0.1, term: 12 };

describe('assumptions out of range', () => {
  it.each<[string, Partial<CollateralAssumptions>, string[]]>([
    ['nothing wrong', {}, []],
    ['ones mean all', { prepayment: { kind: 'cpr', cpr: 1 }, default: { kind: 'cdr', cdr: 1 } }, []],
    ['CPR', { prepayment: { kind: 'cpr', cpr: 10 } }, ['error out-of-range prepayment.cpr']],
    ['SMM', { prepayment: { kind: 'smm', smm: -0.1 } }, ['error out-of-range prepayment.smm']],
    ['PSA', { prepayment: { kind: 'psa', psa: -1 } }, ['error out-of-range prepayment.psa']],
    ['PSA over 16.67', { prepayment: { kind: 'psa', psa: 17 } }, ['warning capped-rate prepayment.psa']],
    ['NaN', { default: { kind: 'mdr', mdr: Number.NaN } }, ['error out-of-range default.mdr']],
    [
      'all at once',
      { default: { kind: 'cumulative', share: 2, months: 0 }, recovery: { rate: 1.2, lagMonths: 1.5 } },
      [
        'error out-of-range default.share',
        'error out-of-range default.months',
        'error out-of-range recovery.rate',
        'error out-of-range recovery.lagMonths',
      ],
    ],
    [
      'SDA',
      { default: { kind: 'sda', sda: 200, noneInLastMonths: -1 } },
      ['warning capped-rate default.sda', 'error out-of-range default.noneInLastMonths'],
    ],
    [
      'tape',
      { default: { kind: 'tape', fallback: 0.6, multiple: 2 } },
      ['warning capped-rate default.multiple'],
    ],
  ])('%s', (_what, change, found) => {
    expect(checkAssumptions(assume(change)).map((p) => `${p.severity} ${p.code} ${p.at}`)).toEqual(found);
  });
});

describe('loans that cannot be projected, or not quite', () => {
  it.each<[string, TestLoan, string]>([
    [
      'a schedule without payments',
      { ...level, type: 'schedule' },
      'error missing-schedule test.csv:3:repaymentType',
    ],
    [
      'five payments a year',
      { ...level, paymentFrequency: 5 },
      'error out-of-range test.csv:3:paymentFrequency',
    ],
    [
      'flat fee of unknown age',
      { ...level, type: 'flat-fee' },
      'error missing-value test.csv:3:originalTermMonths',
    ],
    [
      'credit line',
      { ...level, type: 'credit-line', paymentFrequency: 365 },
      'warning simplified test.csv:3:repaymentType',
    ],
    ['bullet of unknown age', { ...level, type: 'bullet' }, 'warning assumed test.csv:3:monthsOnBook'],
    ['past due', { ...level, daysPastDue: 31 }, 'warning past-due test.csv:3:daysPastDue'],
    ['installment', { ...level, installment: 5 }, 'warning installment-not-kept test.csv:3:installment'],
  ])('%s', (_what, loan, found) => {
    const problems = checkLoans(loanTable([level, loan, loan]), cutOff);
    expect(problems.map((p) => `${p.severity} ${p.code} ${p.at}`)).toEqual([found]);
    expect(problems[0]!.message).toMatch(/^2 loans, balance 2001.00: /);
  });

  it('nothing to say of a plain loan', () => expect(checkLoans(loanTable([level]), cutOff)).toEqual([]));
});

describe('loans and assumptions together', () => {
  const codes = (loans: TestLoan[], change: Partial<CollateralAssumptions>) =>
    checkCollateral(loanTable(loans), assume(change), cutOff).map((p) => `${p.severity} ${p.code} ${p.at}`);

  it('a speed by age wants ages', () => {
    expect(codes([level, { ...level, monthsOnBook: 3 }], { prepayment: { kind: 'psa', psa: 1 } })).toEqual([
      'warning assumed test.csv:2:monthsOnBook',
    ]);
  });

  it('default rates of the tape above 1 are errors, capped ones warnings', () => {
    const loans = [
      { ...level, annualDefaultRate: 0.6 },
      { ...level, annualDefaultRate: 2 },
    ];
    expect(codes(loans, { default: { kind: 'tape', fallback: 0, multiple: 2 } })).toEqual([
      'error out-of-range test.csv:3:annualDefaultRate',
      'warning capped-rate test.csv:2:annualDefaultRate',
    ]);
  });

  it('sifma names the first month in which rates pass 1 together', () => {
    const change = { order: 'sifma', default: { kind: 'mdr', mdr: 0.95 } } as const;
    expect(codes([level], { ...change, prepayment: { kind: 'smm', smm: 0.05 } })).toEqual([]);
    const [problem] = checkCollateral(
      loanTable([{ ...level, monthsOnBook: 0 }]),
      assume({ ...change, prepayment: { kind: 'psa', psa: 50 } }),
      cutOff,
    ).filter(({ severity }) => severity === 'error');
    // 50 PSA reaches a CPR of 50 % in month 5 (SMM 5.6 %); in month 4 it is 40 % (4.2 %).
    expect(problem?.message).toContain('month 5');
  });
});
