import { autoOvercollateralizedTemplate } from './templates/autoOvercollateralized.js';
import { bankLedgersTemplate } from './templates/bankLedgers.js';
import { consumerInstallmentTemplate } from './templates/consumerInstallment.js';
import { consumerShelfTemplate } from './templates/consumerShelf.js';
import type { DealTemplate } from './templates/dealTemplate.js';
import { microLoanTemplate } from './templates/microLoan.js';
import { microLoanRevolvingTemplate } from './templates/microLoanRevolving.js';
import { mortgageTemplate } from './templates/mortgage.js';
import { payableGuaranteeTemplate } from './templates/payableGuarantee.js';
import { threeClassTemplate } from './templates/threeClass.js';

/** What `abs init` starts a deal from. */
export const dealTemplates: readonly DealTemplate[] = [
  threeClassTemplate,
  microLoanTemplate,
  payableGuaranteeTemplate,
  microLoanRevolvingTemplate,
  bankLedgersTemplate,
  consumerInstallmentTemplate,
  consumerShelfTemplate,
  autoOvercollateralizedTemplate,
  mortgageTemplate,
];
