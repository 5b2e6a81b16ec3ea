import type { LoanTable } from '#collateral/loanTable.js';
import { readTape, type TapeReading } from '#collateral/tape/readTape.js';
import { type FlagTexts, parseScenarioFlags } from '#scenarios/scenarioFlags.js';
import type { ScenarioSources } from '#scenarios/scenarioSources.js';

/** A tape of the given rows, read; the test fails when it cannot be. */
export function tapeOf(headings: string, rows: readonly string[]): TapeReading {
  const reading = readTape(bytes(`${headings}\n${rows.join('\n')}\n`), 'tape.csv', {});
  if (!reading.ok) throw new Error(reading.problems.map((p) => `${p.at}: ${p.message}`).join('\n'));
  return reading.value;
}

export function loansOf(headings: string, rows: readonly string[]): LoanTable {
  return tapeOf(headings, rows).table;
}

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function flagsOf(texts: FlagTexts) {
  const flags = parseScenarioFlags(texts);
  if (!flags.ok) throw new Error(flags.problems.map((p) => p.message).join('\n'));
  return flags.value;
}

export interface SourceTexts {
  readonly tape: string;
  readonly deal?: string;
  readonly assumptions?: string;
  readonly flags?: FlagTexts;
}

export function sourcesOf({ tape, deal, assumptions, flags = {} }: SourceTexts): ScenarioSources {
  return {
    tape: { name: 'tape.csv', bytes: bytes(tape) },
    deal: deal === undefined ? undefined : { name: 'deal.yaml', bytes: bytes(deal) },
    assumptions: assumptions === undefined ? undefined : { name: 'a.yaml', bytes: bytes(assumptions) },
    flags: flagsOf(flags),
    tapeOptions: {},
  };
}

const headings = 'loanId,currentBalance,annualRate,remainingTermMonths,repaymentType,cutOffDate';

/** Loans of 1,000 and more over a year and less. */
export const plainTape = `${headings}
A,1000.00,12%,12,level,2026-01-31
B,2000.00,10%,6,level,2026-01-31
C,3000.00,15%,9,equal-principal,2026-01-31
`;

/** The same loans on a tape that states no cut-off date. */
export const undatedTape = plainTape.replaceAll(',2026-01-31', '').replace(',cutOffDate', '');
