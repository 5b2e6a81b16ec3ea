import { currencyLine, cutOffLine, type DealTemplate } from './dealTemplate.js';

export const microLoanRevolvingTemplate: DealTemplate = {
  name: 'micro-loan-revolving',
  description: '75/15/10, twelve months of purchases, then distribution (12 + 3)',
  text: (
    facts,
  ) => `# A revolving micro-loan deal: for twelve months what is collected buys new loans, then it repays the classes. Split
# and calendar are those of the 2013 Alibaba plans; coupons, fees, reserve and triggers are examples to change.
name: micro-loan 75/15/10, 12 + 3
${currencyLine(facts)}

dates:
  ${cutOffLine(facts)}
  # legalFinal: 2028-04-26 # twelve months after the last loan bought can pay
  paymentDay: 26
  calendar: cn-exchange
  roll: following

dayCount: act/365

notes:
  - { name: A, share: 75%, coupon: 6.2% }
  - { name: B, share: 15%, coupon: 11% }
  - { name: C, share: 10%, residual: true } # held by the originator

accounts:
  reserve: { target: 0.5% of notes, covers: [fees, interest] }

purchases: # loans like those of the pool at the cut-off, at par
  months: 12 # payments that distribute collections of the first twelve months buy
  price: 100%

fees:
  - { name: tax, rate: 3.26%, of: interest } # value-added tax with surcharges, on interest collected
  - { name: custody, rate: 0.01%, of: notes }
  - { name: servicing, rate: 0.5%, of: pool }

triggers:
  - { name: early end, when: cumulativeDefaultRate > 8%, then: stop-purchases }
  - { name: acceleration, when: cumulativeDefaultRate > 10% } # in force for good: classes in order, nothing for C

steps:
  - { do: pay-fees, fees: [tax, custody, servicing] }
  - { do: pay-interest, notes: [A, B], unless: acceleration }
  - { do: pay-interest, notes: A, when: acceleration }
  - { do: pay-principal, notes: A, when: acceleration }
  - { do: pay-interest, notes: B, when: acceleration }
  - { do: fund-reserve, reserve: reserve }
  - { do: buy-loans } # while purchases last, all that is left
  - { do: pay-principal, notes: [A, B, C] }
  - { do: pay-residual, to: C }
`,
};
