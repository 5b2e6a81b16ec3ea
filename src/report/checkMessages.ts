import type { CauseRecord, CheckStatus } from './documents/checkSchema.js';
import type { Language } from './messages.js';

/** Words of the report on a check, English and Chinese together. */
export interface CheckMessages {
  readonly statuses: { readonly [status in CheckStatus]: string };
  readonly hints: { readonly [status in CheckStatus]?: string };
  readonly causes: { readonly [kind in CauseRecord['kind']]: string };
  readonly firstCause: string;
  readonly also: string;
  readonly note: string;
  readonly run: string;
  readonly nothing: string;
  readonly figureMoved: string;
  readonly date: string;
  readonly where: string;
  readonly column: string;
  readonly before: string;
  readonly after: string;
  readonly change: string;
  readonly more: (count: number) => string;
  readonly noEffect: string;
  readonly deals: (count: number) => string;
  readonly accept: string;
}

const english: CheckMessages = {
  statuses: {
    same: 'same',
    unchanged: 'unchanged',
    differs: 'DIFFERS',
    'no-baseline': 'NO BASELINE',
    orphan: 'ORPHAN',
    invalid: 'INVALID',
    created: 'created',
    updated: 'updated',
  },
  hints: {
    unchanged: 'not run: inputs, program and baseline are those of the last update; --all runs it',
    'no-baseline': 'no baseline: --update',
    orphan: 'its deal file is gone; delete it, or bring the deal back',
  },
  causes: {
    version: 'program version',
    term: 'term',
    tape: 'tape',
    file: 'file',
    check: 'check',
    assumption: 'assumption',
    default: 'model default',
    baseline: 'baseline',
    program: 'program',
  },
  firstCause: 'first cause',
  also: 'also',
  note: 'note',
  run: 'run',
  nothing: 'none',
  figureMoved: 'figure',
  date: 'Date',
  where: 'Of',
  column: 'Column',
  before: 'Old',
  after: 'New',
  change: 'Change',
  more: (count) => `and ${count} more`,
  noEffect: 'no payment and no price has moved',
  deals: (count) => `${count} ${count === 1 ? 'deal' : 'deals'}`,
  accept: 'accept with: abs check --update',
};

const chinese: CheckMessages = {
  statuses: {
    same: '一致',
    unchanged: '未变',
    differs: '有差异',
    'no-baseline': '无基线',
    orphan: '无交易文件',
    invalid: '无效',
    created: '已新建',
    updated: '已更新',
  },
  hints: {
    unchanged: '未重算：输入、程序与基线均与上次更新相同；--all 强制重算',
    'no-baseline': '没有基线：请用 --update',
    orphan: '交易文件已不存在；请删除该基线或恢复交易文件',
  },
  causes: {
    version: '程序版本',
    term: '条款',
    tape: '资产清单',
    file: '文件',
    check: '检查设置',
    assumption: '假设',
    default: '模型默认值',
    baseline: '基线',
    program: '程序',
  },
  firstCause: '首要原因',
  also: '另有',
  note: '提示',
  run: '情景',
  nothing: '无',
  figureMoved: '指标',
  date: '日期',
  where: '对象',
  column: '项目',
  before: '原值',
  after: '新值',
  change: '变动',
  more: (count) => `另有 ${count} 项`,
  noEffect: '付款与价格均未变动',
  deals: (count) => `${count} 个交易`,
  accept: '接受差异：abs check --update',
};

export function checkMessagesFor(language: Language): CheckMessages {
  return language === 'zh' ? chinese : english;
}
