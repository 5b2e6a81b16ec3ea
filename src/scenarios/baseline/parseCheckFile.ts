import { didYouMean } from '#basics/closestName.js';
import { quoted } from '#basics/printable.js';
import { failed, type Outcome, outcomeOf, type Problem, problem } from '#basics/problem.js';
import { checkAgainst } from '#basics/schema.js';
import { readYaml, type YamlDocument, type YamlPath } from '#basics/yamlDocument.js';
import { flagNames } from '../scenarioFlags.js';
import { type RunRole, runRoles } from './baselineSchema.js';
import { type CheckFile, checkFileSchema } from './checkFileSchema.js';

/** One way in which a deal is checked: its files by role, from the deal's folder, and flags as on the command line. */
export interface CheckRun {
  readonly name: string;
  readonly files: { readonly [role in RunRole]?: string };
  readonly options: { readonly [flag: string]: string };
}

/** Flags that a check may state: those of a scenario and of the tape, but not what a machine may use. */
export const checkOptions = [
  ...flagNames,
  'sheet',
  'encoding',
  'delimiter',
  'rate-unit',
  'term-unit',
  'date-order',
  'decimal-mark',
  'daily-rate-days',
] as const;

export function parseCheckFile(bytes: Uint8Array, name: string): Outcome<readonly CheckRun[]> {
  const document = readYaml(bytes, name);
  if (!document.ok) return document;
  const file = checkAgainst(checkFileSchema, document.value);
  if (!file.ok) return failed([...document.problems, ...file.problems]);
  const problems = [...document.problems, ...faults(file.value, document.value)];
  return outcomeOf(problems, () => file.value.runs.map(runOf));
}

type FileRun = CheckFile['runs'][number];

function runOf(run: FileRun, index: number): CheckRun {
  const files: { [role in RunRole]?: string } = {};
  for (const role of runRoles) if (run[role] !== undefined) files[role] = run[role];
  return { name: nameOf(run, index), files, options: { ...run.options } };
}

function nameOf({ name }: FileRun, index: number): string {
  return name ?? String(index + 1);
}

function faults(file: CheckFile, document: YamlDocument): Problem[] {
  const problems: Problem[] = [];
  const refuse = (code: string, path: YamlPath, message: string): void => {
    problems.push(problem('error', code, document.placeOf(path), message));
  };
  const names = new Set<string>();
  file.runs.forEach((run, i) => {
    const path: YamlPath = ['runs', i];
    const name = nameOf(run, i);
    if (names.has(name)) refuse('conflict', [...path, 'name'], `the run ${quoted(name)} stands there twice`);
    names.add(name);
    const reported = run.state !== undefined || run.collections !== undefined;
    if (reported && (run.state === undefined || run.collections === undefined)) {
      refuse('missing-key', path, 'reported collections need state and collections');
    } else if (
      reported &&
      (run.tape ?? run.map ?? run.assumptions ?? run.schedules ?? run.scenarios ?? run.options) !== undefined
    ) {
      refuse('conflict', path, 'reported collections take the place of a tape, assumptions and options');
    } else if (!reported && run.tape === undefined) {
      refuse('missing-key', path, 'a run needs a tape, or state and collections');
    }
    for (const flag of Object.keys(run.options ?? {})) {
      if (!(checkOptions as readonly string[]).includes(flag)) {
        const hint = didYouMean(flag, checkOptions) || `; known: ${checkOptions.join(', ')}`;
        refuse('unknown-name', [...path, 'options', flag], `there is no option ${quoted(flag)}${hint}`);
      }
    }
  });
  return problems;
}
