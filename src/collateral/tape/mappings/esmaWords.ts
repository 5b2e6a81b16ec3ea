/** Code lists of the ESMA annexes (implementing regulation on securitization disclosure). */
export const esmaMissing = ['ND1', 'ND2', 'ND3', 'ND4', 'ND5'];

/**
 * French: level installments; German: level installments after a first one of interest; fixed: equal principal;
 * bullet: interest on the way, principal at the end. `OTHR` says nothing and is as good as blank.
 */
export const esmaAmortization = {
  FRXX: 'level',
  DEXX: 'level',
  FIXE: 'equal-principal',
  BLLT: 'interest-only',
};
export const esmaOther = ['ND1', 'ND2', 'ND3', 'ND4', 'ND5', 'OTHR'];

export const esmaFrequency = { MNTH: 'monthly', QUTR: 'quarterly', SEMI: 'semiannual', YEAR: 'annual' };

export const esmaStatus = {
  PERF: 'performing',
  RARR: 'late',
  RNAR: 'performing',
  ARRE: 'late',
  DFLT: 'defaulted',
  NDFT: 'defaulted',
  DTCR: 'defaulted',
  DADB: 'defaulted',
  RDMD: 'paid off',
  REBR: 'repurchased',
  REDF: 'repurchased',
  RERE: 'repurchased',
  RESS: 'repurchased',
  REOT: 'repurchased',
};
