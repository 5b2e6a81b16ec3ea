import { z } from '#basics/schema.js';
import { rateField, titleField } from '#basics/schemaFields.js';
import { providerRelations } from '#pricing/models/providerDefault.js';

/** The own default of those who stand behind a deal or its bills; imported lazily, it loads zod. */
const share = { max: 1 } as const;

const provider = z.strictObject({
  annualDefaultRate: rateField(share).optional().describe('A year, constant'),
  cumulativeDefaults: z
    .array(rateField(share))
    .min(1)
    .max(60)
    .optional()
    .describe('Default probabilities by the end of the first year, the second and so on'),
  rating: titleField(40).optional().describe('Looked up in ratings'),
  relation: z
    .enum(providerRelations)
    .optional()
    .describe(
      'independent of the pool; correlated (unless stated); certain: fails with its payers, or past defaultsAbove',
    ),
  correlation: rateField(share)
    .optional()
    .describe("Share of the provider's variance that is the economy; 70% unless stated"),
  region: titleField(100).optional().describe('Moves with the borrowers of this region'),
  industry: titleField(100).optional().describe('Moves with the borrowers of this industry'),
  defaultsAbove: rateField(share)
    .optional()
    .describe('Fails for certain once more than this share of the pool at the cut-off has defaulted'),
  recovery: rateField(share)
    .optional()
    .describe('Share of what the acceptor of a bill owes that its estate pays; 0 unless stated'),
});

export const providersShape = {
  providers: z
    .record(titleField(200), provider)
    .optional()
    .describe(
      'By name of a support, a party or an acceptor on the tape; "originator" and "others" for those not named',
    ),
  ratings: z
    .record(titleField(40), z.union([rateField(share), z.array(rateField(share)).min(1).max(60)]))
    .optional()
    .describe("Default rates of providers' ratings: a yearly rate, or probabilities by the end of each year"),
};

export type ProviderOfFile = z.output<typeof provider>;
