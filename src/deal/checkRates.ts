import { collectionsAccount } from './account.js';
import { checkName, type Findings, listOf } from './checks.js';
import type { DealFile, FileCoupon, FileHedge } from './dealSchema.js';

type Path = readonly (string | number)[];

/** Coupons, fixings, hedges: names of indices, dates in order, legs that make a swap or a cap. */
export function checkRates(file: DealFile, findings: Findings): void {
  const indices = Object.keys(file.indices ?? {});
  const coupon = (value: FileCoupon | undefined, path: Path): void => {
    if (value !== undefined) checkCoupon(value, indices, [...path], findings);
  };
  file.notes.forEach((note, i) => {
    coupon(note.coupon, ['notes', i, 'coupon']);
  });
  for (const [name, account] of Object.entries(file.accounts ?? {})) {
    coupon(account.interest, ['accounts', name, 'interest']);
    if (account.dayCount !== undefined && account.interest === undefined) {
      findings.error('no-effect', ['accounts', name, 'dayCount'], 'dayCount does nothing without interest');
    }
  }
  for (const [name, fixings] of Object.entries(file.indices ?? {})) {
    checkOrder(
      fixings.map(({ date }) => date),
      ['indices', name],
      findings,
    );
  }
  for (const [name, hedge] of Object.entries(file.hedges ?? {})) {
    const path = ['hedges', name];
    for (const leg of ['pay', 'receive', 'strike'] as const) coupon(hedge[leg], [...path, leg]);
    if (hedge.index !== undefined) checkName(findings, 'index', hedge.index, indices, [...path, 'index']);
    checkLegs(hedge, path, findings);
    const accounts = [collectionsAccount, ...Object.keys(file.accounts ?? {})];
    if (hedge.into !== undefined) checkName(findings, 'account', hedge.into, accounts, [...path, 'into']);
    const paid = file.steps.some((step) => step.do === 'pay-fees' && listOf(step.fees).includes(name));
    if (hedge.pay !== undefined && !paid) {
      findings.error(
        'never-paid',
        path,
        `what swap ${name} costs is paid by no step; add it to a pay-fees step`,
      );
    }
  }
}

function checkLegs(hedge: FileHedge, path: Path, findings: Findings): void {
  const isSwap = hedge.pay !== undefined && hedge.receive !== undefined;
  const isCap = hedge.index !== undefined && hedge.strike !== undefined;
  const stated = [hedge.pay, hedge.receive, hedge.index, hedge.strike].filter((leg) => leg !== undefined);
  if (stated.length === 2 && (isSwap || isCap)) return;
  findings.error('missing-key', path, 'a swap has pay and receive, a cap index and strike, nothing else');
}

function checkCoupon(
  coupon: FileCoupon,
  indices: readonly string[],
  path: (string | number)[],
  findings: Findings,
): void {
  if (Array.isArray(coupon)) {
    checkSteps(coupon, path, findings);
    return;
  }
  if (!('index' in coupon)) return;
  checkName(findings, 'index', coupon.index, indices, [...path, 'index']);
  if (Array.isArray(coupon.margin)) checkSteps(coupon.margin, [...path, 'margin'], findings);
  const { floor, cap } = coupon;
  if (floor !== undefined && cap !== undefined && floor.value > cap.value) {
    findings.error('out-of-range', [...path, 'floor'], 'the floor is above the cap');
  }
}

function checkSteps(
  steps: readonly { readonly from?: number | undefined }[],
  path: Path,
  findings: Findings,
): void {
  const dates = steps.flatMap(({ from }) => (from === undefined ? [] : [from]));
  if (steps[0]?.from !== undefined || dates.length < steps.length - 1) {
    findings.error('bad-steps', path, 'the first rate has no "from", every later one has');
  } else checkOrder(dates, path, findings);
}

function checkOrder(dates: readonly number[], path: Path, findings: Findings): void {
  const late = dates.findIndex((date, i) => i > 0 && date <= dates[i - 1]!);
  if (late >= 0) findings.error('date-order', [...path, late], 'dates must rise from one to the next');
}
