import type { DealTemplate } from './templates/dealTemplate.js';
import { microLoanTemplate } from './templates/microLoan.js';
import { payableGuaranteeTemplate } from './templates/payableGuarantee.js';
import { threeClassTemplate } from './templates/threeClass.js';

/** What `abs init` starts a deal from. */
export const dealTemplates: readonly DealTemplate[] = [
  threeClassTemplate,
  microLoanTemplate,
  payableGuaranteeTemplate,
];
