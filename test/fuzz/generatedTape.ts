import type { Draws } from './draws.js';
import { generatedCell, styleOf } from './generatedCells.js';

/**
 * One hostile file: mostly a tape that could be real (one style a column, as tapes have) with more or less damage
 * to its cells; some with their bytes damaged after that, in other encodings, cut, huge in places, or no tape at all.
 */
export function generatedTape(draws: Draws): Uint8Array {
  return draws.weighted<() => Uint8Array>([
    [70, () => encoded(draws, tapeText(draws))],
    [20, () => damagedBytes(draws, encoded(draws, tapeText(draws)))],
    [6, () => encoded(draws, grid(draws))],
    [3, () => randomBytes(draws, draws.below(3000))],
    [1, () => encoded(draws, withHugeField(draws, tapeText(draws)))],
  ])();
}

const columnNames: readonly (readonly [canonical: string, usual: string, chinese: string])[] = [
  ['loanId', 'loan_number', '借据号'],
  ['currentBalance', 'outstanding_balance', '剩余本金(元)'],
  ['annualRate', 'interest_rate', '贷款年利率(%)'],
  ['originationDate', 'origination_date', '合同开始时间'],
  ['maturityDate', 'maturity_date', '合同结束时间'],
  ['remainingTermMonths', 'remaining_term', '剩余期限(月)'],
  ['status', 'loan_status', '资产状态'],
  ['region', 'state', '地区'],
  ['daysPastDue', 'days_past_due', '当前逾期天数(天)'],
  ['note', 'remark', '备注'],
];

function tapeText(draws: Draws): string {
  const mark = draws.weighted([
    [6, ','],
    [2, ';'],
    [1, '|'],
    [1, '\t'],
  ]);
  const end = draws.weighted([
    [5, '\n'],
    [3, '\r\n'],
    [1, '\r'],
  ]);
  const language = draws.below(3);
  const columns = columnNames.filter((_, i) => i < 3 || i === 5 || draws.chance(0.75));
  const headings = columns.map((names) => names[language]!);
  const style = styleOf(draws, mark);
  const damage = draws.of([0, 0, 0, 0.01, 0.02, 0.05, 0.25]);
  const lines = draws.chance(0.1) ? ['资产清单 2026'] : [];
  const headingPlace = lines.push(headings.join(mark)) - 1;
  for (let row = draws.of([0, 1, 2, 3, 5, 8, 10, 20, 30]); row > 0; row--) {
    lines.push(
      line(
        draws,
        columns.map(([name]) => generatedCell(draws, style, name, damage)),
        mark,
        damage,
      ),
    );
    if (draws.chance(damage / 4))
      lines.push(draws.of(['', '  ', mark.repeat(9), headings.join(mark), lines[1] ?? '']));
  }
  if (draws.chance(0.15)) lines.push(lineWithoutLoan(draws, columns.length, mark));
  if (draws.chance(0.05)) lines.splice(headingPlace + 1, 0, lineWithoutLoan(draws, columns.length, mark));
  const text = lines.join(end);
  return draws.chance(0.85) ? text + end : text;
}

/** A total, a subtotal or a remark, as wide as the others or not. */
function lineWithoutLoan(draws: Draws, width: number, mark: string): string {
  const names = [
    '合计',
    '合計',
    '總計',
    '匯總',
    'Total',
    '"Total"',
    '\u3000合计 ',
    '制表人：张三',
    'Sum of all loans shown',
  ];
  const cells = [draws.of(names), draws.of(['100', '0', '', '注：含利息'])];
  while (draws.chance(0.9) && cells.length < width) cells.push('');
  return cells.join(mark);
}

function line(draws: Draws, cells: string[], mark: string, damage: number): string {
  if (draws.chance(damage / 3)) cells.length = draws.below(cells.length + 1);
  if (draws.chance(damage / 3)) cells.push(draws.of(['', ' ', 'x', '""']));
  return cells.join(mark);
}

const bits = [
  '"',
  '""',
  ',',
  ';',
  '\n',
  '\r',
  '\r\n',
  ' ',
  '\t',
  '|',
  '0',
  '1',
  '.',
  '-',
  'a',
  '合',
  '\ufeff',
  '\0',
  '💥',
];

/** Anything that structure is made of, in any order. */
function grid(draws: Draws): string {
  let text = draws.chance(0.7) ? 'loanId,currentBalance,annualRate,remainingTermMonths\n' : '';
  for (let i = draws.below(400); i > 0; i--) text += draws.of(bits);
  return text;
}

function withHugeField(draws: Draws, text: string): string {
  const at = draws.below(text.length + 1);
  const huge = draws.of(['a', '1', '"', 'ab,', '合', ' ']).repeat(draws.of([300, 9_000, 260_000, 1_100_000]));
  return text.slice(0, at) + huge + text.slice(at);
}

function encoded(draws: Draws, text: string): Uint8Array {
  return draws.weighted<() => Uint8Array>([
    [80, () => utf8(text)],
    [10, () => utf8(`\ufeff${text}`)],
    [3, () => utf16(`\ufeff${text}`)],
    [2, () => utf16(`\ufeff${text}`).subarray(0, -1)],
    [3, () => Buffer.concat([Uint8Array.of(0xd3, 0xe0, 0xb6, 0xee, 10), utf8(text)])],
    [2, () => Buffer.concat([utf8(text), Uint8Array.of(0xdc, 0x56, 10)])],
  ])();
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function utf16(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), true);
  return bytes;
}

const oddBytes = [0x22, 0x2c, 0x0a, 0x0d, 0x3b, 0x00, 0xff, 0xef, 0xe5, 0x80, 0x30, 0x2e, 0x20];

/** Bytes changed, put in, taken out, repeated, cut off. */
function damagedBytes(draws: Draws, bytes: Uint8Array): Uint8Array {
  let damaged = Array.from(bytes.subarray(0, 20_000));
  for (let times = 1 + draws.below(5); times > 0; times--) {
    const at = draws.below(damaged.length + 1);
    switch (draws.below(5)) {
      case 0:
        damaged[at] = draws.of(oddBytes);
        break;
      case 1:
        damaged.splice(at, 0, draws.of(oddBytes));
        break;
      case 2:
        damaged.splice(at, 1 + draws.below(20));
        break;
      case 3:
        damaged.splice(at, 0, ...damaged.slice(at, at + draws.below(60)));
        break;
      default:
        if (draws.chance(0.3)) damaged = damaged.slice(0, at);
    }
  }
  return Uint8Array.from(damaged);
}

function randomBytes(draws: Draws, count: number): Uint8Array {
  return Uint8Array.from({ length: count }, () => draws.below(256));
}
