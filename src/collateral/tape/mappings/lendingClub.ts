import type { SourceMapping } from '../sourceMapping.js';

/** The OpenIntro copy of LendingClub's loans: percent rates, no id, no cut-off date. */
export const lendingClub: SourceMapping = {
  name: 'lendingclub-openintro',
  title: 'LendingClub, OpenIntro full schema',
  signature: ['loan_amount', 'interest_rate', 'issue_month', 'balance', 'paid_principal'],
  columns: [
    { to: 'originalBalance', from: ['loan_amount'] },
    { to: 'currentBalance', from: ['balance'] },
    { to: 'annualRate', from: ['interest_rate'], unit: 'percent' },
    { to: 'originationDate', from: ['issue_month'] },
    { to: 'originalTermMonths', from: ['term'], unit: 'months' },
    { to: 'installment', from: ['installment'] },
    { to: 'status', from: ['loan_status'] },
    { to: 'region', from: ['state'] },
    { to: 'rating', from: ['sub_grade'] },
    { to: 'rating', from: ['grade'] },
    { to: 'industry', from: ['loan_purpose'] },
  ],
};
