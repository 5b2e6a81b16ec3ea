import { price } from './price.js';

export const cycle = 'cycle';
export const again = (): string => price();
