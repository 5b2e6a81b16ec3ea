import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assumptionLabel, originText } from '#report/assumptionLabels.js';
import type { PriceDocument } from '#report/documents/priceSchema.js';
import { priceReport } from '#report/priceReport.js';
import { plainContext } from '#report/reportContext.js';
import { loadScenario } from '#scenarios/loadScenario.js';
import { priceScenario } from '#scenarios/priceScenario.js';
import { plainTape, sourcesOf } from '../scenarios/poolOf.js';

const document = JSON.parse(readFileSync('fixtures/golden/cli/price.json', 'utf8')) as PriceDocument;

describe('price report', () => {
  const report = (changes: Partial<PriceDocument>, language: 'en' | 'zh' = 'en') =>
    priceReport({ ...document, ...changes }, plainContext(language));

  it('says when a run stopped early or missed its target', () => {
    expect(report({})).not.toContain('stopped early');
    expect(report({ estimator: { ...document.estimator, partial: true } })).toContain('stopped early');
    expect(report({ estimator: { ...document.estimator, converged: false } })).toContain(
      'target not reached',
    );
    expect(report({ estimator: { ...document.estimator, partial: true } }, 'zh')).toContain('提前停止');
  });

  it('states a bound where no path had a loss, and the share where one had', () => {
    const [first] = document.notes;
    const withLoss = (lossProbability: number, lossProbabilityUpperBound: number | null) =>
      report({ notes: [{ ...first!, lossProbability, lossProbabilityUpperBound }] });
    expect(withLoss(0, 0.003)).toContain('<0.30%');
    expect(withLoss(0.0125, null)).toContain('1.25%');
  });

  it('shows a dash for what a class does not have', () => {
    const [first] = document.notes;
    const bare = { ...first!, price: null, priceStandardError: null, yield: null, priceQuantiles: null };
    const line = report({ notes: [bare] })
      .split('\n')
      .find((row) => row.startsWith('A '))!;
    expect(line.match(/–/g)!.length).toBeGreaterThanOrEqual(3);
  });

  it('counts warnings and says where they are', () => {
    const problem = { severity: 'warning' as const, code: 'x', at: 'tape.csv', message: 'odd' };
    expect(report({ problems: [problem, problem] })).toContain('2 warnings on stderr');
  });
});

describe('labels', () => {
  it.each([
    [{}, undefined],
    [{ method: 'dcf' }, undefined],
    [
      { paths: '64', 'max-rejects': '1' },
      'prepayment: { smm: 1% }\ndefault: { cumulative: 10%, months: 60 }\n',
    ],
    [{ paths: '64' }, 'prepayment: { psa: 100% }\ndefault: { sda: 100%, noneInLastMonths: 2 }\n'],
    [{ paths: '64' }, 'prepayment: none\ndefault: { mdr: 0.1% }\nrates: { model: hull-white-flat }\n'],
    [{ paths: '64' }, 'default: { multiple: 2, fallback: 3% }\n'],
    [{ paths: '64' }, 'default: none\n'],
  ])('every assumption under %o and %j has one', async (flags, assumptions) => {
    const texts = assumptions === undefined ? {} : { assumptions };
    const loaded = await loadScenario(sourcesOf({ tape: plainTape, flags, ...texts }));
    if (!loaded.ok) throw new Error(loaded.problems[0]!.message);
    const priced = await priceScenario(loaded.value);
    if (!priced.ok) throw new Error(priced.problems[0]!.message);
    for (const { name } of priced.value.records) {
      expect(assumptionLabel(name, 'zh')).not.toBe(name);
    }
  });
});

describe('origins', () => {
  it.each([
    ['default', '默认'],
    ['default (no --deal)', '默认 (no --deal)'],
    ['flag --cpr (instead of a.yaml:1:20)', '命令行 --cpr (instead of a.yaml:1:20)'],
    ['tape column annualDefaultRate', '清单字段 annualDefaultRate'],
    ['tape (cutOffDate on 3 of 3 rows)', '清单 (cutOffDate on 3 of 3 rows)'],
    ['a.yaml:1:20', 'a.yaml:1:20'],
    ['tapes.yaml:1:1', 'tapes.yaml:1:1'],
  ])('%s', (origin, chinese) => {
    expect(originText(origin, 'zh')).toBe(chinese);
    expect(originText(origin, 'en')).toBe(origin);
  });
});
