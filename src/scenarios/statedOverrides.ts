import { didYouMean } from '#basics/closestName.js';
import { quoted } from '#basics/printable.js';
import { failed, type Outcome, type Problem, problem } from '#basics/problem.js';
import { jsonSchemaOf } from '#basics/schema.js';
import type { YamlDocument, YamlPath, YamlValue } from '#basics/yamlDocument.js';
import { pathText } from '#basics/yamlDocument.js';
import type { StatedAssumptions } from './assumptions.js';
import { assumptionsSchema } from './assumptionsSchema.js';
import { assumptionsOf } from './parseAssumptions.js';

/** One assumption by its path in an assumptions file: `prepayment.cpr` is `12%`, or a list, or a mapping. */
export interface Override {
  readonly path: string;
  /** Numbers and rates as text, as in a file. */
  readonly value: YamlValue;
  /** Where it was stated, without the path: `s.yaml:3:5`, `--set`. */
  readonly origin: string;
}

/** Overrides as statements for `applyScenario`; all problems at once, at their origins. Loads zod: import lazily. */
export function statedOverrides(overrides: readonly Override[]): Outcome<StatedAssumptions> {
  const problems: Problem[] = [];
  const root: Node = { children: new Map(), override: undefined };
  for (const override of overrides) problems.push(...place(root, override));
  if (problems.length > 0) return failed(problems);
  return assumptionsOf(documentOf(root));
}

/** Paths that a scenario can set, the shallow ones included. */
export const assumptionPaths: readonly string[] = schemaPaths(jsonSchemaOf(assumptionsSchema));

interface Node {
  readonly children: Map<string, Node>;
  override: Override | undefined;
}

function place(root: Node, override: Override): Problem[] {
  const { path, origin } = override;
  const steps = path.split('.');
  if (steps.some((step) => step === '') || path.length > 200) {
    return [problem('error', 'bad-path', origin, `${quoted(path)} is not a path such as prepayment.cpr`)];
  }
  const known = assumptionPaths;
  if (!known.includes(path) && !/^(?:indexRates|providers|ratings)\./.test(path)) {
    const near = didYouMean(path, known) || `; known are ${groupPaths(steps[0]!, known).join(', ')}`;
    return [problem('error', 'unknown-path', origin, `there is no assumption ${quoted(path)}${near}`)];
  }
  let node = root;
  for (const [i, step] of steps.entries()) {
    if (node.override !== undefined) return [clash(node.override, override)];
    const next = node.children.get(step) ?? { children: new Map(), override: undefined };
    node.children.set(step, next);
    node = next;
    if (i === steps.length - 1 && node.children.size > 0) return [clash(firstOf(node), override)];
  }
  if (node.override !== undefined) return [clash(node.override, override)];
  node.override = override;
  return [];
}

function clash(first: Override, second: Override): Problem {
  const message = `${second.path} and ${first.path} (${first.origin}) state the same assumption`;
  return problem('error', 'conflict', second.origin, message);
}

function firstOf(node: Node): Override {
  if (node.override !== undefined) return node.override;
  for (const child of node.children.values()) return firstOf(child);
  throw new Error('an empty branch of overrides');
}

/** The group's paths where the first step is one, else the groups. */
function groupPaths(first: string, known: readonly string[]): string[] {
  const within = known.filter((path) => path.startsWith(`${first}.`));
  return within.length > 0 ? within : known.filter((path) => !path.includes('.'));
}

function documentOf(root: Node): YamlDocument {
  const placeOf = (path: YamlPath): string => `${nearest(root, path)} ${pathText(path)}`.trimEnd();
  return { name: 'scenario', value: nestedValue(root), placeOf, placeOfKey: placeOf };
}

function nestedValue(node: Node): YamlValue {
  if (node.override !== undefined) return node.override.value;
  const value: { [key: string]: YamlValue } = Object.create(null);
  for (const [step, child] of node.children) value[step] = nestedValue(child);
  return value;
}

function nearest(root: Node, path: YamlPath): string {
  let node = root;
  for (const step of path) {
    const next = node.children.get(String(step));
    if (next === undefined) break;
    node = next;
  }
  return firstOf(node).origin;
}

function schemaPaths(schema: object): readonly string[] {
  const found = new Set<string>();
  collectPaths(schema, '', found);
  return [...found].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** Every property of a JSON Schema that can be reached without a list, dots between. */
function collectPaths(schema: unknown, prefix: string, into: Set<string>): void {
  if (typeof schema !== 'object' || schema === null) return;
  if ('anyOf' in schema && Array.isArray(schema.anyOf)) {
    for (const branch of schema.anyOf) collectPaths(branch, prefix, into);
  }
  if (!('properties' in schema) || typeof schema.properties !== 'object' || schema.properties === null)
    return;
  for (const [key, part] of Object.entries(schema.properties)) {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    into.add(path);
    collectPaths(part, path, into);
  }
}
