import { describe, expect, it } from 'vitest';
import { scoredPd } from '#pricing/models/scoredPd.js';
import { applyPdModel } from '#scenarios/defaultModel/applyPdModel.js';
import { parseAssumptions } from '#scenarios/parseAssumptions.js';
import { loanTable } from '../pricing/syntheticPool.js';

const scores = [500, 600, 650, 700];
const plain = loanTable(scores.map((_, i) => ({ balance: 1000, rate: 0.1 + i / 100, term: 12 })));
const loans = {
  ...plain,
  numbers: {
    score: { values: Float64Array.from(scores), present: Uint8Array.of(1, 1, 1, 1) },
    debtRatio: { values: Float64Array.of(0.5, 0.51, 0.5, 0), present: Uint8Array.of(1, 1, 1, 0) },
    currentRatio: { values: Float64Array.of(2, 2, 1.9, 2), present: Uint8Array.of(1, 1, 1, 1) },
  },
  categories: { rating: { codes: Uint32Array.of(1, 2, 2, 0), labels: ['A', 'B'] } },
};

function modeled(yaml: string) {
  const stated = parseAssumptions(yaml, 'a.yaml');
  if (!stated.ok) throw new Error(JSON.stringify(stated.problems));
  return applyPdModel(loans, stated.value.pdModel!);
}

function rates(yaml: string): number[] {
  const { table, problems } = modeled(yaml);
  expect(problems).toEqual([]);
  return Array.from(table.numbers.annualDefaultRate!.values);
}

const faults = (yaml: string): string[] =>
  parseAssumptions(yaml, 'a.yaml').problems.map(({ code, at }) => `${at} ${code}`);

describe('the link of a score', () => {
  it('has the odds of the logistic curve and the tails of the normal one', () => {
    expect(scoredPd(0, 'logit')).toBe(0.5);
    expect(scoredPd(Math.log(0.02 / 0.98), 'logit')).toBeCloseTo(0.02, 15);
    expect(scoredPd(-Math.log(0.02 / 0.98), 'logit')).toBeCloseTo(0.98, 15);
    expect(scoredPd(-800, 'logit')).toBe(0);
    expect(scoredPd(800, 'logit')).toBe(1);
    // Φ(−1.644854) of any table.
    expect(scoredPd(-1.6448536269514722, 'probit')).toBeCloseTo(0.05, 12);
    expect([-0.1, 0.3, 1.2].map((score) => scoredPd(score, 'linear'))).toEqual([0, 0.3, 1]);
  });
});

describe('PDs of loans by a model', () => {
  it('logistic: odds double for each 50 points of score', () => {
    // Odds of 4 % at 650: 1/24; at 600 2/24, at 700 0.5/24, at 500 8/24.
    const yaml = `default:
  logistic: { intercept: ${Math.log(1 / 24)}, horizonMonths: 12, columns: { score: { coefficient: ${-Math.log(2)}, center: 650, per: 50 } } }`;
    const wanted = [8, 2, 1, 0.5].map((odds) => odds / (24 + odds));
    for (const [i, rate] of rates(yaml).entries()) expect(rate).toBeCloseTo(wanted[i]!, 12);
  });

  it('linear: the figures of the source documents, in points of debt ratio and tenths of current ratio', () => {
    const yaml = `default:
  logistic:
    link: linear
    intercept: 0.02
    horizonMonths: 12
    columns:
      debtRatio: { coefficient: 0.0005, per: 0.01, center: 0.5, missing: 0.5 }
      currentRatio: { coefficient: -0.0008, per: 0.1, center: 2 }`;
    const wanted = [0.02, 0.0205, 0.0208, 0.02];
    for (const [i, rate] of rates(yaml).entries()) expect(rate).toBeCloseTo(wanted[i]!, 12);
  });

  it('by score and horizon: 10 % over five years is 2.085 % a year', () => {
    const yaml =
      'default: { byScore: { horizonMonths: 60, bands: [{ below: 600, pd: 10% }, { below: 700, pd: 5% }, { pd: 0% }] } }';
    const found = rates(yaml);
    expect(found[0]).toBeCloseTo(0.020851637639023202, 12);
    expect(found[1]).toBeCloseTo(1 - 0.95 ** 0.2, 12);
    expect(found[1]).toBe(found[2]);
    expect(found[3]).toBe(0);
  });

  it('adds labels, and cuts to bounds that it counts', () => {
    const yaml = `default:
  logistic: { link: linear, intercept: 0.1, horizonMonths: 12, labels: { rating: { A: -0.09, others: 0.9 } }, least: 2%, most: 60% }`;
    expect(rates(yaml)).toEqual([0.02, 0.6, 0.6, 0.6].map((rate) => expect.closeTo(rate, 12)));
    const cut = modeled(yaml).records.find(({ name }) => name === 'default.pd.cutToBounds');
    expect(cut?.value).toBe(4);
  });

  it('lacks nothing without saying so', () => {
    const { problems } = modeled(`default:
  logistic: { intercept: 1, horizonMonths: 12, columns: { debtRatio: 1, netMargin: 2 }, labels: { rating: { A: 1 }, region: { x: 1 } } }`);
    expect(problems.map(({ code, at }) => `${at} ${code}`)).toEqual([
      'synthetic.csv:5:debtRatio missing-value',
      'a.yaml:2:13 missing-column',
      'synthetic.csv:3:rating missing-value',
      'a.yaml:2:13 missing-column',
    ]);
  });

  it('that cannot be meant is refused, all at once', () => {
    expect(
      faults(
        'default:\n  logistic: { intercept: 1, horizonMonths: 12, columns: { scor: 1 }, labels: { rate: { A: 1 } } }\n  cdr: 2%',
      ),
    ).toEqual([
      expect.stringMatching(/cdr conflict$/),
      expect.stringMatching(/scor unknown-column$/),
      expect.stringMatching(/rate unknown-column$/),
    ]);
    expect(
      faults(
        'default: { byScore: { horizonMonths: 12, bands: [{ below: 5, pd: 1% }, { below: 3, pd: 2% }] } }',
      ),
    ).toEqual([expect.stringMatching(/below conflict$/), expect.stringMatching(/below out-of-order$/)]);
    expect(faults('default: { logistic: { intercept: 1 } }')).toHaveLength(1);
    expect(
      faults('default: { fallback: 2%, byScore: { horizonMonths: 12, bands: [{ pd: 1% }] } }'),
    ).toHaveLength(1);
  });
});
