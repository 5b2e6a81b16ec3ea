import { describe, expect, it } from 'vitest';
import { parseAssumptions } from '#scenarios/parseAssumptions.js';
import { resolveRates } from '#scenarios/resolveRates.js';

function problemsOf(text: string) {
  const parsed = parseAssumptions(text, 'a.yaml');
  return parsed.problems.map(({ code, at, message }) => `${code} ${at}: ${message}`);
}

describe('dependence in an assumptions file', () => {
  it('levels, copula and rates', () => {
    const text =
      'correlation: { asset: 10%, region: 8%, industry: 5%, copula: student-t, degreesOfFreedom: 5, rates: -30% }';
    expect(parseAssumptions(text, 'a.yaml')).toMatchObject({
      ok: true,
      value: {
        correlation: { value: 0.1, origin: 'a.yaml:1:23' },
        dependence: { region: 0.08, industry: 0.05, copula: 'student-t', degreesOfFreedom: 5, rates: -0.3 },
      },
    });
  });

  const matrix = (rows: string) =>
    `correlation: { by: region, groups: [east, west, north], matrix: ${rows} }`;

  it.each([
    [
      matrix('[[1, 0.9, 0.9], [0.9, 1, -0.5], [0.9, -0.5, 1]]'),
      /not-positive-definite a\.yaml:1:\d+ correlation\.matrix\[2\]\[1\]: .*north cannot correlate with west/,
    ],
    [
      matrix('[[1, 0.2, 0], [0.3, 1, 0], [0, 0, 1]]'),
      /bad-matrix .*east and west correlate with 0.3 here and with 0.2/,
    ],
    [matrix('[[0.9, 0, 0], [0, 1, 0], [0, 0, 1]]'), /bad-matrix .*east correlates with itself with 0.9/],
    [matrix('[[1, 0], [0, 1]]'), /bad-matrix .*3 groups need 3 rows of 3/],
    [matrix('[[1, 7, 0], [7, 1, 0], [0, 0, 1]]'), /out-of-range .*7 is not between -1 and 1/],
    ['correlation: { by: region, groups: [east] }', /missing .*all of by, groups and matrix/],
    ['correlation: { by: region, groups: [a, a], matrix: [[1, 0], [0, 1]] }', /duplicate .*a is named twice/],
    [
      'correlation: { by: region, groups: [a], matrix: [[1]], region: 5% }',
      /conflict .*region and matrix exclude each other/,
    ],
    ['correlation: { copula: student-t }', /missing .*needs degreesOfFreedom/],
    ['correlation: { degreesOfFreedom: 4 }', /unused .*without copula: student-t/],
    ['model: source\ncorrelation: 10%', /unused a\.yaml:2:\d+ correlation/],
    ['model: copula\npdDeviation: 10%', /unused a\.yaml:2:\d+ pdDeviation/],
    ['premium: { rate: -1% }', /premium\.rate: -1% is negative/],
  ])('%s', (text, expected) => {
    expect(problemsOf(text).join('\n')).toMatch(expected);
  });
});

describe('rate models in an assumptions file', () => {
  const model = (text: string) => {
    const parsed = parseAssumptions(`rates: ${text}`, 'a.yaml');
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    return resolveRates(parsed.value.rates);
  };

  it('Hull and White on a curve', () => {
    const found = model(
      '{ model: hull-white, curve: [{ years: 1, rate: 2% }, { years: 3, rate: 2.5% }], speed: 0.1 }',
    );
    const curve = [
      { years: 1, rate: 0.02 },
      { years: 3, rate: 0.025 },
    ];
    expect(found.model).toEqual({ kind: 'hull-white', curve, speed: 0.1, volatility: 0.012 });
    expect(found.records.map(({ name }) => name)).toContain('rates.curve[1].rate');
  });

  it('the default volatility of CIR moves the rate as much as the other models do at its mean', () => {
    const { model: cir } = model('{ model: cir, initial: 4% }');
    expect(cir).toMatchObject({ kind: 'cir', initial: 0.04, mean: 0.04 });
    expect(cir.kind === 'cir' && cir.volatility * Math.sqrt(0.04)).toBeCloseTo(0.012, 6);
  });

  it('ARIMA', () => {
    const text = '{ model: arima, ar: [0.6], differences: 1, deviation: 0.2%, history: [2%, 2.1%, 2.2%] }';
    expect(model(text).model).toEqual({
      kind: 'arima',
      ar: [0.6],
      differences: 1,
      ma: [],
      mean: 0,
      deviation: 0.002,
      history: [0.02, 0.021, 0.022],
    });
  });

  it.each([
    ['rates: { model: hull-white }', /missing .*needs curve/],
    ['rates: { model: arima, ar: [0.5] }', /missing .*needs deviation[\s\S]*needs history/],
    ['rates: { model: arima, ar: [0.5, 0.1], deviation: 1%, history: [2%] }', /too-short .*at least 2/],
    ['rates: { model: cir, initial: -1% }', /out-of-range .*is negative/],
    ['rates: { model: random-walk, mean: 3% }', /unused .*no meaning in the model random-walk/],
    ['rates: { curve: [{ years: 1, rate: 2% }] }', /unused .*no meaning in the model vasicek/],
    [
      'rates: { model: hull-white, curve: [{ years: 2, rate: 2% }, { years: 1, rate: 2% }] }',
      /out-of-order .*1 does not come after 2/,
    ],
  ])('%s', (text, expected) => {
    expect(problemsOf(text).join('\n')).toMatch(expected);
  });
});
