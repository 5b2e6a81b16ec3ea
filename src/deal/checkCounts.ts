import type { Findings } from './checks.js';
import type { DealFile } from './dealSchema.js';

/** Of each kind; a row for every payment date is kept of most, so that thousands would cost minutes. */
const countMost = 200;
const holdersMost = 10_000;

/** Kinds of things that a deal has too many of. False: nothing else needs to be looked at. */
export function checkCounts(file: DealFile, findings: Findings): boolean {
  let isFine = true;
  const check = (
    path: readonly (string | number)[],
    what: string,
    of: object | undefined,
    most: number,
  ): void => {
    const count = Object.keys(of ?? {}).length;
    if (count <= most) return;
    isFine = false;
    findings.error('too-many', path, `${count} ${what}; a deal may have ${most}`);
  };
  for (const key of ['accounts', 'supports', 'ledgers', 'hedges', 'amounts', 'indices'] as const) {
    check([key], key, file[key], countMost);
  }
  check(['ratings', 'of'], 'rated names', file.ratings?.of, countMost);
  file.notes.forEach(({ holders }, i) => {
    check(['notes', i, 'holders'], 'holders', holders, holdersMost);
  });
  return isFine;
}
