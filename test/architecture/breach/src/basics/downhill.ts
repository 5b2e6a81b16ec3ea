import { price } from '#pricing/price.js';

export const downhill = price;
