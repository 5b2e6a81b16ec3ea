import { type Problem, problem } from '#basics/problem.js';
import type { Rate } from '#basics/rate.js';
import type { YamlDocument, YamlPath } from '#basics/yamlDocument.js';

/** A file being turned into assumptions: where its parts stand, and what is wrong with them so far. */
export interface StatedFile {
  readonly document: YamlDocument;
  readonly problems: Problem[];
}

export function refuse(
  { document, problems }: StatedFile,
  code: string,
  path: YamlPath,
  message: string,
): void {
  problems.push(problem('error', code, document.placeOf(path), message));
}

/** The one key of several that is there; two of them contradict each other. */
export function onlyKind<K extends string>(
  file: StatedFile,
  stated: { readonly [key in K]?: unknown },
  kinds: readonly K[],
  group: YamlPath,
): K | undefined {
  const there = kinds.filter((kind) => stated[kind] !== undefined);
  if (there.length > 1) {
    refuse(file, 'conflict', [...group, there[1]!], `${there.join(' and ')} exclude each other`);
    return undefined;
  }
  return there[0];
}

export function fractions(rates: readonly Rate[]): number[] {
  return rates.map(({ value }) => value);
}
