import { collectionsAccount } from './account.js';
import { checkName, type Findings, listOf, pathInList } from './checks.js';
import type { DealFile } from './dealSchema.js';

/** Where cash arrives, what is told from outside, and ledgers: names that exist and entries that do something. */
export function checkLedgers(file: DealFile, findings: Findings): void {
  const accounts = [collectionsAccount, ...Object.keys(file.accounts ?? {})];
  const ledgers = Object.keys(file.ledgers ?? {});
  for (const [key, account] of Object.entries(file.collect ?? {})) {
    if (account !== undefined) checkName(findings, 'account', account, accounts, ['collect', key]);
  }
  checkArrival(file, findings);
  for (const [name, amount] of Object.entries(file.amounts ?? {})) {
    const path = ['amounts', name];
    if (amount.into !== undefined) checkName(findings, 'account', amount.into, accounts, [...path, 'into']);
    else if (!isUsed(file, name)) findings.error('no-effect', path, `nothing refers to amount ${name}`);
    const schedule = amount.schedule ?? [];
    const late = schedule.findIndex(({ from }, i) => i > 0 && from <= schedule[i - 1]!.from);
    if (late >= 0) findings.error('date-order', [...path, 'schedule', late], 'dates must rise');
  }
  for (const [name, ledger] of Object.entries(file.ledgers ?? {})) {
    const path = ['ledgers', name];
    if (ledger.overflow !== undefined) {
      checkName(findings, 'ledger', ledger.overflow, ledgers, [...path, 'overflow']);
      if (ledger.limit === undefined) {
        findings.error(
          'no-effect',
          [...path, 'overflow'],
          'without a limit nothing goes on to another ledger',
        );
      }
      if (leadsToItself(file, name))
        findings.error('circular', [...path, 'overflow'], `ledger ${name} leads back to itself`);
    }
    const credited = file.steps.some((step) => step.do === 'transfer' && step.ledger === name);
    if (!credited) findings.warning('no-effect', path, `no transfer makes good for ledger ${name}`);
  }
  file.steps.forEach((step, i) => {
    if (step.do !== 'pay-fees' && step.do !== 'pay-interest') return;
    if (step.lends === undefined) return;
    checkName(findings, 'ledger', step.lends, ledgers, ['steps', i, 'lends']);
    if (listOf(step.from).length < 2) {
      findings.error(
        'no-effect',
        ['steps', i, 'lends'],
        'lends needs from with the borrowing and a lending account',
      );
    }
  });
  checkTransfers(file, accounts, ledgers, findings);
}

/** Steps without sources of their own pay from `collections`; something must arrive there. */
function checkArrival(file: DealFile, findings: Findings): void {
  const { interest, principal, recoveries } = file.collect ?? {};
  const elsewhere = [interest, principal, recoveries].every(
    (account) => account !== undefined && account !== collectionsAccount,
  );
  if (!elsewhere) return;
  file.steps.forEach((step, i) => {
    if (step.do === 'write-off' || step.from !== undefined) return;
    findings.error(
      'no-source',
      ['steps', i],
      'nothing arrives in collections: say which account it pays from',
    );
  });
}

function isUsed(file: DealFile, name: string): boolean {
  return (
    (file.fees ?? []).some((fee) => fee.reported === name) ||
    file.steps.some(
      (step) =>
        ((step.do === 'transfer' || step.do === 'buy-loans') && step.reported === name) ||
        (step.do === 'pay-principal' &&
          typeof step.target === 'object' &&
          listOf(step.target.less).includes(name)),
    )
  );
}

function leadsToItself(file: DealFile, name: string): boolean {
  const seen = new Set<string>();
  let next = file.ledgers?.[name]?.overflow;
  while (next !== undefined && !seen.has(next)) {
    if (next === name) return true;
    seen.add(next);
    next = file.ledgers?.[next]?.overflow;
  }
  return false;
}

function checkTransfers(
  file: DealFile,
  accounts: readonly string[],
  ledgers: readonly string[],
  findings: Findings,
): void {
  const amounts = Object.keys(file.amounts ?? {});
  file.steps.forEach((step, i) => {
    const path = ['steps', i];
    if (step.do === 'pay-principal' && typeof step.target === 'object') {
      const { less } = step.target;
      listOf(less).forEach((name, k) => {
        checkName(findings, 'amount', name, amounts, pathInList([...path, 'target', 'less'], less!, k));
      });
    }
    if (step.do !== 'transfer' && step.do !== 'buy-loans') return;
    if (step.do === 'transfer') checkName(findings, 'account', step.to, accounts, [...path, 'to']);
    else if (step.keep !== undefined) checkName(findings, 'account', step.keep, accounts, [...path, 'keep']);
    if (
      step.do === 'transfer' &&
      (step.from === undefined ? [collectionsAccount] : listOf(step.from)).includes(step.to)
    ) {
      findings.error('circular', [...path, 'to'], `account ${step.to} cannot be paid from itself`);
    }
    if (step.ledger !== undefined) checkName(findings, 'ledger', step.ledger, ledgers, [...path, 'ledger']);
    if (step.reported !== undefined)
      checkName(findings, 'amount', step.reported, amounts, [...path, 'reported']);
    if ([step.amount, step.ledger, step.reported].filter((size) => size !== undefined).length > 1) {
      findings.error('two-sizes', path, 'a transfer has one of amount, ledger and reported');
    }
    for (const key of ['floor', 'cap'] as const) {
      if (step[key] !== undefined && step.amount === undefined) {
        findings.error('no-effect', [...path, key], `${key} limits an amount, and there is none`);
      }
    }
  });
}
