const usual: ReadonlySet<string> = new Set([
  '',
  '-',
  '--',
  '—',
  '——',
  '.',
  '/',
  'na',
  'n/a',
  '#n/a',
  '#na',
  'n.a.',
  'null',
  '(null)',
  'none',
  'nil',
  'missing',
  'blank',
  '\\n',
  '无',
  '無',
  '空',
]);

/** Cells that say "no value". `NaN` is not among them: a calculation failed there, and the row should tell. */
export function isMissing(text: string, also: readonly string[] | undefined): boolean {
  if (text === '') return true;
  if (text.length <= 7 && usual.has(text.toLowerCase())) return true;
  return also?.some((word) => word === text || word.replace('ND', 'ND,') === text) ?? false;
}
