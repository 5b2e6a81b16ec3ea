import { expect, it } from 'vitest';
import { mergedSteps } from '#waterfall/compiled/mergedSteps.js';
import type { PlanStep } from '#waterfall/paymentPlan.js';

const always = { when: [], unless: [] };
const fee = (fees: number[], changes = {}): PlanStep => ({
  ...always,
  do: 'pay-fees',
  fees,
  share: 'sequential',
  from: [0],
  cap: undefined,
  lends: -1,
  ...changes,
});
const principal = (notes: number[], changes = {}): PlanStep => ({
  ...always,
  do: 'pay-principal',
  notes,
  share: 'sequential',
  from: [0],
  fromAtLegalFinal: [0],
  target: { kind: 'all' },
  ...changes,
});
const interest = (notes: number[], changes = {}): PlanStep => ({
  ...always,
  do: 'pay-interest',
  notes,
  share: 'sequential',
  from: [0],
  lends: -1,
  ...changes,
});

it.each<[string, PlanStep[], number]>([
  ['fees in order', [fee([0]), fee([1]), fee([2, 3])], 1],
  ['fees pro rata stay apart', [fee([0, 1], { share: 'pro-rata' }), fee([2])], 2],
  ['one fee pro rata is in order', [fee([0], { share: 'pro-rata' }), fee([1])], 1],
  ['other accounts', [fee([0]), fee([1], { from: [0, 1] })], 2],
  ['a cap', [fee([0], { cap: { value: 1, exact: '1' } }), fee([1])], 2],
  ['money lent by a ledger', [fee([0], { lends: 0 }), fee([1])], 2],
  ['a fee paid twice', [fee([0]), fee([0])], 2],
  ['conditions', [fee([0], { when: [0] }), fee([1])], 2],
  ['equal conditions', [fee([0], { unless: [1] }), fee([1], { unless: [1] })], 1],
  ['interest', [interest([0]), interest([1])], 1],
  ['interest and fees', [fee([0]), interest([1])], 2],
  ['principal', [principal([0]), principal([1])], 1],
  ['principal of other targets', [principal([0]), principal([1], { target: { kind: 'pool-decline' } })], 2],
  ['something between', [fee([0]), principal([0]), fee([1])], 3],
])('%s', (_name, steps, count) => {
  expect(mergedSteps(steps)).toHaveLength(count);
});

it('keeps the order of what it joins', () => {
  expect(mergedSteps([principal([2]), principal([0]), principal([1])])).toEqual([principal([2, 0, 1])]);
});

it('what was alone and pro rata is in order once it is joined', () => {
  const [joined] = mergedSteps([fee([0], { share: 'pro-rata' }), fee([1])]);
  expect(joined).toEqual(fee([0, 1]));
  expect(mergedSteps([interest([0], { share: 'pro-rata' }), interest([1])])).toEqual([interest([0, 1])]);
});
