import type { Command } from 'commander';
import { type FlagName, type FlagTexts, flagNames } from '#scenarios/scenarioFlags.js';
import type { TapeFlagTexts } from '#scenarios/tapeFlags.js';
import { type OptionValues, textOption } from './command.js';

/** Options that say what is assumed; the same for every command that runs a scenario. */
export function addAssumptionOptions(command: Command): void {
  command
    .optionsGroup('Assumptions (flags go before the assumptions file, the tape and the defaults):')
    .option('--assumptions <file>', 'YAML file of assumptions; its form: abs schema assumptions')
    .option('--cpr <rate>', 'annual prepayment rate, such as 10% (the default)')
    .option('--cdr <rate>', "annual default rate (default: the tape's annualDefaultRate, else 2.085%)")
    .option('--recovery <rate>', 'share of a default that is recovered (default 60%, six months later)');
}

/** Options that say how a tape is to be read; without them the columns themselves decide. */
export function addTapeOptions(command: Command): void {
  command
    .optionsGroup('Tape:')
    .option('--cut-off <date>', 'cut-off date, such as 2026-01-31 (default: as the deal or the tape says)')
    .option(
      '--map <column=heading>',
      'heading that fills a column, repeatable; or a mapping file (abs schema map)',
      collect,
    )
    .option('--sheet <name>', 'sheet of a workbook (.xlsx), by name or #2 for the second')
    .option('--encoding <name>', 'utf-8, utf-16le, utf-16be, gb18030 or windows-1252')
    .option('--delimiter <character>', 'comma, semicolon, pipe or tab')
    .option('--rate-unit <unit>', 'fraction or percent')
    .option('--term-unit <unit>', 'days, months, quarters or years')
    .option('--date-order <order>', 'dmy, mdy or (years of two digits) ymd')
    .option('--decimal-mark <mark>', '. or ,')
    .option('--daily-rate-days <days>', 'days in the year of a daily rate: 365 (the default) or 360');
}

export function addRejectOption(command: Command): void {
  command.option('--max-rejects <limit>', 'go on without rejected rows, at most this many: 25 or 0.5%');
}

/** Flag texts by flag name; commander hands `--cut-off` out as `cutOff`. */
export function flagTexts(options: OptionValues): FlagTexts {
  const texts: { [name in FlagName]?: string | undefined } = {};
  for (const name of flagNames) {
    texts[name] = textOption(
      options,
      name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
    );
  }
  return texts;
}

export function tapeFlagTexts(options: OptionValues): TapeFlagTexts {
  const { map } = options;
  return {
    map: Array.isArray(map) ? map.filter((entry) => typeof entry === 'string') : [],
    encoding: textOption(options, 'encoding'),
    delimiter: textOption(options, 'delimiter'),
    rateUnit: textOption(options, 'rateUnit'),
    termUnit: textOption(options, 'termUnit'),
    dateOrder: textOption(options, 'dateOrder'),
    decimalMark: textOption(options, 'decimalMark'),
    dailyRateDays: textOption(options, 'dailyRateDays'),
  };
}

function collect(value: string, earlier: readonly string[] = []): string[] {
  return [...earlier, value];
}
