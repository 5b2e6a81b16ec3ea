import { formatDate } from '#basics/calendarDate.js';
import type { TapeReading } from '#collateral/tape/readTape.js';
import type { DealTerms } from '#deal/terms.js';
import type { Assumption } from './assumptionRecord.js';
import { dealTermRecords } from './dealTermRecords.js';
import type { ResolvedScenario } from './resolvedScenario.js';
import type { ScenarioSources } from './scenarioSources.js';

/** What the deal that nobody stated promises; `abs init` writes it as a file. */
const builtInOrigin =
  'default (no --deal: A 75% at 5.5%, B 15% at 7%, C 10% residual; monthly, sequential, interest before principal, by 30E/360; ' +
  'servicing 1% a year of the pool; no reserve, no trigger; closing at the cut-off, first payment a month later, ' +
  'legal final 12 months after the last collection)';

/** The first records of a run: cut-off, currency, deal and rejects allowed. */
export function headRecords(
  { flags, deal }: ScenarioSources,
  tape: TapeReading,
  stated: DealTerms | undefined,
  asOf: ResolvedScenario['asOf'],
): Assumption[] {
  const cutOffOrigin =
    flags.cutOffDate !== undefined
      ? 'flag --cut-off'
      : stated?.dates.cutOff !== undefined
        ? `${deal?.name} dates.cutOff`
        : tape.table.cutOffDate !== undefined
          ? `tape (${tape.report.cutOffEvidence})`
          : 'not stated: whole months are counted from the cut-off';
  const records: Assumption[] = [
    { name: 'cutOff', value: asOf === undefined ? null : formatDate(asOf), origin: cutOffOrigin },
    currencyRecord(tape, stated, deal?.name),
    {
      name: 'deal',
      value: stated?.name ?? 'built-in',
      origin: deal?.name ?? builtInOrigin,
    },
    ...(stated === undefined ? [] : dealTermRecords(stated, deal?.name ?? 'deal')),
  ];
  if (flags.maxRejects !== undefined) {
    const { maxRejects } = flags;
    const value = maxRejects.kind === 'count' ? maxRejects.count : `${maxRejects.share * 100}%`;
    records.push({ name: 'maxRejects', value, origin: 'flag --max-rejects' });
  }
  return records;
}

function currencyRecord(
  { table }: TapeReading,
  stated: DealTerms | undefined,
  dealName: string | undefined,
): Assumption {
  if (stated !== undefined)
    return { name: 'currency', value: stated.currency, origin: `${dealName} currency` };
  if (table.currency !== undefined) return { name: 'currency', value: table.currency, origin: 'tape' };
  return { name: 'currency', value: null, origin: 'not stated by the tape; amounts have two decimals' };
}
