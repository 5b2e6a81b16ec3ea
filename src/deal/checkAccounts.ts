import { compare } from '#basics/money.js';
import { collectionsAccount } from './account.js';
import type { Findings } from './checks.js';
import { listOf } from './checks.js';
import type { DealFile, FileAccount, FileStep, FileSupport } from './dealSchema.js';

/** Accounts that money never reaches or never leaves. */
export function checkAccounts(file: DealFile, findings: Findings): void {
  for (const [name, account] of Object.entries(file.accounts ?? {})) {
    const path = ['accounts', name];
    if (name === collectionsAccount) {
      findings.error('reserved-name', path, `every deal has the account ${collectionsAccount}; leave it out`);
      continue;
    }
    checkLimits(account, path, findings);
    checkUse(name, account, file, path, findings);
  }
}

function checkLimits(account: FileAccount, path: string[], findings: Findings): void {
  for (const key of ['floor', 'cap'] as const) {
    if (account.target === undefined && account[key] !== undefined) {
      findings.error('no-effect', [...path, key], `${key} limits a target, and there is none`);
    }
  }
  const { floor, cap } = account;
  if (floor !== undefined && cap !== undefined && compare(floor, cap) > 0) {
    findings.error('out-of-range', [...path, 'floor'], 'the floor is above the cap');
  }
}

function checkUse(
  name: string,
  account: FileAccount,
  file: DealFile,
  path: string[],
  findings: Findings,
): void {
  const { steps } = file;
  const funding = steps.filter((step) => step.do === 'fund-reserve' && step.reserve === name);
  const releasing = funding.some((step) => step.do === 'fund-reserve' && step.release !== false);
  const drawing = steps.some((step) => drawsOn(step, name, account));
  if (funding.length === 0 && account.opening === undefined && !isFed(file, name)) {
    findings.warning(
      'never-funded',
      path,
      `account ${name} stays empty: no opening balance, no fund-reserve step`,
    );
  } else if (!drawing && !releasing) {
    findings.error('never-drawn', path, `what account ${name} holds is never paid to anybody`);
  } else if (!releasing && !steps.some((step) => empties(step, name))) {
    const message = `account ${name} is never released: what is left at legal final stays in it`;
    findings.warning('never-released', path, message);
  }
  if (funding.length === 0 && account.target !== undefined) {
    findings.error(
      'no-effect',
      [...path, 'target'],
      `no fund-reserve step brings account ${name} to its target`,
    );
  }
}

/** Whether the pool's cash, a named amount, a hedge or a transfer arrives in an account. */
function isFed(file: DealFile, name: string): boolean {
  return (
    Object.values(file.collect ?? {}).includes(name) ||
    Object.values(file.amounts ?? {}).some(({ into }) => into === name) ||
    Object.values(file.hedges ?? {}).some(({ into }) => into === name) ||
    file.steps.some(
      (step) =>
        (step.do === 'transfer' && step.to === name) || (step.do === 'buy-loans' && step.keep === name),
    )
  );
}

/** Steps that take all there is. */
function empties(step: FileStep, name: string): boolean {
  if (step.do === 'transfer' || step.do === 'buy-loans')
    return step.amount === undefined && listOf(step.from).includes(name);
  return step.do === 'pay-residual' && listOf(step.from).includes(name);
}

/** Supports that no step draws on, or that would pay to whom nothing is owed. */
export function checkSupports(file: DealFile, findings: Findings): void {
  for (const [name, support] of Object.entries(file.supports ?? {})) {
    const path = ['supports', name];
    if (name === collectionsAccount) {
      findings.error('reserved-name', path, `${collectionsAccount} is the account of the pool's cash`);
    }
    if (!file.steps.some((step) => drawsOn(step, name, support))) {
      findings.error('never-drawn', path, `no step draws on support ${name}`);
    }
    checkKind(file, name, support, path, findings);
    const residual = file.notes.filter((note) => note.residual === true).map((note) => note.name);
    file.steps.forEach((step, i) => {
      if (step.do === 'pay-principal' && drawsOn(step, name, support)) {
        const covered = listOf(step.notes).find((note) => residual.includes(note));
        if (covered === undefined) return;
        const message = `support ${name} would also repay the residual class ${covered}; give it a step of its own`;
        findings.warning('covered-residual', ['steps', i, 'notes'], message);
      }
      if (
        step.do !== 'pay-residual' &&
        step.do !== 'fund-reserve' &&
        step.do !== 'transfer' &&
        step.do !== 'buy-loans'
      )
        return;
      if (!listOf(step.from).includes(name)) return;
      const message = `support ${name} pays fees, interest and principal that are due, nothing else`;
      findings.error('bad-source', ['steps', i, 'from'], message);
    });
  }
}

/** A facility is lent and repaid; what is drawn of the others is repaid only if a step says so. */
function checkKind(
  file: DealFile,
  name: string,
  { kind, provider, restores, rating, annualDefaultRate }: FileSupport,
  path: string[],
  findings: Findings,
): void {
  const isRepaid = file.steps.some(
    (step) => step.do === 'repay-support' && listOf(step.supports).includes(name),
  );
  if (kind === 'liquidity' && !isRepaid) {
    const message = `no step repays facility ${name}; write { do: repay-support, supports: ${name} }`;
    findings.error('never-repaid', path, message);
  }
  if (restores !== undefined && !isRepaid) {
    const message = `no step repays support ${name}, so nothing is restored`;
    findings.error('no-effect', [...path, 'restores'], message);
  }
  if (rating !== undefined && annualDefaultRate !== undefined) {
    const message = `support ${name} states a rating and a default rate of its provider; one of them says it`;
    findings.error('conflict', [...path, 'rating'], message);
  }
  if (kind === 'make-up' && provider === 'third-party') {
    const message = `support ${name}: a make-up is paid by the originator; write kind: guarantee for a third party's`;
    findings.error('conflict', [...path, 'provider'], message);
  }
}

/** Steps without sources of their own draw on accounts that cover what they pay. */
function drawsOn(step: FileStep, name: string, account: Pick<FileAccount, 'covers'>): boolean {
  if (step.do === 'write-off') return false;
  if (step.do === 'repay-support') return listOf(step.from).includes(name);
  if (step.from !== undefined) return listOf(step.from).includes(name);
  const covers = account.covers ?? defaultCovers;
  return (
    (step.do === 'pay-fees' && covers.includes('fees')) ||
    (step.do === 'pay-interest' && covers.includes('interest')) ||
    (step.do === 'pay-principal' && covers.includes('principal'))
  );
}

/** A reserve stands in for fees and interest; principal it pays through its release at legal final. */
export const defaultCovers = ['fees', 'interest'] as const satisfies FileAccount['covers'];
