import type { Command } from 'commander';
import { csvText } from '#basics/csvText.js';
import { type Problem, problem } from '#basics/problem.js';
import { readTape } from '#collateral/tape/readTape.js';
import type { TapeDocument } from '#report/documents/tapeSchema.js';
import { jsonText } from '#report/jsonText.js';
import { tapeRows } from '#report/tapeCsv.js';
import { tapeDocument } from '#report/tapeDocument.js';
import { tapeReportText } from '#report/tapeReportText.js';
import { parseScenarioFlags } from '#scenarios/scenarioFlags.js';
import { parseTapeFlags, tapeFlagRecords } from '#scenarios/tapeFlags.js';
import type { CommandDefinition, OptionValues } from '../command.js';
import { type ExitCode, exitCode } from '../exitCode.js';
import { readInput, tapeInput } from '../files.js';
import type { Host } from '../host.js';
import { inputRecord } from '../loadFromFiles.js';
import { addOutputOptions, deliver, type OutputPlan, planOutput, reportContext } from '../outputOptions.js';
import { refuse, warn } from '../printProblems.js';
import { addTapeOptions, flagTexts, tapeFlagTexts } from '../scenarioOptions.js';

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
    .argument('<tape>', 'loan tape (CSV); - is standard input')
    .addHelpText(
      'after',
      '\nExit: 0 clean or with warnings, 1 with rejected rows, 2 when the tape is refused.',
    );
  addTapeOptions(command);
  addOutputOptions(command);
}

async function run(host: Host, args: readonly string[], options: OptionValues): Promise<ExitCode> {
  const path = args[0] ?? '';
  const output = planOutput(host, options, [path]);
  const flags = parseScenarioFlags(flagTexts(options));
  const tapeOptions = parseTapeFlags(tapeFlagTexts(options));
  const file = await readInput(host, path, tapeInput);
  if (!output.ok || !flags.ok || !tapeOptions.ok || !file.ok) {
    return refuse(
      host,
      [output, flags, tapeOptions, file].flatMap((outcome) => outcome.problems),
    );
  }
  const { cutOffDate } = flags.value;
  const reading = readTape(file.value.bytes, file.value.name, { ...tapeOptions.value, cutOffDate });
  if (!reading.ok) return refuse(host, reading.problems);
  const { report } = reading.value;
  const document = tapeDocument(file.value.name, report, {
    version: host.version,
    seed: null,
    asOf: report.cutOffDate,
    inputs: [inputRecord(file.value)],
    assumptions: tapeFlagRecords(tapeOptions.value),
  });
  const delivered = deliver(host, output.value, render(host, document, output.value));
  if (!delivered.ok) return refuse(host, delivered.problems);
  warn(host, output.value, [...rejectProblems(file.value.name, document), ...reading.problems]);
  return report.rejected > 0 ? exitCode.checkFailed : exitCode.fine;
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
