/**
 * Bad input is a value with a place. `at` is `name:line:column-name` for tapes and `name:line:col path` for
 * YAML, with the file's base name; codes are stable words that tools may match on, messages are for people.
 */
export interface Problem {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly at: string;
  readonly message: string;
  /** The path of the assumption that `at` clashes with, until whoever knows the file has put its place into the message. */
  readonly about?: string;
}

/** Either a value (perhaps with warnings) or at least one error; never both. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export function problem(severity: Problem['severity'], code: string, at: string, message: string): Problem {
  return { severity, code, at, message };
}

export function succeeded<T>(value: T, problems: readonly Problem[] = []): Outcome<T> {
  return { ok: true, value, problems };
}

export function failed<T = never>(problems: readonly Problem[]): Outcome<T> {
  if (!problems.some((p) => p.severity === 'error')) {
    throw new Error(`a failed outcome needs an error among its ${problems.length} problems`);
  }
  return { ok: false, problems };
}

/** The value if no problem is an error, else the problems. */
export function outcomeOf<T>(problems: readonly Problem[], value: () => T): Outcome<T> {
  return problems.some((p) => p.severity === 'error') ? failed(problems) : succeeded(value(), problems);
}
