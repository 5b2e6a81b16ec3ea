import { printable } from '#basics/printable.js';
import { type Problem, problem } from '#basics/problem.js';
import type { TapeColumns } from './columnReader.js';

/** ISO 4217 numbers and everyday names of currencies seen on tapes. */
const codes: ReadonlyMap<string, string> = new Map([
  ['156', 'CNY'],
  ['RMB', 'CNY'],
  ['人民币', 'CNY'],
  ['人民币元', 'CNY'],
  ['344', 'HKD'],
  ['840', 'USD'],
  ['美元', 'USD'],
  ['978', 'EUR'],
  ['欧元', 'EUR'],
  ['826', 'GBP'],
  ['392', 'JPY'],
]);

/** The one currency of the accepted loans; amounts of two currencies do not add up, so that is an error. */
export function tapeCurrency(
  tape: string,
  columns: TapeColumns,
  accepted: Uint32Array,
): { currency: string | undefined; problem: Problem | undefined } {
  const texts = columns.texts.get('currency');
  if (texts === undefined) return { currency: undefined, problem: undefined };
  const found = new Set<string>();
  for (const row of accepted) {
    const label = texts.labels[texts.codes[row]! - 1];
    if (label !== undefined) found.add(codes.get(label) ?? label.toUpperCase());
  }
  if (found.size <= 1) return { currency: [...found][0], problem: undefined };
  const heading = columns.bindings.get('currency')!.heading.text;
  const message = `the loans are in ${found.size} currencies (${printable([...found].join(', '))}); split the tape`;
  return {
    currency: undefined,
    problem: problem('error', 'mixed-currencies', `${tape}:${heading}`, message),
  };
}
