import type { SourceMapping } from '../sourceMapping.js';

/** PPDai LC and LCIS files, from a description: percent rates, terms in months, a record date. */
export const ppdai: SourceMapping = {
  name: 'ppdai',
  title: 'PPDai loans (LC, LCIS)',
  signature: ['ListingId', '借款金额', '借款利率', '待还本金'],
  columns: [
    { to: 'loanId', from: ['ListingId'] },
    { to: 'originalBalance', from: ['借款金额'] },
    { to: 'currentBalance', from: ['待还本金'] },
    { to: 'annualRate', from: ['借款利率'], unit: 'percent' },
    { to: 'originationDate', from: ['借款成功日期'] },
    { to: 'originalTermMonths', from: ['借款期限'], unit: 'months' },
    { to: 'status', from: ['标当前状态'] },
    { to: 'rating', from: ['初始评级'] },
    { to: 'cutOffDate', from: ['recorddate'] },
  ],
};
