/**
 * Stands for the id of a loan that has none on a tape whose other loans have ids; as a bare number it could be another
 * loan's. It is compared with nothing.
 */
export function lineId(line: number): string {
  return `line ${line}`;
}
