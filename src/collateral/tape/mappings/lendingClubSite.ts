import type { SourceMapping } from '../sourceMapping.js';

/** The files of LendingClub's own site, as remembered: ` 13.56%`, ` 36 months`, `Dec-2015`. */
export const lendingClubSite: SourceMapping = {
  name: 'lendingclub-site',
  title: 'LendingClub, files of its site',
  signature: ['loan_amnt', 'out_prncp', 'int_rate', 'issue_d'],
  columns: [
    { to: 'loanId', from: ['id'] },
    { to: 'obligorId', from: ['member_id'] },
    { to: 'originalBalance', from: ['funded_amnt'] },
    { to: 'originalBalance', from: ['loan_amnt'] },
    { to: 'currentBalance', from: ['out_prncp'] },
    { to: 'annualRate', from: ['int_rate'], unit: 'percent' },
    { to: 'originationDate', from: ['issue_d'] },
    { to: 'originalTermMonths', from: ['term'], unit: 'months' },
    { to: 'installment', from: ['installment'] },
    { to: 'status', from: ['loan_status'] },
    { to: 'region', from: ['addr_state'] },
    { to: 'rating', from: ['sub_grade'] },
    { to: 'rating', from: ['grade'] },
    { to: 'industry', from: ['purpose'] },
    { to: 'lastPaymentDate', from: ['last_pymnt_d'] },
  ],
};
