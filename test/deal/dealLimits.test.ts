import { describe, expect, it } from 'vitest';
import { parseTerms } from '#deal/parseTerms.js';

const deal = (more = '', noteA = '', noteB = '') => `name: t
currency: CNY
notes:
  - { name: A, share: 75%, coupon: 5.5%${noteA} }
  - { name: B, share: 15%, coupon: 7%${noteB} }
  - { name: C, share: 10%, residual: true }
${more}
steps:
  - { do: pay-interest, notes: [A, B] }
  - { do: buy-loans }
  - { do: pay-principal, notes: [A, B] }
  - { do: pay-residual, to: C }
`;

const found = (text: string) =>
  parseTerms(text, 'deal.yaml').problems.map(({ severity, code, at }) => `${severity} ${code} ${at}`);

const many = (count: number, entry: (k: number) => string): string =>
  Array.from({ length: count }, (_, k) => entry(k)).join('');

describe('what a deal has too much of', () => {
  it.each([
    ['supports', 'limit: 1.00, covers: [interest]'],
    ['accounts', ''],
    ['ledgers', 'debit: losses'],
    ['amounts', 'into: collections'],
  ])('15,000 %s are refused at once', (kind, entry) => {
    const text = deal(`${kind}:\n${many(15_000, (k) => `  x${k}: { ${entry} }\n`)}`);
    expect(found(text)).toEqual([`error too-many deal.yaml:8:3 ${kind}`]);
  });

  it('so are holders beyond ten thousand', () => {
    const holders = many(10_001, (k) => `h${k}: 1, `);
    expect(found(deal('', `, holders: { ${holders} }`))).toContain(
      'error too-many deal.yaml:4:51 notes[0].holders',
    );
  });
});

describe('terms of purchases that cannot be meant', () => {
  it.each([
    ['every: hour', 'error bad-choice'],
    ['price: 5%', 'error out-of-range'],
    ['utilizationTests: 2', 'error no-effect'],
    ['minimumUtilization: 0%', 'warning never-fires'],
    ['minimumUtilization: 120%', 'error bad-rate'],
  ])('%s', (term, expected) => {
    const [code, ...rest] = found(deal(`purchases: { months: 12, ${term} }`));
    expect(rest).toEqual([]);
    expect(code?.startsWith(expected.split(' ')[0]!)).toBe(true);
    expect(code).toContain('purchases');
  });

  it('a trigger of the same name as the minimum utilization', () => {
    const text = deal(
      'purchases: { minimumUtilization: 80% }\ntriggers: [ { name: minimum utilization, when: poolFactor < 10%, then: trap } ]',
    );
    expect(found(text).join()).toMatch(/error duplicate-name deal.yaml:\d+:\d+ purchases.minimumUtilization/);
  });
});

it('classes whose interest waits for each other are circular', () => {
  expect(found(deal('', ', interestAfter: B', ', interestAfter: A'))).toEqual([
    'error circular deal.yaml:4:57 notes[0].interestAfter',
    'error circular deal.yaml:5:55 notes[1].interestAfter',
  ]);
});

it('a name that is no name is told once, not by everyone who would have called it', () => {
  const text = deal().replace('name: A', 'name: "=A()"');
  expect(found(text)).toEqual(['error bad-name deal.yaml:4:13 notes[0].name']);
});
