import { currencyLine, cutOffLine, type DealTemplate } from './dealTemplate.js';

export const mortgageTemplate: DealTemplate = {
  name: 'mortgage',
  description: 'sequential mortgage deal with an accrual class and an interest-only class',
  text: (
    facts,
  ) => `# A plain sequential deal of mortgages: A, then B, then the accrual class Z, whose interest is added to its balance and
# repays the classes before it; X is paid interest on the balance of A and has none of its own. A planned
# balance would be written: schedule: [ { from: 2027-01-25, amount: 900.00 } ], with target: schedule.
name: sequential mortgage deal
${currencyLine(facts)}

dates:
  ${cutOffLine(facts)}
  paymentDay: 25

dayCount: 30/360

notes:
  - { name: A, share: 60%, coupon: 4% }
  - { name: B, share: 25%, coupon: 5% }
  - { name: Z, share: 15%, coupon: 5.5%, interestAfter: [A, B], unpaidInterest: capitalized }
  - { name: X, notional: A, coupon: 0.5% }
  - { name: R, residual: true }

steps:
  - { do: pay-interest, notes: [A, X, B, Z] }
  - { do: pay-principal, notes: [A, B, Z] }
  - { do: pay-residual, to: R }
`,
};
