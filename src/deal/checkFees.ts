import type { Findings } from './checks.js';
import type { DealFile, FileFee } from './dealSchema.js';

/** A fee is a rate of something, or an amount each so often; keys of the other kind would do nothing. */
export function checkFees(file: DealFile, findings: Findings): void {
  (file.fees ?? []).forEach((fee, i) => {
    const path = ['fees', i];
    if ((fee.rate === undefined) === (fee.amount === undefined)) {
      const wrong = fee.rate === undefined ? 'neither' : 'both';
      const message = `fee ${fee.name} has ${wrong} rate and amount; write rate: 1% with of: pool, or amount: 30000.00`;
      findings.error(fee.rate === undefined ? 'missing-key' : 'two-sizes', path, message);
      return;
    }
    if (fee.rate !== undefined && fee.of === undefined) {
      findings.error('missing-key', path, `fee ${fee.name} is a rate of what? write of: pool`);
    }
    for (const key of idleKeys(fee)) {
      findings.error('no-effect', [...path, key], `fee ${fee.name}: ${key} does nothing here`);
    }
  });
}

function idleKeys(fee: FileFee): (keyof FileFee)[] {
  const idle: (keyof FileFee)[] =
    fee.amount !== undefined
      ? fee.per === 'year'
        ? ['of', 'over']
        : ['of', 'over', 'dayCount']
      : fee.of === 'interest' || fee.of === 'collections'
        ? ['per', 'over', 'dayCount']
        : ['per'];
  return idle.filter((key) => fee[key] !== undefined);
}
