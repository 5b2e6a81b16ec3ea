import { currencyLine, cutOffLine, type DealTemplate } from './dealTemplate.js';

export const consumerShelfTemplate: DealTemplate = {
  name: 'consumer-shelf',
  description: 'one issue of a consumer shelf: A, B, M, subordinated; 12 months of purchases',
  text: (
    facts,
  ) => `# One issue of a shelf on consumer receivables (储架发行): one approval, many issues of these terms. Classes, coupons and
# the bad-rate mark are those published of notes of 2018 and 2020; fees and the other levels are examples to change.
name: consumer shelf, issue 1
${currencyLine(facts)}

dates:
  ${cutOffLine(facts)}
  paymentDay: 26
  calendar: cn-interbank
  roll: following

dayCount: act/365

notes:
  - { name: A, share: 75%, coupon: 4.8% }
  - { name: B, share: 15%, coupon: 4.9% }
  - { name: M, share: 5%, coupon: 7.15% }
  - { name: SUB, share: 5%, residual: true } # the originator also keeps 5 % of every class: sold: 95%

accounts:
  reserve: { target: 0.5% of notes, covers: [fees, interest] }

purchases: # loans like those of the pool at the cut-off, at par
  months: 12
  price: 100%

fees:
  - { name: issue costs, rate: 0.2%, of: initial notes, per: closing }
  - { name: tax, rate: 3.26%, of: interest }
  - { name: trustee, rate: 0.05%, of: notes }
  - { name: custody, rate: 0.01%, of: notes }
  - { name: servicing, rate: 0.1%, of: pool }
  - { name: other, amount: 300000.00, per: year }

parties:
  - { role: originator, name: Example Receivables, notes: SUB }
  - { role: vehicle, name: Example Trust, fees: trustee }
  - { role: custodian, name: Example Bank, fees: custody, accounts: [collections, reserve] }
  - { role: servicer, name: Example Receivables Servicing, fees: servicing }
  - { role: underwriter, name: Example Securities, fees: issue costs }

triggers:
  # A rate above the mark on two dates in a row ends purchases for good.
  - { name: bad rate, when: delinquencyRate(60) > 5%, consecutive: 2, then: stop-purchases }
  - { name: early end, when: cumulativeDefaultRate > 8%, then: stop-purchases }
  - { name: uncovered, when: assetCoverage(A) < 100%, then: stop-purchases }
  - { name: acceleration, when: cumulativeDefaultRate > 10%, then: [stop-purchases, accelerate] }

steps:
  - { do: pay-fees, fees: tax }
  - { do: pay-fees, fees: [trustee, custody, other], share: pro-rata }
  - { do: pay-fees, fees: servicing }
  - { do: pay-interest, notes: A }
  # After acceleration class A is repaid before class B earns anything.
  - { do: pay-principal, notes: A, when: acceleration }
  - { do: pay-interest, notes: B }
  - { do: pay-principal, notes: B, when: acceleration }
  - { do: pay-interest, notes: M }
  - { do: fund-reserve, reserve: reserve }
  - { do: buy-loans } # while purchases last, all that is left
  - { do: pay-principal, notes: [A, B, M, SUB] }
  - { do: pay-residual, to: SUB }
`,
};
