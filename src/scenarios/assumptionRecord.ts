/** One thing that a result rests on: its path, its value as a fraction, text or count, and who said so. */
export interface Assumption {
  readonly name: string;
  readonly value: string | number | boolean | null;
  readonly origin: string;
}

/** A value with the one who said so: the flags, a place in a file, a tape column, or a default with its reason. */
export interface Sourced<T> {
  readonly value: T;
  readonly origin: string;
}

export function sourced<T>(value: T, origin: string): Sourced<T> {
  return { value, origin };
}

/** The first that is there; it names what it stands in for, so that nothing is overridden silently. */
export function firstOf<T>(stated: readonly (Sourced<T> | undefined)[], fallback: Sourced<T>): Sourced<T> {
  const there = stated.filter((candidate) => candidate !== undefined);
  const [first, ...others] = there;
  if (first === undefined) return fallback;
  if (others.length === 0) return first;
  return sourced(
    first.value,
    `${first.origin} (instead of ${others.map((other) => other.origin).join(', ')})`,
  );
}

export function record(name: string, { value, origin }: Sourced<string | number>): Assumption {
  return { name, value, origin };
}
