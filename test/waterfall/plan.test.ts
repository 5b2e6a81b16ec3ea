import { describe, expect, it } from 'vitest';
import { formatDate, parseDate } from '#basics/calendarDate.js';
import { formatMoney, money } from '#basics/money.js';
import { builtInTerms } from '#deal/templates.js';
import { planPayments } from '#waterfall/plan.js';
import { planned, terms } from './runs.js';

const date = (text: string) => parseDate(text)!;

function deal(dates: string, notes = '[{ name: A, share: 100%, coupon: 6% }]'): string {
  return `name: plan test
currency: CNY
dates: { ${dates} }
notes: ${notes}
steps:
  - { do: pay-interest, notes: A }
  - { do: pay-principal, notes: A }
  - { do: pay-residual, to: ${/name: (\w+),[^}]*residual/.exec(notes)?.[1] ?? 'A'} }
`;
}

const pool = { balance: money('1000.00'), cutOffDate: undefined, lastMonth: 12 };

describe('periods', () => {
  //  dates                                                       payments            collection ends      months
  it.each([
    [
      'cutOff: 2026-01-31',
      ['2026-02-28', '2026-03-31'],
      ['2026-02-28', '2026-03-31'],
      [
        [0, 1],
        [1, 2],
      ],
    ],
    [
      'cutOff: 2026-01-15',
      ['2026-02-15', '2026-03-15'],
      ['2026-02-15', '2026-03-15'],
      [
        [0, 1],
        [1, 2],
      ],
    ],
    [
      'cutOff: 2026-01-31, paymentDay: 26',
      ['2026-03-26', '2026-04-26'],
      ['2026-02-28', '2026-03-31'],
      [
        [0, 1],
        [1, 2],
      ],
    ],
    [
      'cutOff: 2025-12-31, paymentMonths: 3, paymentDay: 20',
      ['2026-04-20', '2026-07-20'],
      ['2026-03-31', '2026-06-30'],
      [
        [0, 3],
        [3, 6],
      ],
    ],
    [
      'cutOff: 2025-01-01, closing: 2025-01-15, firstPayment: 2025-03-20, firstCollectionEnd: 2025-02-28',
      ['2025-03-20', '2025-04-20'],
      ['2025-02-28', '2025-03-31'],
      [
        [0, 1],
        [1, 2],
      ],
    ],
    [
      'cutOff: 2025-01-01, firstPayment: 2025-03-20',
      ['2025-03-20', '2025-04-20'],
      ['2025-03-01', '2025-04-01'],
      [
        [0, 2],
        [2, 3],
      ],
    ],
    [
      'cutOff: 2026-01-31, closing: 2026-03-10',
      ['2026-03-31', '2026-04-30'],
      ['2026-03-31', '2026-04-30'],
      [
        [0, 2],
        [2, 3],
      ],
    ],
  ])('%s', (dates, payments, ends, months) => {
    const plan = planned(terms(deal(dates)), pool);
    const first = plan.periods.slice(0, 2);
    expect(first.map((p) => formatDate(p.paymentDate))).toEqual(payments);
    expect(first.map((p) => formatDate(p.collectionEnd))).toEqual(ends);
    expect(first.map((p) => [p.firstMonth, p.endMonth])).toEqual(months);
  });

  it('rolls payment dates but not accrual dates, unless told to', () => {
    const dates = 'cutOff: 2026-01-31, paymentDay: 25, calendar: weekends';
    const fixed = planned(terms(deal(dates)), pool).periods[2]!;
    expect([fixed.paymentDate, fixed.scheduledDate, fixed.accrualEnd].map(formatDate)).toEqual([
      '2026-05-25',
      '2026-05-25',
      '2026-05-25',
    ]);
    const rolled = planned(terms(deal(`${dates}, accrual: rolled`)), pool).periods[1]!;
    expect([rolled.paymentDate, rolled.scheduledDate, rolled.accrualEnd].map(formatDate)).toEqual([
      '2026-04-27',
      '2026-04-25',
      '2026-04-27',
    ]);
  });

  it('ends twelve months after the last possible collection, or on the stated date', () => {
    const derived = planned(terms(deal('cutOff: 2026-01-31')), pool).periods;
    expect([derived.length, formatDate(derived.at(-1)!.paymentDate)]).toEqual([24, '2028-01-31']);
    const stated = planned(terms(deal('cutOff: 2026-01-31, legalFinal: 2027-06-15')), pool).periods;
    expect(stated.slice(-2).map((p) => formatDate(p.paymentDate))).toEqual(['2027-05-31', '2027-06-15']);
  });

  it('runs in whole months of exactly 1/12 when nobody states a date', () => {
    const plan = planned(builtInTerms('CNY', undefined), pool);
    expect(plan.nominalDates).toBe(true);
    expect(new Set(plan.notes[0]!.interest.values)).toEqual(new Set([0.055 * (30 / 360)]));
    const dated = planned(builtInTerms('CNY', date('2026-01-31')), pool);
    expect(dated.nominalDates).toBe(false);
    expect(new Set(dated.notes[0]!.interest.values)).toEqual(new Set([0.055 * (30 / 360)]));
  });

  it.each([
    ['cutOff: 2026-01-31, legalFinal: 2026-02-01', 'date-order'],
    ['closing: 1999-01-01', 'date-order'],
    ['cutOff: 2026-01-31, legalFinal: 2126-12-31', 'too-many-periods'],
    ['cutOff: 2026-01-31, firstPayment: 2026-03-26, firstCollectionEnd: 2026-04-30', 'date-order'],
  ])('refuses %s', (dates, code) => {
    const plan = planPayments(terms(deal(dates)), pool);
    expect(plan.problems.map((p) => p.code)).toContain(code);
    expect(plan.ok).toBe(false);
  });

  it.each([
    ['cutOff: 2026-01-31, legalFinal: 2026-12-31', 'collections-after-legal-final'],
    ['cutOff: 2026-01-31, firstPayment: 2026-02-10', 'nothing-collected'],
    ['cutOff: 2026-01-31, calendar: cn-interbank, legalFinal: 2099-12-31', 'projected-calendar'],
  ])('warns about %s', (dates, code) => {
    const plan = planPayments(terms(deal(dates)), pool);
    expect(plan.problems.map((p) => [p.severity, p.code])).toContainEqual(['warning', code]);
    expect(plan.ok).toBe(true);
  });

  it('uses the cut-off of the deal and warns when the tape has another', () => {
    const plan = planPayments(terms(deal('cutOff: 2026-01-31')), { ...pool, cutOffDate: date('2026-02-28') });
    expect(plan.problems.map((p) => p.code)).toEqual(['cut-off-differs']);
    expect(plan.ok && formatDate(plan.value.cutOffDate)).toBe('2026-01-31');
  });
});

it('warns of triggers that no payment date can fire', () => {
  const yaml = `${deal('cutOff: 2026-01-31')}triggers:
  - { name: late, when: paymentDate > 2040-01-01, then: trap }
  - { name: past, when: poolFactor < 50%, then: trap, until: 2025-01-01 }
  - { name: soon, when: paymentDate > 2026-06-01, then: trap }
`;
  const plan = planPayments(terms(yaml), pool);
  expect(plan.problems.map((p) => [p.code, p.at])).toEqual([
    ['never-fires', 'triggers[0]'],
    ['never-fires', 'triggers[1]'],
  ]);
});

describe('sizes', () => {
  const share = (name: string, text: string) => `{ name: ${name}, share: ${text}, coupon: 6% }`;
  const balances = (notes: string, poolBalance: string) => {
    const yaml = deal('cutOff: 2026-01-31', notes).replaceAll('notes: A', 'notes: [A, B]');
    const plan = planned(terms(yaml), { ...pool, balance: money(poolBalance) });
    return plan.notes.map((note) => formatMoney(note.openingBalance.exact, 2));
  };

  //  classes                                                                      pool        balances
  it.each([
    [`[${share('A', '33.33%')}, ${share('B', '66.67%')}]`, '100.01', ['33.33', '66.68']],
    [`[${share('A', '50%')}, ${share('B', '50%')}]`, '0.03', ['0.02', '0.01']],
    [
      `[${share('A', '75%')}, ${share('B', '15%')}, { name: C, share: 10%, residual: true }]`,
      '144589166.10',
      ['108441874.58', '21688374.92', '14458916.60'],
    ],
    [
      `[${share('A', '60%')}, ${share('B', '30%')}, { name: C, residual: true }]`,
      '100.00',
      ['60.00', '30.00', '0.00'],
    ],
    [`[{ name: A, balance: 80.00, coupon: 6% }, ${share('B', '10%')}]`, '100.00', ['80.00', '10.00']],
  ])('%s of %s', (notes, poolBalance, expected) => {
    expect(balances(notes, poolBalance)).toEqual(expected);
  });

  it('refuses an empty pool and a class that rounds to nothing; warns of classes above the pool', () => {
    const codes = (notes: string, balance: string) =>
      planPayments(terms(deal('cutOff: 2026-01-31', notes)), {
        ...pool,
        balance: money(balance),
      }).problems.map((p) => p.code);
    expect(codes(`[${share('A', '100%')}]`, '0')).toContain('empty-pool');
    expect(
      codes(
        `[${share('A', '0.001%')}, { name: R, residual: true }]`.replace(
          'residual: true',
          'residual: true, share: 99.999%',
        ),
        '1.00',
      ),
    ).toContain('empty-class');
    expect(codes('[{ name: A, balance: 80.01, coupon: 6% }]', '80.00')).toEqual(['undercollateralized']);
  });
});
