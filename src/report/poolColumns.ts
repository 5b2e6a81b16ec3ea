import type { CollateralColumn, OptionalColumn } from '#collateral/collateralCashflow.js';
import type { Language } from './messages.js';

type Label = { readonly [language in Language]: string };

/** The columns of a pool's cash flow for people; short, since a dozen stand side by side. */
export const mainLabels = {
  balanceAtStart: { en: 'Start', zh: '期初' },
  interest: { en: 'Interest', zh: '利息' },
  scheduledPrincipal: { en: 'Scheduled', zh: '计划本金' },
  prepaidPrincipal: { en: 'Prepaid', zh: '早偿本金' },
  defaultedPrincipal: { en: 'Defaulted', zh: '违约金额' },
  recoveries: { en: 'Recovered', zh: '回收款' },
  losses: { en: 'Lost', zh: '损失' },
  purchasedPrincipal: { en: 'Purchased', zh: '购入本金' },
  balanceAtEnd: { en: 'End', zh: '期末' },
} as const satisfies { readonly [name in CollateralColumn]: Label };

/** Columns that are there where they are not zero. */
export const optionalLabels = {
  capitalizedInterest: { en: 'Capitalized', zh: '资本化利息' },
  drawnPrincipal: { en: 'Drawn', zh: '新提款' },
  prepaymentPenalties: { en: 'Penalties', zh: '违约金' },
  advancedInterest: { en: 'Adv. interest', zh: '垫付利息' },
  advancedPrincipal: { en: 'Adv. principal', zh: '垫付本金' },
  recoveryCosts: { en: 'Recovery cost', zh: '回收费用' },
  guaranteeOnDemand: { en: 'On demand', zh: '见索即付' },
  guaranteeAfterDefault: { en: 'After default', zh: '违约后代偿' },
  delinquent1To30: { en: 'Late 1-30', zh: '逾期1-30天' },
  delinquent31To60: { en: 'Late 31-60', zh: '逾期31-60天' },
  delinquent61To90: { en: 'Late 61-90', zh: '逾期61-90天' },
  unplacedDefaults: { en: 'Unplaced', zh: '未能落实的违约' },
} as const satisfies { readonly [name in OptionalColumn]: Label };

export const mainNames = Object.keys(mainLabels) as (keyof typeof mainLabels)[];
export const optionalNames = Object.keys(optionalLabels) as (keyof typeof optionalLabels)[];
export type MainName = (typeof mainNames)[number];
export type OptionalName = (typeof optionalNames)[number];

/** Balances have no total; every other column is a flow. */
export const balanceNames: ReadonlySet<string> = new Set<MainName | OptionalName>([
  'balanceAtStart',
  'balanceAtEnd',
  'delinquent1To30',
  'delinquent31To60',
  'delinquent61To90',
]);

export const loanRateLabels = {
  mdr: { en: 'mdr', zh: '单月违约率' },
  smm: { en: 'smm', zh: '单月早偿率' },
  scheduledShare: { en: 'Sched. share', zh: '计划本金占比' },
  interestShare: { en: 'Int. share', zh: '利息占比' },
} as const satisfies { readonly [name: string]: Label };
