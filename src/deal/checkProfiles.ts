import { checkName, type Findings, listOf } from './checks.js';
import type { DealFile, FileNote } from './dealSchema.js';

/** Profiles and registers of holders: complete, and of classes that they suit. */
export function checkProfiles(file: DealFile, findings: Findings): void {
  file.notes.forEach((note, i) => {
    const path = ['notes', i];
    checkKeys(note, path, findings);
    if (note.profile !== undefined && note.share === undefined && note.balance === undefined) {
      const message = `class ${note.name} has no balance that a profile could repay`;
      findings.error('no-effect', [...path, 'profile'], message);
    }
    if (note.profile === 'level-installments') checkLevel(note, path, findings);
    if (note.profile === 'interest-then-principal') checkAccumulation(file, note, path, findings);
    if (note.profile === 'pro-rata-by-units') checkAlone(file, note, findings);
    if (note.profile === 'pro-rata-by-units' && note.holders === undefined) {
      const message = `class ${note.name} is paid by units held: write holders: { name: units }`;
      findings.error('missing-key', path, message);
    }
  });
}

/** What belongs to one profile does nothing in another. */
function checkKeys(note: FileNote, path: (string | number)[], findings: Findings): void {
  const owners = {
    installments: 'level-installments',
    maturity: 'interest-then-principal',
    accumulation: 'interest-then-principal',
  } as const;
  for (const key of ['installments', 'maturity', 'accumulation'] as const) {
    if (note[key] === undefined || note.profile === owners[key]) continue;
    findings.error('no-effect', [...path, key], `${key} belongs to profile: ${owners[key]}`);
  }
  for (const key of ['schedule', 'lockout'] as const) {
    if (note[key] === undefined || note.profile === undefined) continue;
    findings.error(
      'conflict',
      [...path, key],
      `the profile of class ${note.name} says when principal is paid`,
    );
  }
}

/** What the pool paid goes to one class by units; with others in its step nobody could say to which. */
function checkAlone(file: DealFile, { name }: FileNote, findings: Findings): void {
  file.steps.forEach((step, i) => {
    if (step.do !== 'pay-principal' || !listOf(step.notes).includes(name) || listOf(step.notes).length < 2)
      return;
    const message = `class ${name} is paid by units held: give it a pay-principal step of its own`;
    findings.error('conflict', ['steps', i, 'notes'], message);
  });
}

function checkLevel(note: FileNote, path: (string | number)[], findings: Findings): void {
  if (note.installments === undefined) {
    const message = `class ${note.name} is paid in how many level installments? write installments: 24`;
    findings.error('missing-key', path, message);
  }
  if (note.coupon !== undefined && (Array.isArray(note.coupon) || !('value' in note.coupon))) {
    const message = `level installments of class ${note.name} need one fixed coupon`;
    findings.error('bad-value', [...path, 'coupon'], message);
  }
}

/** Principal received early must get into the account, and out of it to the class. */
function checkAccumulation(
  file: DealFile,
  { name, accumulation }: FileNote,
  path: (string | number)[],
  findings: Findings,
): void {
  if (accumulation === undefined) {
    const message = `class ${name} is repaid at maturity: write accumulation: and the account where principal waits`;
    findings.error('missing-key', path, message);
    return;
  }
  const at = [...path, 'accumulation'];
  checkName(findings, 'account', accumulation, Object.keys(file.accounts ?? {}), at);
  if (file.accounts?.[accumulation] === undefined) return;
  const isFilled = file.steps.some((step) => step.do === 'fund-reserve' && step.reserve === accumulation);
  if (!isFilled) {
    const message = `no fund-reserve step brings principal into account ${accumulation}`;
    findings.error('never-funded', at, message);
  }
  const isPaidOut = file.steps.some(
    (step) =>
      step.do === 'pay-principal' &&
      listOf(step.notes).includes(name) &&
      listOf(step.from).includes(accumulation),
  );
  if (!isPaidOut) {
    const message = `no pay-principal step of class ${name} draws on account ${accumulation}; name it in from`;
    findings.error('never-drawn', at, message);
  }
}
