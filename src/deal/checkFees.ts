import { checkName, type Findings } from './checks.js';
import type { DealFile, FileFee } from './dealSchema.js';
import { drawnWord, feeBases } from './fee.js';

/** A fee is a rate of something, or an amount each so often; keys of the other kind would do nothing. */
export function checkFees(file: DealFile, findings: Findings): void {
  (file.fees ?? []).forEach((fee, i) => {
    const path = ['fees', i];
    const sizes = [fee.rate, fee.amount, fee.reported].filter((size) => size !== undefined);
    if (sizes.length !== 1) {
      const [none, two] = ['neither rate nor amount', 'more than one of rate, amount and reported'];
      const wrong = sizes.length === 0 ? none : two;
      const message = `fee ${fee.name} has ${wrong}; write rate: 1% with of: pool, or amount: 30000.00`;
      findings.error(sizes.length === 0 ? 'missing-key' : 'two-sizes', path, message);
      return;
    }
    if (fee.reported !== undefined) {
      const known = Object.keys(file.amounts ?? {});
      checkName(findings, 'amount', fee.reported, known, [...path, 'reported']);
    }
    if (fee.rate !== undefined && fee.of === undefined) {
      findings.error('missing-key', path, `fee ${fee.name} is a rate of what? write of: pool`);
    }
    if (fee.of !== undefined) {
      checkBase(file, fee.of, [...path, 'of'], findings);
    }
    if (fee.per === 'closing') {
      checkClosingFee(fee, path, findings);
      return;
    }
    for (const key of idleKeys(fee)) {
      findings.error('no-effect', [...path, key], `fee ${fee.name}: ${key} does nothing here`);
    }
  });
}

/** A balance, an account, what is left or drawn of a support, or classes joined by +. */
function checkBase(file: DealFile, of: string, path: (string | number)[], findings: Findings): void {
  const supports = Object.keys(file.supports ?? {});
  const notes = file.notes.map(({ name }) => name);
  const classes = of.split('+').map((name) => name.trim());
  if (classes.length > 1) {
    for (const name of classes) checkName(findings, 'class', name, notes, path);
    return;
  }
  const balances = [...Object.keys(file.accounts ?? {}), ...supports];
  const drawn = supports.map((name) => drawnWord + name);
  const known = [...feeBases, 'interest', 'collections', ...notes, ...balances, ...drawn];
  checkName(findings, 'base', of, known, path);
}

/** What is paid from the proceeds is known at closing. */
function checkClosingFee(fee: FileFee, path: (string | number)[], findings: Findings): void {
  if (fee.rate !== undefined && fee.of !== 'initial pool' && fee.of !== 'initial notes') {
    const message = `fee ${fee.name} is paid at closing: write of: initial notes, or of: initial pool`;
    findings.error('bad-base', [...path, 'of'], message);
  }
  for (const key of ['reported', 'dayCount', 'over', 'unpaid'] as const) {
    if (fee[key] === undefined) continue;
    findings.error('no-effect', [...path, key], `fee ${fee.name}: ${key} does nothing at closing`);
  }
}

function idleKeys(fee: FileFee): (keyof FileFee)[] {
  const idle: (keyof FileFee)[] =
    fee.reported !== undefined
      ? ['of', 'over', 'dayCount', 'per']
      : fee.amount !== undefined
        ? fee.per === 'year'
          ? ['of', 'over']
          : ['of', 'over', 'dayCount']
        : fee.of === 'interest' || fee.of === 'collections'
          ? ['per', 'over', 'dayCount']
          : ['per'];
  return idle.filter((key) => fee[key] !== undefined);
}
