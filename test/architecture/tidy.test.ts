import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const src = fileURLToPath(new URL('../../src/', import.meta.url));
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((f) => f.endsWith('.ts'))
  .sort();

/** Words with a better replacement: pattern, what to write instead, and the files that are the door. */
const replacements: [RegExp, string, RegExp?][] = [
  [/Math\.random\(/, 'randomStream(key, path, purpose)'],
  [/Date\.now\(|new Date\b|\bDate\(/, 'basics/calendarDate', /^cli\//],
  [/export default/, 'a named export'],
  [
    /Math\.(pow|exp|expm1|log|log1p|log2|log10|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|asinh|acosh|atanh|cbrt|hypot)\b/,
    "#numerics/elementary.js: the engine's own differ between Node versions",
  ],
  [/[\w)\]] \*\* [\w(]/, 'pow from #numerics/elementary.js, or a product'],
  [
    /\btoLocale(String|UpperCase|LowerCase)|localeCompare|\bIntl\./,
    'formatting that does not depend on the locale',
    /^(cli|report)\//,
  ],
  [/console\.|process\.(stdout|stderr|argv|env|exitCode)/, 'a value that cli prints', /^cli\//],
  [/process\.exit\(/, 'process.exitCode: an exit after output cuts pipes'],
  [/\.sort\(\)/, 'a comparator'],
  [/: any\b|<any>|as any\b|as unknown as/, 'unknown and a parser'],
  [/@ts-(ignore|expect-error|nocheck)|biome-ignore/, 'code that needs no suppression'],
  [/\bTODO\b|\bFIXME\b/, 'the work itself, or a line in the issue tracker'],
  [
    /\bamortisation\b|\bbehaviour\b|\blabour\b|\bcapitalis|\bmodell|\bcolour\b|\bneighbour/i,
    'American spelling',
  ],
];

describe('tidy', () => {
  it('found the sources', () => expect(files.length).toBeGreaterThan(3));

  it.each(replacements)('no %s: write %s', (pattern, _instead, door) => {
    const found = files
      .filter((f) => !door?.test(f))
      .flatMap((f) =>
        withoutComments(readFileSync(src + f, 'utf8'))
          .split('\n')
          .flatMap((line, i) => (pattern.test(line) ? [`${f}:${i + 1}: ${line.trim()}`] : [])),
      );
    expect(found).toEqual([]);
  });

  it('no file is named for being a drawer', () => {
    expect(
      files.filter((f) =>
        /(^|\/)(utils?|helpers?|common|misc|types|index|v\d+|experimental)(\.ts|\/)/i.test(f),
      ),
    ).toEqual([]);
  });

  it('the median source file stays under 150 lines', () => {
    const lengths = files.map((f) => readFileSync(src + f, 'utf8').split('\n').length).sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(150);
  });
});

/** Comments blanked, line numbers kept; strings stay, since a banned word has no business there either. */
function withoutComments(source: string): string {
  return source
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
    .replace(/(^|[\s;{}(,])\/\/[^\n]*/g, '$1');
}
