import { failed, type Outcome, problem, succeeded } from '#basics/problem.js';
import type { ReportedCashflow } from '#scenarios/reported/reportedCashflow.js';
import { type OptionValues, textOption } from './command.js';
import { readInput, textInput } from './files.js';
import type { Host } from './host.js';
import { type InputRecord, inputRecord } from './inputRecord.js';
import { flagTexts } from './scenarioOptions.js';

const reportedOptions = ['deal', 'state', 'collections'] as const;

/** Reads the three files of a reported run and runs it. All problems at once. */
export async function loadReported(
  host: Host,
  args: readonly string[],
  options: OptionValues,
): Promise<Outcome<{ readonly cashflow: ReportedCashflow; readonly inputs: readonly InputRecord[] }>> {
  const wrong = [
    ...reportedOptions
      .filter((name) => textOption(options, name) === undefined)
      .map((name) =>
        problem('error', 'usage', `--${name}`, 'reported collections need --deal, --state and --collections'),
      ),
    ...args.map((tape) =>
      problem('error', 'conflict', tape, 'reported collections take the place of a tape'),
    ),
    ...uselessOptions(options).map((name) =>
      problem('error', 'no-effect', `--${name}`, 'assumptions play no part in reported collections'),
    ),
  ];
  if (wrong.length > 0) return failed(wrong);
  const read = async (name: (typeof reportedOptions)[number]) =>
    readInput(host, textOption(options, name) ?? '', { ...textInput, what: `${name} file` });
  const [deal, state, collections] = [await read('deal'), await read('state'), await read('collections')];
  if (!deal.ok || !state.ok || !collections.ok) {
    return failed([...deal.problems, ...state.problems, ...collections.problems]);
  }
  const { reportedCashflow } = await import('#scenarios/reported/reportedCashflow.js');
  const cashflow = reportedCashflow({
    deal: deal.value,
    state: state.value,
    collections: collections.value,
  });
  if (!cashflow.ok) return cashflow;
  const inputs = [
    inputRecord(deal.value, 'deal'),
    inputRecord(state.value, 'state'),
    inputRecord(collections.value, 'collections'),
  ];
  return succeeded({ cashflow: cashflow.value, inputs });
}

/** The files that an output must not overwrite. */
export function reportedPaths(options: OptionValues): string[] {
  return reportedOptions.map((name) => textOption(options, name)).filter((path) => path !== undefined);
}

function uselessOptions(options: OptionValues): string[] {
  const flags = Object.entries(flagTexts(options)).filter(([, text]) => text !== undefined);
  const stated = flags.map(([name]) => name);
  return textOption(options, 'assumptions') === undefined ? stated : [...stated, 'assumptions'];
}
