import type { CalendarDate } from '#basics/calendarDate.js';
import { money } from '#basics/money.js';
import { failed, type Outcome, type Problem, succeeded } from '#basics/problem.js';
import { checkCollateral } from '#collateral/checkCollateral.js';
import { readTape, type TapeReading } from '#collateral/tape/readTape.js';
import { builtInTerms } from '#deal/templates.js';
import type { DealTerms } from '#deal/terms.js';
import { planPayments } from '#waterfall/plan.js';
import { nothingStated, type StatedAssumptions } from './assumptions.js';
import { headRecords } from './headRecords.js';
import { poolFacts } from './poolFacts.js';
import { resolveAssumptions } from './resolveAssumptions.js';
import { collateralAssumptions, type ResolvedScenario } from './resolvedScenario.js';
import { currencyProblems, dealProblems, rejectProblems } from './scenarioProblems.js';
import type { ScenarioSources } from './scenarioSources.js';
import { tapeFlagRecords } from './tapeFlags.js';

/** Reads and resolves all that a run rests on. Problems of all files come together. */
export async function loadScenario(sources: ScenarioSources): Promise<Outcome<ResolvedScenario>> {
  const [deal, stated] = await Promise.all([readDeal(sources), readAssumptions(sources)]);
  const terms = deal.ok ? deal.value : undefined;
  const cutOffDate = sources.flags.cutOffDate ?? terms?.dates.cutOff;
  const tape = readTape(sources.tape.bytes, sources.tape.name, { ...sources.tapeOptions, cutOffDate });
  const read = [...tape.problems, ...deal.problems, ...stated.problems];
  if (!tape.ok || !deal.ok || !stated.ok) return failed(read);
  const rejects = rejectProblems(tape.value, sources.flags);
  if (rejects.some((p) => p.severity === 'error')) return failed([...read, ...rejects]);
  const currency = currencyProblems(sources, tape.value, terms);
  if (currency.length > 0) return failed([...read, ...rejects, ...currency]);
  return resolve(sources, tape.value, terms, stated.value, [...read, ...rejects]);
}

async function readDeal({ deal }: ScenarioSources): Promise<Outcome<DealTerms | undefined>> {
  if (deal === undefined) return succeeded(undefined);
  const { parseTerms } = await import('#deal/parseTerms.js');
  return parseTerms(deal.bytes, deal.name);
}

async function readAssumptions({ assumptions }: ScenarioSources): Promise<Outcome<StatedAssumptions>> {
  if (assumptions === undefined) return succeeded(nothingStated);
  const { parseAssumptions } = await import('./parseAssumptions.js');
  return parseAssumptions(assumptions.bytes, assumptions.name);
}

function resolve(
  sources: ScenarioSources,
  tape: TapeReading,
  stated: DealTerms | undefined,
  statedAssumptions: StatedAssumptions,
  problems: readonly Problem[],
): Outcome<ResolvedScenario> {
  const { flags } = sources;
  const facts = poolFacts(tape.table);
  const resolved = resolveAssumptions(statedAssumptions, flags, facts);
  const lagMonths = resolved.assumptions.recovery.lagMonths;
  const asOf = flags.cutOffDate ?? stated?.dates.cutOff ?? tape.table.cutOffDate;
  const balance = money(tape.report.currentBalance);
  const terms = dealFor(stated, tape.table.currency, asOf);
  const plan = planPayments(terms, {
    balance,
    cutOffDate: asOf,
    lastMonth: facts.lastMaturityMonths + lagMonths,
  });
  const before = [...problems, ...resolved.problems, ...dealProblems(sources, stated), ...plan.problems];
  if (!plan.ok) return failed(before);
  const scenario: ResolvedScenario = {
    tape,
    terms,
    plan: plan.value,
    asOf,
    assumptions: resolved.assumptions,
    records: [
      ...headRecords(sources, tape, stated, asOf),
      ...tapeFlagRecords(sources.tapeOptions),
      ...resolved.records,
    ],
    flags,
    problems: before,
  };
  const found = checkCollateral(tape.table, collateralAssumptions(scenario), plan.value.cutOffDate);
  // Tape and projection may remark on the same thing, each under its own name of the column.
  const line = (p: Problem): string => p.at.split(':').slice(0, 2).join(':');
  const isNew = (p: Problem): boolean =>
    !before.some((known) => known.code === p.code && line(known) === line(p));
  const all = [...before, ...found.filter(isNew)];
  return found.some((p) => p.severity === 'error')
    ? failed(all)
    : succeeded({ ...scenario, problems: all }, all);
}

/** ISO 4217 for "no currency": amounts have two decimals and no name. */
const noCurrency = 'XXX';

/** The stated deal at the cut-off that holds, or the built-in one. */
function dealFor(
  stated: DealTerms | undefined,
  currency: string | undefined,
  asOf: CalendarDate | undefined,
): DealTerms {
  if (stated === undefined) return builtInTerms(currency ?? noCurrency, asOf);
  return { ...stated, dates: { ...stated.dates, cutOff: asOf } };
}
