import type { Price } from '#pricing/price.js';
import { price } from '#pricing/price.js';

export const table = (p: Price): string => p + price();
