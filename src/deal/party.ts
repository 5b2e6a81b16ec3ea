/**
 * Who takes part in a deal, and what belongs to them: fees they are paid, accounts they keep, supports they provide,
 * classes they hold. Reports sum these by party; nothing else depends on them.
 */
export interface Party {
  readonly role: Role;
  readonly name: string;
  readonly fees: readonly string[];
  readonly accounts: readonly string[];
  readonly supports: readonly string[];
  readonly notes: readonly string[];
}

export const roles = [
  'originator',
  'vehicle',
  'manager',
  'trustee',
  'servicer',
  'backup-servicer',
  'custodian',
  'underwriter',
  'rating-agency',
  'counsel',
  'auditor',
  'guarantor',
  'liquidity-provider',
  'hedge-counterparty',
  'paying-agent',
  'holders',
] as const;
export type Role = (typeof roles)[number];
