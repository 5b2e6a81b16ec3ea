import { describe, expect, it } from 'vitest';
import { formatDate } from '#basics/calendarDate.js';
import { formatMoney } from '#basics/money.js';
import { checkAgainst, jsonSchemaOf, z } from '#basics/schema.js';
import {
  dateField,
  integerField,
  moneyField,
  nameField,
  numberField,
  rateField,
  titleField,
} from '#basics/schemaFields.js';
import { readYaml } from '#basics/yamlDocument.js';

const share = z.enum(['sequential', 'pro-rata']);
const schema = z.strictObject({
  name: titleField(),
  cutOff: dateField().optional(),
  notes: z.array(
    z.strictObject({
      name: nameField(),
      coupon: rateField({ max: 1 }).optional(),
      residual: z.boolean().default(false),
    }),
  ),
  reserve: z.strictObject({ floor: moneyField() }).optional(),
  months: integerField(1, 480).optional(),
  factor: numberField(0, 1e6).optional(),
  steps: z
    .array(
      z.discriminatedUnion('do', [
        z.strictObject({ do: z.literal('pay-interest'), notes: z.array(nameField()), share }),
        z.strictObject({ do: z.literal('pay-residual'), to: nameField() }),
      ]),
    )
    .optional(),
  fees: z.record(nameField(), z.strictObject({ rate: rateField() })).optional(),
  limit: z.union([z.strictObject({ rate: rateField() }), moneyField()]).optional(),
});

function check(text: string) {
  const read = readYaml(text, 'deal.yaml');
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return checkAgainst(schema, read.value);
}
const problemsOf = (text: string) => check(text).problems.map((p) => `${p.code} ${p.at}: ${p.message}`);

it('a good file gives typed values', () => {
  const text =
    'name: 75/15/10\ncutOff: 2026-01-31\nnotes: [{name: A, coupon: 550 bp}, {name: 5, residual: true}]\n' +
    'reserve: {floor: 500000.10}\nmonths: 12\nfactor: 1e-5\nsteps: [{do: pay-interest, notes: [A], share: pro-rata}]\n' +
    'fees: {servicing: {rate: 1%}}\nlimit: 5.00';
  const outcome = check(text);
  expect(outcome.problems).toEqual([]);
  if (!outcome.ok) return;
  const { value } = outcome;
  expect(value.cutOff && formatDate(value.cutOff)).toBe('2026-01-31');
  expect(value.notes).toEqual([
    { name: 'A', coupon: { value: 0.055, text: '0.055' }, residual: false },
    { name: '5', residual: true },
  ]);
  expect(value.reserve && formatMoney(value.reserve.floor, 2)).toBe('500000.10');
  expect([value.months, value.factor]).toEqual([12, 1e-5]);
  expect(value.fees?.['servicing']?.rate.text).toBe('0.01');
});

describe('all problems at once, in the order of the file', () => {
  it('of one file', () => {
    const text = `name: x
cutOff: 2026-02-30
notes:
  - { name: A, cupon: 5% }
  - { coupon: 5.5, name: "a@b" }
  - { name: B, coupon: 101%, residual: yes }
reserve: { floor: 1e6 }
months: 0x10
factor: .inf
steps:
  - { do: pay-intrest, notes: [A] }
  - { do: pay-interest, notes: A, share: sequental }
  - pay-residual
fees: { servicing: 1% }
limit: [1]
zzzzzzzzzzz: 1
`;
    expect(problemsOf(text)).toEqual([
      'bad-date deal.yaml:2:9 cutOff: "2026-02-30" is no day of the calendar',
      'unknown-key deal.yaml:4:16 notes[0].cupon: unknown key "cupon"; did you mean "coupon"?',
      'bad-rate deal.yaml:5:15 notes[1].coupon: 5.5 would be 550 %; write 5.5% or 0.055',
      'bad-name deal.yaml:5:26 notes[1].name: "a@b" cannot be a name; use letters, digits, spaces, "_", "-" and "."',
      'bad-rate deal.yaml:6:24 notes[2].coupon: 101% is above 100%',
      'wrong-type deal.yaml:6:40 notes[2].residual: expected true or false, found "yes"',
      'bad-amount deal.yaml:7:19 reserve.floor: "1e6" is not an amount; write 1250000.00',
      'bad-number deal.yaml:8:9 months: "0x10" is not a whole number',
      'bad-number deal.yaml:9:9 factor: ".inf" is not a number',
      'unknown-name deal.yaml:11:11 steps[0].do: "pay-intrest" is not one of pay-interest, pay-residual; did you mean "pay-interest"?',
      'wrong-type deal.yaml:12:32 steps[1].notes: expected a list, found "A"',
      'unknown-name deal.yaml:12:42 steps[1].share: "sequental" is not one of sequential, pro-rata; did you mean "sequential"?',
      'wrong-type deal.yaml:13:5 steps[2]: expected a mapping, found "pay-residual"',
      'wrong-type deal.yaml:14:20 fees.servicing: expected a mapping, found "1%"',
      'wrong-type deal.yaml:15:8 limit: expected a mapping or an amount, found a list',
      'unknown-key deal.yaml:16:1 zzzzzzzzzzz: unknown key "zzzzzzzzzzz"; known are name, cutOff, notes, reserve, months, factor, steps, fees, limit',
    ]);
  });

  it.each([
    ['[]', ['wrong-type deal.yaml:1:1: expected a mapping, found a list']],
    ['name: x', ['missing-key deal.yaml:1:1 notes: is missing; expected a list']],
    [
      'name:\nnotes: [{name: [a]}]',
      [
        'wrong-type deal.yaml:1:6 name: expected text, found nothing',
        'wrong-type deal.yaml:2:16 notes[0].name: expected a name, found a list',
      ],
    ],
    [
      'name: x\nnotes: []\nsteps: [{}]',
      ['missing-key deal.yaml:3:9 steps[0].do: is missing; expected one of pay-interest, pay-residual'],
    ],
    [
      'name: x\nnotes: []\nlimit: {rat: 1%}',
      [
        'missing-key deal.yaml:3:8 limit.rate: is missing; expected a rate',
        'unknown-key deal.yaml:3:9 limit.rat: unknown key "rat"; did you mean "rate"?',
      ],
    ],
    [
      'name: x\nnotes: []\nfees: {"a@b": {rate: 1%}}',
      ['bad-key deal.yaml:3:8 fees["a@b"]: "a@b" cannot be a name here'],
    ],
  ])('%j', (text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  it.each([
    ['5', 'bad-rate', '5 would be 500 %; write 5% or 500%; or write none'],
    ['nonne', 'unknown-name', '"nonne" is not none; did you mean "none"?'],
    ['soon', 'bad-rate', '"soon" is not a rate; write 5.5%, 550 bp or 0.055; or write none'],
    ['[1]', 'wrong-type', 'expected none or a rate or a mapping, found a list'],
    ['', 'wrong-type', 'expected none or a rate or a mapping, found nothing'],
    ['true', 'wrong-type', 'expected none or a rate or a mapping, found true'],
  ])('the branch of a union that was meant: %s', (text, code, message) => {
    const union = z.union([z.literal('none'), rateField(), z.strictObject({ cpr: rateField() })]);
    const read = readYaml(`u: ${text}`, 'f');
    const outcome = read.ok ? checkAgainst(z.strictObject({ u: union }), read.value) : read;
    expect(outcome.problems.map((p) => [p.code, p.message])).toEqual([[code, message]]);
  });

  it('a bare number of 1 or more is no rate to an editor either', () => {
    expect(JSON.stringify(jsonSchemaOf(rateField()))).toContain('"minimum":0,"exclusiveMaximum":1');
  });

  it('at most 200, the rest counted', () => {
    const found = problemsOf(`name: x\nnotes: [${'{name: 1, x: 1}, '.repeat(500)}]`);
    expect(found).toHaveLength(201);
    expect(found.at(-1)).toBe('more deal.yaml: 300 more errors, mend these first');
  });
});

describe('amounts', () => {
  const amount = (text: string) => {
    const read = readYaml(`a: ${text}`, 'f');
    const outcome = read.ok ? checkAgainst(z.strictObject({ a: moneyField() }), read.value) : read;
    return outcome.ok ? formatMoney(outcome.value.a, 2) : outcome.problems[0]!.message;
  };
  it.each([
    ['1250000.00', '1250000.00'],
    ['0.1', '0.10'],
    ['12345678901234567890.12', '12345678901234567890.12'],
    ['1_000', '"1_000" is not an amount; write 1000'],
    ['"1,250,000.5"', '"1,250,000.5" is not an amount; write 1250000.5'],
    ['012', '"012" is not an amount; write 1250000.00'],
    ['0x10', '"0x10" is not an amount; write 1250000.00'],
    ['.5', '".5" is not an amount; write 1250000.00'],
    ['-5', '-5 is negative'],
    ['-0', '0.00'],
    ['1.005', '1.005 has more than 2 decimals'],
    ['.nan', '".nan" is not an amount; write 1250000.00'],
    ['true', 'expected an amount, found true'],
  ])('%s', (text, result) => {
    expect(amount(text)).toBe(result);
  });
});

describe('JSON Schema', () => {
  const json = JSON.parse(JSON.stringify(jsonSchemaOf(schema)));
  it('is draft 2020-12 and says what may be written', () => {
    expect(json.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(json.additionalProperties).toBe(false);
    expect(json.required).toEqual(['name', 'notes']);
    expect(json.properties.cutOff).toEqual({
      type: 'string',
      format: 'date',
      description: 'a date: 2026-01-31',
    });
    expect(json.properties.months).toEqual({ type: 'integer', minimum: 1, maximum: 480 });
    expect(json.properties.reserve.properties.floor.anyOf).toEqual([
      { type: 'number', minimum: 0 },
      { type: 'string', pattern: '^\\d+(\\.\\d{1,2})?$' },
    ]);
    expect(json.properties.notes.items.required).toEqual(['name']);
  });
  it("describes each field with the caller's words", () => {
    const described = z.strictObject({ coupon: rateField().optional().describe('annual') });
    expect(JSON.stringify(jsonSchemaOf(described))).toContain('"description":"annual"');
  });
});
