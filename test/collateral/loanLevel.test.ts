import { describe, expect, it } from 'vitest';
import { cashflowWarnings } from '#collateral/cashflowWarnings.js';
import { collateralColumns, optionalColumns } from '#collateral/collateralCashflow.js';
import { explainLoan, findLoan } from '#collateral/explainLoan.js';
import { lastCollectionMonth } from '#collateral/lastCollectionMonth.js';
import {
  checkIdentity,
  identityError,
  loanLevelCashflow,
  loanMonthColumns,
  loanMonths,
} from '#collateral/loanLevel.js';
import { projectPool } from '#collateral/projectPool.js';
import { assume, cutOff, loanTable, type TestLoan } from './loans.js';

const loans: TestLoan[] = [
  { balance: 1000, rate: 0.12, term: 12 },
  { balance: 500, rate: 0.12, term: 12, labels: { region: 'north' } },
  { balance: 250, rate: 0.1, term: 5, type: 'bullet' },
  { balance: 2000, rate: 0.12, term: 12 },
  { balance: 700, rate: 0.2, term: 3, type: 'credit-line', creditLimit: 900 },
];
const cases = {
  'amounts of the whole pool': assume({
    prepayment: { kind: 'cpr', cpr: 0.1 },
    default: { kind: 'curve', share: 0.2, timing: [0.5, 0.5] },
    recovery: { rate: 0.4, lagMonths: 3, cost: 0.1 },
    segments: [{ where: { region: 'north' }, default: { kind: 'mdr', mdr: 0.05 } }],
  }),
  'lines that draw': assume({
    creditLines: { averageDrawingDays: 60, dailyDrawing: 0.002 },
    default: { kind: 'cdr', cdr: 0.1 },
  }),
};

describe.each(Object.entries(cases))('loan by loan, %s', (_name, made) => {
  const table = loanTable(loans);
  const flows = [...loanLevelCashflow(table, made, cutOff)];
  it('keeps the order of the tape and every month’s identity', () => {
    expect(flows.map(({ loanId, line }) => [loanId, line])).toEqual(
      loans.map((_, i) => [`L${i + 1}`, i + 2]),
    );
    for (const { flow } of flows) {
      for (let k = 0; k < flow.monthCount; k++) expect(Math.abs(identityError(flow, k))).toBeLessThan(1e-9);
    }
  });
  it('adds up to the pool', () => {
    const pool = projectPool(table, made, cutOff);
    for (const name of [...collateralColumns, ...optionalColumns]) {
      for (let k = 0; k < pool.monthCount; k++) {
        const sum = flows.reduce((total, { flow }) => total + (flow[name]?.[k] ?? 0), 0);
        expect(sum, `${name} ${k}`).toBeCloseTo(pool[name]?.[k] ?? 0, 8);
      }
    }
  });
  it('is explained with the same figures', () => {
    for (const { row, loanId, flow } of flows) {
      expect(findLoan(table, loanId)).toBe(row);
      const explained = explainLoan(table, row, made, cutOff);
      expect(explained.formulas.map(({ column }) => column)).toEqual(
        expect.arrayContaining([...collateralColumns]),
      );
      for (let k = 0; k < flow.monthCount; k++) {
        const { mdr, smm, scheduledShare, interestShare } = explained.rates[k]!;
        expect(explained.flow.balanceAtEnd[k]).toBeCloseTo(flow.balanceAtEnd[k]!, 9);
        // The words of the formulas, worked out again.
        const opening = flow.balanceAtStart[k]!;
        const defaulted = opening * mdr;
        expect(flow.defaultedPrincipal[k]).toBeCloseTo(defaulted, 9);
        expect(flow.scheduledPrincipal[k]).toBeCloseTo((opening - defaulted) * scheduledShare, 9);
        const grown = (flow.drawnPrincipal?.[k] ?? 0) + (flow.capitalizedInterest?.[k] ?? 0);
        const prepaid = (opening - defaulted - flow.scheduledPrincipal[k]! + grown) * smm;
        expect(flow.prepaidPrincipal[k]).toBeCloseTo(prepaid, 9);
        if (explained.repaymentType === 'level') {
          expect(flow.interest[k]).toBeCloseTo((opening - defaulted) * interestShare, 9);
        }
      }
    }
    expect(findLoan(table, 'nobody')).toBeUndefined();
  });
});

describe('a broken month', () => {
  it('throws with the amount', () => {
    const flow = projectPool(loanTable([{ balance: 100, rate: 0, term: 2 }]), assume(), cutOff);
    const broken = { ...flow, scheduledPrincipal: Float64Array.of(50, 40) };
    expect(() => checkIdentity(broken, 'loan "X"')).toThrow(/loan "X": month 2 .* 10 apart/);
  });
});

describe('flat rows of a loan', () => {
  const table = loanTable([{ balance: 100, rate: 0.12, term: 2, capitalizingMonths: 1 }]);
  const [loan] = [...loanLevelCashflow(table, assume(), cutOff)];
  const rows = [...loanMonths(loan!)];
  it('have every column, and zero where the loan has none', () => {
    expect(Object.keys(rows[0]!)).toEqual([...loanMonthColumns]);
    expect(rows.map(({ month, balanceAtEnd }) => [month, balanceAtEnd])).toEqual([
      [1, 101],
      [2, 0],
    ]);
    expect([rows[0]!.capitalizedInterest, rows[0]!.drawnPrincipal]).toEqual([1, 0]);
  });
});

describe('the last month that could bring anything', () => {
  const loans3 = [{ balance: 100, rate: 0, term: 3, type: 'discount' as const }];
  const guarantee = { obligation: 'afterDefault' as const, claimDelayMonths: 2, limit: 0.5 };
  const payables = { late: [{ months: 2, share: 0.1 }], unpaidShare: 0.2, defaultAfterMonths: 3, guarantee };
  it.each([
    ['maturity', assume(), 3],
    [
      'lag and timing',
      assume({
        default: { kind: 'mdr', mdr: 0.1 },
        recovery: { rate: 0.5, lagMonths: 4, timing: [0.5, 0.5] },
      }),
      8,
    ],
    ['payables', assume({ payables }), 8],
  ])('%s', (_what, made, last) => {
    const tables = loanTable(loans3);
    expect(lastCollectionMonth(tables, made)).toBe(last);
    expect(projectPool(tables, made, cutOff).monthCount).toBeLessThanOrEqual(last);
  });
});

describe('what a cash flow shows', () => {
  it('is a warning where defaults were asked for that there are not', () => {
    const amounts = [{ month: 2, amount: 250 }];
    const table = loanTable([{ balance: 100, rate: 0, term: 3, type: 'interest-only' }]);
    const flow = projectPool(table, assume({ default: { kind: 'amounts', amounts } }), cutOff);
    expect(cashflowWarnings(flow).map(({ code, message }) => [code, message.includes('150.00')])).toEqual([
      ['capped-default', true],
    ]);
    expect(cashflowWarnings(projectPool(table, assume(), cutOff))).toEqual([]);
  });
});
