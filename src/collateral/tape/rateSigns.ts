import type { RateUnit } from './tapeOptions.js';

/** Units that a heading or a cell can state; the two smaller ones are never guessed from figures. */
export type StatedRateUnit = RateUnit | 'permille' | 'basis-point';

/** Places by which the decimal point moves to make a fraction. */
export const rateShift: { readonly [unit in StatedRateUnit]: number } = {
  fraction: 0,
  percent: -2,
  permille: -3,
  'basis-point': -4,
};

const suffixes: readonly (readonly [pattern: RegExp, unit: StatedRateUnit])[] = [
  [/[%\uff05]$/, 'percent'],
  [/\u2030$/, 'permille'],
  [/(?:\u2031|bps?)$/i, 'basis-point'],
];
const prefixes: readonly (readonly [pattern: RegExp, unit: StatedRateUnit])[] = [
  [/^百分之/, 'percent'],
  [/^千分之/, 'permille'],
  [/^[万萬]分之/, 'basis-point'],
];

/** A rate that says its unit in its own cell: `14.07%`, `0.5‰`, `5.5 bp`, `万分之5.5`, `万分之五`. */
export function signedRate(
  text: string,
): { readonly figure: string; readonly unit: StatedRateUnit } | undefined {
  for (const [pattern, unit] of suffixes) {
    if (pattern.test(text)) return { figure: text.replace(pattern, '').trim(), unit };
  }
  for (const [pattern, unit] of prefixes) {
    if (pattern.test(text)) return { figure: inDigits(text.replace(pattern, '').trim()), unit };
  }
  return undefined;
}

const characters = '零一二三四五六七八九';

/** `五点五` as 5.5; a single 十 and what is built with it are left as they are and read as no number. */
function inDigits(text: string): string {
  if (!/^[零一二三四五六七八九]点?[零一二三四五六七八九]*$/.test(text)) return text;
  return text.replace(/./gu, (character) =>
    character === '点' ? '.' : String(characters.indexOf(character)),
  );
}
