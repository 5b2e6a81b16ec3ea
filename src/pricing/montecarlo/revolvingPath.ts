import { fillPathSmm, type PrepaymentRule, smmIsLevel } from '#pricing/models/prepaymentRule.js';
import type { BeforePeriod, Collections, MonthlyFlows } from '#waterfall/availableFunds.js';
import { idleSince } from '#waterfall/idleCash.js';
import { joiningMonth } from '#waterfall/joiningMonth.js';
import { clearTurnover, newTurnover, type Turnover } from '#waterfall/monthTurnover.js';
import type { PaymentPlan } from '#waterfall/plan.js';
import { measuresUse } from '#waterfall/planQueries.js';
import { purchaseMarket } from '#waterfall/purchaseMarket.js';
import { boughtMix, buysInside, turnOver, turnoverMonth, withoutReinvested } from '#waterfall/turnOver.js';
import { drawingCalendar } from './drawingCalendar.js';
import { type PathClaims, tailMonths } from './pathClaims.js';
import { type AliveSchedule, newAliveSchedule } from './poolFlows.js';
import type { PreparedSimulation } from './preparedSimulation.js';
import { addVintage, type LotBalances, type VintageSmm } from './vintage.js';

/** A pool that grows by what its own deal buys, on one path at a time. */
export interface RevolvingPath {
  /** All that the pool pays, months from the cut-off: filled as the path goes on. */
  readonly flows: MonthlyFlows;
  /** Fills a period's collections, with the loans in that were bought on the date before. */
  readonly before: BeforePeriod<number>;
  /** Starts a path with the pool as it is at the cut-off. */
  start(path: RevolvingPathStart): void;
}

export interface RevolvingPathStart {
  readonly alive: AliveSchedule;
  readonly rates: Float64Array;
  readonly smm: Float64Array;
  readonly recoveryMultiple: number;
  /** Single loans: draws what is bought. Absent for a large pool, where loans bought do what `alive` does. */
  readonly draw?: (principal: Float64Array, alive: AliveSchedule) => void;
}

/**
 * Follows `openRevolvingPool` (the runners' own pool) along a path: what a date buys joins at the first end of a
 * collateral month on or after it, and from then on defaults and prepays by the path's factor and rates.
 */
export function revolvingPath(
  prepared: PreparedSimulation,
  into: Collections,
  claims?: PathClaims,
): RevolvingPath {
  const { plan, pool } = prepared;
  const { line, groupCount, monthCount } = pool;
  if (line === undefined) throw new Error('a deal that buys loans needs a replacement line');
  const joins = plan.periods.map((_, period) => joiningMonth(plan, period));
  const tail = tailMonths(pool);
  const flows = emptyFlows(Math.max(0, ...joins) + monthCount + tail);
  const speeds = vintageSpeeds(prepared.prepayment, flows.monthCount);
  const drawn = newAliveSchedule(pool);
  const ones = new Float64Array(groupCount).fill(1);
  const multiples = new Float64Array(groupCount);
  const lotCount = line.lots.count;
  const principal = new Float64Array(lotCount);
  const bought = new Float64Array(plan.periods.length * lotCount);
  const market = purchaseMarket(line.lots, line.lotBalance, plan.purchasePrice.value);
  const mix = boughtMix(line.lots, line.drawings);
  const turnover = newTurnover(lotCount);
  const onCalendar = drawingCalendar(pool, plan.cutOffDate, line.drawings);
  const watchesUse = measuresUse(plan);
  const held = lotBalances(lotCount, line.lotOfGroup, flows.monthCount);
  let path: RevolvingPathStart | undefined;

  /** The pool by lot on a payment date, with what was bought before and has not joined yet. */
  const heldAt = (period: number): Float64Array => {
    const { endMonth } = plan.periods[period]!;
    const balances = held.in(endMonth);
    for (let before = period - 1; before >= 0 && joins[before]! > endMonth; before--) {
      for (let lot = 0; lot < lotCount; lot++) balances[lot]! += bought[before * lotCount + lot]!;
    }
    return balances;
  };

  const join = (period: number, cash: number): void => {
    const byLot = market.buy(cash);
    for (let lot = 0; lot < lotCount; lot++) principal[lot] = byLot[lot]! * line.lotBalance[lot]!;
    bought.set(principal, period * lotCount);
    joinIn(joins[period]!);
  };

  /** Loans of `principal` by lot join at the end of a month. */
  const joinIn = (joinMonth: number): void => {
    const { alive, draw, recoveryMultiple, rates } = path!;
    const smm = speeds.from(joinMonth, rates);
    if (draw === undefined) {
      for (let group = 0; group < groupCount; group++) {
        const lot = line.lotOfGroup[group]!;
        multiples[group] = principal[lot] === 0 ? 0 : principal[lot]! / line.lotBalance[lot]!;
      }
      addVintage(
        pool,
        { joinMonth, alive: onCalendar(alive, joinMonth), multiples, smm, recoveryMultiple },
        flows,
        held.at,
        claims,
      );
    } else {
      draw(principal, drawn);
      const whole = {
        joinMonth,
        alive: onCalendar(drawn, joinMonth),
        multiples: ones,
        smm,
        recoveryMultiple,
      };
      addVintage(pool, whole, flows, held.at, claims);
    }
  };

  /** What principal of the month bought in it joins at its end; returns the turnover, which is reused. */
  const turn = (month: number): Turnover => {
    clearTurnover(turnover);
    const told = turnoverMonth(plan, month, monthOf(flows, month), line.drawings, 'survivors');
    const { limited } = mix;
    const heldAtStart = limited ? held.in(month).slice() : noLots;
    const heldAtEnd = limited ? held.in(month + 1).slice() : noLots;
    const sides = { market, lotBalance: line.lotBalance, mix, heldAtStart, heldAtEnd };
    turnOver(plan, told, { ...sides, ledger: 'formula' }, turnover);
    flows.interest[month]! += turnover.interest;
    flows.scheduledPrincipal[month]! += turnover.repaid;
    principal.set(turnover.atEnd);
    if (turnover.bought > 0) joinIn(month + 1);
    return turnover;
  };

  return {
    flows,
    start(next) {
      path = next;
      for (const column of columnsOf(flows)) column.fill(0);
      bought.fill(0);
      held.at?.byMonth.fill(0);
      speeds.forget();
      const { alive, recoveryMultiple } = next;
      const smm = { values: next.smm, stride: monthCount, start: 0 };
      addVintage(
        pool,
        { joinMonth: 0, alive, multiples: ones, smm, recoveryMultiple },
        flows,
        held.at,
        claims,
      );
    },
    before(period, purchased, isStopped) {
      if (purchased > 0) join(period - 1, purchased);
      let reinvested = 0;
      let loanDays = 0;
      let cashDays = idleSince(plan, into, period, purchased);
      const { firstMonth, endMonth, collectionStart, collectionEnd } = plan.periods[period]!;
      for (let month = firstMonth; month < Math.min(endMonth, flows.monthCount); month++) {
        if (!buysInside(plan, month, isStopped)) {
          if (!watchesUse) continue;
          const { performing, days, repaidDays } = turnoverMonth(
            plan,
            month,
            monthOf(flows, month),
            line.drawings,
            'survivors',
          );
          loanDays += performing * days - repaidDays;
          continue;
        }
        const { spent, loanDays: loans, cashDays: cash } = turn(month);
        reinvested += spent;
        loanDays += loans;
        cashDays += cash;
      }
      collect(plan, flows, period, into);
      withoutReinvested(into, period, reinvested);
      const days = Math.max(1, collectionEnd - collectionStart);
      into.loansOut[period] = loanDays / days;
      into.cashIdle[period] = cashDays / days;
      if (plan.buying[period] === 1) into.purchasable[period] = market.open(heldAt(period));
    },
  };
}

const noLots = new Float64Array(0);

/** What the pool of a path pays in a month; loans that join at its start are in the balance. */
function monthOf(flows: MonthlyFlows, month: number) {
  return {
    balanceAtStart: flows.balanceAtStart[month]!,
    purchasedPrincipal: 0,
    defaultedPrincipal: flows.defaultedPrincipal[month]!,
    scheduledPrincipal: flows.scheduledPrincipal[month]!,
    prepaidPrincipal: flows.prepaidPrincipal[month]!,
  };
}

/** The path's pool by lot; not kept where there is but one. */
function lotBalances(count: number, ofGroup: Uint32Array, monthCount: number) {
  const at: LotBalances | undefined =
    count === 1 ? undefined : { ofGroup, monthCount, byMonth: new Float64Array(count * monthCount) };
  const now = new Float64Array(count);
  return {
    at,
    in(month: number): Float64Array {
      if (at === undefined) return now;
      for (let lot = 0; lot < count; lot++) {
        now[lot] = month < monthCount ? at.byMonth[lot * monthCount + month]! : 0;
      }
      return now;
    },
  };
}

/** SMM of vintages: by calendar month, once a path, where speeds do not go by age; else worked out for each. */
function vintageSpeeds(rule: PrepaymentRule, monthCount: number) {
  const isLevel = smmIsLevel(rule);
  const stretched = isLevel ? stretch(rule, monthCount) : rule;
  const values = new Float64Array(stretched.groupCount * stretched.monthCount);
  let filled = false;
  return {
    forget(): void {
      filled = false;
    },
    from(joinMonth: number, rates: Float64Array): VintageSmm {
      if (!isLevel) fillPathSmm(rule, rates, values, joinMonth);
      else if (!filled) fillPathSmm(stretched, rates, values);
      filled = true;
      return { values, stride: stretched.monthCount, start: isLevel ? joinMonth : 0 };
    },
  };
}

/** A rule of level speeds over more months. */
function stretch(rule: PrepaymentRule, monthCount: number): PrepaymentRule {
  const baseCpr = new Float64Array(rule.groupCount * monthCount);
  for (let group = 0; group < rule.groupCount; group++) {
    baseCpr.fill(rule.baseCpr[group * rule.monthCount]!, group * monthCount, (group + 1) * monthCount);
  }
  return { ...rule, baseCpr, monthCount };
}

function emptyFlows(monthCount: number): MonthlyFlows {
  const column = () => new Float64Array(monthCount);
  return {
    monthCount,
    balanceAtStart: column(),
    interest: column(),
    scheduledPrincipal: column(),
    prepaidPrincipal: column(),
    defaultedPrincipal: column(),
    recoveries: column(),
    losses: column(),
    balanceAtEnd: column(),
  };
}

function columnsOf(flows: MonthlyFlows): Float64Array[] {
  const { balanceAtStart, interest, scheduledPrincipal, prepaidPrincipal } = flows;
  const { defaultedPrincipal, recoveries, losses, balanceAtEnd } = flows;
  const flowing = [interest, scheduledPrincipal, prepaidPrincipal, defaultedPrincipal, recoveries, losses];
  return [balanceAtStart, ...flowing, balanceAtEnd];
}

/** One period of `sumIntoPayments`. Balances hold the loans that have joined by then. */
function collect(plan: PaymentPlan, flows: MonthlyFlows, period: number, into: Collections): void {
  const { firstMonth, endMonth } = plan.periods[period]!;
  const end = Math.min(endMonth, flows.monthCount);
  let interest = 0;
  let scheduled = 0;
  let prepaid = 0;
  let recoveries = 0;
  let defaulted = 0;
  let losses = 0;
  for (let month = firstMonth; month < end; month++) {
    interest += flows.interest[month]!;
    scheduled += flows.scheduledPrincipal[month]!;
    prepaid += flows.prepaidPrincipal[month]!;
    recoveries += flows.recoveries[month]!;
    defaulted += flows.defaultedPrincipal[month]!;
    losses += flows.losses[month]!;
  }
  into.interest[period] = interest;
  into.scheduledPrincipal[period] = scheduled;
  into.prepaidPrincipal[period] = prepaid;
  into.recoveries[period] = recoveries;
  into.defaultedPrincipal[period] = defaulted;
  into.losses[period] = losses;
  into.balanceAtStart[period] = firstMonth < flows.monthCount ? flows.balanceAtStart[firstMonth]! : 0;
  into.balanceAtEnd[period] = endMonth < flows.monthCount ? flows.balanceAtStart[endMonth]! : 0;
}
