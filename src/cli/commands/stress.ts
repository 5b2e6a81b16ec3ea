import type { Command } from 'commander';
import { csvText } from '#basics/csvText.js';
import { type Problem, problem } from '#basics/problem.js';
import { jsonText } from '#report/jsonText.js';
import { stressDocument } from '#report/stressDocument.js';
import { stressReport } from '#report/stressReport.js';
import { stressCsvLines, stressHeading } from '#report/stressRows.js';
import { recordsOf } from '#scenarios/priceScenario.js';
import { breakEvens } from '#scenarios/stress/breakEven.js';
import { purchaseRecord } from '#scenarios/stress/purchase.js';
import { valueText } from '#scenarios/stress/scenarioBlock.js';

import { tornado } from '#scenarios/stress/tornado.js';
import { withTerms } from '#scenarios/stress/withTerms.js';
import type { CommandDefinition, OptionValues } from '../command.js';
import { numberOption, switchOption, textOption } from '../command.js';
import { addCurveOptions } from '../curveOptions.js';
import { type ExitCode, exitCode } from '../exitCode.js';
import type { Host } from '../host.js';
import { stressPaths } from '../loadStress.js';
import { addOutputOptions, deliver, planOutput, reportContext } from '../outputOptions.js';
import type { PreparedStress } from '../preparedStress.js';
import { prepareStress } from '../prepareStress.js';
import { refuse, warn } from '../printProblems.js';
import { repeatRun } from '../repeat/repeatRun.js';
import { rowsOfPath } from '../rowRecord.js';
import { addAssumptionOptions, addRejectOption, addTapeOptions } from '../scenarioOptions.js';
import { listScenarios } from '../stressList.js';
import { collectRows, headOf, isRowFile, streamRows } from '../stressRun.js';

export const stressCommand: CommandDefinition = {
  configure,
  examples: [
    {
      command: 'abs stress fixtures/tapes/micro-loan.csv',
      does: 'the built-in scenarios, break-even and tornado',
    },
    {
      command: 'abs stress fixtures/tapes/micro-loan.csv --scenarios examples/stress/scenarios.yaml --csv',
      does: 'the scenarios of a file, a row a class',
    },
    {
      command: 'abs stress fixtures/tapes/micro-loan.csv --scenario one-region-collapse',
      does: 'shipped scenarios; --list shows them with their sources',
    },
    {
      command: 'abs stress fixtures/tapes/auto.csv --scenario us-subprime-2006 --break-even',
      does: 'how far defaults can go before a class is short of a cent',
    },
    {
      command:
        'abs stress fixtures/tapes/micro-loan.csv --solve default.multiple --for B.return=0% --buy B=98',
      does: 'the multiple of defaults at which class B, bought at 98, returns nothing',
    },
    {
      command:
        'abs stress fixtures/tapes/auto.csv --solve deal.notes.B.coupon --for B.return=8% --buy B=99@6',
      does: 'the coupon at which class B returns 8 %, bought at 99 after the sixth payment',
    },
  ],
  run,
};

function configure(command: Command): void {
  command
    .argument('[tapes...]', 'loan tapes (CSV); - is standard input')
    .optionsGroup('Scenarios:')
    .option('--deal <file>', 'deal file (YAML), repeatable; without it the built-in deal', collect)
    .option('--scenarios <file>', 'scenarios, YAML or CSV; their form: abs schema scenarios')
    .option('--scenario <name>', 'a shipped scenario, repeatable', collect)
    .option('--list', 'the shipped scenarios with their sources')
    .option(
      '--set <path=value>',
      'an assumption or a term of the deal in all scenarios, repeatable:\nrecovery.rate=40%, deal.notes.B.coupon=8%',
      collect,
    )
    .option(
      '--solve <path>',
      'find the value of an assumption (default.multiple) or of a term of the\ndeal (deal.notes.B.coupon, deal.accounts.reserve.target)',
    )
    .option(
      '--for <class.figure=value>',
      'at which a figure is reached: A.principalLoss=0.01, B.return=8%,\nC.yield=20%, A.price=100',
    )
    .option('--between <from..to>', 'where to look for it')
    .option(
      '--buy <class=price>',
      'purchase price per 100 for yield and return (100 at closing), repeatable;\nB=98@2026-06-26 buys on a later day, B=98@3 after the third payment',
      collect,
    )
    .option('--break-even', 'break-even multiple and CDR of every class, beside the scenarios')
    .option('--tornado', 'prices when one assumption moves, beside the scenarios')
    .option('--workers <count>', 'threads, or auto (the default); the result is the same for any')
    .option('--max-seconds <seconds>', 'stop after so long; the result is then partial')
    .option('--repeat <result>', 'run again what a .json, .jsonl or .csv result holds, and compare')
    .option('--resume', 'with -o FILE.jsonl or .csv: cut rows of another run off instead of refusing');
  addAssumptionOptions(command);
  addCurveOptions(command);
  command
    .option('--correlation <rate>', 'asset correlation, for factors.global (default 15%)')
    .option('--premium <rule>', 'net: less the expected loss of a class (the default); full: all of it');
  addTapeOptions(command);
  addRejectOption(command);
  addOutputOptions(command);
}

function collect(value: string, earlier: readonly string[] = []): string[] {
  return [...earlier, value];
}

async function run(host: Host, args: readonly string[], options: OptionValues): Promise<ExitCode> {
  if (switchOption(options, 'list')) return listScenarios(host, options);
  const repeated = textOption(options, 'repeat');
  if (repeated !== undefined) {
    const rows = rowsOfPath(repeated);
    if (rows === undefined) return repeatRun('stress', stressCommand, host, args, options);
    const { repeatRows } = await import('../repeat/repeatRows.js');
    return repeatRows(host, rows, args, options);
  }
  if (args.length === 0)
    return refuse(host, [problem('error', 'usage', 'abs stress', 'which tape? abs stress tape.csv')]);
  const paths = stressPaths(args, options);
  const path = textOption(options, 'output');
  const streams = path !== undefined && isRowFile(path);
  const output = planOutput(host, streams ? { ...options, output: undefined } : options, paths);
  const usage = usageProblems(options, streams);
  const ready = await prepareStress(host, args, options, output.ok && output.value.quiet);
  if (!output.ok || !ready.ok || usage.length > 0) {
    return refuse(host, [...output.problems, ...usage, ...ready.problems], args[0]);
  }
  const prepared = ready.value;
  const { job, loaded } = prepared;
  if (streams) return streamRows(prepared, path, options, paths, output.value);
  const ran = await collectRows(prepared, numberOption(options, 'stopAfterRounds'));
  if (!ran.ok) return refuse(host, ran.problems);
  const extras = extrasOf(prepared, options);
  if (!extras.ok) return refuse(host, extras.problems);
  const problems = [...job.problems, ...ran.value.problems];
  const document = stressDocument(
    {
      pairs: extras.pairs,
      blocks: job.blocks,
      results: ran.value.results,
      partial: ran.value.results.length < job.count,
      problems,
    },
    { version: host.version, inputs: loaded.inputs, options: prepared.options },
    valueText,
  );
  const text = {
    json: () => jsonText(document),
    csv: () =>
      csvText([stressHeading]) +
      ran.value.results
        .map((one) =>
          stressCsvLines(
            headOf(prepared, one.pair, one.name, one.key),
            one.result,
            classNames(prepared, one.pair),
          ),
        )
        .join(''),
    terminal: () => stressReport(document, reportContext(host, output.value)),
  }[output.value.format]();
  const delivered = deliver(host, output.value, text);
  if (!delivered.ok) return refuse(host, delivered.problems);
  warn(host, output.value, problems);
  return codeOf(
    ran.value.interrupted,
    document.partial,
    ran.value.results.some(({ result }) => result.pool === null),
  );
}

function codeOf(interrupted: boolean, partial: boolean, unsolved: boolean): ExitCode {
  if (partial) return interrupted ? exitCode.interrupted : exitCode.incomplete;
  return unsolved ? exitCode.checkFailed : exitCode.fine;
}

function classNames({ job }: PreparedStress, pair: number): string[] {
  return job.runners[pair]!.base.plan.notes.map(({ name }) => name);
}

/** Break-even and tornado: asked for, or where nobody said which scenarios to run. */
function extrasOf(
  { job, loaded }: PreparedStress,
  options: OptionValues,
):
  | { ok: true; pairs: Parameters<typeof stressDocument>[0]['pairs'] }
  | { ok: false; problems: readonly Problem[] } {
  const { request, pairNames } = loaded;
  const isDefault =
    request.scenarioFile === undefined && request.library.length === 0 && request.solve === undefined;
  const wantsBreakEven = isDefault || switchOption(options, 'breakEven');
  const wantsTornado = isDefault || switchOption(options, 'tornado');
  const problems: Problem[] = [];
  const pairs = job.runners.map((runner, i) => {
    const { stated, terms } = job.settings;
    const under = withTerms(runner, terms);
    const found = wantsBreakEven ? breakEvens(under, stated) : undefined;
    const bars = wantsTornado ? tornado(under, stated) : undefined;
    for (const outcome of [found, bars]) if (outcome?.ok === false) problems.push(...outcome.problems);
    return {
      base: { ...runner.base, records: recordsOf(runner.base, 'dcf') },
      tapeName: pairNames[i]!.tape,
      dealName: pairNames[i]!.deal,
      purchases: runner.base.plan.notes.map(({ name }) =>
        purchaseRecord(runner.base.plan, request.bought, name),
      ),
      breakEvens: found?.ok === true ? found.value : undefined,
      tornado: bars?.ok === true ? bars.value : undefined,
    };
  });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, pairs };
}

function usageProblems(options: OptionValues, streams: boolean): Problem[] {
  const problems: Problem[] = [];
  const refuseFlag = (at: string, message: string) => problems.push(problem('error', 'usage', at, message));
  if (switchOption(options, 'resume') && !streams)
    refuseFlag('--resume', 'goes with -o FILE.jsonl or FILE.csv');
  if (streams) {
    for (const name of ['json', 'csv', 'breakEven', 'tornado']) {
      if (!switchOption(options, name)) continue;
      const flag = name === 'breakEven' ? 'break-even' : name;
      refuseFlag(`--${flag}`, 'does not go with a file of rows; leave it out, or write -o FILE.json');
    }
  }
  return problems;
}
