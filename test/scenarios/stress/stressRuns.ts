import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadScenario } from '#scenarios/loadScenario.js';
import type { ResolvedScenario } from '#scenarios/resolvedScenario.js';
import type { ScenarioSources } from '#scenarios/scenarioSources.js';
import { type ScenarioRunner, scenarioRunner } from '#scenarios/stress/scenarioRunner.js';
import { flagsOf } from '../poolOf.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** A file of the project with its base name. */
export function fileOf(path: string) {
  return { name: path.split('/').at(-1)!, bytes: readFileSync(root + path) };
}

export async function baseOf(
  sources: Partial<ScenarioSources> & Pick<ScenarioSources, 'tape'>,
): Promise<ResolvedScenario> {
  const loaded = await loadScenario({
    deal: undefined,
    assumptions: undefined,
    flags: flagsOf({}),
    tapeOptions: {},
    ...sources,
  });
  if (!loaded.ok) throw new Error(loaded.problems.map((p) => `${p.at}: ${p.message}`).join('\n'));
  return loaded.value;
}

export async function runnerOf(
  sources: Partial<ScenarioSources> & Pick<ScenarioSources, 'tape'>,
): Promise<ScenarioRunner> {
  return scenarioRunner(await baseOf(sources), {}, sources.deal);
}
