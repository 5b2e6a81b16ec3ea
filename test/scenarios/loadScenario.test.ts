import { describe, expect, it } from 'vitest';
import { formatDate } from '#basics/calendarDate.js';
import { formatMoney, moneyToFloat } from '#basics/money.js';
import { formatRate } from '#basics/rate.js';
import { builtInTerms } from '#deal/templates.js';
import { cashflowRecords, cashflowScenario } from '#scenarios/cashflowScenario.js';
import { explainPayment } from '#scenarios/explainPayment.js';
import { loadScenario } from '#scenarios/loadScenario.js';
import { priceScenario } from '#scenarios/priceScenario.js';
import { plainTape, type SourceTexts, sourcesOf, undatedTape } from './poolOf.js';

const deal = `name: test
currency: CNY
notes: [{ name: A, share: 80%, coupon: 5% }, { name: B, share: 20%, residual: true }]
steps:
  - { do: pay-interest, notes: [A] }
  - { do: pay-principal, notes: [A, B] }
  - { do: pay-residual, to: B }
`;
const withDates = deal.replace('notes:', 'dates: { cutOff: 2026-03-31 }\nnotes:');

async function load(texts: SourceTexts) {
  const loaded = await loadScenario(sourcesOf(texts));
  if (!loaded.ok) throw new Error(loaded.problems.map((p) => `${p.at}: ${p.message}`).join('\n'));
  return loaded.value;
}

const origin = (scenario: Awaited<ReturnType<typeof load>>, name: string) =>
  scenario.records.find((record) => record.name === name);

describe('a scenario', () => {
  it('without a deal file is the built-in deal, sized to the tape', async () => {
    const { plan, asOf, records } = await load({ tape: plainTape });
    expect(plan.notes.map((note) => [note.name, formatMoney(note.openingBalance.exact, 2)])).toEqual([
      ['A', '4500.00'],
      ['B', '900.00'],
      ['C', '600.00'],
    ]);
    expect(formatDate(asOf!)).toBe('2026-01-31');
    // Last maturity 12 months, recovery lag 6, and 12 months more.
    expect(formatDate(plan.periods.at(-1)!.paymentDate)).toBe('2028-07-31');
    const record = records.find((r) => r.name === 'deal')!;
    expect(record.value).toBe('built-in');
    // What is printed of the built-in deal is what it is.
    const { notes, fees } = builtInTerms('CNY', undefined);
    for (const note of notes) {
      const share = note.size.kind === 'share' ? formatRate(note.size.share) : '';
      const pays = note.coupon?.kind !== 'fixed' ? 'residual' : `at ${formatRate(note.coupon.rate)}`;
      expect(record.origin).toContain(`${note.name} ${share} ${pays}`);
    }
    for (const { name, charge } of fees) {
      expect(record.origin).toContain(
        `${name} ${charge.kind === 'annual' ? formatRate(charge.rate) : ''} a year`,
      );
    }
  });

  it.each([
    [
      'flag before deal and tape',
      { tape: undatedTape, deal: withDates, flags: { 'cut-off': '2026-02-28' } },
      '2026-02-28',
      'flag --cut-off',
    ],
    ['deal before tape', { tape: undatedTape, deal: withDates }, '2026-03-31', 'deal.yaml dates.cutOff'],
    ['tape', { deal }, '2026-01-31', 'tape (cutOffDate on 3 of 3 rows)'],
  ])('cut-off: %s', async (_name, texts, date, from) => {
    const scenario = await load({ tape: plainTape, ...texts });
    expect(formatDate(scenario.plan.cutOffDate)).toBe(date);
    expect(origin(scenario, 'cutOff')).toEqual({ name: 'cutOff', value: date, origin: from });
  });

  it('without any cut-off counts months and says so', async () => {
    const scenario = await load({ tape: undatedTape });
    expect(scenario.asOf).toBeUndefined();
    expect(scenario.plan.nominalDates).toBe(true);
    expect(origin(scenario, 'cutOff')).toMatchObject({ value: null });
  });

  it('warns where flag and deal disagree', async () => {
    const scenario = await load({ tape: plainTape, deal: withDates, flags: { 'cut-off': '2026-02-28' } });
    expect(scenario.problems.map((p) => p.code)).toContain('overridden');
  });

  it('refuses a deal in another currency than the tape, or in one that cannot count its balance', async () => {
    const inEuro = plainTape.replace('cutOffDate', 'currency').replaceAll('2026-01-31', 'EUR');
    const other = await loadScenario(sourcesOf({ tape: inEuro, deal }));
    expect(other.problems.map((p) => [p.severity, p.code, p.at])).toEqual([
      ['error', 'currency', 'deal.yaml currency'],
    ]);
    const inCents = plainTape.replace('1000.00', '1000.50');
    const yen = await loadScenario(sourcesOf({ tape: inCents, deal: deal.replace('CNY', 'JPY') }));
    expect(yen.ok).toBe(false);
    expect(yen.problems.at(-1)?.message).toMatch(/^JPY has no decimals, but the tape's balance is \d+\.50$/);
  });

  it('names the problems of all files at once', async () => {
    const loaded = await loadScenario(
      sourcesOf({
        tape: 'a,b\n1,2\n',
        deal: deal.replace('coupon', 'cupon'),
        assumptions: 'corelation: 1%\n',
      }),
    );
    expect(loaded.ok).toBe(false);
    expect(loaded.problems.map((p) => p.at.split(':')[0])).toEqual(['tape.csv', 'a.yaml', 'deal.yaml']);
  });
});

describe('rejected rows', () => {
  const tape = plainTape.replace('1000.00', 'ten');

  it('refuse the tape', async () => {
    const loaded = await loadScenario(sourcesOf({ tape }));
    expect(loaded).toMatchObject({ ok: false });
    expect(loaded.problems.find((p) => p.code === 'rejects')).toMatchObject({
      severity: 'error',
      at: 'tape.csv',
    });
  });

  it('are allowed up to the limit, then a warning with count and money', async () => {
    const scenario = await load({ tape, flags: { 'max-rejects': '1' } });
    const found = scenario.problems.find((p) => p.code === 'rejects');
    expect(found).toMatchObject({ severity: 'warning' });
    expect(found!.message).toContain('1 of 3 rows');
    expect(scenario.plan.poolBalance.value).toBe(5000);
    expect(origin(scenario, 'maxRejects')).toMatchObject({ value: 1, origin: 'flag --max-rejects' });
  });

  it('are refused above it', async () => {
    expect(await loadScenario(sourcesOf({ tape, flags: { 'max-rejects': '10%' } }))).toMatchObject({
      ok: false,
    });
  });
});

describe('an exact run', () => {
  it('conserves cash and pays every class back when nobody defaults', async () => {
    const scenario = await load({ tape: plainTape, deal, assumptions: 'default: none\nprepayment: none\n' });
    const { distribution, collections } = cashflowScenario(scenario);
    expect(moneyToFloat(distribution.conservation.difference)).toBe(0);
    const repaid = collections.scheduledPrincipal.reduce((sum, amount) => sum + moneyToFloat(amount), 0);
    expect(repaid).toBeCloseTo(6000, 6);
    const principalOfA = distribution.notes[0]!.rows.reduce(
      (sum, row) => sum + moneyToFloat(row.principalPaid),
      0,
    );
    expect(principalOfA).toBeCloseTo(4800, 6);
  });

  it('does not record what it does not use', async () => {
    const names = cashflowRecords(await load({ tape: plainTape })).map((record) => record.name);
    expect(names).toContain('recovery.rate');
    expect(names.filter((name) => /^(rates|premium|correlation)/.test(name))).toEqual([]);
  });

  it('explains a payment by the movements up to it', async () => {
    const scenario = await load({ tape: plainTape, deal });
    const { distribution } = cashflowScenario(scenario);
    const explained = explainPayment('B@2026-02', distribution);
    if (!explained.ok) throw new Error(explained.problems[0]!.message);
    expect(explained.value.period).toBe(0);
    expect(explained.value.movements.map((m) => `${m.kind} ${m.name}`)).toEqual([
      'interest A',
      'principal A',
      'principal B',
      'residual B',
    ]);
    for (const request of ['A@1', 'A@2026-02', 'A@2026-02-28']) {
      expect(explainPayment(request, distribution)).toMatchObject({
        ok: true,
        value: { period: 0, name: 'A' },
      });
    }
    for (const request of ['A', '@1', 'A@', 'A@0', 'A@2026-02-27', 'D@1', 'A@soon']) {
      expect(explainPayment(request, distribution)).toMatchObject({ ok: false });
    }
  });
});

describe('pricing', () => {
  it('is Monte Carlo to the default error unless told otherwise', async () => {
    const priced = await priceScenario(await load({ tape: plainTape, flags: { se: '0.5' } }));
    if (!priced.ok) throw new Error(priced.problems[0]!.message);
    expect(priced.value).toMatchObject({ seed: 'abs', result: { method: 'mc' } });
    expect(priced.value.records.at(-1)).toMatchObject({ name: 'pricing.standardError', value: 0.5 });
  });

  it('says when it was stopped early', async () => {
    const scenario = await load({ tape: plainTape, flags: { paths: '100000' } });
    const priced = await priceScenario(scenario, { shouldStop: () => true });
    expect(priced).toMatchObject({
      ok: true,
      value: { result: { prices: { estimator: { partial: true } } } },
    });
    expect(priced.ok && priced.value.problems.map((p) => p.code)).toContain('partial');
  });

  it('by discounting refuses flags that would do nothing', async () => {
    const flags = { method: 'dcf', seed: 'x', correlation: '10%', paths: '100' };
    const priced = await priceScenario(await load({ tape: plainTape, flags }));
    expect(priced.problems.map((p) => p.at).sort()).toEqual(['--correlation', '--paths', '--seed']);
  });

  it('by discounting records only what it uses', async () => {
    const priced = await priceScenario(await load({ tape: plainTape, flags: { method: 'dcf' } }));
    if (!priced.ok) throw new Error(priced.problems[0]!.message);
    const names = priced.value.records.map((record) => record.name);
    expect(names.filter((name) => ['correlation', 'rates.volatility'].includes(name))).toEqual([]);
    expect(priced.value.seed).toBeNull();
  });

  it('of single loans refuses the order of another model', async () => {
    const priced = await priceScenario(await load({ tape: plainTape, assumptions: 'order: sifma\n' }));
    expect(priced).toMatchObject({ ok: false });
  });
});
