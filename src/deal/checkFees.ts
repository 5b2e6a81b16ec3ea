import { checkName, type Findings } from './checks.js';
import type { DealFile, FileFee } from './dealSchema.js';
import { feeBases } from './fee.js';

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
      const balances = [...Object.keys(file.accounts ?? {}), ...Object.keys(file.supports ?? {})];
      const known = [...feeBases, 'interest', 'collections', ...balances];
      checkName(findings, 'base', fee.of, known, [...path, 'of']);
    }
    for (const key of idleKeys(fee)) {
      findings.error('no-effect', [...path, key], `fee ${fee.name}: ${key} does nothing here`);
    }
  });
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
