import { printable, quoted } from '#basics/printable.js';
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

/** ISO 4217 code of a cell's text, as far as it has the form of one. */
export function currencyOf(label: string): string {
  return codes.get(label) ?? label.toUpperCase();
}

/**
 * The one currency of the accepted loans. Amounts of two currencies do not add up, and a text that is no code
 * would end up in deal files and reports: both are errors.
 */
export function tapeCurrency(
  tape: string,
  bindings: TapeColumns['bindings'],
  labels: ReadonlySet<string>,
): { currency: string | undefined; problem: Problem | undefined } {
  if (labels.size === 0) return { currency: undefined, problem: undefined };
  const found = new Set([...labels].map(currencyOf));
  const heading = bindings.get('currency')!.heading.text;
  const refused = (code: string, message: string) => ({
    currency: undefined,
    problem: problem('error', code, `${tape}:${heading}`, message),
  });
  const strange = [...found].find((code) => !/^[A-Z]{3}$/.test(code));
  if (strange !== undefined) {
    const message = `${quoted(strange)} is not a currency code such as CNY; --map currency= leaves the column out`;
    return refused('bad-currency', message);
  }
  if (found.size <= 1) return { currency: [...found][0], problem: undefined };
  const list = printable([...found].join(', '));
  return refused('mixed-currencies', `the loans are in ${found.size} currencies (${list}); split the tape`);
}
