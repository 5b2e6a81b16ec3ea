import { currencyLine, cutOffLine, type DealTemplate } from './dealTemplate.js';

export const payableGuaranteeTemplate: DealTemplate = {
  name: 'payable-guarantee',
  description: 'senior 5.5 %, subordinated 7 %, payables at a discount (应付款保函), guarantor',
  text: (
    facts,
  ) => `# Payables with a guarantee (应付款保函), bought at a discount: the pool pays face amounts at their due dates
# and no interest, so the classes are issued for less than the face and the discount pays their coupons.
# Coupons are those of the source documents; the split, fees and reserve are examples to change.
name: payable-guarantee 72/18
${currencyLine(facts)}

dates:
  ${cutOffLine(facts)}
  paymentDay: 20
  paymentMonths: 3 # quarterly
  calendar: cn-exchange
  roll: following

dayCount: act/365

notes: # shares of the face at the cut-off; the tenth that is left is the discount
  - { name: senior, share: 72%, coupon: 5.5%, unpaidInterest: carried-with-interest }
  - { name: subordinated, share: 18%, coupon: 7%, unpaidInterest: carried-with-interest }
  - { name: originator, residual: true } # no balance: gets what nobody else is owed

accounts:
  # Paid in at closing from the proceeds of the classes, for quarters in which few payables fall due.
  reserve: { opening: 2% of initial notes, target: 2% of notes, covers: [fees, interest] }

supports: # money from outside the deal, up to a limit over its life
  guarantor: { limit: 5% of initial pool, covers: [interest, principal] } # principal is due at legal final

fees:
  - { name: custody, rate: 0.05%, of: notes }
  - { name: legal, amount: 200000.00, per: once }
  - { name: guarantee, rate: 0.5%, of: pool } # a year, of the face outstanding at the start of the quarter

triggers:
  - { name: defaults, when: cumulativeDefaultRate > 5% }

steps:
  - { do: pay-fees, fees: [legal, custody, guarantee] }
  - { do: pay-interest, notes: senior }
  # Once a twentieth of the face has defaulted the senior is repaid before the other class earns anything.
  - { do: pay-principal, notes: senior, when: defaults }
  - { do: pay-interest, notes: subordinated }
  - { do: fund-reserve, reserve: reserve }
  - { do: pay-principal, notes: [senior, subordinated] }
  - { do: pay-residual, to: originator }
`,
};
