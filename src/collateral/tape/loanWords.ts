import { type RepaymentType, repaymentTypes } from '../loanTable.js';
import { simplifyChinese } from './simplifiedChinese.js';

/**
 * Words of tapes for how a loan repays, how often and how it stands. Compared without case, spaces and
 * punctuation. Undefined: not a word that is known.
 */
export function repaymentTypeOf(word: string): RepaymentType | undefined {
  const key = fold(word);
  return repaymentTypes.find((type) => fold(type) === key) ?? repaymentWords.get(key);
}

/** Payments a year. */
export function paymentFrequencyOf(word: string): number | undefined {
  return frequencyWords.get(fold(word));
}

export type StatusClass =
  | 'performing'
  | 'late'
  | 'defaulted'
  | 'charged-off'
  | 'paid-off'
  | 'closed'
  | 'other';

export function statusClassOf(word: string): StatusClass | undefined {
  // One lender's loans from before its present rules: `Does not meet the credit policy. Status:Charged Off`.
  const key = fold(word).replace(/^doesnotmeetthecreditpolicystatus:/, '');
  return statusPatterns.find(([pattern]) => pattern.test(key))?.[1];
}

function fold(word: string): string {
  return simplifyChinese(word)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-./'"(),、;]+/g, '');
}

/** 先息后本 pays interest on the way and principal at the end; 一次性还本付息 pays both at the end. */
const repaymentWords: ReadonlyMap<string, RepaymentType> = new Map<string, RepaymentType>([
  ['annuity', 'level'],
  ['levelpay', 'level'],
  ['fullyamortizing', 'level'],
  ['frm', 'level'],
  ['等额本息', 'level'],
  ['linear', 'equal-principal'],
  ['straightline', 'equal-principal'],
  ['等额本金', 'equal-principal'],
  ['io', 'interest-only'],
  ['balloon', 'interest-only'],
  ['先息后本', 'interest-only'],
  ['按期付息到期还本', 'interest-only'],
  ['按月付息到期还本', 'interest-only'],
  ['按季付息到期还本', 'interest-only'],
  ['按月付息到期一次还本', 'interest-only'],
  ['到期还本付息', 'bullet'],
  ['到期一次还本付息', 'bullet'],
  ['一次还本付息', 'bullet'],
  ['按日计息到期还本付息', 'bullet'],
  ['按日计息到期一次性还本付息', 'bullet'],
  ['按日计息随借随还', 'credit-line'],
  ['每月付息到期还本', 'interest-only'],
  ['一次性还本付息', 'bullet'],
  ['到期一次性还本付息', 'bullet'],
  ['利随本清', 'bullet'],
  ['zerocoupon', 'discount'],
  ['贴现', 'discount'],
  ['分期手续费', 'flat-fee'],
  ['revolving', 'credit-line'],
  ['随借随还', 'credit-line'],
  ['自定义还款计划', 'schedule'],
  ['按还款计划', 'schedule'],
  ['不良资产', 'recovery-only'],
]);

const frequencyWords: ReadonlyMap<string, number> = new Map([
  ['monthly', 12],
  ['month', 12],
  ['m', 12],
  ['12', 12],
  ['按月', 12],
  ['月', 12],
  ['每月', 12],
  ['quarterly', 4],
  ['quarter', 4],
  ['q', 4],
  ['4', 4],
  ['按季', 4],
  ['季', 4],
  ['每季', 4],
  ['everyfourmonths', 3],
  ['3', 3],
  ['bimonthly', 6],
  ['6', 6],
  ['每两个月', 6],
  ['双月', 6],
  ['semimonthly', 24],
  ['24', 24],
  ['半月', 24],
  ['每半月', 24],
  ['semiannual', 2],
  ['semiannually', 2],
  ['halfyearly', 2],
  ['2', 2],
  ['半年', 2],
  ['按半年', 2],
  ['annual', 1],
  ['annually', 1],
  ['yearly', 1],
  ['1', 1],
  ['按年', 1],
  ['年', 1],
  ['biweekly', 26],
  ['26', 26],
  ['双周', 26],
  ['weekly', 52],
  ['52', 52],
  ['按周', 52],
  ['周', 52],
  ['daily', 365],
  ['365', 365],
  ['按日', 365],
  ['日', 365],
]);

const statusPatterns: readonly (readonly [pattern: RegExp, status: StatusClass])[] = [
  [
    /^(?:current|active|finalpaymentinprogress|performing|perf|normal|open|ok|good|live|issued|revolving|正常|正常类|正常还款中|还款中|履约中|未到期)$/,
    'performing',
  ],
  [
    /^(?:late|pastdue|delinquent|ingrace|grace|overdue|arrears|\d{1,3}(?:\d{1,3})?dayslate|逾期|逾期中|宽限|关注)/,
    'late',
  ],
  [
    /^(?:default|nonperforming|npl|foreclos|bankrupt|reo|repossess|impaired|违约|不良|次级|可疑|损失|垫款)/,
    'defaulted',
  ],
  [/^(?:chargedoff|chargeoff|chgoff|writtenoff|writeoff|核销|已核销)/, 'charged-off'],
  [
    /^(?:fullypaid|paid|paidoff|paidinfull|pif|repaid|prepaid|settled|completed|redeemed|结清|已结清|已还清|提前结清|正常结清)/,
    'paid-off',
  ],
  [/^(?:closed|matured|cancel|sold|repurchased|terminated|关闭|终止|回购)/, 'closed'],
  [
    /^(?:extended|modified|restructured|deferred|forbearance|inrepayment|frozen|suspended|展期|重组|其他|其它|other)/,
    'other',
  ],
];
