/**
 * A result as JSON: keys in the order in which they were built, two-space indent, a newline at the end. The
 * bytes depend on the value alone. A number that is not finite would silently become null, so it throws.
 */
export function jsonText(document: object): string {
  return `${JSON.stringify(document, refuseNonFinite, 2)}\n`;
}

function refuseNonFinite(key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new Error(`${value} under "${key}" cannot be written as JSON`);
  }
  return value;
}
