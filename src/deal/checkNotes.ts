import { compare, formatMoney, money, sum } from '#basics/money.js';
import { formatRate } from '#basics/rate.js';
import { checkName, type Findings, listOf, pathInList } from './checks.js';
import type { DealFile, FileNote } from './dealSchema.js';

/** Sizes and coupons: each class has one size, shares add up, a residual class has no coupon. */
export function checkNotes(file: DealFile, findings: Findings): void {
  file.notes.forEach((note, i) => {
    checkSize(note, i, findings);
    checkCoupon(note, i, findings);
  });
  const names = file.notes.map(({ name }) => name);
  file.notes.forEach((note, i) => {
    for (const key of ['notional', 'interestAfter'] as const) {
      listOf(note[key]).forEach((name, k) => {
        checkName(findings, 'class', name, names, pathInList(['notes', i, key], note[key]!, k));
        if (name === note.name)
          findings.error('circular', ['notes', i, key], `class ${name} refers to itself`);
      });
    }
    const used = file.steps.some(
      (step) =>
        step.do === 'pay-principal' && step.target === 'schedule' && listOf(step.notes).includes(note.name),
    );
    if (note.schedule !== undefined && !used) {
      const message = `no step pays class ${note.name} with target: schedule`;
      findings.error('no-effect', ['notes', i, 'schedule'], message);
    }
    const schedule = note.schedule ?? [];
    const late = schedule.findIndex(({ from }, k) => k > 0 && from <= schedule[k - 1]!.from);
    if (late >= 0) findings.error('date-order', ['notes', i, 'schedule', late], 'dates must rise');
  });
  checkWaiting(file.notes, findings);
  checkShares(file.notes, findings);
}

/** Classes whose interest waits for each other would never be paid any. */
function checkWaiting(notes: readonly FileNote[], findings: Findings): void {
  const waitsFor = new Map(notes.map((note) => [note.name, listOf(note.interestAfter)]));
  notes.forEach(({ name }, i) => {
    const behind = new Set<string>();
    const open = (waitsFor.get(name) ?? []).filter((other) => other !== name);
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (behind.has(next)) continue;
      behind.add(next);
      open.push(...(waitsFor.get(next) ?? []));
    }
    if (!behind.has(name)) return;
    findings.error('circular', ['notes', i, 'interestAfter'], `class ${name} waits for itself to be repaid`);
  });
}

function checkSize(note: FileNote, index: number, findings: Findings): void {
  const path = ['notes', index];
  const { name, share, balance } = note;
  if (share !== undefined && balance !== undefined) {
    findings.error('two-sizes', [...path, 'balance'], `class ${name} has a share and a balance; keep one`);
  }
  if (share === undefined && balance === undefined && note.residual !== true && note.notional === undefined) {
    findings.error(
      'missing-key',
      path,
      `class ${name} has no size; write share: 75% or balance: 80000000.00`,
    );
  }
  if (share?.value === 0 || balance?.isZero() === true) {
    const key = share === undefined ? 'balance' : 'share';
    const hint = note.residual === true ? `; leave ${key} out for a residual class without a balance` : '';
    findings.error('out-of-range', [...path, key], `class ${name} would have no balance${hint}`);
  }
}

function checkCoupon(note: FileNote, index: number, findings: Findings): void {
  const path = ['notes', index];
  if (note.residual === true && note.coupon !== undefined) {
    const message = `class ${note.name} is residual and has a coupon; drop one (any class can be paid the residual)`;
    findings.error('residual-coupon', [...path, 'coupon'], message);
  }
  if (note.residual !== true && note.coupon === undefined) {
    const message = `class ${note.name} has no coupon; write coupon: 5.5%, or residual: true`;
    findings.error('missing-key', path, message);
  }
  for (const key of ['dayCount', 'unpaidInterest', 'notional', 'interestFrom', 'interestAfter'] as const) {
    if (note.residual === true && note[key] !== undefined) {
      findings.error(
        'no-effect',
        [...path, key],
        `class ${note.name} earns no interest, so ${key} does nothing`,
      );
    }
  }
}

/** Shares are exact decimals. A residual class without a size takes what the others leave as overcollateralization. */
function checkShares(notes: readonly FileNote[], findings: Findings): void {
  const shares = notes.flatMap((note) => (note.share === undefined ? [] : [note.share]));
  if (shares.length === 0) return;
  const total = sum(shares.map((share) => money(share.text)));
  const whole = money('1');
  const open = notes.some((note) => note.share === undefined);
  const percent = formatRate(formatMoney(total, 40));
  if (compare(total, whole) > 0) {
    findings.error('shares', ['notes'], `shares add up to ${percent}, more than the pool`);
  } else if (compare(total, whole) < 0 && !open) {
    const hint = 'a residual class can take the rest';
    findings.error('shares', ['notes'], `shares add up to ${percent}, not to 100%; ${hint}`);
  }
}
