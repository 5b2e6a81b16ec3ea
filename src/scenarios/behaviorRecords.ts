import { pathText, type YamlPath } from '#basics/yamlDocument.js';
import type { DefaultBehavior, PrepaymentBehavior } from '#collateral/assumptions.js';
import type { Assumption } from './assumptionRecord.js';
import { standardDefaultRate } from './defaultAssumptions.js';
import { flatRecords, type OriginOf } from './flatRecords.js';
import type { PoolFacts } from './poolFacts.js';

/**
 * How prepayment and default assumptions are written into the record of a run: under the keys of an assumptions
 * file, at `group`.
 */
export function prepaymentRecords(
  value: PrepaymentBehavior,
  group: YamlPath,
  originOf: OriginOf,
): Assumption[] {
  const at = (key: string, written: unknown) => flatRecords(written, [...group, key], originOf);
  switch (value.kind) {
    case 'none':
      return at('none', 'none');
    case 'cpr':
      return at('cpr', value.cpr);
    case 'smm':
      return at('smm', value.smm);
    case 'psa':
      return at('psa', value.psa);
    case 'abs':
      return at('abs', value.abs);
    case 'vector':
      return at('vector', value);
    case 'by-term':
      return at('byTerm', value);
    case 'regression':
      return at('regression', value);
    case 'before-due':
      return at('beforeDue', value.probability);
  }
  return value satisfies never;
}

export function defaultRecords(
  value: DefaultBehavior,
  group: YamlPath,
  originOf: OriginOf,
  facts: PoolFacts,
): Assumption[] {
  const at = (key: string, written: unknown) => flatRecords(written, [...group, key], originOf);
  const lastMonths = () => {
    const months = 'noneInLastMonths' in value ? (value.noneInLastMonths ?? 0) : 0;
    return months === 0 ? [] : at('noneInLastMonths', months);
  };
  switch (value.kind) {
    case 'none':
      return at('none', 'none');
    case 'cdr':
      return [...at('cdr', value.cdr), ...lastMonths()];
    case 'mdr':
      return [...at('mdr', value.mdr), ...lastMonths()];
    case 'sda':
      return [...at('sda', value.sda), ...lastMonths()];
    case 'vector': {
      const { unit, by, rates } = value;
      return [...at('vector', { unit, by, rates }), ...lastMonths()];
    }
    case 'by-term':
      return at('byTerm', value);
    case 'cumulative':
      return [...at('cumulative', value.share), ...at('months', value.months)];
    case 'curve':
      return at('curve', value);
    case 'amounts':
      return at('amounts', value.amounts);
    case 'tape':
      return tapeDefaultRecords(value.multiple, value.fallback, group, originOf, facts);
  }
  return value satisfies never;
}

function tapeDefaultRecords(
  multiple: number,
  fallback: number,
  group: YamlPath,
  originOf: OriginOf,
  facts: PoolFacts,
): Assumption[] {
  const rates = facts.defaultRates;
  const origin = originOf([...group, 'multiple']);
  const of = (key: string, value: Assumption['value'], from: string): Assumption => ({
    name: pathText([...group, key]),
    value,
    origin: from,
  });
  const records: Assumption[] = [
    of('tapeMean', rates?.mean ?? null, origin),
    // That of the pool moves more than its own rates and is recorded by itself.
    ...(group.length === 1 ? [] : [of('multiple', multiple, multiple === 1 ? 'default' : origin)]),
  ];
  const missing = rates?.missing ?? facts.loanCount;
  if (missing > 0) {
    const who = fallback === standardDefaultRate ? 'default' : originOf([...group, 'fallback']);
    const where = `${who}, for ${missing} loans without annualDefaultRate`;
    records.push(of('fallback', fallback, where));
  }
  return records;
}
