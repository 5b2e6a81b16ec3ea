import { concentrationLimitForm, eligibilityTestForm } from '#basics/criteriaForm.js';
import { z } from '#basics/schema.js';

/** A criteria file. Imported lazily: it loads zod. */
export const criteriaSchema = z.strictObject({
  eligibility: z.array(eligibilityTestForm).optional(),
  limits: z.array(concentrationLimitForm).optional(),
});
