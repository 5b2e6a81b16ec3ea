import { z } from '#basics/schema.js';
import { cashflowDocument } from './cashflowSchema.js';
import { loanCashflowDocument, poolCashflowDocument } from './poolCashflowSchema.js';

/** What `abs cashflow --json` prints: a deal's run, a pool without a deal, or one loan explained. */
export const anyCashflowDocument = z.union([cashflowDocument, poolCashflowDocument, loanCashflowDocument]);
