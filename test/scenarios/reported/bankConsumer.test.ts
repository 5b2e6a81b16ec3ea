import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { calendarDate } from '#basics/calendarDate.js';
import { moneyToFloat } from '#basics/money.js';
import { parseTerms } from '#deal/parseTerms.js';
import { bankLedgersTemplate } from '#deal/templates/bankLedgers.js';
import { reportedCashflow } from '#scenarios/reported/reportedCashflow.js';
import reference from '../../../fixtures/reference/waterfall/bankConsumer2017.json' with { type: 'json' };

const file = (name: string) => ({
  bytes: new Uint8Array(
    readFileSync(new URL(`../../../examples/bank-consumer-2017/${name}`, import.meta.url)),
  ),
  name,
});
const closing = calendarDate(2017, 12, 27);
const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

describe('the bank template on the pool cash-flow table of its prospectus', () => {
  const deal = file('deal.yaml');
  const result = reportedCashflow({ deal, state: file('state.yaml'), collections: file('collections.csv') });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const { distribution } = result.value;

  it('is the template with dates', () => {
    const template = bankLedgersTemplate.text({ cutOffDate: calendarDate(2017, 10, 1), currency: 'CNY' });
    const dated = template.replace(
      '  paymentDay: 26\n',
      '  closing: 2017-12-27\n  firstPayment: 2018-01-26\n  legalFinal: 2021-11-26\n  paymentDay: 26\n',
    );
    const [example, made] = [parseTerms(deal.bytes, 'a.yaml'), parseTerms(dated, 'b.yaml')];
    expect(example.ok && plain(example.value)).toEqual(made.ok && plain(made.value));
  });

  it.each(['A', 'B', 'SUB'] as const)('life of class %s lies inside its bracket', (name) => {
    const { rows } = distribution.notes.find((note) => note.name === name)!;
    let [weighted, total] = [0, 0];
    rows.forEach(({ principalPaid }, p) => {
      const years = (distribution.plan.periods[p]!.paymentDate - closing) / 365;
      weighted += years * moneyToFloat(principalPaid);
      total += moneyToFloat(principalPaid);
    });
    const [low, high] = reference.brackets[name];
    expect(weighted / total).toBeGreaterThanOrEqual(low!);
    expect(weighted / total).toBeLessThanOrEqual(high!);
    expect(moneyToFloat(rows.at(-1)!.balanceAtEnd)).toBe(0);
  });

  it('splits what is left above the hurdle of the subordinated class with the servicer', () => {
    const residual = (name: string): number =>
      distribution.notes
        .find((note) => note.name === name)!
        .rows.reduce((total, { residualPaid }) => total + moneyToFloat(residualPaid), 0);
    expect(residual('floating service')).toBeGreaterThan(residual('SUB'));
    expect(distribution.conservation.difference.toFixed(2)).toBe('0.00');
  });
});
