import { didYouMean } from '#basics/closestName.js';
import { quoted } from '#basics/printable.js';
import { type Problem, problem } from '#basics/problem.js';
import { headingKey } from '#collateral/tape/heading.js';
import type { TapeRows } from '#collateral/tape/tapeRows.js';

export const curveColumnNames = [
  'tenor',
  'date',
  'zeroRate',
  'discountFactor',
  'compounding',
  'dayCount',
] as const;
export type CurveColumn = (typeof curveColumnNames)[number];
/** Where each column stands, −1 for none. */
export type CurveColumns = { readonly [column in CurveColumn]: number };

/** A tenor or a date, a zero rate or a discount factor; undefined where that is not what the headings say. */
export function curveColumns(rows: TapeRows, name: string, problems: Problem[]): CurveColumns | undefined {
  const before = problems.length;
  const fail = (code: string, message: string) => problems.push(problem('error', code, `${name}:1`, message));
  const titles = Array.from({ length: rows.rowCount === 0 ? 0 : rows.widthOf(0) }, (_, i) => rows.cell(0, i));
  if (rows.rowCount < 2) fail('empty', 'a curve needs a line of headings and at least one point');
  const keys = titles.map(headingKey);
  const known = curveColumnNames.map(headingKey);
  titles.forEach((title, i) => {
    if (!known.includes(keys[i]!)) fail('unknown-column', unknownColumn(title));
    else if (keys.indexOf(keys[i]!) < i) fail('duplicate-column', `${quoted(title)} stands there twice`);
  });
  const at = (column: CurveColumn) => keys.indexOf(headingKey(column));
  const oneOf = (a: CurveColumn, b: CurveColumn) => {
    if (at(a) < 0 && at(b) < 0) fail('missing-column', `there is no column ${a} and none ${b}`);
    if (at(a) >= 0 && at(b) >= 0) fail('conflict', `${a} and ${b} exclude each other`);
  };
  oneOf('tenor', 'date');
  oneOf('zeroRate', 'discountFactor');
  const useless: readonly (readonly [CurveColumn, CurveColumn, string])[] = [
    ['compounding', 'discountFactor', 'a discount factor does not compound'],
    ['dayCount', 'discountFactor', 'a discount factor counts no days'],
    ['dayCount', 'tenor', 'a tenor counts no days: 6M is half a year'],
  ];
  for (const [column, beside, why] of useless) {
    if (at(column) >= 0 && at(beside) >= 0) fail('unused', `${column} says nothing beside ${beside}: ${why}`);
  }
  if (problems.length > before) return undefined;
  return {
    tenor: at('tenor'),
    date: at('date'),
    zeroRate: at('zeroRate'),
    discountFactor: at('discountFactor'),
    compounding: at('compounding'),
    dayCount: at('dayCount'),
  };
}

function unknownColumn(title: string): string {
  const suggestion = didYouMean(title, curveColumnNames) || `; known: ${curveColumnNames.join(', ')}`;
  return `${quoted(title)} is no column of a curve${suggestion}`;
}
