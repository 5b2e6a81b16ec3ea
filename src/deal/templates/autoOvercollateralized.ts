import { currencyLine, cutOffLine, type DealTemplate } from './dealTemplate.js';

export const autoOvercollateralizedTemplate: DealTemplate = {
  name: 'auto',
  description: 'one senior class against a target overcollateralization, with a reserve',
  text: (
    facts,
  ) => `# An auto deal: principal is paid until the classes owe no more than the pool less its target, so that excess spread builds
# the overcollateralization up and is released once it is met. Numbers are examples to change.
name: auto with target overcollateralization
${currencyLine(facts)}

dates:
  ${cutOffLine(facts)}
  paymentDay: 26

dayCount: 30/360

notes:
  - { name: A, share: 88%, coupon: 4.95% }
  - { name: B, share: 4%, coupon: 5.2% }
  - { name: certificate, residual: true } # the pool's other 8 % are overcollateralization from the start

accounts:
  reserve: { opening: 0.25% of initial pool, target: 0.25% of initial pool, covers: [fees, interest] }

fees:
  - { name: servicing, rate: 1%, of: pool }

triggers:
  - { name: cleanup, when: poolFactor <= 5%, then: call } # the servicer buys what is left, at par
callPrice: 100%

steps:
  - { do: pay-fees, fees: servicing }
  - { do: pay-interest, notes: A }
  - { do: pay-principal, notes: A, target: { overcollateralization: 0.00 } } # priority principal
  - { do: pay-interest, notes: B }
  - { do: fund-reserve, reserve: reserve }
  - { do: pay-principal, notes: [A, B], target: { overcollateralization: 12% of pool, floor: 100.00 } }
  - { do: pay-residual, to: certificate }
`,
};
