import type { DefaultAssumption, PrepaymentAssumption } from '#collateral/assumptions.js';
import type { Assumption, Sourced } from './assumptionRecord.js';
import { standardDefaultRate } from './defaultAssumptions.js';
import type { PoolFacts } from './poolFacts.js';

/** How prepayment and default assumptions are written into the record of a run. */
export function prepaymentRecords({ value, origin }: Sourced<PrepaymentAssumption>): Assumption[] {
  switch (value.kind) {
    case 'none':
      return [{ name: 'prepayment.none', value: 'none', origin }];
    case 'cpr':
      return [{ name: 'prepayment.cpr', value: value.cpr, origin }];
    case 'smm':
      return [{ name: 'prepayment.smm', value: value.smm, origin }];
    case 'psa':
      return [{ name: 'prepayment.psa', value: value.psa, origin }];
  }
  return value satisfies never;
}

export function defaultRecords(
  { value, origin }: Sourced<DefaultAssumption>,
  facts: PoolFacts,
): Assumption[] {
  switch (value.kind) {
    case 'none':
      return [{ name: 'default.none', value: 'none', origin }];
    case 'cdr':
      return [{ name: 'default.cdr', value: value.cdr, origin }, ...lastMonths(value, origin)];
    case 'mdr':
      return [{ name: 'default.mdr', value: value.mdr, origin }, ...lastMonths(value, origin)];
    case 'sda':
      return [{ name: 'default.sda', value: value.sda, origin }, ...lastMonths(value, origin)];
    case 'cumulative':
      return [
        { name: 'default.cumulative', value: value.share, origin },
        { name: 'default.months', value: value.months, origin },
      ];
    case 'tape':
      return tapeDefaultRecords(value.multiple, value.fallback, origin, facts);
  }
  return value satisfies never;
}

function lastMonths(value: { readonly noneInLastMonths?: number }, origin: string): Assumption[] {
  const months = value.noneInLastMonths ?? 0;
  return months === 0 ? [] : [{ name: 'default.noneInLastMonths', value: months, origin }];
}

function tapeDefaultRecords(
  multiple: number,
  fallback: number,
  origin: string,
  facts: PoolFacts,
): Assumption[] {
  const rates = facts.defaultRates;
  const records: Assumption[] = [
    { name: 'default.tapeMean', value: rates?.mean ?? null, origin },
    { name: 'default.multiple', value: multiple, origin: multiple === 1 ? 'default' : origin },
  ];
  const missing = rates?.missing ?? facts.loanCount;
  if (missing > 0) {
    const who = fallback === standardDefaultRate ? 'default' : origin;
    const where = `${who}, for ${missing} loans without annualDefaultRate`;
    records.push({ name: 'default.fallback', value: fallback, origin: where });
  }
  return records;
}
