import { type Problem, problem } from '#basics/problem.js';
import type { TapeReading } from '#collateral/tape/readTape.js';
import { monthLimit } from '#waterfall/planPeriods.js';

/** The row that makes a deal too long: nobody finds one maturity of 2125 among ten thousand by hand. */
export function longestLoan({ table, report }: TapeReading, planned: readonly Problem[]): Problem[] {
  if (!planned.some(({ code }) => code === 'too-many-periods')) return [];
  let longest = 0;
  for (let row = 1; row < table.rowCount; row++) {
    if (table.remainingTermMonths[row]! > table.remainingTermMonths[longest]!) longest = row;
  }
  const term = table.remainingTermMonths[longest]!;
  const same = table.remainingTermMonths.reduce((count, months) => count + (months === term ? 1 : 0), 0);
  const columns = ['remainingTermMonths', 'maturityDate', 'dueDate'] as const;
  const column = columns.find((name) => report.columns.some(({ canonical }) => canonical === name));
  const source = report.columns.find(({ canonical }) => canonical === column)?.source ?? columns[0];
  const others = same > 1 ? ` (${same} loans have it)` : '';
  const message =
    `${term} months is the longest remaining term${others}; ` +
    `with the recovery lag and twelve months a deal lasts at most ${monthLimit}`;
  return [problem('error', 'term-too-long', `${table.name}:${table.line[longest]}:${source}`, message)];
}
