import { describe, expect, it } from 'vitest';
import { parseTerms } from '#deal/parseTerms.js';

/** A deal without a fault; a case replaces or adds lines. */
const sound = {
  notes: 'notes: [ { name: A, share: 90%, coupon: 5% }, { name: R, share: 10%, residual: true } ]',
  accounts: 'accounts: { reserve: { target: 1% of pool } }',
  supports: 'supports: { line: { kind: liquidity, limit: 10.00, covers: [interest] } }',
  fees: 'fees: [ { name: custody, rate: 1%, of: A } ]',
  more: '',
  triggers: 'triggers: [ { name: t, when: classFactor(A) < 50% } ]',
  first: '  - { do: pay-fees, fees: custody }',
  interest: '  - { do: pay-interest, notes: A, unless: t }',
  late: '  - { do: pay-interest, notes: A, when: t }',
  repay: '  - { do: repay-support, supports: line }',
  reserve: '  - { do: fund-reserve, reserve: reserve }',
  principal: '  - { do: pay-principal, notes: [A, R] }',
  residual: '  - { do: pay-residual, to: R }',
};

function deal(changes: Partial<typeof sound>): string {
  const { first, interest, late, repay, reserve, principal, residual, ...head } = { ...sound, ...changes };
  const steps = [first, interest, late, repay, reserve, principal, residual];
  return ['name: x', 'currency: CNY', ...Object.values(head), 'steps:', ...steps].join('\n');
}

const problemsOf = (text: string) =>
  parseTerms(text, 'deal.yaml').problems.map(({ severity, code, at, message }) => {
    const path = at.replace(/^deal\.yaml:\d+:\d+ ?/, '');
    return `${severity} ${code} ${path}: ${message}`;
  });

const note = (rest: string) =>
  `notes: [ { name: A, share: 90%, coupon: 5%, ${rest} }, { name: R, residual: true } ]`;

const cases: readonly (readonly [string, Partial<typeof sound>, readonly string[]])[] = [
  ['nothing wrong', {}, []],
  [
    'an unknown account, a negative limit and money with too many decimals, all at once',
    {
      accounts: 'accounts: { reserve: { target: 1% of pool, floor: 1.005 } }',
      supports: 'supports: { line: { kind: liquidity, limit: -10.00, covers: [interest] } }',
      interest: '  - { do: pay-interest, notes: A, from: [collections, reserv], unless: t }',
    },
    [
      'error out-of-range supports.line.limit: -10.00 is negative',
      'error unknown-name steps[1].from[1]: account "reserv" does not exist; did you mean "reserve"?',
      'error bad-amount accounts.reserve.floor: 1.005 has more than the 2 decimals of CNY',
    ],
  ],
  [
    'a support that is repaid from a support',
    { repay: '  - { do: repay-support, supports: line, from: [line] }' },
    ['error circular steps[3].from: support line cannot be repaid from support line'],
  ],
  [
    'a facility that nobody repays',
    { repay: '' },
    [
      'error never-repaid supports.line: no step repays facility line; write { do: repay-support, supports: line }',
    ],
  ],
  [
    'a make-up by somebody else',
    {
      supports:
        'supports: { line: { kind: make-up, provider: third-party, limit: 1.00, covers: [interest] } }',
    },
    [
      "error conflict supports.line.provider: support line: a make-up is paid by the originator; write kind: guarantee for a third party's",
    ],
  ],
  [
    'a residual that is shared out to more than there is',
    { residual: '  - { do: pay-residual, to: { R: 70%, A: 40% } }' },
    ['error shares steps[6].to: shares of the residual add up to 110%, not to 100%'],
  ],
  [
    'a profile of another name',
    { notes: note('profile: pro-rata') },
    [
      'error unknown-name notes[0].profile: "pro-rata" is no profile; known are level-installments, pro-rata-by-units, interest-then-principal, 等额本息, 按比例, 先息后本; between classes principal is shared by share: pro-rata of a step',
    ],
  ],
  [
    'profiles that lack what they need',
    { notes: note('profile: level-installments') },
    ['error missing-key notes[0]: class A is paid in how many level installments? write installments: 24'],
  ],
  [
    'a register that is missing',
    { notes: note('profile: 按比例') },
    [
      'error conflict steps[5].notes: class A is paid by units held: give it a pay-principal step of its own',
      'error missing-key notes[0]: class A is paid by units held: write holders: { name: units }',
    ],
  ],
  [
    'an accumulation account that nothing fills or empties',
    { notes: note('profile: 先息后本, accumulation: reserv') },
    ['error unknown-name notes[0].accumulation: account "reserv" does not exist; did you mean "reserve"?'],
  ],
  [
    'an accumulation account that the class is not paid from',
    { notes: note('profile: 先息后本, accumulation: reserve') },
    [
      'error never-drawn notes[0].accumulation: no pay-principal step of class A draws on account reserve; name it in from',
    ],
  ],
  [
    'a base that is not known at closing',
    { accounts: 'accounts: { reserve: { opening: 1% of collections, target: 1% of pool } }' },
    [
      'error bad-base accounts.reserve.opening: opening is fixed at closing and cannot be a share of collections',
    ],
  ],
  [
    'a fee at closing of what moves',
    { fees: 'fees: [ { name: custody, rate: 1%, of: pool, per: closing } ]', first: '' },
    [
      'error bad-base fees[0].of: fee custody is paid at closing: write of: initial notes, or of: initial pool',
    ],
  ],
  [
    'a party with what does not exist, and a fee of two parties',
    {
      more: 'parties: [ { role: servicer, name: S, fees: custdy }, { role: custodian, name: C, fees: custody }, { role: manager, name: M, fees: custody } ]',
    },
    [
      'error unknown-name parties[0].fees: fee "custdy" does not exist; did you mean "custody"?',
      'error duplicate-name parties[2].fees: fee custody belongs to C already',
    ],
  ],
  [
    'a grade that is not on the scale',
    {
      more: 'ratings: { scale: [AAA, AA], of: { A: [ { from: 2026-01-01, grade: BB } ] } }',
      triggers: 'triggers: [ { name: t, when: rating(B) < AB } ]',
    },
    [
      'error unknown-name ratings.of.A[0].grade: grade "BB" does not exist; there are AAA, AA',
      'error unknown-name triggers[0].when: rating of "B" does not exist; there are A',
      'error unknown-name triggers[0].when: grade "AB" does not exist; did you mean "AA"?',
    ],
  ],
  [
    'a metric of what is not there',
    { triggers: 'triggers: [ { name: t, when: assetCoverage(A + C) < 100%, price: 90% } ]' },
    [
      'error no-effect triggers[0].price: trigger t sells nothing: write then: call',
      'error unknown-name triggers[0].when: class "C" does not exist; there are A, R',
    ],
  ],
  [
    'a trigger that no value can fire',
    { triggers: 'triggers: [ { name: t, when: delinquencyRate > 100% } ]' },
    ['warning never-fires triggers[0].when: trigger t can never fire'],
  ],
  [
    'late by another number of days',
    { triggers: 'triggers: [ { name: t, when: delinquencyRate(90) > 5% } ]' },
    [
      'error bad-condition triggers[0].when: metric delinquencyRate is measured beyond 30 or 60 days late, or at all without brackets',
    ],
  ],
];

describe('what a deal file gets wrong', () => {
  it.each(cases)('%s', (_name, changes, expected) => {
    expect(problemsOf(deal(changes))).toEqual(expected);
  });
});
