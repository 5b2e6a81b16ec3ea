import { failed, type Outcome } from '#basics/problem.js';
import { readYaml } from '#basics/yamlDocument.js';
import type { Criteria } from './criteria.js';
import { criteriaOf } from './criteriaRules.js';

/** A criteria file, all its faults at once. `lists` are the names of the outside lists at hand. */
export async function parseCriteria(
  source: string | Uint8Array,
  name: string,
  lists: readonly string[],
): Promise<Outcome<Criteria>> {
  const document = readYaml(source, name);
  if (!document.ok) return failed(document.problems);
  const [{ checkAgainst }, { criteriaSchema: schema }] = await Promise.all([
    import('#basics/schema.js'),
    import('./criteriaSchema.js'),
  ]);
  const checked = checkAgainst(schema, document.value);
  if (!checked.ok) return checked;
  const { eligibility = [], limits = [] } = checked.value;
  return criteriaOf({ eligibility, limits }, (path) => document.value.placeOf(path), lists);
}
