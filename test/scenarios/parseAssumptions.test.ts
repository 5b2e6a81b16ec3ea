import { describe, expect, it } from 'vitest';
import { jsonSchemaOf } from '#basics/schema.js';
import { assumptionsSchema } from '#scenarios/assumptionsSchema.js';
import { parseAssumptions } from '#scenarios/parseAssumptions.js';

const full = `order: survivors
prepayment: { cpr: 12%, pointsPerRatePoint: -3 }
default: { cdr: 2% }
recovery: { rate: 55%, lagMonths: 9 }
correlation: 0.2
rates: { model: vasicek, initial: 2.5%, mean: 3%, speed: 0.3, volatility: 90 bp }
premium: { rate: 150 bp, rule: full }
`;

describe('assumptions file', () => {
  it('keeps each value with its place', () => {
    const parsed = parseAssumptions(full, 'a.yaml');
    expect(parsed).toMatchObject({
      ok: true,
      value: {
        order: { value: 'survivors', origin: 'a.yaml:1:8' },
        prepayment: { value: { kind: 'cpr', cpr: 0.12 }, origin: 'a.yaml:2:20' },
        pointsPerRatePoint: { value: -3 },
        default: { value: { kind: 'cdr', cdr: 0.02 }, origin: 'a.yaml:3:17' },
        recoveryRate: { value: 0.55 },
        recoveryLagMonths: { value: 9 },
        correlation: { value: 0.2, origin: 'a.yaml:5:14' },
        rates: {
          model: { value: 'vasicek' },
          initial: { value: 0.025 },
          mean: { value: 0.03 },
          speed: { value: 0.3 },
          volatility: { value: 0.009 },
        },
        premiumRate: { value: 0.015 },
        premiumRule: { value: 'full' },
      },
    });
  });

  it.each([
    ['prepayment: none', { prepayment: { value: { kind: 'none' } } }],
    ['prepayment: { psa: 150% }', { prepayment: { value: { kind: 'psa', psa: 1.5 } } }],
    ['prepayment: { smm: 1% }', { prepayment: { value: { kind: 'smm', smm: 0.01 } } }],
    ['default: none', { default: { value: { kind: 'none' } } }],
    ['default: { mdr: 0.2% }', { default: { value: { kind: 'mdr', mdr: 0.002 } } }],
    [
      'default: { cumulative: 10%, months: 60 }',
      { default: { value: { kind: 'cumulative', share: 0.1, months: 60 } } },
    ],
    [
      'default: { multiple: 1.5, fallback: 3% }',
      {
        default: { value: { kind: 'tape', multiple: 1, fallback: 0.03 } },
        stress: { defaultMultiple: { value: 1.5, origin: 'a.yaml:1:22' } },
      },
    ],
    ['default: { fallback: 3% }', { default: { value: { kind: 'tape', multiple: 1, fallback: 0.03 } } }],
    [
      'default: { sda: 200%, noneInLastMonths: 3 }',
      { default: { value: { kind: 'sda', sda: 2, noneInLastMonths: 3 } } },
    ],
    ['recovery: none', { recoveryRate: { value: 0 } }],
  ])('%s', (text, stated) => {
    expect(parseAssumptions(text, 'a.yaml')).toMatchObject({ ok: true, value: stated });
  });

  it.each([
    ['prepayment: { crp: 10% }', 'a.yaml:1:15 prepayment.crp', 'did you mean "cpr"?'],
    ['prepayment: { cpr: 10 }', 'a.yaml:1:20 prepayment.cpr', '10 would be 1000 %'],
    ['prepayment: { cpr: 10%, smm: 1% }', 'a.yaml:1:30 prepayment.smm', 'cpr and smm exclude each other'],
    ['default: { cdr: 2%, months: 60 }', 'a.yaml:1:29 default.months', 'it needs cumulative'],
    ['default: { months: 60 }', 'a.yaml:1:20 default.months', 'says nothing without cumulative'],
    ['default: { cumulative: 10% }', 'a.yaml:1:24 default.cumulative', 'needs its window'],
    ['default: { cdr: 2%, multiple: 0 }', 'a.yaml:1:31 default.multiple', 'leaves nothing of cdr'],
    [
      'rates: { model: random-walk, mean: 3% }',
      'a.yaml:1:36 rates.mean',
      'no meaning in the model random-walk',
    ],
    ['rates: { model: vasicec }', 'a.yaml:1:17 rates.model', 'did you mean "vasicek"?'],
    ['recovery: { rate: 60%, lagMonths: 1.5 }', 'a.yaml:1:35 recovery.lagMonths', 'not a whole number'],
    ['corelation: 0.1', 'a.yaml:1:1 corelation', 'did you mean "correlation"?'],
    ['correlation: [1]', 'a.yaml:1:14 correlation', 'expected a rate or a mapping, found a list'],
    ['prepayment: { cpr: 10%', 'a.yaml:1', ''],
  ])('refuses %s', (text, at, message) => {
    const parsed = parseAssumptions(text, 'a.yaml');
    expect(parsed.ok).toBe(false);
    expect(parsed.problems[0]!.at).toContain(at);
    expect(parsed.problems[0]!.message).toContain(message);
  });

  it('has a JSON Schema that knows every key', () => {
    const schema = JSON.stringify(jsonSchemaOf(assumptionsSchema));
    for (const key of [
      'cpr',
      'pointsPerRatePoint',
      'cumulative',
      'lagMonths',
      'correlation',
      'volatility',
      'rule',
    ]) {
      expect(schema).toContain(`"${key}"`);
    }
  });
});
