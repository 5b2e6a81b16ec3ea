import type { SourceMapping } from '../sourceMapping.js';

/**
 * Retail loan notes (借据) of a Chinese bank: percent rates; the key is 协议编号, since 借据编号 only numbers
 * the notes of one agreement. The term counts in the unit that 期限单位 names.
 */
export const chineseBankNotes: SourceMapping = {
  name: 'cn-bank-notes',
  title: 'Chinese bank, retail loan notes (借据)',
  signature: ['协议编号', '借据编号', '剩余本金', '借据利率'],
  columns: [
    { to: 'loanId', from: ['协议编号'] },
    { to: 'originalBalance', from: ['借据金额'] },
    { to: 'currentBalance', from: ['剩余本金'] },
    { to: 'annualRate', from: ['借据利率'], unit: 'percent' },
    { to: 'originationDate', from: ['生效日期'] },
    { to: 'maturityDate', from: ['到期日期'] },
    {
      to: 'originalTermMonths',
      from: ['借据期限'],
      unitFrom: {
        heading: '期限单位',
        units: { '0': 'days', '1': 'months', '2': 'quarters', '3': 'years' },
      },
    },
    {
      to: 'repaymentType',
      from: ['还款方式'],
      words: { '0': 'level', '1': 'equal-principal', '2': 'interest-only' },
    },
    { to: 'status', from: ['借据状态'], words: { '0': '正常', '1': '结清', '2': '逾期', '3': '其他' } },
    { to: 'currency', from: ['借据币种'] },
  ],
};
