import { describe, expect, it } from 'vitest';
import { formatDate } from '#basics/calendarDate.js';
import { formatMoney, money } from '#basics/money.js';
import { dealJsonSchema } from '#deal/dealSchema.js';
import { dealTemplates } from '#deal/dealTemplates.js';
import { parseTerms } from '#deal/parseTerms.js';
import { noFacts } from '#deal/templates/dealTemplate.js';
import { planPayments } from '#waterfall/plan.js';

/** The deal that the documentation shows. */
const shown = `name: micro-loan 75/15/10
currency: CNY
dates: { cutOff: 2026-01-31, closing: 2026-02-10, firstPayment: 2026-03-26, paymentDay: 26, legalFinal: 2028-03-26, calendar: cn-interbank, roll: following }
notes:
  - { name: A, share: 75%, coupon: 5.5%, dayCount: act/365 }
  - { name: B, share: 15%, coupon: 7% }
  - { name: C, share: 10%, residual: true }
accounts:
  reserve: { target: 1% of pool, floor: 500000.00 }
fees:
  - { name: servicing, rate: 1%, of: pool, dayCount: act/365 }
triggers:
  - { name: losses, when: cumulativeDefaultRate > 8%, then: sequential }
steps:
  - { do: pay-fees, fees: [servicing] }
  - { do: pay-interest, notes: [A, B], share: sequential }
  - { do: fund-reserve, reserve: reserve }
  - { do: pay-principal, notes: [A, B, C], share: sequential }
  - { do: pay-residual, to: C }
`;

/** The shown deal with each text replaced; every one must be there. */
function changed(...replacements: readonly [string, string][]): string {
  return replacements.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the deal has no ${from}`);
    return text.replace(from, to);
  }, shown);
}

const problemsOf = (text: string) =>
  parseTerms(text, 'deal.yaml').problems.map((p) => `${p.severity} ${p.code} ${p.at}: ${p.message}`);

describe('a deal file', () => {
  it('becomes terms with exact rates and amounts', () => {
    const parsed = parseTerms(shown, 'deal.yaml');
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const terms = parsed.value;
    expect(terms.decimals).toBe(2);
    expect(formatDate(terms.dates.legalFinal!)).toBe('2028-03-26');
    expect(
      terms.notes.map((note) => [
        note.name,
        note.kind,
        note.coupon?.kind === 'fixed' ? note.coupon.rate.text : undefined,
        note.dayCount,
      ]),
    ).toEqual([
      ['A', 'interest-bearing', '0.055', 'act/365'],
      ['B', 'interest-bearing', '0.07', 'act/365'],
      ['C', 'residual', undefined, 'act/365'],
    ]);
    expect(formatMoney(terms.accounts[0]!.target!.floor!, 2)).toBe('500000.00');
    expect(terms.triggers[0]).toMatchObject({
      condition: { metric: 'cumulativeDefaultRate', comparison: '>', threshold: { text: '0.08' } },
      effects: ['sequential'],
      curable: false,
    });
  });

  it('reads JSON as well as YAML', () => {
    const json = JSON.stringify({
      name: 'one class',
      currency: 'EUR',
      notes: [{ name: 'A', share: '100%', coupon: '3%' }],
      steps: [
        { do: 'pay-interest', notes: 'A' },
        { do: 'pay-principal', notes: 'A' },
        { do: 'pay-residual', to: 'A' },
      ],
    });
    expect(problemsOf(json)).toEqual([]);
  });

  it('has a JSON Schema that knows its keys', () => {
    const schema = JSON.stringify(dealJsonSchema());
    for (const word of ['pay-principal', 'overcollateralization', 'cn-interbank', 'unpaidInterest']) {
      expect(schema).toContain(word);
    }
  });

  it('lists every problem at once, each with its place', () => {
    const text = changed(
      ['coupon: 7%', 'coupon: 7'],
      ['reserve: reserve', 'reserve: reserv'],
      ['cumulativeDefaultRate', 'cumulativeDefaultRat'],
      ['do: pay-residual', 'do: pay-residuals'],
    );
    expect(problemsOf(text)).toEqual([
      'error bad-rate deal.yaml:6:36 notes[1].coupon: 7 would be 700 %; write 7% or 0.07',
      expect.stringMatching(
        /^error unknown-name deal\.yaml:13:27 triggers\[0\]\.when: there is no metric "cumulativeDefaultRat"; did you mean "cumulativeDefaultRate"\?$/,
      ),
      expect.stringMatching(/^error unknown-name deal\.yaml:19:.*did you mean "pay-residual"\?$/),
    ]);
  });
});

describe('what is wrong with a deal', () => {
  //  code                from → to                                                       message
  it.each<[string, [string, string][], RegExp]>([
    [
      'unknown-name',
      [['reserve: reserve', 'reserve: reserv']],
      /steps\[2\]\.reserve: account "reserv" does not exist; did you mean "reserve"\?/,
    ],
    [
      'unknown-name',
      [['[A, B, C], share', '[A, B, D], share']],
      /steps\[3\]\.notes\[2\]: class "D" does not exist/,
    ],
    [
      'unknown-name',
      [['fees: [servicing]', 'fees: [servcing]']],
      /fee "servcing" does not exist; did you mean "servicing"/,
    ],
    ['unknown-name', [['1% of pool', '1% of A + Z']], /accounts\.reserve\.target: class "Z" does not exist/],
    [
      'unknown-key',
      [['coupon: 7%', 'cupon: 7%']],
      /notes\[1\].cupon: unknown key "cupon"; did you mean "coupon"/,
    ],
    [
      'unknown-name',
      [['act/365 }\n  - { name: B', 'act/356 }\n  - { name: B']],
      /"act\/356" is not one of .*did you mean "act\/365"/,
    ],
    ['shares', [['share: 10%', 'share: 9.99%']], /shares add up to 99\.99%, not to 100%/],
    [
      'shares',
      [['share: 10%', 'share: 10.00000001%']],
      /shares add up to 100\.00000001%, more than the pool/,
    ],
    ['missing-key', [['share: 15%, ', '']], /class B has no size/],
    ['two-sizes', [['share: 15%', 'share: 15%, balance: 5.00']], /class B has a share and a balance/],
    [
      'residual-coupon',
      [['residual: true', 'residual: true, coupon: 1%']],
      /class C is residual and has a coupon/,
    ],
    [
      'never-paid',
      [['notes: [A, B], share', 'notes: [A], share']],
      /class B is paid no interest by any step/,
    ],
    ['never-paid', [['[A, B, C], share', '[A, C], share']], /class B is paid no principal by any step/],
    ['never-paid', [['  - { do: pay-fees, fees: [servicing] }\n', '']], /fee servicing is paid by no step/],
    [
      'no-interest',
      [['notes: [A, B], share', 'notes: [A, B, C], share']],
      /class C is residual and has no interest/,
    ],
    ['duplicate-name', [['name: B', 'name: A']], /notes\[1\]\.name: the name "A" is taken by a class/],
    ['duplicate-name', [['name: servicing', 'name: A']], /the name "A" is taken by a class/],
    ['duplicate-name', [['[A, B, C], share', '[A, A, C], share']], /class A is listed twice/],
    ['bad-amount', [['500000.00', '500000.005']], /500000\.005 has more than the 2 decimals of CNY/],
    [
      'bad-amount',
      [
        ['CNY', 'JPY'],
        ['500000.00', '500000.1'],
      ],
      /500000\.1 has more than the 0 decimals of JPY/,
    ],
    ['out-of-range', [['500000.00', '-500000.00']], /negative/],
    ['bad-rate', [['1% of pool', '1 of pool']], /1 would be 100 %; write 1% or 100%/],
    ['bad-condition', [['> 8%', 'above 8%']], /not a condition; write cumulativeDefaultRate > 8%/],
    ['bad-rate', [['> 8%', '> process.exit(1)']], /"process\.exit\(1\)" is not a rate/],
    [
      'date-order',
      [['closing: 2026-02-10', 'closing: 2026-04-10']],
      /firstPayment 2026-03-26 does not come after closing 2026-04-10/,
    ],
    ['bad-date', [['closing: 2026-02-10', 'closing: 2026-02-30']], /"2026-02-30" is no day of the calendar/],
    ['no-effect', [['calendar: cn-interbank, ', '']], /roll needs a calendar/],
    ['no-effect', [['of: pool,', 'of: pool, per: month,']], /fee servicing: per does nothing here/],
    ['circular', [['reserve: reserve', 'reserve: reserve, from: reserve']], /cannot be funded from itself/],
    [
      'reserved-name',
      [
        ['reserve: { target', 'collections: { target'],
        ['reserve: reserve', 'reserve: collections'],
      ],
      /every deal has the account collections/,
    ],
    [
      'unreachable-step',
      [
        ['do: pay-fees, fees: [servicing]', 'do: pay-residual, to: C'],
        [
          'do: pay-residual, to: C }\n  - { do: pay-interest',
          'do: pay-residual, to: C }\n  - { do: pay-fees, fees: servicing }\n  - { do: pay-interest',
        ],
      ],
      /nothing is left for this step: steps\[0\] pays out all/,
    ],
    [
      'unreachable-step',
      [['do: fund-reserve', 'when: losses, unless: losses, do: fund-reserve']],
      /never runs: trigger losses must be in force and must not be/,
    ],
    [
      'never-drawn',
      [['fees:\n', 'supports: { guarantor: { limit: 5.00, covers: [] } }\nfees:\n']],
      /no step draws on support guarantor/,
    ],
    [
      'bad-source',
      [
        ['fees:\n', 'supports: { guarantor: { limit: 5.00, covers: [interest] } }\nfees:\n'],
        ['to: C }', 'to: C, from: [collections, guarantor] }'],
      ],
      /support guarantor pays fees, interest and principal that are due/,
    ],
  ])('%s: %j', (code, replacements, message) => {
    const parsed = parseTerms(changed(...replacements), 'deal.yaml');
    expect(parsed.ok).toBe(false);
    const errors = parsed.problems.filter((p) => p.severity === 'error');
    const text = errors.map((p) => `${p.code} ${p.at}: ${p.message}`).join('\n');
    expect(text).toMatch(message);
    if (code !== 'bad-condition' || !text.includes('bad-rate'))
      expect(errors.map((p) => p.code)).toContain(code);
    for (const error of errors) expect(error.at).toMatch(/^deal\.yaml:\d+:\d+/);
  });

  it.each<[string, [string, string][], RegExp]>([
    ['never-fires', [['> 8%', '> 100%']], /trigger losses can never fire/],
    ['always-fires', [['> 8%', '>= 0%']], /in force from the first test on/],
    ['no-effect', [['> 8%', '> 9%']], /principal is sequential anyway/],
    ['no-effect', [[', then: sequential', '']], /changes nothing/],
    [
      'no-residual',
      [['  - { do: pay-residual, to: C }\n', '']],
      /what the other steps leave stays in collections/,
    ],
    [
      'never-released',
      [['reserve: reserve', 'reserve: reserve, release: false']],
      /account reserve is never released/,
    ],
    [
      'covered-residual',
      [['fees:\n', 'supports: { guarantor: { limit: 5.00, covers: [principal] } }\nfees:\n']],
      /would also repay the residual class C/,
    ],
  ])('warns: %s', (code, replacements, message) => {
    const parsed = parseTerms(changed(...replacements), 'deal.yaml');
    expect(parsed.ok).toBe(true);
    expect(
      parsed.problems
        .filter((p) => p.code === code)
        .map((p) => p.message)
        .join('\n'),
    ).toMatch(message);
  });

  it('answers quickly on hostile text', () => {
    const spaces = ' '.repeat(300_000);
    const hostile = changed(['> 8%', `> 8${spaces}x`], ['1% of pool', `"1% of${spaces}pool"`]);
    const started = performance.now();
    expect(parseTerms(hostile, 'deal.yaml').ok).toBe(false);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe.each(dealTemplates)('template $name', ({ text }) => {
  it('is read without a word of warning and plans on a tape without dates', () => {
    const parsed = parseTerms(text(noFacts), 'deal.yaml');
    expect(parsed.problems).toEqual([]);
    if (!parsed.ok) return;
    const pool = { balance: money('100000000.00'), cutOffDate: undefined, lastMonth: 24 };
    expect(planPayments(parsed.value, pool).ok).toBe(true);
  });
});

it.each([
  ['share: 75%', 'share: 0.7500000000000000000001', 'deal.yaml:5:23 notes[0].share'],
  ['coupon: 5.5%', 'coupon: 5.500000000000000001%', 'deal.yaml:5:36 notes[0].coupon'],
  ['rate: 1%', 'rate: 0.0000000000000000001', 'deal.yaml:11:30 fees[0].rate'],
])('refuses a rate with more decimals than money can be multiplied by: %s → %s', (from, to, at) => {
  expect(problemsOf(changed([from, to]))).toEqual([
    `error bad-rate ${at}: the rate has more than 18 decimals as a fraction`,
  ]);
});
