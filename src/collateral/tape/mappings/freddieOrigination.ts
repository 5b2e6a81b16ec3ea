import type { SourceMapping } from '../sourceMapping.js';

/**
 * Freddie Mac single-family loan-level data, origination file: 32 fields between pipes (25 to 27 and 31 in
 * older releases, which lack the last ones) and no headings. It has
 * no current balance, so by itself it cannot be priced; the refusal then names what is missing.
 */
export const freddieOrigination: SourceMapping = {
  name: 'freddie-sflld-origination',
  title: 'Freddie Mac single-family, origination',
  signature: [],
  headerless: {
    fields: [25, 32],
    patterns: [
      { field: 20, pattern: /^[FA]\d\dQ\d/ },
      { field: 2, pattern: /^(?:19|20)\d\d(?:0[1-9]|1[0-2])$/ },
    ],
  },
  columns: [
    { to: 'loanId', from: ['#20'] },
    { to: 'score', from: ['#1'], missing: ['9999'] },
    { to: 'maturityDate', from: ['#4'] },
    { to: 'originalBalance', from: ['#11'] },
    { to: 'annualRate', from: ['#13'], unit: 'percent' },
    { to: 'repaymentType', from: ['#16'] },
    { to: 'region', from: ['#17'] },
    { to: 'originalTermMonths', from: ['#22'], unit: 'months' },
  ],
};
