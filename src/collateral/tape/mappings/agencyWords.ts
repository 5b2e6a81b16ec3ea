/** Zero-balance codes shared by the two agencies: why a balance became zero; blank while it is not. */
export const agencyZeroBalanceCodes = {
  '01': 'paid off',
  '02': 'sold',
  '03': 'charged off',
  '06': 'repurchased',
  '09': 'reo',
  '15': 'sold',
  '16': 'sold',
  '96': 'closed',
};
