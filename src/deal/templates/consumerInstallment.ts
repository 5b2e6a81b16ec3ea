import { currencyLine, cutOffLine, type DealTemplate } from './dealTemplate.js';

export const consumerInstallmentTemplate: DealTemplate = {
  name: 'consumer-installment',
  description: 'plan on consumer installments; income, principal and make-up 差额支付',
  text: (
    facts,
  ) => `# An exchange plan on consumer installments (消费分期). Order of payments and accounts follow the Chinese practice of income
# and principal kept apart; class sizes, coupons, fees and levels are examples to change.
name: consumer installments
${currencyLine(facts)}
poolPrice: 100%

dates:
  ${cutOffLine(facts)}
  paymentDay: 26
  calendar: cn-exchange
  roll: following # interest runs to the 26th all the same

dayCount: act/365

notes:
  - { name: A1, share: 70%, coupon: 2.9% }
  - { name: A2, share: 12%, coupon: 3.1% }
  - { name: B, share: 5%, coupon: 4.2% }
  - { name: SUB, share: 13%, residual: true } # kept by the originator

accounts:
  income: {}
  principal: {}
  reserve: { target: 0.5% of notes, covers: [] } # named in the steps of class A
collect: { interest: income, principal: principal, recoveries: principal }

ledgers:
  top-up: { debit: defaults } # a + b + c − d: defaults and principal lent to income, less what was moved back

supports: # the originator makes up what class A is short of (差额支付); reports show the classes without it too
  make-up: { kind: make-up, limit: 2% of initial notes, covers: [] }

fees:
  - { name: underwriting and counsel, rate: 0.3%, of: initial notes, per: closing }
  - { name: tax, rate: 3.26%, of: interest } # value-added tax with surcharges
  - { name: management, rate: 0.1%, of: A1 + A2 + B }
  - { name: custody, rate: 0.01%, of: A1 + A2 + B }
  - { name: rating, amount: 100000.00, per: year }
  - { name: audit, amount: 50000.00, per: year }
  - { name: servicing, rate: 0.5%, of: pool }

parties:
  - { role: originator, name: Example Consumer Finance, notes: SUB, supports: make-up }
  - { role: servicer, name: Example Consumer Finance Servicing, fees: servicing }
  - { role: manager, name: Example Securities, fees: [management, underwriting and counsel] }
  - { role: custodian, name: Example Bank, fees: custody, accounts: [income, principal, reserve] }
  - { role: rating-agency, name: Example Ratings, fees: rating }
  - { role: auditor, name: Example Audit, fees: audit }

triggers:
  - { name: acceleration, when: cumulativeDefaultRate > 10%, then: accelerate } # income repays principal
  - { name: default, when: carriedInterest(A1) > 0%, then: event-of-default }
  - { name: clean-up, when: poolFactor <= 10%, then: call, price: 100% }

steps:
  - { do: pay-fees, fees: tax, from: [income, principal], lends: top-up }
  # Expenses have a cap a date; what is above it is paid behind the top-up.
  - { do: pay-fees, fees: [management, custody, rating, audit], share: pro-rata, from: [income, principal], cap: 500000.00, lends: top-up }
  - { do: pay-fees, fees: servicing, from: [income, principal], lends: top-up }
  - { do: pay-interest, notes: [A1, A2], share: pro-rata, from: [income, principal, reserve, make-up], lends: top-up }
  # After default class B waits for all of class A.
  - { do: transfer, from: income, to: principal, when: default }
  - { do: pay-principal, notes: [A1, A2], share: pro-rata, from: principal, when: default }
  - { do: pay-interest, notes: B, from: [income, principal], lends: top-up }
  - { do: transfer, from: income, to: principal, ledger: top-up, unless: default }
  - { do: pay-fees, fees: [management, custody, rating, audit], from: income, unless: default }
  - { do: fund-reserve, reserve: reserve, from: income, unless: default }
  - { do: transfer, from: reserve, to: principal, when: default }
  - { do: transfer, from: income, to: principal, when: acceleration }
  - { do: pay-principal, notes: [A1, A2, B], from: [principal, reserve, make-up] }
  - { do: pay-principal, notes: SUB, from: principal }
  - { do: pay-residual, to: SUB, from: [principal, income] }
`,
};
