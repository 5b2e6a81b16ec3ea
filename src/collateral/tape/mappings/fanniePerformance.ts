import type { SourceMapping } from '../sourceMapping.js';
import { agencyZeroBalanceCodes } from './agencyWords.js';

/**
 * Fannie Mae single-family performance file: 110 fields between pipes (108 before 2022) and no headings. Paid-off loans carry a
 * blank rate and term; their zero-balance code says so.
 */
export const fanniePerformance: SourceMapping = {
  name: 'fannie-performance',
  title: 'Fannie Mae single-family performance',
  signature: [],
  headerless: {
    fields: [108, 113],
    patterns: [
      { field: 2, pattern: /^\d{6,14}$/ },
      { field: 3, pattern: /^(?:0[1-9]|1[0-2])(?:19|20)\d\d$/ },
      { field: 14, pattern: /^(?:0[1-9]|1[0-2])(?:19|20)\d\d$/ },
    ],
  },
  columns: [
    { to: 'loanId', from: ['#2'] },
    { to: 'cutOffDate', from: ['#3'] },
    { to: 'annualRate', from: ['#9'], unit: 'percent' },
    { to: 'originalBalance', from: ['#10'] },
    { to: 'currentBalance', from: ['#12'] },
    { to: 'originalTermMonths', from: ['#13'], unit: 'months' },
    { to: 'originationDate', from: ['#14'] },
    { to: 'monthsOnBook', from: ['#16'], unit: 'months' },
    { to: 'remainingTermMonths', from: ['#18'], unit: 'months' },
    { to: 'maturityDate', from: ['#19'] },
    { to: 'score', from: ['#24'] },
    { to: 'region', from: ['#31'] },
    { to: 'repaymentType', from: ['#35'] },
    { to: 'daysPastDue', from: ['#40'], unit: 'months', missing: ['XX'] },
    { to: 'status', from: ['#44'], words: agencyZeroBalanceCodes },
  ],
};
