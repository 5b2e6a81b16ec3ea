import fc from 'fast-check';

/**
 * Files as no one should send them: headings that are known, cells of every kind and damage, quotes in and out of
 * order, all line ends, rows of any width, blank and repeated lines, totals, other encodings, cut and binary ends.
 */
export function hostileTape(): fc.Arbitrary<Uint8Array> {
  return fc
    .tuple(
      fc.constantFrom(',', ';', '|', '\t'),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.array(row, { maxLength: 24 }),
      fc.constantFrom('', '\ufeff'),
      fc.boolean(),
      fc.constantFrom<Ending>('plain', 'plain', 'plain', 'plain', 'cut', 'zero', 'latin', 'gb', 'utf16'),
    )
    .map(([mark, end, rows, bom, closes, ending]) => {
      const lines = [headings, ...rows].map((cells) => cells.join(mark));
      const text = bom + lines.join(end) + (closes ? end : '');
      return encoded(text, ending);
    });
}

const headings = [
  'loanId',
  'currentBalance',
  'annualRate',
  'originationDate',
  'maturityDate',
  'remainingTermMonths',
  'status',
  '地区',
  'daysPastDue',
  'note',
];

type Ending = 'plain' | 'cut' | 'zero' | 'latin' | 'gb' | 'utf16';

function encoded(text: string, ending: Ending): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  switch (ending) {
    case 'plain':
      return bytes;
    case 'cut':
      return bytes.subarray(0, Math.floor(bytes.length * 0.7));
    case 'zero':
      return Uint8Array.of(...bytes, 0, 1, 2);
    case 'latin':
      return Uint8Array.of(...bytes, 0xdc, 0x56, 0x0a);
    case 'gb':
      return Uint8Array.of(0xd3, 0xe0, 0xb6, 0xee, 0x0a, ...bytes);
    case 'utf16':
      return Uint8Array.of(
        0xff,
        0xfe,
        ...[...text].flatMap((c) => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8]),
      );
    default:
      return ending satisfies never;
  }
}

const blanks = fc.constantFrom('', '', '', ' ', '\t', '\u3000', '\u00a0');
const damaged = fc.constantFrom(
  '"',
  'a"b',
  '"a"b',
  '""',
  '"a,b"',
  '"c\nd"',
  '"e\r\nf"',
  '"g""h"',
  '1.2.3',
  'NaN',
  '—',
  '余额',
  '\u200b',
  '💥',
);
const amount = fc.oneof(
  fc.integer({ min: -100, max: 10_000_000 }).map(String),
  fc.integer({ min: 0, max: 2_000_000_000 }).map((cents) => (cents / 100).toFixed(2)),
  fc.constantFrom(
    '0',
    '0.00',
    '-0',
    '-0.0',
    '007',
    '5.',
    '.5',
    '1e5',
    '1,234.50',
    '"1,234.50"',
    '"28,000"',
    '999999999999999',
    '9999999999999999',
    '2147483648',
    '12.345',
    '28.000',
    '3万',
    '(5.00)',
    '1.10E+22',
    '',
  ),
);
const rate = fc.oneof(
  fc.integer({ min: 1, max: 2400 }).map((n) => `0.${String(n).padStart(4, '0')}`),
  fc.constantFrom('12.5', '0', '5%', '5.25％', '-0.01', '0.055', '', 'NA'),
);
const date = fc.constantFrom(
  '2024-01-31',
  '31/01/2024',
  '01/31/2024',
  '03/04/2024',
  '2024/3/1',
  '202401',
  '45322',
  'Jan-2024',
  '30-Feb-24',
  '',
  ' 2024-01-31',
);
const id = fc.oneof(
  fc.integer({ min: 0, max: 40 }).map((n) => `L${n}`),
  fc.constantFrom(
    '',
    ' L1 ',
    '0001',
    '合计',
    'Total',
    'total ',
    '\u3000合计',
    'Grand Total',
    'loanId',
    '-',
    '=1+1',
  ),
);
const word = fc.constantFrom('current', 'Current ', '正常', 'default', 'odd', '', 'fully paid', 'N/A');
const term = fc.constantFrom('12', '36', '0', '-1', '12.5', '24 months', '3期', '', 'x', '120');
const region = fc.constantFrom('广东', ' 广东', '江苏\u3000', 'TÜV', '', 'a'.repeat(200));

const loan = fc
  .tuple(
    id,
    amount,
    rate,
    date,
    date,
    term,
    word,
    region,
    fc.constantFrom('0', '30-59', 'Current', '45', ''),
    fc.oneof(damaged, word),
  )
  .map((cells): string[] => cells);

const row: fc.Arbitrary<string[]> = fc.oneof(
  { weight: 12, arbitrary: loan },
  { weight: 2, arbitrary: fc.tuple(loan, fc.nat(9), damaged).map(([cells, i, cell]) => cells.with(i, cell)) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(loan, blanks, fc.nat(9))
      .map(([cells, blank, i]) => cells.map((c, k) => (k >= i ? blank : c))),
  },
  { weight: 1, arbitrary: fc.array(fc.oneof(amount, blanks, damaged), { maxLength: 14 }) },
  { weight: 1, arbitrary: fc.constantFrom<string[]>([...headings], ['']) },
  { weight: 1, arbitrary: loan.map((cells) => [...cells, '', ' ']) },
);
