import type { CalendarDate } from '#basics/calendarDate.js';
import { collateralMonthEnd } from '#collateral/collateralMonths.js';
import type { DailyDrawings } from '#collateral/dailyDrawings.js';
import { type AliveSchedule, newAliveSchedule } from './poolFlows.js';
import type { SimulationPool } from './simulationPool.js';

/** What drawings that are alive pay if they were drawn at the end of month `joinMonth`, and not at the cut-off. */
export type DrawingCalendar = (alive: AliveSchedule, joinMonth: number) => AliveSchedule;

/**
 * Schedules of drawings are tables by month since the cut-off, and a month's length decides what it pays. Every
 * drawing falls as q^days, q = 1 − h, so that one number a month turns a table of other months into the right one:
 * with N table days and D calendar days before month t, and n and d in it, a balance b becomes b q^(D − N), its
 * interest that times (1 − q^d) / (1 − q^n), and of principal the part repaid by the day changes likewise, while
 * what ends in the month is repaid in full. The result is reused by the next call.
 */
export function drawingCalendar(
  pool: SimulationPool,
  cutOff: CalendarDate,
  drawings: DailyDrawings | undefined,
): DrawingCalendar {
  if (drawings === undefined) return (alive) => alive;
  const { groupCount, monthCount } = pool;
  const made = newAliveSchedule(pool);
  const tables = new Map<number, MonthTable>();
  return (alive, joinMonth) => {
    if (joinMonth === 0) return alive;
    const known = tables.get(joinMonth);
    const table = known ?? monthTable(cutOff, drawings.repaidPerDay, joinMonth, monthCount);
    if (known === undefined) tables.set(joinMonth, table);
    const { scale, interest, leftTable, leftHere } = table;
    for (let group = 0; group < groupCount; group++) {
      for (let t = 0, at = group * monthCount; t < monthCount; t++, at++) {
        const balance = Math.max(0, alive.balance[at]!);
        // Balance that goes on past the month; the rest ends in it.
        const going = leftTable[t] === 0 ? 0 : Math.max(0, balance - alive.principal[at]!) / leftTable[t]!;
        made.balance[at] = balance * scale[t]!;
        made.interest[at] = alive.interest[at]! * interest[t]!;
        made.principal[at] = (balance - going * leftHere[t]!) * scale[t]!;
        made.defaulted[at] = alive.defaulted[at]! * scale[t]!;
      }
    }
    return made;
  };
}

interface MonthTable {
  readonly scale: Float64Array;
  readonly interest: Float64Array;
  readonly leftTable: Float64Array;
  readonly leftHere: Float64Array;
}

function monthTable(cutOff: CalendarDate, h: number, joinMonth: number, monthCount: number): MonthTable {
  const column = () => new Float64Array(monthCount);
  const table = { scale: column(), interest: column(), leftTable: column(), leftHere: column() };
  const start = collateralMonthEnd(cutOff, joinMonth);
  let before = 0;
  for (let t = 0; t < monthCount; t++) {
    const inTable = lengthOf(cutOff, t);
    const here = lengthOf(start, t);
    table.leftTable[t] = left(h, inTable);
    table.leftHere[t] = left(h, here);
    table.scale[t] = before >= 0 ? left(h, before) : 1 / left(h, -before);
    table.interest[t] = (table.scale[t]! * (1 - table.leftHere[t]!)) / (1 - table.leftTable[t]!);
    before += here - inTable;
  }
  return table;
}

/** Days of month t of loans that start on a date, as their schedules count them. */
function lengthOf(start: CalendarDate, t: number): number {
  return collateralMonthEnd(start, t + 1) - collateralMonthEnd(start, t);
}

function left(h: number, days: number): number {
  let share = 1;
  for (let day = 0; day < days; day++) share *= 1 - h;
  return share;
}
