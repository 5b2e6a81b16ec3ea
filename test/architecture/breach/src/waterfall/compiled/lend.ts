export const lend = 1;
