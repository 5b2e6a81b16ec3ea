import type { RunInputs } from '#report/runRecord.js';
import type { OptionValues } from './command.js';

/**
 * Options that change no result, or that name a file: files stand among the inputs, by content. Every other one is
 * recorded, so that a new option cannot be forgotten.
 */
const notRecorded = new Set([
  'json',
  'csv',
  'output',
  'force',
  'quiet',
  'lang',
  'color',
  'debug',
  'workers',
  'maxSeconds',
  'repeat',
  'stopAfterRounds',
  'loanLevel',
  'deal',
  'targets',
  'assumptions',
  'schedules',
  'scenarios',
  'resume',
  'curve',
  'state',
  'collections',
]);

/** Flags as typed, under their names on the command line. */
export function recordedOptions(options: OptionValues): NonNullable<RunInputs['options']> {
  const recorded: { [name: string]: string | true | string[] } = {};
  for (const [name, value] of Object.entries(options)) {
    if (notRecorded.has(name) || value === undefined || value === false) continue;
    const flag = flagName(name);
    if (Array.isArray(value)) {
      // A mapping file is an input, and has no equals sign; what is mapped by flags is an option.
      const isStated = (entry: string): boolean => name !== 'map' || entry.includes('=');
      const stated = value.filter((entry) => typeof entry === 'string' && isStated(entry));
      if (stated.length > 0) recorded[flag] = stated;
    } else if (typeof value === 'string' || value === true) recorded[flag] = value;
    else throw new Error(`option ${name} is ${typeof value}: how is it recorded?`);
  }
  return recorded;
}

/** `maxRejects` is typed `max-rejects`. */
function flagName(option: string): string {
  return option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `max-rejects` is handed out as `maxRejects`. */
export function optionName(flag: string): string {
  return flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
