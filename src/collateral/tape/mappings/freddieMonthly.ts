import type { SourceMapping } from '../sourceMapping.js';
import { agencyZeroBalanceCodes } from './agencyWords.js';

/**
 * Freddie Mac single-family loan-level data, monthly file: 32 fields between pipes and no headings. Lateness is
 * in months, or `RA` for what the bank has taken over.
 */
export const freddieMonthly: SourceMapping = {
  name: 'freddie-sflld-monthly',
  title: 'Freddie Mac single-family, monthly',
  signature: [],
  headerless: {
    fields: [23, 32],
    patterns: [
      { field: 1, pattern: /^[FA]\d\dQ\d/ },
      { field: 2, pattern: /^(?:19|20)\d\d(?:0[1-9]|1[0-2])$/ },
    ],
  },
  columns: [
    { to: 'loanId', from: ['#1'] },
    { to: 'cutOffDate', from: ['#2'] },
    { to: 'currentBalance', from: ['#3'] },
    { to: 'daysPastDue', from: ['#4'], unit: 'months', missing: ['RA', 'XX'] },
    { to: 'monthsOnBook', from: ['#5'], unit: 'months' },
    { to: 'remainingTermMonths', from: ['#6'], unit: 'months' },
    { to: 'status', from: ['#9'], words: agencyZeroBalanceCodes },
    { to: 'annualRate', from: ['#11'], unit: 'percent' },
  ],
};
