import type { Problem } from '#basics/problem.js';
import { readYaml } from '#basics/yamlDocument.js';
import type { NamedBytes } from './scenarioSources.js';

/**
 * Problems of a plan name a path of the deal (`dates.legalFinal`, `notes[1]`); where the deal is a file they get
 * the line that it stands on, or the nearest one where the deal leaves it out.
 */
export function placeInDeal(problems: readonly Problem[], deal: NamedBytes | undefined): readonly Problem[] {
  if (deal === undefined || problems.length === 0) return problems;
  const document = readYaml(deal.bytes, deal.name);
  if (!document.ok) return problems;
  return problems.map((found) =>
    dealPath.test(found.at) ? { ...found, at: document.value.placeOf(stepsOf(found.at)) } : found,
  );
}

const dealPath = /^(?:dates|notes|fees|accounts|supports|triggers|steps|purchases)(?:[.[]|$)/;

function stepsOf(path: string): (string | number)[] {
  const steps = path.match(/[^.[\]]+/g) ?? [];
  return steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}
