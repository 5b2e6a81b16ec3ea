import { posix } from 'node:path';
import type { Command } from 'commander';
import { type Outcome, outcomeOf, type Problem, problem } from '#basics/problem.js';
import { checkDocument, type DealVerdict } from '#report/checkDocument.js';
import { githubLines, junitXml, tapText } from '#report/checkForMachines.js';
import { checkReport } from '#report/checkReport.js';
import type { CheckDocument } from '#report/documents/checkSchema.js';
import { jsonText } from '#report/jsonText.js';
import { type CheckedDeal, checkDeal } from '../check/checkDeal.js';
import { findDeals } from '../check/findDeals.js';
import { programFingerprint } from '../check/programFingerprint.js';
import { type CommandDefinition, type OptionValues, switchOption, textOption } from '../command.js';
import { type ExitCode, exitCode } from '../exitCode.js';
import { checkOutput, writeOutput } from '../files.js';
import type { Host } from '../host.js';
import { deliver, type OutputPlan, planOutput, reportContext } from '../outputOptions.js';
import { refuse, warn } from '../printProblems.js';
import { readRunLimits } from '../runLimits.js';

export const checkCommand: CommandDefinition = {
  configure,
  examples: [
    { command: 'abs check examples/reference', does: 'every deal below a folder, beside its baseline' },
    {
      command: 'abs check examples/cn-deal-2y/deal.yaml --all --tap',
      does: 'one deal, run even if nothing can have changed, as TAP',
    },
  ],
  run,
};

function configure(command: Command): void {
  command
    .argument('[paths...]', 'deal files, and folders to look for deals in (default: the current folder)')
    .optionsGroup('Check:')
    .option('--update', 'write the baselines: accept what differs')
    .option('--all', 'run also deals whose inputs, program and baseline are those of the last update')
    .option('--tape <file>', 'tape of deals that have no check file (default: the tape beside the deal)')
    .option('--assumptions <file>', 'assumptions file to go with --tape')
    .option('--workers <count>', 'threads, or auto (the default); the result is the same for any')
    .optionsGroup('Output:')
    .option('--json', 'one JSON document with every difference on stdout')
    .option('--tap', 'Test Anything Protocol on stdout')
    .option('--github', 'annotations of GitHub Actions on stdout')
    .option('--junit <file>', 'also write JUnit XML')
    .option('-o, --output <file>', 'write the JSON document to a file')
    .option('--force', 'let -o and --junit overwrite a file')
    .option('--quiet', 'no warnings on stderr')
    .option('--lang <language>', 'language of labels: en or zh (else ABS_LANG, then the locale)')
    .option('--color', 'color even into a pipe')
    .option('--no-color', 'no color (as NO_COLOR)')
    .option('--debug', 'print a stack trace if abs fails')
    .addHelpText('after', howItIsRun);
}

const howItIsRun = `
How a deal is run: NAME.check.yaml beside NAME.yaml names its tapes, assumptions and flags
(abs schema check-file); without one --tape; else as its baseline was made; else on NAME.csv,
tape.csv or the only .csv file beside it.
Exit: 0 all the same, 1 a difference or no baseline, 2 a deal, baseline or option that is wrong.`;

async function run(host: Host, args: readonly string[], options: OptionValues): Promise<ExitCode> {
  const output = planCheck(host, options);
  const limits = readRunLimits(options);
  const found = findDeals(host, args.length === 0 ? ['.'] : args);
  if (!output.ok || !limits.ok || !found.ok) {
    return refuse(host, [...output.problems, ...limits.problems, ...found.problems]);
  }
  const { deals, orphans } = found.value;
  if (deals.length + orphans.length === 0) {
    const message = 'there is no deal here: no .yaml file with notes and steps';
    return refuse(host, [problem('error', 'not-found', args.join(' ') || '.', message)]);
  }
  const settings = {
    options,
    update: switchOption(options, 'update'),
    all: switchOption(options, 'all'),
    program: programFingerprint(host.version),
    workers: limits.value.workers,
  };
  const checked: CheckedDeal[] = [];
  for (const deal of deals) checked.push(await checkDeal(host, deal, settings));
  const unused = uncheckedScenarios(found.value.scenarioFiles, checked);
  return report(host, checked, orphans.map(orphanVerdict), unused, output.value, options);
}

/**
 * A scenario file says nothing of deals or tapes: beside a deal, a check file has to name it. In a folder without deals
 * it is one for `abs stress` to take anywhere.
 */
function uncheckedScenarios(files: readonly string[], checked: readonly CheckedDeal[]): Problem[] {
  const folders = new Set(checked.map(({ verdict }) => posix.dirname(verdict.deal)));
  const used = new Set(checked.flatMap(({ inputs }) => inputs.map(({ name }) => posix.normalize(name))));
  const message = 'no check file names this scenario file, so that it is not checked';
  return files
    .filter((file) => folders.has(posix.dirname(file)) && !used.has(file))
    .map((file) => problem('warning', 'unchecked-scenarios', file, message));
}

function orphanVerdict(path: string): DealVerdict {
  return { deal: path, baseline: path, status: 'orphan', runs: [] };
}

/** What is wrong is said on stderr and leaves stdout empty; machines that read a file get all of it. */
function report(
  host: Host,
  checked: readonly CheckedDeal[],
  orphans: readonly DealVerdict[],
  unused: readonly Problem[],
  plan: OutputPlan,
  options: OptionValues,
): ExitCode {
  const problems = [...checked.flatMap((one) => one.problems), ...unused];
  const verdicts = [...checked.map(({ verdict }) => verdict), ...orphans];
  const inputs = distinct(checked.flatMap((one) => one.inputs));
  const document = checkDocument(verdicts, { version: host.version, inputs }, problems);
  const junit = textOption(options, 'junit');
  const written = junit === undefined ? undefined : writeOutput(host, junit, junitXml(document), plan.force);
  if (written?.ok === false) return refuse(host, written.problems);
  const { summary } = document;
  if (summary.invalid !== undefined) {
    if (switchOption(options, 'github')) host.stderr.write(githubLines(document));
    const code = refuse(host, problems);
    const sound = verdicts.length - summary.invalid;
    if (sound > 0)
      host.stderr.write(`  ${sound} other deals could be checked: name them to see how they compare\n`);
    return code;
  }
  const delivered = deliver(host, plan, render(host, document, plan, options));
  if (!delivered.ok) return refuse(host, delivered.problems);
  warn(host, plan, problems);
  const failures = (summary.differs ?? 0) + (summary['no-baseline'] ?? 0) + (summary.orphan ?? 0);
  return failures === 0 ? exitCode.fine : exitCode.checkFailed;
}

function render(host: Host, document: CheckDocument, plan: OutputPlan, options: OptionValues): string {
  if (plan.format === 'json') return jsonText(document);
  if (switchOption(options, 'tap')) return tapText(document);
  if (switchOption(options, 'github')) return githubLines(document);
  return checkReport(document, reportContext(host, plan));
}

function planCheck(host: Host, options: OptionValues): Outcome<OutputPlan> {
  const plan = planOutput(host, options, []);
  const problems: Problem[] = [...plan.problems];
  const refuseOption = (at: string, message: string): void => {
    problems.push(problem('error', 'conflict', at, message));
  };
  if (plan.ok && plan.value.format === 'csv') {
    problems.push(problem('error', 'unknown-format', '-o', 'abs check writes .json'));
  }
  const forms = ['json', 'tap', 'github'].filter((name) => switchOption(options, name));
  if (forms.length > 1) refuseOption(`--${forms[1]}`, `--${forms.join(' and --')} exclude each other`);
  if (textOption(options, 'assumptions') !== undefined && textOption(options, 'tape') === undefined) {
    refuseOption('--assumptions', 'goes with --tape');
  }
  const junit = textOption(options, 'junit');
  if (junit !== undefined) {
    if (junit === textOption(options, 'output')) refuseOption('--junit', 'is the file of -o');
    problems.push(...checkOutput(host, junit, switchOption(options, 'force'), []).problems);
  }
  return outcomeOf(problems, () => {
    if (!plan.ok) throw new Error('a failed plan without an error');
    return plan.value;
  });
}

function distinct<T extends { readonly name: string }>(files: readonly T[]): T[] {
  const byName = new Map(files.map((file) => [file.name, file]));
  return [...byName.values()];
}
