import { currencyLine, cutOffLine, type DealTemplate } from './dealTemplate.js';

/** What `builtInTerms` says, as a file: a test holds that both are the same deal. */
export const threeClassTemplate: DealTemplate = {
  name: 'three-class',
  description: 'what abs price assumes without a deal file: A 75%, B 15%, C 10% residual',
  text: (facts) => `# Check it with: abs price TAPE --deal THIS-FILE. All fields: abs schema deal
name: built-in 75/15/10
${currencyLine(facts)}

dates:
  ${cutOffLine(facts)}
  paymentMonths: 1 # closing at the cut-off, first payment a month later

dayCount: 30e/360isda # a month is 1/12 of a year

notes: # shares of the pool's balance at the cut-off
  - { name: A, share: 75%, coupon: 5.5% }
  - { name: B, share: 15%, coupon: 7% }
  - { name: C, share: 10%, residual: true }

fees:
  - { name: servicing, rate: 1%, of: pool } # a year, of the performing balance at the start of the period

steps: # in this order on every payment date, each from what is left
  - { do: pay-fees, fees: [servicing] }
  - { do: pay-interest, notes: [A, B], share: sequential }
  - { do: pay-principal, notes: [A, B, C], share: sequential }
  - { do: pay-residual, to: C }
`,
};
