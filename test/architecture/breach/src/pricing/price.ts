import { readFileSync } from 'node:fs';
import { cycle } from './cycle.js';

export const price = (): string => readFileSync(cycle, 'utf8');
export type Price = string;
