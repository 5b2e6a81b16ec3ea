import { basename } from 'node:path';
import { failed, type Outcome, problem, succeeded } from '#basics/problem.js';
import type { TapeOptions } from '#collateral/tape/tapeOptions.js';
import type { TapeSource } from '#collateral/tape/tapeSource.js';
import { parseTapeFlags, withTapeMap } from '#scenarios/tapeFlags.js';
import { type OptionValues, textOption } from './command.js';
import { fileSource } from './fileSource.js';
import { type InputFile, readInput, readTapeFile, type TapeFile, textInput } from './files.js';
import type { Host } from './host.js';
import { type InputRecord, type InputRole, inputRecord } from './inputRecord.js';
import { tapeFlagTexts } from './scenarioOptions.js';

export interface TapeInput {
  readonly file: TapeFile;
  readonly mapFile: InputFile | undefined;
  readonly options: TapeOptions;
}

/** The tape and all that flags and a mapping file state about it; every fault at once. */
export async function readTapeInput(
  host: Host,
  path: string,
  options: OptionValues,
): Promise<Outcome<TapeInput>> {
  const stated = await readTapeOptions(host, options);
  const file = await readTapeFile(host, path, textOption(options, 'sheet'));
  if (!stated.ok || !file.ok) return failed([...stated.problems, ...file.problems]);
  const textual = textOptions(stated.value.options, file.value);
  if (!textual.ok) return textual;
  return succeeded({
    file: file.value,
    mapFile: stated.value.mapFile,
    options: { ...textual.value, unpackedFrom: file.value.unpackedFrom },
  });
}

/** A sheet has neither encoding nor delimiter: a flag for one is a mistake, a mapping saved from a text is not. */
function textOptions(options: TapeOptions, { name, isSheet }: TapeFile): Outcome<TapeOptions> {
  if (!isSheet) return succeeded(options);
  const flags = (['encoding', 'delimiter'] as const).filter(
    (key) => options[key] !== undefined && options.statedIn?.get(key) === undefined,
  );
  const message = `${name} is a workbook, which has none`;
  if (flags.length > 0) return failed(flags.map((key) => problem('error', 'conflict', `--${key}`, message)));
  return succeeded({ ...options, encoding: undefined, delimiter: undefined });
}

/** A tape that may stay on disk while it is read, with the record of what was read. */
export interface StreamedTape {
  readonly name: string;
  readonly content: Uint8Array | TapeSource;
  readonly mapFile: InputFile | undefined;
  readonly options: TapeOptions;
  record(role?: InputRole): InputRecord;
}

/** As `readTapeInput`, for a command that reads the tape once and keeps nothing of its bytes. */
export async function streamTapeInput(
  host: Host,
  path: string,
  options: OptionValues,
): Promise<Outcome<StreamedTape>> {
  const source = textOption(options, 'sheet') === undefined ? fileSource(host, path) : undefined;
  if (source === undefined) {
    const input = await readTapeInput(host, path, options);
    if (!input.ok) return input;
    const { file, mapFile } = input.value;
    const record = (role?: InputRole) => inputRecord(file.packed, role);
    return succeeded({
      name: file.name,
      content: file.bytes,
      mapFile,
      options: input.value.options,
      record,
    });
  }
  const stated = await readTapeOptions(host, options);
  if (!stated.ok) return stated;
  const name = basename(path);
  const { mapFile } = stated.value;
  const record = (role?: InputRole) => ({
    ...(role === undefined ? {} : { role }),
    name,
    sha256: source.sha256(),
  });
  return succeeded({ name, content: source, mapFile, options: stated.value.options, record });
}

/** `--map` takes COLUMN=HEADING, repeatedly, and one mapping file; the flags win over the file. */
async function readTapeOptions(
  host: Host,
  options: OptionValues,
): Promise<Outcome<{ readonly options: TapeOptions; readonly mapFile: InputFile | undefined }>> {
  const texts = tapeFlagTexts(options);
  const files = texts.map.filter((entry) => !entry.includes('='));
  const flags = parseTapeFlags({ ...texts, map: texts.map.filter((entry) => entry.includes('=')) });
  if (files.length > 1) {
    return failed([...flags.problems, problem('error', 'conflict', '--map', 'takes one mapping file')]);
  }
  const [path] = files;
  if (!flags.ok) return flags;
  if (path === undefined) return succeeded({ options: flags.value, mapFile: undefined });
  const kind = { ...textInput, what: 'mapping file (one column is mapped as COLUMN=HEADING)' };
  const file = await readInput(host, path, kind);
  if (!file.ok) return file;
  const { parseTapeMap } = await import('#collateral/tape/tapeMap.js');
  const map = await parseTapeMap(file.value.bytes, file.value.name);
  if (!map.ok) return map;
  return succeeded({ options: withTapeMap(flags.value, map.value, file.value.name), mapFile: file.value });
}
