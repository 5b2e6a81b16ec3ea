import { describe, expect, it } from 'vitest';
import { formatDate } from '#basics/calendarDate.js';
import { levelInstallment } from '#collateral/annuity.js';
import { projectPool } from '#collateral/projectPool.js';
import reference from '../../fixtures/reference/collateral/installments.json' with { type: 'json' };
import { assume, cutOff, day, loanTable, total } from './loans.js';

const { spreadsheet, chineseMortgage, levelPayments, twelveMonths, flatFee } = reference;

function near(got: number, wanted: number, tolerance: number): void {
  expect(Math.abs(got - wanted), `${got} for ${wanted}`).toBeLessThanOrEqual(tolerance);
}

describe('level installments', () => {
  it.each(levelPayments.cases)('$pv over $n at $periodRate a period', ({ pv, periodRate, n, payment }) => {
    near(levelInstallment(pv, periodRate, n), payment, levelPayments.tolerance);
  });

  it('as the spreadsheet functions give them', () => {
    const { inputs, expected, tolerance } = spreadsheet;
    const { pmt_loan, loan } = inputs;
    const payment = levelInstallment(pmt_loan.principal, pmt_loan.rate / 12, pmt_loan.months);
    near(payment, expected.pmt_10k, tolerance.installment);
    const flow = projectPool(
      loanTable([{ balance: loan.principal, rate: loan.rate, term: loan.months }]),
      assume(),
      cutOff,
    );
    const [from, to] = [loan.from - 1, loan.to];
    near(total(flow.interest.subarray(from, to)), expected.cum_interest_13_24, tolerance.amount);
    near(total(flow.scheduledPrincipal.subarray(from, to)), expected.cum_principal_13_24, tolerance.amount);
    near(flow.interest[0]!, expected.interest_1, tolerance.amount);
    near(flow.scheduledPrincipal[0]!, expected.principal_1, tolerance.amount);
    expect(flow.balanceAtEnd[loan.months - 1]).toBe(expected.end_balance);
  });

  it('twelve months of an amortizing bond', () => {
    const { balance, annualRate, term } = twelveMonths.inputs;
    const flow = projectPool(loanTable([{ balance, rate: annualRate, term }]), assume(), cutOff);
    twelveMonths.balances.forEach((printed, k) => {
      near(k === 0 ? balance : flow.balanceAtEnd[k - 1]!, printed, twelveMonths.tolerance);
    });
    near(total(flow.interest), twelveMonths.totalInterest, twelveMonths.totalInterestTolerance);
  });
});

describe.each(Object.entries(chineseMortgage.byPrincipal))(
  '%s at 4.9 %% over 30 years',
  (principal, printed) => {
    const { rate, months, tolerance } = chineseMortgage;
    const balance = Number(principal);

    it('等额本息: installment and total interest', () => {
      const flow = projectPool(loanTable([{ balance, rate, term: months }]), assume(), cutOff);
      near(flow.interest[0]! + flow.scheduledPrincipal[0]!, printed.level_payment, tolerance.amount);
      near(total(flow.interest), printed.level_total_interest, tolerance.levelTotalInterest);
    });

    it('等额本金: first payment, step and total interest', () => {
      const loans = loanTable([{ balance, rate, term: months, type: 'equal-principal' }]);
      const flow = projectPool(loans, assume(), cutOff);
      const payment = (k: number) => flow.interest[k]! + flow.scheduledPrincipal[k]!;
      near(payment(0), printed.eqprin_first, tolerance.amount);
      near(payment(0) - payment(1), printed.eqprin_step, tolerance.amount);
      near(total(flow.interest), printed.eqprin_total_interest, tolerance.amount);
    });
  },
);

describe('flat fee on the original balance', () => {
  it.each(flatFee.cases)('$current of $original, $remaining of $term left', (loan) => {
    const row = {
      balance: loan.current,
      rate: loan.feeRatePerPeriod * 12,
      term: loan.remaining,
      type: 'flat-fee' as const,
      originalTermMonths: loan.term,
    };
    const flow = projectPool(loanTable([row]), assume(), cutOff);
    near(flow.scheduledPrincipal[0]!, loan.principal, flatFee.tolerance);
    near(flow.interest[0]!, loan.fee, flatFee.tolerance);
    near(flow.balanceAtEnd[0]!, loan.end, flatFee.tolerance);
    near(flow.interest[loan.remaining - 1]!, loan.fee, flatFee.tolerance);
  });
});

describe('flat fee with a holiday', () => {
  const { loan, rows } = flatFee.feeHoliday;
  const flow = projectPool(
    loanTable([
      {
        balance: loan.current,
        rate: loan.feeRatePerPeriod * 12,
        term: loan.remaining,
        type: 'flat-fee',
        originalTermMonths: loan.term,
        feeFreeMonths: loan.feeFreePeriods!,
      },
    ]),
    assume(),
    day('2022-03-01'),
  );
  it.each(rows)('$date', ({ date, end, principal, fee }) => {
    const k = flow.dates.findIndex((one) => formatDate(one) === date);
    near(flow.scheduledPrincipal[k]!, principal, flatFee.tolerance);
    near(flow.interest[k]!, fee, flatFee.tolerance);
    near(flow.balanceAtEnd[k]!, end, flatFee.tolerance);
  });
});
