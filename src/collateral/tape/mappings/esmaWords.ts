/** Code lists of the ESMA annexes (implementing regulation on securitization disclosure). */
export const esmaMissing = ['ND1', 'ND2', 'ND3', 'ND4', 'ND5'];

/** French: level installments; fixed: equal principal; bullet: interest on the way, principal at the end. */
export const esmaAmortization = { FRXX: 'level', FIXE: 'equal-principal', BLLT: 'interest-only' };

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
