import { describe, expect, it } from 'vitest';
import { editableDeal } from '#deal/editDeal.js';

const text = `name: a deal
currency: CNY
dates: { cutOff: 2026-01-31 }
notes:
  - { name: A, share: 75%, coupon: 5.5% }
  - { name: B.1, share: 15%, coupon: 7% }
  - { name: C, share: 10%, residual: true }
accounts: { reserve: { target: 1% of pool } }
fees: [{ name: servicing, rate: 1%, of: pool }]
triggers: [{ name: losses, when: cumulativeDefaultRate > 8% }]
steps:
  - { do: pay-fees, fees: [servicing] }
  - { do: pay-interest, notes: [A, B.1] }
  - { do: fund-reserve, reserve: reserve }
  - { do: pay-principal, notes: [A, B.1, C], target: { overcollateralization: 0.00 } }
  - { do: pay-principal, notes: [A, B.1, C], when: losses }
  - { do: pay-residual, to: C }
`;
const deal = editableDeal(text, 'deal.yaml');
const set = (path: string, value: string) => ({ path, value, origin: '--set' });

function termsOf(...settings: ReturnType<typeof set>[]) {
  const edited = deal.with(settings);
  if (!edited.ok) throw new Error(edited.problems.map((p) => `${p.at}: ${p.message}`).join('\n'));
  return edited.value;
}

describe('terms of a deal put to other values', () => {
  it('finds items by name, names with points too, and takes a number into the words around it', () => {
    const { terms, gaveWay } = termsOf(
      set('notes.B.1.coupon', '650 bp'),
      set('accounts.reserve.target', '2%'),
      set('accounts.reserve.floor', '500000.00'),
      set('triggers.losses.when', '10%'),
      set('fees.1.rate', '0.5%'),
    );
    expect(terms.notes[1]!.coupon).toMatchObject({ rate: { value: 0.065 } });
    expect(terms.accounts[0]!.target!.measure).toMatchObject({ kind: 'share', share: { value: 0.02 } });
    expect(terms.accounts[0]!.target!.floor?.toFixed(2)).toBe('500000.00');
    expect(terms.triggers[0]!.condition).toMatchObject({ kind: 'ratio', metric: 'cumulativeDefaultRate' });
    expect(terms.fees[0]!.charge).toMatchObject({ rate: { value: 0.005 } });
    expect(gaveWay).toEqual([]);
  });

  it('lets the class that takes the rest give way, and tells it', () => {
    const { terms, gaveWay } = termsOf(set('notes.A.share', '80%'));
    expect(terms.notes[2]!.size).toMatchObject({ share: { value: 0.05 } });
    expect(gaveWay).toEqual([{ path: 'deal.notes.C.share', value: '5%', origin: 'the rest' }]);
    expect(
      termsOf(set('notes.A.share', '80%'), set('notes.B.1.share', '12%'), set('notes.C.share', '8%')).gaveWay,
    ).toEqual([]);
  });

  it.each([
    [
      'notes.B2.coupon',
      '5%',
      '--set: "deal.notes.B2.coupon" is no term: deal.notes has no "B2"; it has A, B.1, C',
    ],
    ['fees.servicng.rate', '5%', 'has no "servicng"; did you mean "servicing"?'],
    ['notes.A.cupon', '5%', '--set deal.notes[0].cupon: '],
    ['notes.A.share', '95%', '--set: the other classes have 110% of the pool, and nothing is left for C'],
    ['notes.A.coupon', '5', '--set deal.notes[0].coupon: '],
    ['currency', 'USD', '--set: deal.currency is fixed'],
    ['steps', 'none', '--set deal.steps: '],
    ['__proto__.x', '1', 'is no term'],
  ])('refuses %s = %s', (path, value, message) => {
    const edited = deal.with([set(path, value)]);
    expect(edited.ok).toBe(false);
    expect(edited.problems.map((p) => `${p.at}: ${p.message}`).join('\n')).toContain(message);
  });

  it('says which number of a term cannot be told', () => {
    expect(deal.numberAt('triggers.losses.when', 2)).toMatchObject({ found: true, number: { value: 0.08 } });
    expect(deal.numberAt('dates.cutOff', 2)).toMatchObject({ found: false });
    expect(deal.numberAt('accounts.reserve.cap', 2)).toMatchObject({
      found: false,
      message: 'deal.accounts.reserve.cap is not stated in the deal',
    });
  });
});
