import { formatDate } from '#basics/calendarDate.js';
import { currencyDecimals } from '#basics/currency.js';
import type { Money } from '#basics/money.js';
import { quoted } from '#basics/printable.js';
import type { Problem } from '#basics/problem.js';
import type { YamlDocument, YamlPath } from '#basics/yamlDocument.js';
import { collectionsAccount } from './account.js';
import { collectedBases } from './amountRule.js';
import { checkAccounts, checkSupports } from './checkAccounts.js';
import { checkCounts } from './checkCounts.js';
import { checkFees } from './checkFees.js';
import { checkLedgers } from './checkLedgers.js';
import { checkNotes } from './checkNotes.js';
import { checkParties } from './checkParties.js';
import { checkProfiles } from './checkProfiles.js';
import { checkPurchases } from './checkPurchases.js';
import { checkRateDigits } from './checkRateDigits.js';
import { checkRates } from './checkRates.js';
import { checkSteps } from './checkSteps.js';
import { checkName, type Findings, newFindings } from './checks.js';
import { checkRatings, checkTriggers } from './checkTriggers.js';
import type { DealFile } from './dealSchema.js';
import { type AmountMeasure, baseWords } from './readAmountRule.js';
import { triggerNames } from './utilizationTrigger.js';

/** What the form of a deal file cannot tell: names, sums, claims that nobody pays, steps that nothing reaches. */
export function checkTerms(file: DealFile, document: YamlDocument): readonly Problem[] {
  const findings = newFindings(document);
  if (!checkCounts(file, findings) || !checkRateDigits(file, findings)) return findings.problems;
  checkUnique(file, findings);
  checkDates(file, findings);
  checkNotes(file, findings);
  checkFees(file, findings);
  checkAccounts(file, findings);
  checkSupports(file, findings);
  checkProfiles(file, findings);
  checkParties(file, findings);
  checkRatings(file, findings);
  checkTriggers(file, findings);
  checkRates(file, findings);
  checkLedgers(file, findings);
  checkPurchases(file, findings);
  checkSteps(file, findings);
  checkAmounts(file, findings);
  return findings.problems;
}

/** Explanations and reports go by name, so a class, a fee and an account may not share one. */
function checkUnique(file: DealFile, findings: Findings): void {
  const seen = new Map<string, string>();
  const claim = (name: string, kind: string, path: YamlPath): void => {
    const before = seen.get(name);
    if (before !== undefined) {
      findings.error('duplicate-name', path, `the name ${quoted(name)} is taken by ${before}`);
    }
    seen.set(name, kind);
    if (name === collectionsAccount && (path[0] === 'notes' || path[0] === 'fees')) {
      findings.error('reserved-name', path, `${collectionsAccount} is the account of the pool's cash`);
    }
    if (baseWords.some((word) => word === name)) {
      findings.error('reserved-name', path, `${quoted(name)} has a meaning of its own in amounts`);
    }
  };
  file.notes.forEach(({ name }, i) => {
    claim(name, 'a class', ['notes', i, 'name']);
  });
  for (const name of Object.keys(file.accounts ?? {})) claim(name, 'an account', ['accounts', name]);
  for (const name of Object.keys(file.supports ?? {})) claim(name, 'a support', ['supports', name]);
  for (const name of Object.keys(file.amounts ?? {})) claim(name, 'an amount', ['amounts', name]);
  for (const name of Object.keys(file.hedges ?? {})) claim(name, 'a hedge', ['hedges', name]);
  for (const name of Object.keys(file.ledgers ?? {})) claim(name, 'a ledger', ['ledgers', name]);
  (file.fees ?? []).forEach(({ name }, i) => {
    claim(name, 'a fee', ['fees', i, 'name']);
  });
  const triggers = triggerNames(file);
  triggers.forEach((name, i) => {
    if (triggers.indexOf(name) === i) return;
    findings.error(
      'duplicate-name',
      i < (file.triggers ?? []).length ? ['triggers', i, 'name'] : ['purchases', 'minimumUtilization'],
      `the name ${quoted(name)} is taken by a trigger`,
    );
  });
}

function checkDates({ dates = {} }: DealFile, findings: Findings): void {
  checkDateOrder(dates, findings);
  if (dates.roll !== undefined && dates.roll !== 'none' && dates.calendar === undefined) {
    findings.error('no-effect', ['dates', 'roll'], 'roll needs a calendar; write calendar: cn-interbank');
  }
  if (dates.holidays !== undefined && dates.calendar === undefined) {
    findings.error('no-effect', ['dates', 'holidays'], 'holidays need a calendar; write calendar: weekends');
  }
  if (dates.accrual === 'rolled' && dates.calendar === undefined) {
    findings.error('no-effect', ['dates', 'accrual'], 'accrual: rolled needs a calendar');
  }
}

/** Dates that are stated stand in their order; those left out are derived when the deal meets a pool. */
function checkDateOrder(dates: NonNullable<DealFile['dates']>, findings: Findings): void {
  const order = ['cutOff', 'closing', 'firstPayment', 'legalFinal'] as const;
  const stated = order.filter((key) => dates[key] !== undefined);
  stated.slice(1).forEach((key, k) => {
    const before = stated[k]!;
    if (dates[before]! > dates[key]! || (dates[before] === dates[key] && before === 'closing')) {
      const message = `${key} ${formatDate(dates[key]!)} does not come after ${before} ${formatDate(dates[before]!)}`;
      findings.error('date-order', ['dates', key], message);
    }
  });
}

/** Classes named in amounts exist, and amounts have no more decimals than the currency. */
function checkAmounts(file: DealFile, findings: Findings): void {
  const decimals = currencyDecimals(file.currency);
  const notes = file.notes.map((note) => note.name);
  for (const { amount, path } of amountsOf(file)) {
    if (amount !== undefined && amount.decimalPlaces() > decimals) {
      const message = `${amount} has more than the ${decimals} decimals of ${file.currency}`;
      findings.error('bad-amount', path, message);
    }
  }
  for (const { measure, path } of measuresOf(file)) {
    if (measure?.kind === 'share' && isFixedAtClosing(path)) {
      const base = collectedBases.find((word) => measure.of.kind === word);
      const message = `${String(path.at(-1))} is fixed at closing and cannot be a share of ${base}`;
      if (base !== undefined) findings.error('bad-base', path, message);
    }
    if (measure?.kind !== 'share' || measure.of.kind !== 'notes' || measure.of.notes === 'all') continue;
    for (const name of measure.of.notes) checkName(findings, 'class', name, notes, path);
  }
}

function isFixedAtClosing(path: YamlPath): boolean {
  return path[0] === 'supports' || path[0] === 'hedges' || path.at(-1) === 'opening';
}

function amountsOf(file: DealFile): { amount: Money | undefined; path: YamlPath }[] {
  const accounts = Object.entries(file.accounts ?? {});
  return [
    ...file.notes.map((note, i) => ({ amount: note.balance, path: ['notes', i, 'balance'] })),
    ...(file.fees ?? []).map((fee, i) => ({ amount: fee.amount, path: ['fees', i, 'amount'] })),
    ...accounts.flatMap(([name, { floor, cap }]) => [
      { amount: floor, path: ['accounts', name, 'floor'] },
      { amount: cap, path: ['accounts', name, 'cap'] },
    ]),
    ...Object.entries(file.amounts ?? {}).flatMap(([name, { schedule = [] }]) =>
      schedule.map(({ amount }, k) => ({ amount, path: ['amounts', name, 'schedule', k, 'amount'] })),
    ),
    ...file.steps.flatMap((step, i) => {
      if (step.do === 'transfer' || step.do === 'buy-loans') {
        return (['floor', 'cap'] as const).map((key) => ({ amount: step[key], path: ['steps', i, key] }));
      }
      if (step.do === 'pay-fees') return [{ amount: step.cap, path: ['steps', i, 'cap'] }];
      if (step.do !== 'pay-principal' || typeof step.target !== 'object') return [];
      return [
        { amount: step.target.floor, path: ['steps', i, 'target', 'floor'] },
        { amount: step.target.cap, path: ['steps', i, 'target', 'cap'] },
      ];
    }),
    ...measuresOf(file).map(({ measure, path }) => ({
      amount: measure?.kind === 'fixed' ? measure.amount : undefined,
      path,
    })),
  ];
}

function measuresOf(file: DealFile): { measure: AmountMeasure | undefined; path: YamlPath }[] {
  return [
    ...Object.entries(file.accounts ?? {}).flatMap(([name, { opening, target }]) => [
      { measure: opening, path: ['accounts', name, 'opening'] },
      { measure: target, path: ['accounts', name, 'target'] },
    ]),
    ...Object.entries(file.supports ?? {}).map(([name, { limit }]) => ({
      measure: limit,
      path: ['supports', name, 'limit'],
    })),
    ...Object.entries(file.hedges ?? {}).map(([name, { notional }]) => ({
      measure: notional,
      path: ['hedges', name, 'notional'],
    })),
    ...Object.entries(file.ledgers ?? {}).map(([name, { limit }]) => ({
      measure: limit,
      path: ['ledgers', name, 'limit'],
    })),
    ...file.steps.flatMap((step, i) =>
      step.do === 'transfer' || step.do === 'buy-loans'
        ? [{ measure: step.amount, path: ['steps', i, 'amount'] }]
        : step.do === 'fund-reserve'
          ? [{ measure: step.limit, path: ['steps', i, 'limit'] }]
          : [],
    ),
    ...file.steps.flatMap((step, i) =>
      step.do === 'pay-principal' && typeof step.target === 'object'
        ? [
            {
              measure: step.target.overcollateralization,
              path: ['steps', i, 'target', 'overcollateralization'],
            },
          ]
        : [],
    ),
  ];
}
