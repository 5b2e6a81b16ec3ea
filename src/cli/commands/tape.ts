import type { Command } from 'commander';
import { csvText } from '#basics/csvText.js';
import { quoted } from '#basics/printable.js';
import { failed, type Outcome, type Problem, problem, succeeded } from '#basics/problem.js';
import { readTape, readTapeReport } from '#collateral/tape/readTape.js';
import { tapeMapText } from '#collateral/tape/tapeMap.js';
import type { TapeOptions } from '#collateral/tape/tapeOptions.js';
import type { TapeReport } from '#collateral/tape/tapeReport.js';
import type { TapeSource } from '#collateral/tape/tapeSource.js';
import type { TapeDocument } from '#report/documents/tapeSchema.js';
import { jsonText } from '#report/jsonText.js';
import { tapeRows } from '#report/tapeCsv.js';
import { tapeDocument } from '#report/tapeDocument.js';
import { tapeReportText } from '#report/tapeReportText.js';
import { noViews, type TapeViews, tapeViews } from '#report/tapeViews.js';
import { parseScenarioFlags } from '#scenarios/scenarioFlags.js';
import { tapeFlagRecords } from '#scenarios/tapeFlags.js';
import { type CommandDefinition, type OptionValues, switchOption, textOption } from '../command.js';
import { type ExitCode, exitCode } from '../exitCode.js';
import { checkOutput, type InputFile, writeOutput } from '../files.js';
import type { Host } from '../host.js';
import { inputRecord } from '../inputRecord.js';
import { addOutputOptions, deliver, type OutputPlan, planOutput, reportContext } from '../outputOptions.js';
import { refuse, warn } from '../printProblems.js';
import { streamTapeInput } from '../readTapeInput.js';
import { addTapeOptions, flagTexts } from '../scenarioOptions.js';
import {
  addViewOptions,
  asksForViews,
  checkIneligible,
  readViews,
  viewProblems,
  writeIneligible,
} from '../tapeViewInputs.js';

export const tapeCommand: CommandDefinition = {
  configure,
  examples: [
    {
      command: 'abs tape fixtures/tapes/micro-loan.csv',
      does: 'columns with evidence, rejected rows, strata',
    },
    {
      command: 'abs tape fixtures/tapes/micro-loan.csv --csv',
      does: 'totals, strata and rejected cells as rows for a spreadsheet',
    },
  ],
  run,
};

function configure(command: Command): void {
  command
    .argument('<tape>', 'loan tape (CSV, also gzip, or a sheet of an .xlsx workbook); - is standard input')
    .addHelpText(
      'after',
      '\nExit: 0 clean or with warnings, 2 when the tape is refused, 1 with rejected rows, ineligible\nloans, a limit exceeded or an asset pledged twice.',
    );
  addTapeOptions(command);
  addViewOptions(command);
  command.option(
    '--save-map <file>',
    'write how this tape was read as a mapping file for the next one (.yaml)',
  );
  addOutputOptions(command);
}

async function run(host: Host, args: readonly string[], options: OptionValues): Promise<ExitCode> {
  const path = args[0] ?? '';
  const output = planOutput(host, options, [path]);
  const flags = parseScenarioFlags(flagTexts(options));
  const savePath = textOption(options, 'saveMap');
  const saving = savePath === undefined ? succeeded(undefined) : checkSaving(host, savePath, options, path);
  const ineligible = checkIneligible(host, options, [path]);
  const tape = await streamTapeInput(host, path, options);
  if (!output.ok || !flags.ok || !saving.ok || !ineligible.ok || !tape.ok) {
    return refuse(
      host,
      [output, flags, saving, ineligible, tape].flatMap((outcome) => outcome.problems),
    );
  }
  const { name, content, options: tapeOptions } = tape.value;
  const { cutOffDate } = flags.value;
  const reading = await readAsked(host, options, name, content, { ...tapeOptions, cutOffDate });
  if (!reading.ok) return refuse(host, reading.problems);
  const { report, views, inputs } = reading.value;
  const document = tapeDocument(name, report, views, {
    version: host.version,
    seed: null,
    asOf: report.cutOffDate,
    inputs: [tape.value.record(), ...inputs.map((file) => inputRecord(file))],
    assumptions: tapeFlagRecords(tapeOptions),
  });
  if (savePath !== undefined) {
    const text = tapeMapText(report, tapeOptions);
    const saved = writeOutput(host, savePath, text, switchOption(options, 'force'));
    if (!saved.ok) return refuse(host, saved.problems);
  }
  const written = writeIneligible(host, options, document);
  if (!written.ok) return refuse(host, written.problems);
  const delivered = deliver(host, output.value, render(host, document, output.value));
  if (!delivered.ok) return refuse(host, delivered.problems);
  const failures = [...rejectProblems(name, document), ...viewProblems(name, document)];
  warn(host, output.value, [...failures, ...reading.problems]);
  return failures.length > 0 ? exitCode.checkFailed : exitCode.fine;
}

interface AskedReading {
  readonly report: TapeReport;
  readonly views: TapeViews;
  readonly inputs: readonly InputFile[];
}

/** The report alone takes bounded memory, whatever the length of the tape; only views ask for the loans. */
async function readAsked(
  host: Host,
  options: OptionValues,
  name: string,
  content: Uint8Array | TapeSource,
  tapeOptions: TapeOptions,
): Promise<Outcome<AskedReading>> {
  if (!asksForViews(options)) {
    const report = readTapeReport(content, name, tapeOptions);
    return report.ok
      ? succeeded({ report: report.value, views: noViews, inputs: [] }, report.problems)
      : report;
  }
  const reading = readTape(content, name, tapeOptions);
  if (!reading.ok) return reading;
  const { report, table } = reading.value;
  // Another pool has a cut-off of its own.
  const others = { ...tapeOptions, cutOffDate: undefined };
  const views = await readViews(host, options, others, reading.value);
  if (!views.ok) return views;
  const parts = tapeViews(table, views.value.views);
  const problems = [...views.problems, ...reading.problems];
  return succeeded({ report, views: parts, inputs: views.value.inputs }, problems);
}

function render(host: Host, document: TapeDocument, plan: OutputPlan): string {
  switch (plan.format) {
    case 'json':
      return jsonText(document);
    case 'csv':
      return csvText(tapeRows(document));
    case 'terminal':
      return tapeReportText(document, reportContext(host, plan));
  }
  return plan.format satisfies never;
}

function rejectProblems(name: string, { rejected, rows, money }: TapeDocument): Problem[] {
  if (rejected === 0) return [];
  const message = `${rejected} of ${rows} rows were rejected, balance ${money.rejected}`;
  return [problem('error', 'rejects', name, message)];
}

function checkSaving(host: Host, path: string, options: OptionValues, tape: string): Outcome<undefined> {
  if (!/\.ya?ml$/i.test(path)) {
    return failed([problem('error', 'unknown-format', '--save-map', `${quoted(path)} is not a .yaml file`)]);
  }
  return checkOutput(host, path, switchOption(options, 'force'), [tape]);
}
