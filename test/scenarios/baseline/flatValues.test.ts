import { describe, expect, it } from 'vitest';
import { dealTemplates } from '#deal/dealTemplates.js';
import { parseTerms } from '#deal/parseTerms.js';
import { noFacts } from '#deal/templates/dealTemplate.js';
import { flatValues } from '#scenarios/baseline/flatValues.js';

const deal = `name: small
currency: CNY
dates: { cutOff: 2026-01-31, calendar: target, holidays: [2026-05-04] }
notes: [ { name: A, share: 80%, coupon: 5% }, { name: B, share: 20%, residual: true } ]
fees: [ { name: servicing, rate: 1%, of: pool } ]
triggers: [ { name: late, when: paymentDate >= 2027-01-31 } ]
steps: [ { do: pay-fees, fees: servicing }, { do: pay-interest, notes: A }, { do: pay-principal, notes: [A, B] }, { do: pay-residual, to: B } ]
`;

function terms(text: string) {
  const parsed = parseTerms(text, 'deal.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return flatValues(parsed.value);
}

/** Paths whose values differ between two deal files. */
function changed(before: string, after: string): string[] {
  const [a, b] = [terms(before), terms(after)];
  return [...new Set([...a.keys(), ...b.keys()])].filter((path) => a.get(path) !== b.get(path));
}

describe('the terms of a deal as flat values', () => {
  it('are values, not spellings', () => {
    const other = `# a comment\n${deal.replace('rate: 1%', 'rate: 100 bp').replace('80%', '0.80').replaceAll('\n', '\r\n')}`;
    expect(changed(deal, other)).toEqual([]);
  });

  it.each([
    ['a fee by one basis point', 'rate: 1%', 'rate: 1.01%', ['fees.servicing.charge.rate']],
    ['a threshold date', '2027-01-31', '2027-02-28', ['triggers.late.condition.threshold']],
    ['a holiday', '2026-05-04', '2026-05-05', ['dates.calendar.ownDays.closed']],
    ['a step', 'pay-principal, notes: [A, B]', 'pay-principal, notes: [A]', ['steps.3.notes']],
    ['a currency', 'currency: CNY', 'currency: EUR', ['currency']],
  ])('%s is one path', (_, from, to, paths) => {
    expect(changed(deal, deal.replace(from, to))).toEqual(paths);
  });

  it('write dates as dates, rates as percent, amounts with their cents', () => {
    const flat = terms(deal);
    expect(flat.get('dates.cutOff')).toBe('2026-01-31');
    expect(flat.get('triggers.late.condition.threshold')).toBe('2027-01-31');
    expect(flat.get('fees.servicing.charge.rate')).toBe('1%');
  });

  it.each(dealTemplates.map((template) => [template.name, template] as const))(
    'every value of %s is plain text',
    (_, template) => {
      const parsed = parseTerms(template.text(noFacts), 'deal.yaml');
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
      for (const [path, text] of flatValues(parsed.value)) {
        expect(text, path).not.toMatch(/\[object|NaN|undefined|=>/);
      }
    },
  );
});
