import type { SourceMapping } from '../sourceMapping.js';

/** Freddie Mac loan-level file of a pool, with headings: dates MMYYYY, days past due in buckets. */
export const freddiePool: SourceMapping = {
  name: 'freddie-pool',
  title: 'Freddie Mac pool, loan level',
  signature: ['Loan Identifier', 'Current Investor Loan UPB', 'Current Interest Rate'],
  columns: [
    { to: 'loanId', from: ['Loan Identifier'] },
    { to: 'originalBalance', from: ['Mortgage Loan Amount'] },
    { to: 'currentBalance', from: ['Current Investor Loan UPB'] },
    { to: 'annualRate', from: ['Current Interest Rate'], unit: 'percent' },
    { to: 'maturityDate', from: ['Maturity Date'] },
    { to: 'originalTermMonths', from: ['Loan Term'], unit: 'months' },
    { to: 'remainingTermMonths', from: ['Remaining Months to Maturity'], unit: 'months' },
    { to: 'monthsOnBook', from: ['Loan Age'], unit: 'months' },
    { to: 'repaymentType', from: ['Amortization Type'] },
    { to: 'daysPastDue', from: ['Days Delinquent'], unit: 'days' },
    { to: 'region', from: ['Property State'] },
    { to: 'score', from: ['Borrower Credit Score'], missing: ['9999'] },
  ],
};
