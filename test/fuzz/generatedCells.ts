import type { Draws } from './draws.js';

/** How one tape writes its dates, rates and amounts. */
export interface TapeStyle {
  readonly date: (year: number, month: number, day: number) => string;
  readonly rate: (basisPoints: number) => string;
  readonly amount: (cents: number) => string;
  readonly id: (place: number) => string;
  readonly quotes: 'none' | 'all' | 'some';
  readonly mark: string;
}

const two = (n: number) => String(n).padStart(2, '0');
const dateStyles: readonly TapeStyle['date'][] = [
  (y, m, d) => `${y}-${two(m)}-${two(d)}`,
  (y, m, d) => `${y}/${m}/${d}`,
  (y, m, d) => `${two(d)}/${two(m)}/${y}`,
  (y, m, d) => `${two(m)}/${two(d)}/${y}`,
  (y, m, d) => `${two(y % 100)}-${two(m)}-${two(d)}`,
  (y, m) => `${y}${two(m)}`,
  (y, m) => `${two(m)}${y}`,
  (y, m) => `${two(m)}/${y}`,
  (y, m, d) => `${y}年${m}月${d}日`,
  (y, m, d) => String(25569 + Math.floor((y - 1970) * 365.25) + m * 30 + d),
];
const rateStyles: readonly TapeStyle['rate'][] = [
  (bp) => (bp / 10_000).toFixed(4),
  (bp) => String(bp / 10_000),
  (bp) => `${(bp / 100).toFixed(2)}%`,
  (bp) => (bp / 100).toFixed(2),
];
const amountStyles: readonly TapeStyle['amount'][] = [
  (cents) => (cents / 100).toFixed(2),
  (cents) => String(Math.round(cents / 100)),
  (cents) => `"${grouped(cents)}"`,
  (cents) => `¥${(cents / 100).toFixed(2)}`,
  (cents) => `${(cents / 100).toFixed(2)} EUR`,
  (cents) => (cents / 100).toExponential(3),
];

function grouped(cents: number): string {
  const whole = String(Math.floor(cents / 100)).replace(/\B(?=(?:\d{3})+$)/g, ',');
  return `${whole}.${two(cents % 100)}`;
}

export function styleOf(draws: Draws, mark: string): TapeStyle {
  return {
    date: draws.of(dateStyles),
    rate: draws.of(rateStyles),
    amount: draws.of(amountStyles),
    id: draws.of([(n) => `L${n}`, (n) => `00${n}`, (n) => `借据-${n}`, (n) => `${n}`]),
    quotes: draws.weighted([
      [6, 'none'],
      [1, 'all'],
      [2, 'some'],
    ]),
    mark,
  };
}

/** A cell of a column as this tape writes it, or with a probability of `damage` something else. */
export function generatedCell(draws: Draws, style: TapeStyle, column: string, damage: number): string {
  const cell = draws.chance(damage) ? damagedCell(draws) : soundCell(draws, style, column);
  const hasMark = cell.includes(style.mark) && !cell.startsWith('"');
  const wanted = style.quotes === 'all' || (style.quotes === 'some' && draws.chance(0.3));
  return (hasMark || wanted) && !cell.includes('"') ? `"${cell}"` : cell;
}

function soundCell(draws: Draws, style: TapeStyle, column: string): string {
  switch (column) {
    case 'loanId':
      return style.id(draws.below(1000));
    case 'currentBalance':
      return draws.chance(0.05) ? '0.00' : style.amount(draws.below(9_000_000));
    case 'annualRate':
      return style.rate(50 + draws.below(2400));
    case 'originationDate':
      return style.date(2020 + draws.below(6), 1 + draws.below(12), 1 + draws.below(28));
    case 'maturityDate':
      return style.date(2027 + draws.below(6), 1 + draws.below(12), 1 + draws.below(28));
    case 'remainingTermMonths':
      return String(1 + draws.below(120));
    case 'status':
      return draws.of(['current', 'Current', '正常', 'late', 'fully paid', '']);
    case 'region':
      return draws.of(['广东', ' 江苏', 'TÜV', 'New York', '']);
    case 'daysPastDue':
      return draws.of(['0', '0', '0', '15', '45', '120', '']);
    default:
      return draws.of(['', 'fine', 'a, b', 'line\nend', 'say ""no""', '\u3000'].map(quotedWhereNeeded));
  }
}

function quotedWhereNeeded(text: string): string {
  return /[,\n"]/.test(text) ? `"${text}"` : text;
}

/** Each of these makes a whole file unreadable. */
const refusedCells = ['"', 'a"b', '"a"b', '=1+1'];

const damagedCells = [
  '""',
  '"c\nd"',
  '"e\r\nf"',
  '"g""h"',
  '1.2.3',
  'NaN',
  'Infinity',
  '0x10',
  '—',
  'N/A',
  '\u200b',
  '💥',
  '-0',
  '007',
  '5.',
  '.5',
  '1e5',
  '1e308',
  '12.5%',
  '5.25％',
  '１２',
  '28.000',
  '(5.00)',
  '3万',
  '-12.5',
  '999999999999999',
  '9007199254740993',
  '0.1234567890123456789',
  '2026-02-30',
  '03/04/2018',
  '合计',
  'Total',
  ' ',
  '\t',
  '\u00a0',
  '\u3000',
  '__proto__',
  'a'.repeat(300),
];

function damagedCell(draws: Draws): string {
  return draws.of(draws.chance(0.05) ? refusedCells : damagedCells);
}
