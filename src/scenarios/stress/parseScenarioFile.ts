import { didYouMean } from '#basics/closestName.js';
import { quoted } from '#basics/printable.js';
import { type Outcome, outcomeOf, type Problem, problem } from '#basics/problem.js';
import { checkAgainst } from '#basics/schema.js';
import { readYaml, type YamlDocument, type YamlPath, type YamlValue } from '#basics/yamlDocument.js';
import type { Override } from '../statedOverrides.js';
import { assumptionPaths } from '../statedOverrides.js';
import { axisValues } from './axisValues.js';
import { blockProblems } from './blockProblems.js';
import { parseSolve } from './parseSolve.js';
import type { ScenarioAxis, ScenarioBlock } from './scenarioBlock.js';
import { type ScenarioOfFile, scenarioFileSchema } from './scenarioFileSchema.js';

/**
 * Reads a scenario file in YAML. `library` are the scenarios that a base may name beside those of the file. All
 * problems at once, each with its place: keys, paths, values, bases in a circle, contradictions.
 */
export function parseScenarioFile(
  source: string | Uint8Array,
  name: string,
  library: readonly ScenarioBlock[],
): Outcome<readonly ScenarioBlock[]> {
  const document = readYaml(source, name);
  if (!document.ok) return document;
  const checked = checkAgainst(scenarioFileSchema, document.value);
  if (!checked.ok) return checked;
  const problems: Problem[] = [];
  const own = checked.value.scenarios.map((scenario, i) =>
    ownBlock(scenario, ['scenarios', i], document.value, problems),
  );
  for (const block of own) problems.push(...blockProblems(block));
  const blocks = withBases(checked.value.scenarios, own, library, document.value, problems);
  return outcomeOf(problems, () => blocks);
}

/** What the scenario says itself; its bases come later. */
function ownBlock(
  scenario: ScenarioOfFile,
  path: YamlPath,
  document: YamlDocument,
  problems: Problem[],
): ScenarioBlock {
  const place = (at: YamlPath): string => document.placeOf(at).split(' ')[0]!;
  const raw = valueAt(document.value, [...path, 'set']);
  const overrides: Override[] = [];
  flatten(raw, '', [...path, 'set'], place, overrides);
  const axes: ScenarioAxis[] = [];
  for (const [key, axis] of Object.entries(scenario.grid ?? {})) {
    const at = [...path, 'grid', key];
    const read = axisValues(axis, valueAt(document.value, at));
    if (read.ok) axes.push({ path: key, values: read.values, origin: place(at) });
    else {
      const where = document.placeOf(read.key === undefined ? at : [...at, read.key]);
      problems.push(problem('error', 'bad-grid', where, read.message));
    }
  }
  const solve = scenario.solve && parseSolve(scenario.solve, place([...path, 'solve']));
  if (solve !== undefined && !solve.ok) problems.push(...solve.problems);
  return {
    name: scenario.name,
    description: scenario.description,
    source: scenario.source,
    levels: [overrides],
    axes,
    solve: solve?.ok === true ? solve.value : undefined,
  };
}

/** Nested groups as paths; a mapping is followed as long as its keys are paths of assumptions, or terms of the deal. */
function flatten(
  value: YamlValue | undefined,
  prefix: string,
  at: YamlPath,
  place: (path: YamlPath) => string,
  into: Override[],
): void {
  if (value === undefined) return;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    into.push({ path: prefix, value, origin: place(at) });
    return;
  }
  for (const [key, part] of Object.entries(value)) {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    const isGroup = typeof part === 'object' && part !== null && !Array.isArray(part);
    if (isGroup && prefix === '' && key !== 'deal' && !assumptionPaths.includes(key)) {
      into.push({ path, value: part, origin: place([...at, key]) });
    } else flatten(part, path, [...at, key], place, into);
  }
}

function valueAt(root: YamlValue, path: YamlPath): YamlValue | undefined {
  let value: YamlValue | undefined = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (Array.isArray(value)) value = (value as readonly YamlValue[])[Number(step)];
    else {
      const mapping = value as { readonly [key: string]: YamlValue };
      value = Object.hasOwn(mapping, String(step)) ? mapping[String(step)] : undefined;
    }
  }
  return value;
}

/** The levels of each scenario with those of its bases below them; grids and searches are not inherited. */
function withBases(
  scenarios: readonly ScenarioOfFile[],
  own: readonly ScenarioBlock[],
  library: readonly ScenarioBlock[],
  document: YamlDocument,
  problems: Problem[],
): ScenarioBlock[] {
  const indexOf = new Map<string, number>();
  scenarios.forEach(({ name }, i) => {
    if (indexOf.has(name)) {
      const message = `two scenarios have the name ${quoted(name)}`;
      problems.push(problem('error', 'duplicate', document.placeOf(['scenarios', i, 'name']), message));
    } else indexOf.set(name, i);
  });
  const names = [...indexOf.keys(), ...library.map(({ name }) => name)];
  return own.map((block, start) => {
    const levels = [...block.levels];
    const passed = new Set<number>([start]);
    for (let at = start; ; ) {
      const base = scenarios[at]!.base;
      if (base === undefined) break;
      const next = indexOf.get(base);
      const place = document.placeOf(['scenarios', at, 'base']);
      if (next === undefined) {
        const shipped = library.find(({ name }) => name === base);
        if (shipped !== undefined) levels.unshift(...shipped.levels);
        else if (at === start) {
          const hint = didYouMean(base, names) || '; abs stress --list names those of the library';
          problems.push(
            problem('error', 'unknown-name', place, `there is no scenario ${quoted(base)}${hint}`),
          );
        }
        break;
      }
      if (passed.has(next)) {
        // Once for each circle, at its first scenario.
        if (next === start && [...passed].every((i) => i >= start)) {
          const circle = [...passed, start].map((i) => scenarios[i]!.name).join(' → ');
          problems.push(problem('error', 'cycle', place, `the bases go in a circle: ${circle}`));
        }
        break;
      }
      passed.add(next);
      levels.unshift(...own[next]!.levels);
      at = next;
    }
    return { ...block, levels };
  });
}
