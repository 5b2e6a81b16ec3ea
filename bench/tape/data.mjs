// A made-up tape of any length: 25 columns of a consumer pool, seeded, written in pieces. Used by bench/tape.mjs.
import { closeSync, openSync, writeSync } from 'node:fs';

const headings =
  'loanId,obligorId,originalBalance,currentBalance,annualRate,originationDate,maturityDate,originalTermMonths,remainingTermMonths,installment,repaymentType,paymentFrequency,status,daysPastDue,region,industry,rating,score,guarantor,currency,annualDefaultRate,creditLimit,lastPaymentDate,cutOffDate,branch';
const regions = ['广东', '浙江', '江苏', '山东', '四川', '福建', '湖北', '上海'];
const trades = ['retail', 'catering', 'textile', 'transport', 'farming', 'services'];
const ratings = ['AA', 'A+', 'A', 'BBB', 'BB'];

export function writeTape(path, rows) {
  const next = random(20_260_131);
  const file = openSync(path, 'w');
  let text = `${headings}\n`;
  for (let row = 0; row < rows; row++) {
    text += loan(row, next);
    if (text.length > 1 << 20) {
      writeSync(file, text);
      text = '';
    }
  }
  writeSync(file, text);
  closeSync(file);
}

function loan(row, next) {
  const pick = (list) => list[next() % list.length];
  const term = 6 + (next() % 31);
  const age = next() % term;
  const original = 100_000 + (next() % 9_900_000);
  const rate = 0.06 + (next() % 1800) / 10_000;
  const left = Math.max(1, term - age);
  const balance = Math.max(1, Math.floor((original * left) / term));
  const r = rate / 12;
  const installment = (original * r) / (1 - (1 + r) ** -term);
  const begun = month(2026 * 12 - age);
  const ends = month(2026 * 12 + left);
  const late = next() % 50 === 0 ? 1 + (next() % 60) : 0;
  const cells = [
    `L${String(row).padStart(8, '0')}`,
    `C${next() % 250_000}`,
    (original / 100).toFixed(2),
    (balance / 100).toFixed(2),
    rate.toFixed(4),
    `${begun}-${String(1 + (next() % 28)).padStart(2, '0')}`,
    `${ends}-15`,
    term,
    left,
    (installment / 100).toFixed(2),
    'level',
    'monthly',
    late > 0 ? 'late' : 'current',
    late,
    pick(regions),
    pick(trades),
    pick(ratings),
    450 + (next() % 400),
    `G${next() % 40}`,
    'CNY',
    (0.005 + (next() % 300) / 10_000).toFixed(4),
    ((original + (next() % 1_000_000)) / 100).toFixed(2),
    `2026-01-${String(1 + (next() % 31)).padStart(2, '0')}`,
    '2026-01-31',
    `branch ${next() % 300}`,
  ];
  return `${cells.join(',')}\n`;
}

function month(index) {
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** xorshift32: enough for made-up figures. */
function random(seed) {
  let state = seed | 0;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
