import type { AssumptionRecord } from './documents/documentParts.js';
import { formatCount, formatShortPercent } from './formatValue.js';
import type { Language } from './messages.js';

/** How an assumption is named for people and in which unit its value is shown. */
interface AssumptionLabel {
  readonly unit: 'rate' | 'plain';
  readonly label: { readonly [language in Language]: string };
}

const rate = (en: string, zh: string): AssumptionLabel => ({ unit: 'rate', label: { en, zh } });
const plain = (en: string, zh: string): AssumptionLabel => ({ unit: 'plain', label: { en, zh } });

/** By path, as `scenarios/` records them; a path without a label is shown as it is. */
const labels: { readonly [name: string]: AssumptionLabel } = {
  cutOff: plain('cut-off date', '封包日'),
  currency: plain('currency', '币种'),
  deal: plain('deal', '交易结构'),
  'deal.payments': plain('  payments', '  支付'),
  'deal.interest': plain('  interest by', '  计息基准'),
  'deal.fees': plain('  fees', '  费用'),
  'deal.accounts': plain('  accounts', '  账户'),
  'deal.supports': plain('  supports', '  外部增信'),
  'deal.triggers': plain('  triggers', '  触发事件'),
  'purchases.payments': plain('purchases', '循环购买'),
  'purchases.every': plain('  buys', '  购买频率'),
  'purchases.price': rate('  price, of principal', '  价格（占本金）'),
  'purchases.eligibility': plain('  must pass', '  合格标准'),
  'purchases.limits': plain('  limits', '  集中度限制'),
  'purchases.line.rate': rate('  loans bought: rate', '  新购贷款：利率'),
  'purchases.line.remainingTermMonths': plain('  loans bought: months to run', '  新购贷款：剩余期限（月）'),
  'purchases.line.defaultRate': rate('  loans bought: default a year', '  新购贷款：年化违约率'),
  'purchases.line.risk': plain('  loans bought: risk', '  新购贷款：风险'),
  order: plain('order within a month', '月内顺序'),
  'prepayment.none': plain('prepayment', '早偿'),
  'prepayment.cpr': rate('prepayment, CPR', '年化早偿率 CPR'),
  'prepayment.smm': rate('prepayment, SMM', '单月早偿率 SMM'),
  'prepayment.psa': rate('prepayment, PSA', '早偿速度 PSA'),
  'prepayment.abs': rate('prepayment, ABS speed', 'ABS 早偿速度'),
  'prepayment.beforeDue': rate('paid before the due date', '到期前付款概率'),
  'prepayment.vector.rates': plain('prepayment by month', '逐月早偿率'),
  'prepayment.pointsPerRatePoint': plain('CPR points per rate point', '利率变动 1 百分点的早偿变动'),
  'default.none': plain('default', '违约'),
  'default.cdr': rate('default, CDR', '年化违约率 CDR'),
  'default.mdr': rate('default, MDR', '单月违约率 MDR'),
  'default.sda': rate('default, SDA', '标准违约曲线 SDA'),
  'default.vector.rates': plain('default by month', '逐月违约率'),
  'default.curve.share': rate('default, share of balance', '违约占比'),
  'default.curve.timing': plain('  timing', '  违约时间分布'),
  'default.noneInLastMonths': plain('  none in the last months', '  到期前不违约月数'),
  'default.cumulative': rate('default, cumulative', '累计违约率'),
  'default.months': plain('  window, months', '  观察期（月）'),
  'default.tapeMean': rate('default, loan by loan, mean', '逐笔年化违约率均值'),
  'default.multiple': plain('default multiple', '违约倍数'),
  'default.timing': plain('  timing', '  违约时间分布'),
  'default.timingScale': plain('  scale of the timing', '  时间分布系数'),
  'default.pd.lowest': rate('  lowest PD of a loan', '  逐笔最低违约概率'),
  'default.pd.highest': rate('  highest PD of a loan', '  逐笔最高违约概率'),
  'default.fallback': rate('default where the tape has none', '清单缺失时的违约率'),
  'recovery.rate': rate('recovery rate', '回收率'),
  'recovery.lagMonths': plain('recovery lag, months', '回收滞后期（月）'),
  'recovery.sensitivity': plain('recovery sensitivity', '回收率敏感度'),
  'recovery.timing': plain('  timing', '  回收时间分布'),
  'recovery.cost': rate('recovery cost', '回收费用率'),
  'recovery.advances': plain('advances', '垫付'),
  'partialPrepayment.smm': rate('partial prepayment, SMM', '部分早偿 SMM'),
  'creditLines.averageDrawingDays': plain('days a drawing is out', '平均用款天数'),
  'creditLines.dailyDrawing': rate('drawn a day, of undrawn limit', '每日提款占未用额度'),
  'payables.unpaidShare': rate('payables not paid', '应付款未付占比'),
  'payables.defaultAfterMonths': plain('  default after, months', '  违约认定（月）'),
  'payables.guarantee.obligation': plain('guarantee', '保函责任'),
  'payables.guarantee.claimDelayMonths': plain('  claim delay, months', '  索赔时滞（月）'),
  'payables.guarantee.limit': rate('  limit, of face', '  保函限额（占面额）'),
  'fixedRateStress.change': rate('change of fixed rates', '固定利率变动'),
  'fixedRateStress.fromMonth': plain('  from month', '  自第几月'),
  correlation: plain('asset correlation', '资产相关系数'),
  'rates.model': plain('rate model', '利率模型'),
  'rates.initial': rate('risk-free rate now', '无风险利率'),
  'rates.mean': rate('  long-run mean', '  长期均值'),
  'rates.speed': plain('  reversion speed', '  回归速度'),
  'rates.shift': rate('  shift of rates', '  利率平移'),
  'factors.global': plain('state of the economy', '经济状态因子'),
  'servicer.failsInMonth': plain('servicer fails in month', '服务机构失能（第几月）'),
  'servicer.lostMonths': plain('  commingled months', '  混同月数'),
  'servicer.lostShare': rate('  lost of them', '  混同损失率'),
  'servicer.delayMonths': plain('  months of delay', '  回款延迟（月）'),
  'purchases.droughtFromMonth': plain('nothing to buy from month', '无资产可购（自第几月）'),
  'purchases.droughtMonths': plain('  for months', '  持续月数'),
  'supports.defaultsInMonth': plain('supports default in month', '增信方违约（第几月）'),
  'rates.volatility': rate('  volatility', '  波动率'),
  'premium.rate': rate('premium', '溢价'),
  'premium.rule': plain('premium rule', '溢价口径'),
  'pricing.method': plain('method', '定价方法'),
  'pricing.estimator': plain('estimator', '估计方法'),
  'pricing.standardError': plain('target standard error', '目标标准误'),
  'pricing.paths': plain('paths', '路径数'),
  maxRejects: plain('rejected rows allowed', '允许拒收的行'),
};

/** Of a provider, after its name. */
const providerLabels: { readonly [key: string]: AssumptionLabel } = {
  annualDefaultRate: rate('default a year', '年违约率'),
  cumulativeDefaults: plain('defaults by year', '累计违约率'),
  relation: plain('related to the pool', '与资产池的关系'),
  correlation: rate('share in the economy', '系统性占比'),
  region: plain('moves with region', '随地区'),
  industry: plain('moves with industry', '随行业'),
  defaultsAbove: rate('fails above defaults of', '违约触发（占资产池）'),
  recovery: rate('its estate pays', '破产受偿率'),
  acceptors: plain('stand behind bills', '承兑人'),
};
const ofProvider = /^providers\.(.+)\.([A-Za-z]+)$/;

function labelOf(name: string): AssumptionLabel | undefined {
  if (Object.hasOwn(labels, name)) return labels[name];
  const [, who, key] = ofProvider.exec(name) ?? [];
  if (who === undefined || key === undefined || !Object.hasOwn(providerLabels, key)) return undefined;
  const { unit, label } = providerLabels[key]!;
  return { unit, label: { en: `${who}: ${label.en}`, zh: `${who}：${label.zh}` } };
}

export function assumptionLabel(name: string, language: Language): string {
  return labelOf(name)?.label[language] ?? name;
}

export function assumptionText(assumption: AssumptionRecord): string {
  const { name, value } = assumption;
  if (value === null) return '–';
  if (typeof value === 'string') return shortList(value);
  if (typeof value !== 'number') return String(value);
  const unit = labelOf(name)?.unit ?? 'plain';
  if (unit === 'rate') return formatShortPercent(value);
  return Number.isInteger(value) && value >= 1000 ? formatCount(value) : String(value);
}

/** A vector of many months by its ends; all of it stands in the JSON document. */
function shortList(value: string): string {
  const items = value.split(' ');
  if (items.length <= 6 || !items.every((item) => /^-?\d/.test(item))) return value;
  return `${items.slice(0, 3).join(' ')} … ${items.at(-1)} (${items.length})`;
}

/** Where a value came from, its first word in the reader's language; places, names and reasons stay as they are. */
export function originText(origin: string, language: Language): string {
  if (language === 'en') return origin;
  const found = originWords.find(([word]) => origin === word || origin.startsWith(`${word} `));
  return found === undefined ? origin : found[1] + origin.slice(found[0].length);
}

const originWords: readonly (readonly [string, string])[] = [
  ['default', '默认'],
  ['flag', '命令行'],
  ['tape column', '清单字段'],
  ['tape', '清单'],
];
