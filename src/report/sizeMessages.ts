import type { Language } from './messages.js';

/** Words of the report on a sizing, English and Chinese together. */
const english = {
  classes: 'Structure found',
  share: 'Share',
  shareError: '±',
  binding: 'Held back by',
  limits: {
    expectedLoss: 'expected loss',
    lossProbability: 'probability of loss',
    breakEven: 'break-even multiple',
    lifeMin: 'average life, at least',
    lifeMax: 'average life, at most',
    min: 'minimum share',
    max: 'maximum share',
    room: 'room that the other classes leave',
    none: 'no share meets its limits',
  } as { readonly [limit: string]: string },
  rest: 'the rest',
  cost: 'Funding cost',
  costOf: (percent: string) =>
    `${percent} a year, by share and average life, with the rest at the cost of capital`,
  frontier: (name: string) => `Frontier: class ${name} at other shares`,
  reserves: 'Reserves tried',
  reserve: 'Reserve',
  term: 'Term',
  termProposed: (term: string, earliest: string, latest: string, mean: string) =>
    `${term} years proposed: due dates from ${earliest} to ${latest} years, on average ${mean}`,
  dueAfter: (share: string) => `${share} of the balance falls due after it`,
  weighed: 'Weighed',
  distance: 'Mean distance from due dates',
  demand: 'Demand',
  verified: (seed: string, paths: string) => `Verified by ${paths} fresh paths, seed "${seed}"`,
  target: 'Target',
  limit: 'Limit',
  reached: 'Reached',
  holds: 'holds',
  fails: 'FAILS',
  infeasible: 'No such structure',
  cannot: (note: string, limit: string, wanted: string, reached: string) =>
    `class ${note}: ${limit} should be ${wanted} and is ${reached} at the smallest share`,
  tooSmall: (note: string, wanted: string, reached: string, by: string) =>
    `class ${note}: its minimum is ${wanted}, and there is room for ${reached}: ${by} short`,
  notMonotone: (note: string) =>
    `class ${note}: its limits fail and hold again between shares; the highest share is taken`,
  searched: (paths: string, seed: string) =>
    `searched on ${paths} paths that all structures share, seed "${seed}"`,
};

export type SizeMessages = typeof english;

const chinese: SizeMessages = {
  classes: '求得的结构',
  share: '占比',
  shareError: '±',
  binding: '约束',
  limits: {
    expectedLoss: '预期损失',
    lossProbability: '损失概率',
    breakEven: '临界倍数',
    lifeMin: '加权平均期限下限',
    lifeMax: '加权平均期限上限',
    min: '最低占比',
    max: '最高占比',
    room: '其他档留下的空间',
    none: '任何占比均不满足',
  },
  rest: '剩余部分',
  cost: '融资成本',
  costOf: (percent) => `每年 ${percent}（按占比与平均期限加权，剩余部分按资本成本计）`,
  frontier: (name) => `边界：${name} 档取其他占比`,
  reserves: '试算的储备',
  reserve: '储备',
  term: '期限',
  termProposed: (term, earliest, latest, mean) =>
    `建议 ${term} 年：资产到期日为 ${earliest} 至 ${latest} 年，平均 ${mean} 年`,
  dueAfter: (share) => `余额的 ${share} 在其后到期`,
  weighed: '候选',
  distance: '与到期日的平均距离',
  demand: '需求',
  verified: (seed, paths) => `以新随机种子 "${seed}" 的 ${paths} 条路径验证`,
  target: '目标',
  limit: '限值',
  reached: '结果',
  holds: '满足',
  fails: '不满足',
  infeasible: '不存在满足目标的结构',
  cannot: (note, limit, wanted, reached) => `${note} 档：${limit}应为 ${wanted}，在最小占比下为 ${reached}`,
  tooSmall: (note, wanted, reached, by) => `${note} 档：最低占比 ${wanted}，可用空间 ${reached}，差 ${by}`,
  notMonotone: (note) => `${note} 档：目标随占比反复满足与不满足；取最高的占比`,
  searched: (paths, seed) => `在各结构共用的 ${paths} 条路径上求解，随机种子 "${seed}"`,
};

export function sizeMessagesFor(language: Language): SizeMessages {
  return language === 'zh' ? chinese : english;
}
