import type { SourceMapping } from '../sourceMapping.js';

/**
 * Prosper loan data. ListingKey is often damaged by spreadsheets, so LoanNumber is the id; the outstanding
 * balance is original less principal paid less principal charged off; the rate is BorrowerRate, not the APR.
 */
export const prosper: SourceMapping = {
  name: 'prosper',
  title: 'Prosper loan data',
  signature: ['LoanNumber', 'BorrowerRate', 'LoanOriginalAmount', 'LP_CustomerPrincipalPayments'],
  columns: [
    { to: 'loanId', from: ['LoanNumber'] },
    { to: 'obligorId', from: ['MemberKey'] },
    { to: 'originalBalance', from: ['LoanOriginalAmount'] },
    {
      to: 'currentBalance',
      from: ['LoanOriginalAmount'],
      minus: ['LP_CustomerPrincipalPayments', 'LP_GrossPrincipalLoss'],
    },
    { to: 'annualRate', from: ['BorrowerRate'], unit: 'fraction' },
    { to: 'originationDate', from: ['LoanOriginationDate'] },
    { to: 'originalTermMonths', from: ['Term'], unit: 'months' },
    { to: 'remainingTermMonths', from: ['Term'], unit: 'months', minus: ['LoanMonthsSinceOrigination'] },
    { to: 'monthsOnBook', from: ['LoanMonthsSinceOrigination'], unit: 'months' },
    { to: 'installment', from: ['MonthlyLoanPayment'] },
    { to: 'status', from: ['LoanStatus'] },
    { to: 'daysPastDue', from: ['LoanCurrentDaysDelinquent'], unit: 'days' },
    { to: 'region', from: ['BorrowerState'] },
    { to: 'rating', from: ['ProsperRating (Alpha)'] },
    { to: 'rating', from: ['CreditGrade'] },
    { to: 'industry', from: ['Occupation'] },
  ],
};
