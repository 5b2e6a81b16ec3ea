import { formatRate } from '#basics/rate.js';
import { type Findings, listOf } from './checks.js';
import type { DealFile } from './dealSchema.js';

/** What comes back at par and is spent again below grows a pool beyond any number within months. */
const leastPrice = 0.1;

/** Purchases that no step makes, prices that are none, and what ends them. */
export function checkPurchases(file: DealFile, findings: Findings): void {
  const { purchases } = file;
  const buys = file.steps.some((step) => step.do === 'buy-loans');
  checkUtilizationTriggers(file, buys, findings);
  if (purchases === undefined) return;
  if (!buys) findings.error('no-effect', ['purchases'], 'no buy-loans step buys anything');
  if (purchases.price !== undefined && purchases.yield !== undefined) {
    findings.error('no-effect', ['purchases', 'yield'], 'say price or yield, not both');
  }
  purchases.limits?.forEach(({ top }, i) => {
    if (top === undefined || top === 1) return;
    const message = 'purchases are held to limits of single names: leave top out';
    findings.error('bad-criterion', ['purchases', 'limits', i, 'top'], message);
  });
  if (purchases.price?.value === 0) {
    findings.error('out-of-range', ['purchases', 'price'], 'loans cannot be bought for nothing');
  } else if (purchases.price !== undefined && purchases.price.value < leastPrice) {
    const message = `${formatRate(purchases.price)} of principal is no price that loans are bought at; 10% is the least`;
    findings.error('out-of-range', ['purchases', 'price'], message);
  }
  if (purchases.utilizationTests !== undefined && purchases.minimumUtilization === undefined) {
    findings.error(
      'no-effect',
      ['purchases', 'utilizationTests'],
      'tests of what? say minimumUtilization: 80%',
    );
  }
  if (purchases.minimumUtilization?.value === 0) {
    const message = 'utilization is never below 0 %, so that this can never end purchases';
    findings.warning('never-fires', ['purchases', 'minimumUtilization'], message);
  }
  checkConditions(file, findings);
}

/** Conditions of a buy-loans step bind that step: what is bought between the dates goes on. */
function checkConditions(file: DealFile, findings: Findings): void {
  if ((file.purchases?.every ?? 'payment') === 'payment') return;
  const stops = new Set(
    (file.triggers ?? [])
      .filter(({ then }) => listOf(then).includes('stop-purchases'))
      .map(({ name }) => name),
  );
  file.steps.forEach((step, i) => {
    if (step.do !== 'buy-loans') return;
    const open = [...listOf(step.when), ...listOf(step.unless)].find((name) => !stops.has(name));
    if (open === undefined) return;
    const message = `trigger ${open} holds back this step alone: purchases inside a period end with a trigger that has then: stop-purchases`;
    findings.warning('no-effect', ['steps', i], message);
  });
}

function checkUtilizationTriggers(file: DealFile, buys: boolean, findings: Findings): void {
  if (buys) return;
  (file.triggers ?? []).forEach(({ name, when }, i) => {
    if (when.kind !== 'ratio' || when.metric !== 'utilization') return;
    const message = `trigger ${name} can never fire: utilization is of deals that buy loans`;
    findings.warning('never-fires', ['triggers', i, 'when'], message);
  });
}
