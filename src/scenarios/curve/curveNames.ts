import { type Compounding, nominal } from '#pricing/cashflow/compounding.js';

/** How a file of zero rates may compound. `simple` is 1 / (1 + r t). */
export const curveCompoundings = [
  'continuous',
  'annual',
  'semiannual',
  'quarterly',
  'monthly',
  'simple',
] as const;
export type CurveCompounding = (typeof curveCompoundings)[number];

const perYear = { annual: 1, semiannual: 2, quarterly: 4, monthly: 12 } as const;

/** As the cash-flow mathematics has it; simple interest is none of them. */
export function compoundingOf(name: Exclude<CurveCompounding, 'simple'>): Compounding {
  return name === 'continuous' ? { kind: 'continuous' } : nominal(perYear[name]);
}
