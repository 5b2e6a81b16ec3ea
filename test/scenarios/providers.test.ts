import { describe, expect, it } from 'vitest';
import type { MonteCarloPrices } from '#pricing/monteCarloPrices.js';
import { loadScenario } from '#scenarios/loadScenario.js';
import { priceScenario } from '#scenarios/priceScenario.js';
import { resolveProviders } from '#scenarios/resolveProviders.js';
import type { FlagTexts } from '#scenarios/scenarioFlags.js';
import { sourcesOf } from './poolOf.js';

const heading =
  'loanId,payerId,acceptor,faceAmount,annualRate,dueDate,repaymentType,currency,annualDefaultRate,cutOffDate';
const rows = Array.from({ length: 60 }, (_, k) => {
  const acceptor = k % 3 === 0 ? '金农担保' : k % 3 === 1 ? 'Jiangsu Lender' : `P${k}`;
  return `B${k},P${k},${acceptor},100000.00,0.08,2026-07-31,discount,CNY,0.1,2026-01-31`;
});
const tape = [heading, ...rows, ''].join('\n');

const dealOf = (line: string, more = '') => `
name: bills
currency: CNY
dates: { cutOff: 2026-01-31, paymentMonths: 3 }
notes: [ { name: A, share: 90%, coupon: 5% }, { name: R, share: 10%, residual: true } ]
supports: { line: { limit: 10% of initial pool, covers: [principal], ${line} } }
${more}
steps: [ { do: pay-interest, notes: A }, { do: pay-principal, notes: A }, { do: pay-residual, to: R } ]
`;
const bills =
  'payables: { unpaidShare: 0, defaultAfterMonths: 0, guarantee: { obligation: onDemand, claimDelayMonths: 0, limit: 100% } }';

async function resolved(assumptions: string, deal = dealOf('kind: guarantee')) {
  const loaded = await loadScenario(sourcesOf({ tape, deal, assumptions }));
  if (!loaded.ok)
    return { problems: loaded.problems.map(({ code, at, message }) => `${code} ${at}: ${message}`) };
  const found = resolveProviders(loaded.value, loaded.value.terms);
  const told = Object.fromEntries(found.records.map(({ name, value }) => [name, value]));
  const problems = loaded.problems.map(({ code, at, message }) => `${code} ${at}: ${message}`);
  return { models: found.models, told, records: found.records, problems };
}

async function priced(assumptions: string, deal: string, flags: FlagTexts): Promise<MonteCarloPrices> {
  const loaded = await loadScenario(sourcesOf({ tape, deal, assumptions, flags }));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const found = await priceScenario(loaded.value);
  if (!found.ok || found.value.result.method !== 'mc') throw new Error(JSON.stringify(found.problems));
  return found.value.result.prices;
}

describe('who stands behind a deal and its bills', () => {
  it('nobody fails by chance unless a rate is stated, and that is told', async () => {
    const { models, told } = await resolved('default: { fallback: 2% }');
    expect(models).toBeUndefined();
    expect(told).toEqual({ 'providers.line.annualDefaultRate': 0 });
  });

  it('the deal states a rate or a rating, the assumptions go before it', async () => {
    const rated = dealOf('rating: AA');
    const { models, records } = await resolved('ratings: { AA: [0.5%, 1.5%] }', rated);
    expect(models?.providers[0]).toMatchObject({
      name: 'line',
      curve: { cumulativeByYear: [0.005, 0.015] },
      relation: 'correlated',
      correlation: 0.7,
    });
    expect(records?.find(({ name }) => name.endsWith('.correlation'))?.origin).toMatch(/^default \(.*2005/);
    const over = await resolved(
      'providers: { line: { annualDefaultRate: 3%, relation: independent } }',
      rated,
    );
    expect(over.models?.providers[0]).toMatchObject({
      curve: { annualDefaultRate: 0.03 },
      relation: 'independent',
    });
  });

  it('one party has one default, whatever it has promised', async () => {
    const deal = dealOf(
      'provider: originator',
      'parties: [ { role: originator, name: Jiangsu Lender, supports: line } ]',
    );
    const { models } = await resolved(`${bills}\nproviders: { originator: { annualDefaultRate: 3% } }`, deal);
    expect(models?.providers.map(({ name }) => name)).toEqual(['Jiangsu Lender']);
    expect(models?.ofSupport.get('line')).toBe(models?.ofAcceptor.get('Jiangsu Lender'));
  });

  it('all acceptors that are alike are told once; one that is the payer itself is warned of', async () => {
    const { told, problems } = await resolved(`${bills}\nproviders: { others: { annualDefaultRate: 3% } }`);
    expect(told).toMatchObject({
      'providers.others.acceptors': 22,
      'providers.others.annualDefaultRate': 0.03,
    });
    expect(problems.join('\n')).toMatch(/self-accepted .*20/);
  });

  it.each([
    ['providers: { lime: { annualDefaultRate: 3% } }', /unknown-provider a\.yaml:1:\d+.*did you mean "line"/],
    [
      'providers: { 金农担保: { annualDefaultRate: 3% } }',
      /unknown-provider .*no guarantee of these is assumed/,
    ],
    [
      'providers: { line: { rating: AAA } }\nratings: { AA: 1% }',
      /unknown-rating .*"AAA"; did you mean "AA"/,
    ],
    ['providers: { line: { rating: AA, annualDefaultRate: 1% } }', /conflict .*exclude each other/],
    ['providers: { line: { cumulativeDefaults: [2%, 1%] } }', /falling a\.yaml:1:\d+/],
    ['providers: { line: { relation: certain } }', /missing .*defaultsAbove: 8%/],
    [
      'providers: { line: { defaultsAbove: 8%, relation: independent } }',
      /conflict .*makes a relation certain/,
    ],
    ['providers: { line: { defaultsAbove: 8%, annualDefaultRate: 1% } }', /unused .*fails for certain/],
    [
      'providers: { line: { annualDefaultRate: 1%, relation: independent, correlation: 20% } }',
      /unused .*independent/,
    ],
    ['providers: { line: { annualDefaultRate: 1%, region: 江苏省 } }', /unused .*share no factor/],
    ['providers: { line: { annualDefaultRate: 1%, recovery: 40% } }', /unused .*stands behind no bill/],
    ['providers: { line: { annualDefaultRate: 130% } }', /bad-rate/],
  ])('%s', async (assumptions, expected) => {
    expect((await resolved(assumptions)).problems.join('\n')).toMatch(expected);
  });

  it('the deal says one thing of a provider, not two', async () => {
    const both = await resolved('order: survivors', dealOf('rating: AA, annualDefaultRate: 1%'));
    expect(both.problems.join('\n')).toMatch(/conflict deal\.yaml:\d+:\d+ supports\.line\.rating/);
  });
});

describe('prices', () => {
  it('a stated share of defaults also fails the provider where nothing is random', async () => {
    const deal = dealOf('kind: guarantee');
    const lossOf = async (assumptions: string) => {
      const flags = { method: 'dcf' };
      const loaded = await loadScenario(sourcesOf({ tape, deal, assumptions, flags }));
      if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
      const found = await priceScenario(loaded.value);
      if (!found.ok || found.value.result.method !== 'dcf') throw new Error('not discounted');
      return { loss: found.value.result.prices.notes[0]!.expectedLoss!, problems: found.value.problems };
    };
    const base = 'default: { cdr: 60% }\nrecovery: { rate: 0%, lagMonths: 0 }';
    const sound = await lossOf(base);
    const failed = await lossOf(`${base}\nproviders: { line: { defaultsAbove: 20% } }`);
    expect(failed.loss - sound.loss).toBeCloseTo(1 / 9, 3); // a tenth of the pool, of nine tenths
    const chance = await lossOf(`${base}\nproviders: { line: { annualDefaultRate: 20% } }`);
    expect(chance.loss).toBe(sound.loss);
    expect(chance.problems.some(({ code, message }) => code === 'unused' && /by chance/.test(message))).toBe(
      true,
    );
  });

  it('the class without its originator is the class of a deal without the support, path by path', async () => {
    const assumptions = 'default: { cdr: 40% }\nproviders: { originator: { annualDefaultRate: 10% } }';
    const flags = { paths: '1024', seed: 'alone' };
    const withIt = await priced(assumptions, dealOf('provider: originator'), flags);
    const alone = withIt.withoutOriginatorSupport![0]!;
    const none = await priced('default: { cdr: 40% }', dealOf('defaultsOn: 2026-02-01'), flags);
    expect(alone.price).toBeCloseTo(none.notes[0]!.price!, 9);
    expect(alone.expectedLoss).toBeCloseTo(none.notes[0]!.expectedLoss!, 12);
    expect(alone.weightedAverageLife).toBeCloseTo(none.notes[0]!.weightedAverageLife!, 9);
    expect(alone.shareOfValue).toBeCloseTo(1 - none.notes[0]!.price! / withIt.notes[0]!.price!, 9);
    expect(alone.shareOfValue!).toBeGreaterThan(5 * alone.shareOfValueStandardError!);
    expect(none.supports[0]).toMatchObject({ expectedDrawn: 0, providerDefaultProbability: 1 });
  });
});
