import type { SourceMapping } from '../sourceMapping.js';

/** The asset list of the Chinese consumer ABS standard, joined into one sheet: units stand in the headings. */
export const chineseConsumerAbs: SourceMapping = {
  name: 'cn-consumer-abs',
  title: 'Chinese consumer ABS standard (个人消费贷款资产池)',
  signature: ['借据号', '剩余本金', '贷款年利率'],
  columns: [
    { to: 'loanId', from: ['借据号'] },
    { to: 'obligorId', from: ['客户编号', '借款人编号'] },
    { to: 'originalBalance', from: ['贷款总金额'] },
    { to: 'currentBalance', from: ['剩余本金'] },
    { to: 'currentBalance', from: ['当期贷款余额'] },
    { to: 'annualRate', from: ['贷款年利率'], unit: 'percent' },
    { to: 'originationDate', from: ['合同开始时间'] },
    { to: 'maturityDate', from: ['合同结束时间'] },
    { to: 'originalTermMonths', from: ['总期数'], unit: 'months' },
    { to: 'remainingTermMonths', from: ['剩余期数'], unit: 'months' },
    { to: 'repaymentType', from: ['还款方式'] },
    { to: 'paymentFrequency', from: ['还款频率'] },
    { to: 'status', from: ['资产状态'] },
    { to: 'status', from: ['合同状态'] },
    { to: 'daysPastDue', from: ['当前逾期天数'], unit: 'days' },
    { to: 'region', from: ['客户居住所在省'] },
    { to: 'industry', from: ['职业'] },
    { to: 'cutOffDate', from: ['数据提取日'] },
  ],
};
