import { compare, formatMoney, money, sum } from '#basics/money.js';
import { formatRate } from '#basics/rate.js';
import { collectionsAccount } from './account.js';
import { checkName, type Findings, listOf, pathInList } from './checks.js';
import type { DealFile, FileStep } from './dealSchema.js';
import { triggerNames } from './utilizationTrigger.js';

type Path = readonly (string | number)[];

/** Names that steps use, steps that nothing reaches, and claims that no step pays. */
export function checkSteps(file: DealFile, findings: Findings): void {
  const notes = file.notes.map((note) => note.name);
  const swaps = Object.entries(file.hedges ?? {}).flatMap(([name, { pay }]) =>
    pay === undefined ? [] : [name],
  );
  const paidLater = (file.fees ?? []).filter(({ per }) => per !== 'closing');
  const fees = [...paidLater.map((fee) => fee.name), ...swaps];
  const own = [collectionsAccount, ...Object.keys(file.accounts ?? {})];
  const accounts = [...own, ...Object.keys(file.supports ?? {})];
  const triggers = triggerNames(file);
  file.steps.forEach((step, i) => {
    const path = ['steps', i];
    if (step.do !== 'write-off') checkList(findings, 'account', step.from, accounts, [...path, 'from']);
    checkList(findings, 'trigger', step.when, triggers, [...path, 'when']);
    checkList(findings, 'trigger', step.unless, triggers, [...path, 'unless']);
    if (step.do === 'pay-fees') checkList(findings, 'fee', step.fees, fees, [...path, 'fees']);
    if (step.do === 'pay-interest' || step.do === 'pay-principal' || step.do === 'write-off') {
      checkList(findings, 'class', step.notes, notes, [...path, 'notes']);
    }
    if (step.do === 'pay-residual') checkResidual(step, notes, path, findings);
    if (step.do === 'repay-support') checkRepayment(file, step, path, findings);
    if (step.do === 'fund-reserve') checkReserve(file, step, path, findings);
    checkStep(file, step, path, findings);
  });
  checkReached(file.steps, findings);
  checkPaid(file, findings);
}

function checkList(
  findings: Findings,
  kind: string,
  names: string | readonly string[] | undefined,
  known: readonly string[],
  path: Path,
): void {
  const list = listOf(names);
  list.forEach((name, k) => {
    const at = pathInList(path, names!, k);
    checkName(findings, kind, name, known, at);
    if (list.indexOf(name) < k) findings.error('duplicate-name', at, `${kind} ${name} is listed twice`);
  });
}

function checkReserve(
  file: DealFile,
  step: Extract<FileStep, { do: 'fund-reserve' }>,
  path: Path,
  findings: Findings,
): void {
  const accounts = file.accounts ?? {};
  checkName(findings, 'account', step.reserve, Object.keys(accounts), [...path, 'reserve']);
  const account = accounts[step.reserve];
  if (account !== undefined && account.target === undefined) {
    const message = `account ${step.reserve} has no target; write target: 1% of pool`;
    findings.error('missing-key', [...path, 'reserve'], message);
  }
  if (listOf(step.from).includes(step.reserve)) {
    findings.error('circular', [...path, 'from'], `account ${step.reserve} cannot be funded from itself`);
  }
}

type ResidualStep = Extract<FileStep, { do: 'pay-residual' }>;

export function recipients({ to }: ResidualStep): readonly string[] {
  return typeof to === 'string' ? [to] : Object.keys(to);
}

/** Shares are exact and add up to the whole; a hurdle needs a first class that earns something. */
function checkResidual(step: ResidualStep, notes: readonly string[], path: Path, findings: Findings): void {
  const at = [...path, 'to'];
  if (typeof step.to === 'string') {
    checkName(findings, 'class', step.to, notes, at);
    return;
  }
  for (const name of Object.keys(step.to)) checkName(findings, 'class', name, notes, [...at, name]);
  const total = sum(Object.values(step.to).map((share) => money(share.text)));
  if (compare(total, money('1')) !== 0) {
    const percent = formatRate(formatMoney(total, 18));
    findings.error('shares', at, `shares of the residual add up to ${percent}, not to 100%`);
  }
  const [first] = Object.values(step.to);
  if (step.hurdle !== undefined && first?.value === 0) {
    findings.error('out-of-range', at, 'the first class has a hurdle and no share');
  }
}

function checkRepayment(
  file: DealFile,
  step: Extract<FileStep, { do: 'repay-support' }>,
  path: Path,
  findings: Findings,
): void {
  const supports = Object.keys(file.supports ?? {});
  checkList(findings, 'support', step.supports, supports, [...path, 'supports']);
  const circular = listOf(step.from).find((name) => supports.includes(name));
  if (circular === undefined) return;
  const message = `support ${listOf(step.supports).join(', ')} cannot be repaid from support ${circular}`;
  findings.error('circular', [...path, 'from'], message);
}

function checkStep(file: DealFile, step: FileStep, path: Path, findings: Findings): void {
  const both = listOf(step.when).find((name) => listOf(step.unless).includes(name));
  if (both !== undefined) {
    findings.error('unreachable-step', path, `never runs: trigger ${both} must be in force and must not be`);
  }
  if (step.do === 'pay-interest') {
    const residual = file.notes.find(
      (note) => note.residual === true && listOf(step.notes).includes(note.name),
    );
    if (residual !== undefined) {
      const message = `class ${residual.name} is residual and has no interest to be paid`;
      findings.error('no-interest', [...path, 'notes'], message);
    }
  }
  if (step.do === 'pay-principal' && typeof step.target === 'object') {
    const { floor, cap } = step.target;
    if (floor !== undefined && cap !== undefined && compare(floor, cap) > 0) {
      findings.error('out-of-range', [...path, 'target', 'floor'], 'the floor is above the cap');
    }
  }
}

/** After a residual step that always runs nothing is left in the accounts that it empties. */
function checkReached(steps: readonly FileStep[], findings: Findings): void {
  const emptied = new Map<string, number>();
  steps.forEach((step, i) => {
    if (step.do === 'write-off') return;
    const sources = step.from === undefined ? [collectionsAccount] : listOf(step.from);
    const emptiedBy = sources.map((source) => emptied.get(source));
    if (emptiedBy.every((by) => by !== undefined)) {
      const by = Math.max(...emptiedBy.map(Number));
      findings.error(
        'unreachable-step',
        ['steps', i],
        `nothing is left for this step: steps[${by}] pays out all`,
      );
    }
    const isPartial = step.do === 'pay-residual' && step.hurdle !== undefined;
    if (step.do === 'pay-residual' && !isPartial && step.when === undefined && step.unless === undefined) {
      for (const source of sources) if (!emptied.has(source)) emptied.set(source, i);
    }
  });
}

function checkPaid(file: DealFile, findings: Findings): void {
  const { steps } = file;
  const pays = (kind: FileStep['do'], name: string): boolean =>
    steps.some(
      (step) =>
        step.do === kind &&
        ((step.do === 'pay-fees' && listOf(step.fees).includes(name)) ||
          ((step.do === 'pay-interest' || step.do === 'pay-principal') &&
            listOf(step.notes).includes(name)) ||
          (step.do === 'pay-residual' && recipients(step).includes(name))),
    );
  file.notes.forEach(({ name, residual, share, balance, coupon, unpaidInterest }, i) => {
    const sized = share !== undefined || balance !== undefined;
    const lacks = (what: string): void =>
      findings.error('never-paid', ['notes', i], `class ${name} is paid no ${what} by any step`);
    // A class at 0 % earns none, and a zero-coupon class adds its interest to its balance.
    const earns = coupon === undefined || !('value' in coupon) || coupon.value > 0;
    if (residual !== true && earns && unpaidInterest !== 'capitalized' && !pays('pay-interest', name)) {
      lacks('interest');
    }
    if (sized && residual !== true && !pays('pay-principal', name)) lacks('principal');
    if (residual === true && !pays('pay-residual', name) && !pays('pay-principal', name)) lacks('cash');
  });
  (file.fees ?? []).forEach(({ name, per }, i) => {
    if (per !== 'closing' && !pays('pay-fees', name))
      findings.error('never-paid', ['fees', i], `fee ${name} is paid by no step`);
  });
  if (!steps.some((step) => step.do === 'pay-residual')) {
    const message = 'no step pays the residual: what the other steps leave stays in collections';
    findings.warning('no-residual', ['steps'], message);
  }
}
