import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runAbs, temporaryFolder } from './runAbs.js';

/** Five claims of which every figure below can be had by hand. */
const pool = [
  'loanId,payerId,region,industry,status,faceAmount,annualRate,dueDate,daysPastDue,cutOffDate',
  'A1,P1,North,steel,current,400.00,10%,2026-07-31,0,2026-01-31',
  'A2,P1,North,steel,正常,100.00,10%,2026-07-31,0,2026-01-31',
  'A3,P2,South,trade,current,300.00,20%,2027-01-31,0,2026-01-31',
  'A4,P3,South,trade,late,150.00,20%,2027-01-31,45,2026-01-31',
  'A5,P4,South,,current,50.00,20%,2026-02-28,0,2026-01-31',
];
const other = [
  '保函编号,付款人,票面金额,利率(%),到期日,封包日',
  'Z9,P2,300.00,20,2027-01-31,2026-01-31', // A3 under another id
  'A5,P9,77.00,20,2027-03-31,2026-01-31', // the id of A5
  'Z7,P1,400.00,10,2026-08-31,2026-01-31', // another due date than A1
];
let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => {
  folder = temporaryFolder({
    'pool.csv': `${pool.join('\n')}\n`,
    'other.csv': `${other.join('\n')}\n`,
    'apart.csv': `${other.slice(0, 1).join('\n')}\nZ7,P1,400.00,10,2026-08-31,2026-01-31\n`,
    'blacklist.csv': '付款人,reason\nP2,fraud\nP8,fraud\n',
    'criteria.yaml': [
      'eligibility:',
      '  - { name: performing, column: status, oneOf: [performing] }',
      '  - { column: remainingTermMonths, atMost: 12, atLeast: 1 }',
      '  - { column: annualRate, atLeast: 5%, atMost: 36% }',
      '  - { column: industry, noneOf: [arms] }',
      '  - { name: not listed, notOnList: blacklist }',
      'limits:',
      '  - { by: payerId, atMost: 90% }',
      '  - { name: north, by: region, of: North, atMost: 100% }',
      '  - { by: industry, top: 2, atMost: 100% }',
      '',
    ].join('\n'),
    'bad.yaml': [
      'eligibility:',
      '  - { column: anualRate, atLeast: 5% }',
      '  - { column: annualRate, atLeast: 5 }',
      '  - { column: status, atMost: 3 }',
      '  - { column: dueDate, atMost: soon }',
      '  - { onList: nowhere }',
      '  - { column: score }',
      'limits:',
      '  - { by: score, atMost: 5% }',
      '',
    ].join('\n'),
  });
});
afterAll(() => folder.dispose());

const run = (args: readonly string[]) => runAbs(['tape', 'pool.csv', ...args], { folder: folder.path });
const json = async (args: readonly string[]) => {
  const { code, stdout, stderr } = await run([...args, '--json']);
  return { code, stderr, document: JSON.parse(stdout) };
};

describe('views of a pool', () => {
  it('concentration: shares 0.5, 0.3, 0.15, 0.05 give 0.365 and 2.74 equal payers', async () => {
    const { document } = await json([]);
    const payers = document.concentrations.find((c: { by: string }) => c.by === 'payerId');
    expect(payers.names).toBe(4);
    expect(payers.herfindahl).toBeCloseTo(0.25 + 0.09 + 0.0225 + 0.0025, 14);
    expect(payers.effectiveNumber).toBeCloseTo(1 / 0.365, 12);
    expect(payers.largest[0]).toEqual({ label: 'P1', count: 2, balance: '500.00', share: 0.5 });
    const industry = document.concentrations.find((c: { by: string }) => c.by === 'industry');
    expect(industry.unnamed).toEqual({ count: 1, balance: '50.00' });
  });

  it('homogeneity: variation of amounts 400, 100, 300, 150, 50 over their mean of 200', async () => {
    const { document } = await json([]);
    const amount = document.homogeneity.find((h: { column: string }) => h.column === 'currentBalance');
    const squares = 200 ** 2 + 100 ** 2 + 100 ** 2 + 50 ** 2 + 150 ** 2;
    expect(amount.mean).toBe(200);
    expect(amount.coefficientOfVariation).toBeCloseTo(Math.sqrt(squares / 5) / 200, 14);
  });

  it('strata carry their weighted rate and term', async () => {
    const { document } = await json([]);
    const regions = document.stratifications.find((s: { name: string }) => s.name === 'region').strata;
    expect(regions.map((s: { label: string }) => s.label)).toEqual(['North', 'South']);
    expect(regions[0]).toMatchObject({ count: 2, balance: '500.00', weightedAverageRate: 0.1 });
    expect(regions[1].weightedAverageRate).toBeCloseTo(0.2, 14);
    expect(regions[1].weightedAverageRemainingTermMonths).toBeCloseTo((12 * 450 + 1 * 50) / 500, 12);
  });

  it.each(['en', 'zh'])('on a terminal in %s', async (lang) => {
    const { code, stdout } = await run(['--lang', lang]);
    expect(code).toBe(0);
    expect(stdout).toContain('0.365000');
    expect(stdout).toContain(lang === 'zh' ? '赫芬达尔' : 'Herfindahl');
  });
});

describe('screening', () => {
  const screen = ['--criteria', 'criteria.yaml', '--list', 'blacklist.csv'];

  it('says which loans fail which test, what remains and which limit it breaks', async () => {
    const { code, document, stderr } = await json(screen);
    expect(code).toBe(1);
    const { screening } = document;
    expect(
      screening.ineligibleLoans.map((l: { loanId: string; tests: string[] }) => [l.loanId, l.tests]),
    ).toEqual([
      ['A3', ['not listed']],
      ['A4', ['performing']],
      ['A5', ['industry none of arms']], // no industry stated: fails unless the file says it passes
    ]);
    expect(screening.eligible).toMatchObject({ count: 2, balance: '500.00', weightedAverageRate: 0.1 });
    expect(screening.ineligible).toMatchObject({ count: 3, balance: '500.00' });
    expect(screening.limits.map((l: { share: number; keeps: boolean }) => [l.share, l.keeps])).toEqual([
      [1, false],
      [1, true],
      [1, true],
    ]);
    expect(stderr).toMatch(/3 loans, balance 500.00, fail a criterion of criteria.yaml/);
    expect(stderr).toMatch(/payerId: each: P1 has 100.00/);
    expect(document.run.inputs.map((i: { name: string }) => i.name)).toEqual([
      'pool.csv',
      'blacklist.csv',
      'criteria.yaml',
    ]);
  });

  it('states how far a list covers the pool', async () => {
    const { document } = await json(['--list', 'blacklist.csv']);
    expect(document.lists).toEqual([
      {
        list: 'blacklist',
        by: 'payerId',
        entries: 2,
        listed: 1,
        balance: '300.00',
        share: 0.3,
        withoutId: 0,
        unmatched: 1,
      },
    ]);
  });

  it('writes the ineligible list', async () => {
    const { code } = await run([...screen, '--ineligible', 'out.csv']);
    expect(code).toBe(1);
    expect(readFileSync(join(folder.path, 'out.csv'), 'utf8')).toBe(
      'place,loanId,balance,fails\npool.csv:4,A3,300.00,not listed\npool.csv:5,A4,150.00,performing\npool.csv:6,A5,50.00,industry none of arms\n',
    );
  });

  it('shows both tables on a terminal and as CSV', async () => {
    const text = (await run(screen)).stdout;
    expect(text).toMatch(/performing +1 +0 +150\.00/);
    expect(text).toMatch(/exceeds/);
    const csv = (await run([...screen, '--csv'])).stdout;
    expect(csv).toContain('ineligible,,,,300.00,,pool.csv:4,,not listed,A3');
  });

  it('names every fault of a criteria file', async () => {
    const { code, stdout, stderr } = await run(['--criteria', 'bad.yaml']);
    expect([code, stdout]).toEqual([2, '']);
    for (const said of [
      /bad.yaml:2:\d+ eligibility\[0\].column: .*did you mean "annualRate"/,
      /bad.yaml:3:\d+ eligibility\[1\].atLeast: 5 would be 500 %/,
      /bad.yaml:4:\d+ eligibility\[2\].column: status has words/,
      /bad.yaml:5:\d+ eligibility\[3\].atMost: "soon" is not a date/,
      /bad.yaml:6:\d+ eligibility\[4\].onList: there is no list "nowhere"/,
      /bad.yaml:7:\d+ eligibility\[5\]: say one of/,
      /bad.yaml:9:\d+ limits\[0\].by: "score" is no column of names/,
    ]) {
      expect(stderr).toMatch(said);
    }
  });
});

describe('double pledge', () => {
  it('finds an asset in two pools by id or by payer, face and due date, and lists both places', async () => {
    const { code, document, stderr } = await json(['--against', 'other.csv']);
    expect(code).toBe(1);
    expect(document.doublePledges).toEqual({
      against: 'other.csv',
      count: 2,
      balance: '350.00',
      pairs: [
        {
          at: 'pool.csv:4',
          otherAt: 'other.csv:2',
          by: 'payer, face and due date',
          key: 'P2, 300, 2027-01-31',
          balance: '300.00',
        },
        { at: 'pool.csv:6', otherAt: 'other.csv:3', by: 'id', key: 'A5', balance: '50.00' },
      ],
    });
    expect(stderr).toMatch(/2 assets, balance 350.00, are also in other.csv/);
  });

  it('finds none where there is none', async () => {
    const { code, document } = await json(['--against', 'apart.csv']);
    expect([code, document.doublePledges.count]).toEqual([0, 0]);
  });
});

it('formulas in place of figures refuse the tape', async () => {
  const tape =
    'loanId,currentBalance,annualRate,remainingTermMonths\nA,1,0.05,3\nB,=A1*2,0.05,3\nC,=SUM(B2:B3),0.05,12\n';
  const { code, stdout, stderr } = await runAbs(['tape', '-'], { stdin: tape });
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/stdin:3:currentBalance: 2 cells hold formulas, such as "=A1\*2"/);
});
