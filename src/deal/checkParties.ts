import { collectionsAccount } from './account.js';
import { checkName, type Findings, listOf, pathInList } from './checks.js';
import type { DealFile } from './dealSchema.js';

/** What belongs to a party exists, and belongs to one party only. */
export function checkParties(file: DealFile, findings: Findings): void {
  const swaps = Object.keys(file.hedges ?? {});
  const known = {
    fees: [...(file.fees ?? []).map(({ name }) => name), ...swaps],
    accounts: [collectionsAccount, ...Object.keys(file.accounts ?? {})],
    supports: Object.keys(file.supports ?? {}),
    notes: file.notes.map(({ name }) => name),
  };
  const words = { fees: 'fee', accounts: 'account', supports: 'support', notes: 'class' } as const;
  const owners = new Map<string, string>();
  (file.parties ?? []).forEach((party, i) => {
    for (const key of ['fees', 'accounts', 'supports', 'notes'] as const) {
      const names = party[key];
      if (names === undefined) continue;
      listOf(names).forEach((name, k) => {
        const at = pathInList(['parties', i, key], names, k);
        checkName(findings, words[key], name, known[key], at);
        const owner = owners.get(`${key} ${name}`);
        if (owner !== undefined && key !== 'notes') {
          findings.error('duplicate-name', at, `${words[key]} ${name} belongs to ${owner} already`);
        }
        owners.set(`${key} ${name}`, party.name);
      });
    }
  });
}
