import { didYouMean } from '#basics/closestName.js';
import { quoted } from '#basics/printable.js';
import { type Outcome, outcomeOf, type Problem, problem } from '#basics/problem.js';
import { type CanonicalName, canonicalNames, isCanonicalName } from '#collateral/tape/canonicalColumns.js';
import {
  type Delimiter,
  dateOrders,
  rateUnits,
  type TapeOptions,
  tapeEncodings,
  termUnits,
} from '#collateral/tape/tapeOptions.js';

/** What the user states about a tape, as typed. */
export interface TapeFlagTexts {
  readonly map: readonly string[];
  readonly encoding: string | undefined;
  readonly delimiter: string | undefined;
  readonly rateUnit: string | undefined;
  readonly termUnit: string | undefined;
  readonly dateOrder: string | undefined;
  readonly decimalMark: string | undefined;
  readonly dailyRateDays: string | undefined;
}

/** Words for delimiters that are awkward in a shell. */
const delimiterWords: { readonly [word: string]: Delimiter } = {
  ',': ',',
  comma: ',',
  ';': ';',
  semicolon: ';',
  '|': '|',
  pipe: '|',
  '\t': '\t',
  tab: '\t',
};

const yearDays = { '360': 360, '365': 365, unstated: undefined } as const;

/** All faults at once; `at` is the flag. */
export function parseTapeFlags(texts: TapeFlagTexts): Outcome<TapeOptions> {
  const problems: Problem[] = [];
  const oneOf = <T extends string>(
    flag: string,
    text: string | undefined,
    known: readonly T[],
  ): T | undefined => {
    if (text === undefined) return undefined;
    const found = known.find((name) => name === text.toLowerCase());
    if (found === undefined) problems.push(unknownWord(flag, text, known));
    return found;
  };
  const delimiter =
    texts.delimiter === undefined
      ? undefined
      : delimiterWords[oneOf('--delimiter', texts.delimiter, Object.keys(delimiterWords)) ?? ''];
  const options: TapeOptions = {
    map: texts.map.length === 0 ? undefined : columnMap(texts.map, problems),
    encoding: oneOf('--encoding', texts.encoding, tapeEncodings),
    delimiter,
    rateUnit: oneOf('--rate-unit', texts.rateUnit, rateUnits),
    termUnit: oneOf('--term-unit', texts.termUnit, termUnits),
    dateOrder: oneOf('--date-order', texts.dateOrder, dateOrders),
    decimalMark: oneOf('--decimal-mark', texts.decimalMark, ['.', ',']),
    dailyRateDays: yearDays[oneOf('--daily-rate-days', texts.dailyRateDays, ['360', '365']) ?? 'unstated'],
  };
  return outcomeOf(problems, () => options);
}

function unknownWord(flag: string, text: string, known: readonly string[]): Problem {
  const words = known.filter((word) => word.trim() !== '');
  const hint = didYouMean(text, words) || `; known: ${words.join(' ')}`;
  return problem('error', 'unknown-name', flag, `${quoted(text)} is not known${hint}`);
}

/** `currentBalance=剩余本金`, each canonical name once; nothing after `=` leaves the column out. */
function columnMap(entries: readonly string[], problems: Problem[]): Map<CanonicalName, string> {
  const map = new Map<CanonicalName, string>();
  for (const entry of entries) {
    const cut = entry.indexOf('=');
    const name = entry.slice(0, cut);
    const fail = (code: string, message: string): void => {
      problems.push(problem('error', code, '--map', message));
    };
    if (cut <= 0)
      fail('bad-request', `${quoted(entry)} is not COLUMN=HEADING, such as currentBalance=Balance`);
    else if (!isCanonicalName(name)) {
      const hint = didYouMean(name, canonicalNames) || `; known: ${canonicalNames.join(', ')}`;
      fail('unknown-name', `there is no column ${quoted(name)}${hint}`);
    } else if (map.has(name)) fail('conflict', `${name} is mapped twice`);
    else map.set(name, entry.slice(cut + 1));
  }
  return map;
}

/** A mapping file below the flags: a flag wins over the file, column by column. */
export function withTapeMap(flags: TapeOptions, file: TapeOptions, name: string): TapeOptions {
  const statedIn = new Map<string, string>();
  const decide = <K extends DecisionName>(key: K): TapeOptions[K] => {
    if (flags[key] !== undefined || file[key] === undefined) return flags[key];
    statedIn.set(key, name);
    return file[key];
  };
  const map = new Map(flags.map);
  for (const [canonical, heading] of file.map ?? []) {
    if (map.has(canonical)) continue;
    map.set(canonical, heading);
    statedIn.set(`map.${canonical}`, name);
  }
  return {
    ...flags,
    map: map.size === 0 ? undefined : map,
    encoding: decide('encoding'),
    delimiter: decide('delimiter'),
    rateUnit: decide('rateUnit'),
    termUnit: decide('termUnit'),
    dateOrder: decide('dateOrder'),
    decimalMark: decide('decimalMark'),
    dailyRateDays: decide('dailyRateDays'),
    statedIn,
  };
}

type DecisionName =
  | 'encoding'
  | 'delimiter'
  | 'rateUnit'
  | 'termUnit'
  | 'dateOrder'
  | 'decimalMark'
  | 'dailyRateDays';

/** What the user said about the tape, for the record of a run: it changes how numbers are read. */
export function tapeFlagRecords(options: TapeOptions): { name: string; value: string; origin: string }[] {
  const records: { name: string; value: string; origin: string }[] = [];
  const add = (name: string, value: string | undefined, flag: string): void => {
    if (value === undefined) return;
    const file = options.statedIn?.get(name);
    const origin = file === undefined ? `flag ${flag}` : `mapping ${file}`;
    records.push({ name: `tape.${name}`, value, origin });
  };
  for (const [canonical, heading] of options.map ?? []) add(`map.${canonical}`, heading, '--map');
  add('encoding', options.encoding, '--encoding');
  add('delimiter', options.delimiter, '--delimiter');
  add('rateUnit', options.rateUnit, '--rate-unit');
  add('termUnit', options.termUnit, '--term-unit');
  add('dateOrder', options.dateOrder, '--date-order');
  add('decimalMark', options.decimalMark, '--decimal-mark');
  add('dailyRateDays', options.dailyRateDays?.toFixed(0), '--daily-rate-days');
  return records;
}
