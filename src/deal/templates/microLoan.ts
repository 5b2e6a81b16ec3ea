import { currencyLine, cutOffLine, type DealTemplate } from './dealTemplate.js';

export const microLoanTemplate: DealTemplate = {
  name: 'micro-loan',
  description: 'three classes 75/15/10, reserve, default trigger, monthly on the 26th',
  text: (
    facts,
  ) => `# A micro-loan deal in three classes. The 75/15/10 split is market practice in China; coupons, fees, reserve
# and trigger are examples to change. Rates are written 5.5%, 550 bp or 0.055, amounts 500000.00.
name: micro-loan 75/15/10
${currencyLine(facts)}

dates:
  ${cutOffLine(facts)}
  # closing: 2026-02-10       # the cut-off, unless it stands here
  # firstPayment: 2026-03-26  # the first paymentDay after a period of collections
  # legalFinal: 2028-03-26    # twelve months after the last possible collection
  paymentDay: 26
  calendar: cn-interbank # none, weekends, cn-interbank, cn-exchange, target, us
  roll: following # interest accrues to the 26th all the same; accrual: rolled would change that

dayCount: act/365

notes: # shares of the pool's balance at the cut-off; balance: 75000000.00 works too
  - { name: A, share: 75%, coupon: 5.5% }
  - { name: B, share: 15%, coupon: 7% }
  - { name: C, share: 10%, residual: true }

accounts: # beside the account "collections", where all that the pool pays arrives
  # Built up from collections, drawn for fees and interest. At legal final, and once no class has a balance,
  # its target is zero and what it holds is released. A floor or cap would be an amount: floor: 500000.00
  reserve: { target: 1% of pool, covers: [fees, interest] }

fees:
  - { name: servicing, rate: 1%, of: pool } # a year, of the performing balance at the start of the period
  - { name: custody, rate: 0.05%, of: notes }
  - { name: rating, amount: 50000.00, per: once }

triggers: # tested on every payment date before the first step; they stay in force unless curable: true
  - { name: losses, when: cumulativeDefaultRate > 8% }

steps: # in this order on every payment date; what one step leaves goes on to the next
  - { do: pay-fees, fees: [rating, custody, servicing] }
  - { do: pay-interest, notes: [A, B] }
  - { do: fund-reserve, reserve: reserve }
  # The classes are paid down to the performing pool, so that excess spread makes good for defaults, those of
  # earlier months too, before anything reaches the residual.
  - { do: pay-principal, notes: [A, B, C], target: { overcollateralization: 0.00 } }
  # After the trigger they get everything, and nothing is left for the residual until they are repaid.
  - { do: pay-principal, notes: [A, B, C], when: losses }
  - { do: pay-residual, to: C }
`,
};
