import { didYouMean } from '#basics/closestName.js';
import { quoted } from '#basics/printable.js';
import { type Problem, problem } from '#basics/problem.js';
import type { YamlDocument, YamlPath } from '#basics/yamlDocument.js';

/** Collects what is wrong with a deal file, each problem at its place in the file. */
export interface Findings {
  readonly problems: readonly Problem[];
  error(code: string, path: YamlPath, message: string): void;
  warning(code: string, path: YamlPath, message: string): void;
}

export function newFindings(document: YamlDocument): Findings {
  const problems: Problem[] = [];
  return {
    problems,
    error: (code, path, message) => {
      problems.push(problem('error', code, document.placeOf(path), message));
    },
    warning: (code, path, message) => {
      problems.push(problem('warning', code, document.placeOf(path), message));
    },
  };
}

/** That a name exists; `kind` is the word for it: `account "reserv" does not exist; did you mean "reserve"?` */
export function checkName(
  findings: Findings,
  kind: string,
  name: string,
  known: readonly string[],
  path: YamlPath,
): void {
  if (known.includes(name)) return;
  const hint = didYouMean(name, known) || (known.length === 0 ? '' : `; there are ${known.join(', ')}`);
  findings.error('unknown-name', path, `${kind} ${quoted(name)} does not exist${hint}`);
}

export function listOf(names: string | readonly string[] | undefined): readonly string[] {
  return names === undefined ? [] : typeof names === 'string' ? [names] : names;
}

/** The path of the k-th name of a list that may be written as a single name. */
export function pathInList(path: YamlPath, names: string | readonly string[], index: number): YamlPath {
  return typeof names === 'string' ? path : [...path, index];
}
