/** "No data" options of the ECB templates, with and without the comma that some files write. */
export const ecbMissing = ['ND', 'ND1', 'ND2', 'ND3', 'ND4', 'ND5', 'ND6', 'ND7'];
