import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { jsonSchemaOf } from '#basics/schema.js';
import { segmentColumns } from '#collateral/assumptions.js';
import { nothingStated } from '#scenarios/assumptions.js';
import { assumptionsSchema } from '#scenarios/assumptionsSchema.js';
import { parseAssumptions } from '#scenarios/parseAssumptions.js';
import { poolFacts } from '#scenarios/poolFacts.js';
import { resolveAssumptions } from '#scenarios/resolveAssumptions.js';
import { collateralAssumptions } from '#scenarios/resolvedScenario.js';
import { flagsOf, loansOf } from './poolOf.js';

const loans = loansOf('loanId,currentBalance,annualRate,remainingTermMonths', ['A,100.00,12%,12']);

function resolve(file: string, flags = {}) {
  const stated = parseAssumptions(file, 'a.yaml');
  if (!stated.ok) throw new Error(stated.problems.map((p) => `${p.at}: ${p.message}`).join('\n'));
  return resolveAssumptions(stated.value, flagsOf(flags), poolFacts(loans));
}

/** What a file of assumptions makes, without what every run assumes. */
function made(file: string) {
  const { order: _order, ...rest } = collateralAssumptions(resolve(file));
  return rest;
}

describe('every behavior can be stated', () => {
  it.each([
    ['prepayment: { abs: 1.5% }', { kind: 'abs', abs: 0.015 }],
    [
      'prepayment: { vector: { unit: cpr, by: age, rates: [2%, 400 bp, 0.06] } }',
      { kind: 'vector', unit: 'cpr', by: 'age', rates: [0.02, 0.04, 0.06] },
    ],
    [
      'prepayment: { byTerm: { unit: smm, vectors: [{ termMonths: 12, rates: [1%] }, { termMonths: 24, rates: [2%, 3%] }] } }',
      {
        kind: 'by-term',
        unit: 'smm',
        vectors: [
          { termMonths: 12, rates: [0.01] },
          { termMonths: 24, rates: [0.02, 0.03] },
        ],
      },
    ],
    [
      'prepayment: { regression: { base: 10%, rateChange: [0, -1], cashFlowGrowth: [10], reading: cpr } }',
      {
        kind: 'regression',
        base: 0.1,
        pointsPerRatePoint: -5,
        pointsPerGrowthPoint: 0.3,
        rateChange: [0, -1],
        cashFlowGrowth: [10],
        reading: 'cpr',
      },
    ],
    ['prepayment: { beforeDue: 15% }', { kind: 'before-due', probability: 0.15 }],
  ])('%s', (file, prepayment) => expect(made(file).prepayment).toEqual(prepayment));

  it.each([
    [
      'default: { vector: { unit: mdr, by: month, rates: [1%, 2%] }, noneInLastMonths: 3 }',
      { kind: 'vector', unit: 'mdr', by: 'month', rates: [0.01, 0.02], noneInLastMonths: 3 },
    ],
    [
      'default: { byTerm: { unit: mdr, vectors: [{ termMonths: 12, rates: [1%] }] } }',
      { kind: 'by-term', unit: 'mdr', vectors: [{ termMonths: 12, rates: [0.01] }] },
    ],
    [
      'default: { curve: { share: 10%, timing: [25%, 75%] } }',
      { kind: 'curve', share: 0.1, timing: [0.25, 0.75] },
    ],
    [
      'default: { amounts: [{ month: 2, amount: 1000.50 }, { date: 2026-03-31, amount: 7 }] }',
      {
        kind: 'amounts',
        amounts: [
          { month: 2, amount: 1000.5 },
          { date: 20543, amount: 7 },
        ],
      },
    ],
  ])('%s', (file, assumed) => expect(made(file).default).toEqual(assumed));

  it('recovery by parts, with cost and advances', () => {
    const file = 'recovery: { rate: 110%, lagMonths: 3, timing: [60%, 40%], cost: 5%, allowAboveOne: true }';
    expect(made(file).recovery).toEqual({
      rate: 1.1,
      lagMonths: 3,
      timing: [0.6, 0.4],
      cost: 0.05,
      allowAboveOne: true,
    });
    const advanced = 'recovery: { rate: 80%, lagMonths: 12, advances: principal-and-interest }';
    expect(made(advanced).recovery).toMatchObject({ advances: 'principal-and-interest' });
  });

  it.each([
    [
      'partialPrepayment: { smm: 1%, effect: shorten }',
      { partialPrepayment: { smm: 0.01, effect: 'shorten' } },
    ],
    [
      'prepaymentPenalty: [{ throughAge: 12, rate: 2% }, { throughAge: 24, rate: 1% }]',
      {
        prepaymentPenalty: [
          { throughAge: 12, rate: 0.02 },
          { throughAge: 24, rate: 0.01 },
        ],
      },
    ],
    [
      'payables: { late: [{ months: 2, share: 10% }], partial: { share: 5%, paidShare: 50% }, unpaidShare: 1%, defaultAfterMonths: 3, guarantee: { obligation: onDemand, claimDelayMonths: 1, limit: 80% } }',
      {
        payables: {
          late: [{ months: 2, share: 0.1 }],
          partial: { share: 0.05, paidShare: 0.5 },
          unpaidShare: 0.01,
          defaultAfterMonths: 3,
          guarantee: { obligation: 'onDemand', claimDelayMonths: 1, limit: 0.8 },
        },
      },
    ],
    [
      'creditLines: { averageDrawingDays: 123, dailyDrawing: 0.2% }',
      { creditLines: { averageDrawingDays: 123, dailyDrawing: 0.002 } },
    ],
    [
      'fixedRateStress: { change: -100 bp, fromMonth: 7 }',
      { fixedRateStress: { change: -0.01, fromMonth: 7 } },
    ],
    ['order: sifma', {}],
  ])('%s', (file, assumed) => expect(made(file)).toMatchObject(assumed));

  it('index rates as one rate or by month, under any name', () => {
    const { indexRates } = made('indexRates: { LPR1Y: 3.1%, "SHIBOR.3M": [2%, 1.9%, -0.1%] }');
    expect(Object.entries(indexRates!)).toEqual([
      ['LPR1Y', [0.031]],
      ['SHIBOR.3M', [0.02, 0.019, -0.001]],
    ]);
  });

  it('roll rates, which make the defaults: none is assumed beside them', () => {
    const rows = ['current: [95%, 5%, 0, 0, 0]', '1-30: [50%, 20%, 30%, 0, 0]'];
    const more = ['31-60: [20%, 0, 20%, 60%, 0]', '61-90: [10%, 0, 0, 10%, 80%]'];
    const assumed = resolve(`delinquency:\n  ${[...rows, ...more].join('\n  ')}\n`);
    expect(assumed.assumptions.delinquency).toEqual({
      current: [0.95, 0.05, 0, 0, 0],
      '1-30': [0.5, 0.2, 0.3, 0, 0],
      '31-60': [0.2, 0, 0.2, 0.6, 0],
      '61-90': [0.1, 0, 0, 0.1, 0.8],
    });
    expect(assumed.assumptions.default).toEqual({ kind: 'none' });
    expect(assumed.records.find(({ name }) => name === 'default.none')!.origin).toContain('roll rates');
  });

  it('segments, whose recovery takes the lag of the pool', () => {
    const file = `recovery: { rate: 50%, lagMonths: 9 }
segments:
  - { where: { region: 浙江省, rating: A }, prepayment: { cpr: 5% }, recovery: { rate: 70% } }
  - { where: { repaymentType: discount }, default: none, recovery: none }
`;
    expect(made(file).segments).toEqual([
      {
        where: { region: '浙江省', rating: 'A' },
        prepayment: { kind: 'cpr', cpr: 0.05 },
        recovery: { rate: 0.7, lagMonths: 9 },
      },
      {
        where: { repaymentType: 'discount' },
        default: { kind: 'none' },
        recovery: { rate: 0, lagMonths: 0 },
      },
    ]);
  });

  it('a segment can name every column that segments know', () => {
    const schema = JSON.stringify(jsonSchemaOf(assumptionsSchema));
    for (const column of segmentColumns) expect(schema).toContain(`"${column}"`);
  });
});

describe('the manual', () => {
  const page = readFileSync('docs/methodology/assumptions-file.md', 'utf8');
  const table = [...page.matchAll(/^\| `(\w+)` \| `([^`]+)`/gm)].map(
    ([, key, form]) => [key!, form!] as const,
  );

  it('shows a file that can be read', () => {
    const example = /```yaml\n([^`]*)```/.exec(page)![1]!;
    expect(resolve(example).assumptions.segments).toHaveLength(1);
  });

  it.each(table.filter(([, form]) => !form.includes('...')))('%s: %s', (key, form) => {
    const groups: { readonly [key: string]: string } = {
      vector: 'prepayment',
      byTerm: 'default',
      regression: 'prepayment',
      curve: 'default',
      amounts: 'default',
    };
    const group = groups[key];
    const text = group === undefined ? `${key}: ${form}\n` : `${group}: { ${key}: ${form} }\n`;
    expect(parseAssumptions(text, 'a.yaml').problems).toEqual([]);
  });
});

describe('records', () => {
  it('have every value with its place', () => {
    const { records } = resolve(`prepayment: { vector: { unit: cpr, by: age, rates: [2%, 4%] } }
recovery: { rate: 50%, cost: 5% }
segments:
  - where: { region: 北京市 }
    default: { cdr: 3% }
fixedRateStress: { change: -1%, fromMonth: 2 }
default: { amounts: [{ date: 2026-03-31, amount: 7 }] }
`);
    const of = (name: string) => records.find((record) => record.name === name);
    expect(of('prepayment.vector.rates')).toEqual({
      name: 'prepayment.vector.rates',
      value: '0.02 0.04',
      origin: 'a.yaml:1:52',
    });
    expect(of('prepayment.vector.by')!.origin).toBe('a.yaml:1:40');
    expect(of('recovery.cost')).toMatchObject({ value: 0.05, origin: 'a.yaml:2:30' });
    expect(of('recovery.lagMonths')).toMatchObject({ value: 6, origin: 'default' });
    expect(of('segments[0].where.region')).toMatchObject({ value: '北京市', origin: 'a.yaml:4:22' });
    expect(of('segments[0].default.cdr')).toMatchObject({ value: 0.03, origin: 'a.yaml:5:21' });
    expect(of('fixedRateStress.change')).toMatchObject({ value: -0.01 });
    expect(of('default.amounts[0].date')).toMatchObject({ value: '2026-03-31', origin: 'a.yaml:7:30' });
  });
});

describe('places', () => {
  const file = `prepayment: { vector: { unit: cpr, by: age, rates: [2%, 4%] } }
default: { cumulative: 10%, months: 24 }
segments:
  - { where: { region: x }, prepayment: { beforeDue: 10% }, default: { curve: { share: 1%, timing: [100%] } } }
indexRates: { LPR: [3%, 4%] }
`;

  it.each([
    ['prepayment', 'a.yaml:1:23 prepayment.vector'],
    ['prepayment.rates[1]', 'a.yaml:1:57 prepayment.vector.rates[1]'],
    ['default.share', 'a.yaml:2:24 default.cumulative'],
    ['default.months', 'a.yaml:2:37 default.months'],
    ['segments[0].where.region', 'a.yaml:4:24 segments[0].where.region'],
    ['segments[0].prepayment.probability', 'a.yaml:4:54 segments[0].prepayment.beforeDue'],
    ['segments[0].default.timing[0]', 'a.yaml:4:101 segments[0].default.curve.timing[0]'],
    ['indexRates.LPR[1]', 'a.yaml:5:25 indexRates.LPR[1]'],
    ['recovery.rate', undefined],
  ])('%s', (path, place) => expect(resolve(file).places(path)).toBe(place));

  it('a flag stands before the file', () => {
    expect(resolve(file, { cpr: '5%' }).places('prepayment.cpr')).toBe('--cpr');
    expect(
      resolveAssumptions(nothingStated, flagsOf({ cdr: '1%' }), poolFacts(loans)).places('default'),
    ).toBe('--cdr');
  });
});

describe('refused', () => {
  it.each([
    [
      'prepayment: { vector: { unit: cdr, by: age, rates: [1%] } }',
      'prepayment.vector.unit',
      'one of cpr, smm',
    ],
    [
      'prepayment: { vector: { unit: cpr, by: agee, rates: [1%] } }',
      'prepayment.vector.by',
      'did you mean "age"',
    ],
    ['prepayment: { vector: { unit: cpr, rates: [1%] } }', 'prepayment.vector', 'is missing'],
    ['prepayment: { vectr: {} }', 'prepayment.vectr', 'did you mean "vector"'],
    ['prepayment: { cpr: 5%, abs: 1% }', 'prepayment.abs', 'cpr and abs exclude each other'],
    ['default: { curve: { share: 1%, timing: [] } }', 'default.curve.timing', 'at least 1'],
    ['default: { amounts: [{ amount: 5 }] }', 'default.amounts[0]', 'needs a month or a date'],
    ['default: { amounts: [{ month: 1, date: 2026-01-31, amount: 5 }] }', 'default.amounts[0]', 'not both'],
    ['segments: [{ where: { regoin: x }, default: none }]', 'where.regoin', 'did you mean "region"'],
    ['segments: [{ where: { region: x } }]', 'segments[0]', 'none of them'],
    [
      'segments: [{ where: { region: x }, recovery: { lagMonths: 3 } }]',
      'segments[0].recovery.rate',
      'needs a rate',
    ],
    [
      'segments: [{ where: { region: x }, prepayment: { pointsPerRatePoint: 3 } }]',
      'pointsPerRatePoint',
      'unknown key',
    ],
    ['payables: { unpaidShare: 1% }', 'payables', 'is missing'],
    [
      'payables: { unpaidShare: 1%, defaultAfterMonths: 3, guarantee: { obligation: ondemand, claimDelayMonths: 1, limit: 1% } }',
      'payables.guarantee.obligation',
      'did you mean "onDemand"',
    ],
    ['recovery: { rate: 120%, allowAboveOne: yes }', 'recovery.allowAboveOne', 'true or false'],
    ['order: sifmaa', 'order', 'did you mean "sifma"'],
  ])('%s', (file, at, message) => {
    const parsed = parseAssumptions(file, 'a.yaml');
    expect(parsed.ok).toBe(false);
    expect(parsed.problems[0]!.at).toContain(at);
    expect(parsed.problems[0]!.message).toContain(message);
  });
});
