import { currencyLine, cutOffLine, type DealTemplate } from './dealTemplate.js';

export const bankLedgersTemplate: DealTemplate = {
  name: 'bank',
  description: 'interbank deal: income and principal ledgers, top-up, acceleration, default',
  text: (
    facts,
  ) => `# An interbank deal after a public prospectus (consumer installments of 2017): income and principal are kept apart,
# principal lent to income and defaults are made good from later income (a + b + c − d), and acceleration and default are
# two states with priorities of their own. What is left goes to the subordinated class until it has earned 12 % a year,
# then a fifth of it until 15 %, and the rest to the servicer. Coupons and fees are examples: the fee letter is not public.
name: bank consumer deal
${currencyLine(facts)}

dates:
  ${cutOffLine(facts)}
  paymentDay: 26
  calendar: cn-interbank
  roll: following # interest runs to the 26th all the same

dayCount: act/365

notes:
  - { name: A, share: 87.97%, coupon: 4.6% }
  - { name: B, share: 4.98%, coupon: 5.6% }
  # A return of at most 2 % a year while the others are outstanding; what is missed is lost.
  - { name: SUB, share: 7.05%, coupon: 2%, unpaidInterest: lost }
  - { name: floating service, residual: true } # no class: the servicer's share of what is left

accounts:
  income: {}
  principal: {}
collect: { interest: income, principal: principal, recoveries: principal }

ledgers:
  top-up: { debit: defaults }

fees:
  - { name: tax, rate: 3.26%, of: interest }
  - { name: trustee, rate: 0.02%, of: notes }
  - { name: custody, rate: 0.01%, of: notes }
  - { name: issue costs, rate: 0.2%, of: initial notes, per: closing }
  - { name: rating, amount: 100000.00, per: year }
  - { name: audit, amount: 80000.00, per: year }
  - { name: front service, rate: 16%, of: interest }
  - { name: back service, rate: 20%, of: interest } # accrues, and is paid after the classes

triggers:
  # 8 % in the first year and 12 % later: thresholds: [ { from: 2019-01-26, threshold: 12% } ]
  - { name: acceleration, when: cumulativeDefaultRate > 8% }
  - { name: default, when: carriedInterest(A) > 0% } # class A was left short of interest

steps:
  # After default there is one pot, and class B waits for all of class A.
  - { do: transfer, from: income, to: principal, when: default }
  - { do: pay-fees, fees: [tax, trustee, custody, rating, audit, front service], from: principal, when: default }
  - { do: pay-interest, notes: A, from: principal, when: default }
  - { do: pay-principal, notes: A, from: principal, when: default }
  - { do: pay-interest, notes: B, from: principal, when: default }
  - { do: pay-principal, notes: B, from: principal, when: default }
  # Before it, income first; what principal lends is debited to the ledger.
  - { do: pay-fees, fees: tax, from: [income, principal], lends: top-up, unless: default }
  - do: pay-fees
    fees: [trustee, custody, rating, audit]
    share: pro-rata
    from: [income, principal]
    cap: 500000.00 # a distribution; what is above it waits for the top-up
    lends: top-up
    unless: default
  - { do: pay-fees, fees: front service, from: [income, principal], lends: top-up, unless: default }
  - { do: pay-interest, notes: [A, B], from: [income, principal], lends: top-up, unless: default }
  - { do: transfer, from: income, to: principal, when: acceleration }
  - { do: transfer, from: income, to: principal, ledger: top-up }
  - { do: pay-fees, fees: [trustee, custody, rating, audit], from: income, unless: default }
  - { do: pay-interest, notes: SUB, from: income, unless: [acceleration, default] }
  - { do: transfer, from: income, to: principal } # what is left turns over into principal
  - { do: pay-principal, notes: [A, B], from: principal }
  - { do: pay-fees, fees: back service, from: principal }
  - { do: pay-principal, notes: SUB, from: principal }
  - { do: pay-residual, to: SUB, hurdle: 12%, from: principal }
  - { do: pay-residual, to: { SUB: 20%, floating service: 80% }, hurdle: 15%, from: principal }
  - { do: pay-residual, to: floating service, from: principal }
`,
};
