import { moneyToFloat } from '#basics/money.js';
import type { YamlPath } from '#basics/yamlDocument.js';
import type { DefaultAmount, DefaultBehavior } from '#collateral/assumptions.js';
import type { DefaultOfFile } from './behaviorSchema.js';
import { standardDefaultRate } from './defaultAssumptions.js';
import { fractions, onlyKind, refuse, type StatedFile } from './statedFile.js';

export const defaultKinds = [
  'cdr',
  'mdr',
  'sda',
  'vector',
  'byTerm',
  'cumulative',
  'curve',
  'amounts',
] as const;
export type DefaultKind = (typeof defaultKinds)[number];

/** What a file says of defaults: in whose place, and times what. */
export interface DefaultStatement {
  readonly behavior: DefaultBehavior | undefined;
  /** Undefined where the file has none. */
  readonly multiple: number | undefined;
}

/** What a file says of defaults at `group`; what cannot be meant is a problem, and then undefined here. */
export function statedDefault(file: StatedFile, stated: DefaultOfFile, group: YamlPath): DefaultStatement {
  const { multiple, fallback } = stated;
  const kind = onlyKind(file, stated, defaultKinds, group);
  if (kind === undefined) {
    if (defaultKinds.some((key) => stated[key] !== undefined)) return { behavior: undefined, multiple };
    refuseLonely(file, stated, group);
    const ofTape = { kind: 'tape', fallback: fallback?.value ?? standardDefaultRate, multiple: 1 } as const;
    return { behavior: fallback === undefined ? undefined : ofTape, multiple };
  }
  for (const key of ['months', 'noneInLastMonths', 'fallback'] as const) {
    if (stated[key] !== undefined && !companions[key].includes(kind)) {
      refuse(file, 'unused', [...group, key], `does not go with ${kind}; it needs ${needs[key]}`);
    }
  }
  if (multiple === 0) {
    const message = `a multiple of 0 leaves nothing of ${kind}; write default: none`;
    refuse(file, 'conflict', [...group, 'multiple'], message);
  }
  if (kind === 'cumulative' && stated.months === undefined) {
    const message = 'a cumulative default share needs its window: months';
    refuse(file, 'missing-key', [...group, 'cumulative'], message);
    return { behavior: undefined, multiple };
  }
  return { behavior: behaviorOf(kind, file, stated, group), multiple };
}

/** A key that only says something beside another, and stands alone. */
function refuseLonely(file: StatedFile, stated: DefaultOfFile, group: YamlPath): void {
  for (const key of ['months', 'noneInLastMonths'] as const) {
    if (stated[key] === undefined) continue;
    refuse(file, 'unused', [...group, key], `says nothing without ${needs[key]}`);
  }
}

/** The kinds that a key beside them belongs to. */
const companions: { readonly [key in keyof typeof needs]: readonly DefaultKind[] } = {
  months: ['cumulative'],
  noneInLastMonths: ['cdr', 'mdr', 'sda', 'vector'],
  fallback: [],
};
const needs = {
  months: 'cumulative',
  noneInLastMonths: 'cdr, mdr, sda or vector',
  fallback: "the tape's own default rates",
} as const;

function behaviorOf(
  kind: DefaultKind,
  file: StatedFile,
  stated: DefaultOfFile,
  group: YamlPath,
): DefaultBehavior | undefined {
  const tail = stated.noneInLastMonths === undefined ? {} : { noneInLastMonths: stated.noneInLastMonths };
  switch (kind) {
    case 'cdr':
      return { kind, cdr: stated.cdr!.value, ...tail };
    case 'mdr':
      return { kind, mdr: stated.mdr!.value, ...tail };
    case 'sda':
      return { kind, sda: stated.sda!.value, noneInLastMonths: stated.noneInLastMonths ?? 0 };
    case 'vector':
      return { kind, ...stated.vector!, rates: fractions(stated.vector!.rates), ...tail };
    case 'byTerm': {
      const { unit, vectors } = stated.byTerm!;
      const read = vectors.map(({ termMonths, rates }) => ({ termMonths, rates: fractions(rates) }));
      return { kind: 'by-term', unit, vectors: read };
    }
    case 'cumulative':
      return { kind, share: stated.cumulative!.value, months: stated.months! };
    case 'curve':
      return { kind, share: stated.curve!.share.value, timing: fractions(stated.curve!.timing) };
    case 'amounts':
      return amountsOf(file, stated.amounts!, [...group, 'amounts']);
    default:
      return kind satisfies never;
  }
}

/** An amount has a month or a date, not both and not neither. */
function amountsOf(
  file: StatedFile,
  stated: NonNullable<DefaultOfFile['amounts']>,
  path: YamlPath,
): DefaultBehavior | undefined {
  const amounts: DefaultAmount[] = [];
  stated.forEach(({ month, date, amount }, i) => {
    const value = moneyToFloat(amount);
    if (month !== undefined && date === undefined) amounts.push({ month, amount: value });
    else if (date !== undefined && month === undefined) amounts.push({ date, amount: value });
    else {
      const message = `an amount needs a month or a date${month === undefined ? '' : ', not both'}`;
      refuse(file, month === undefined ? 'missing-key' : 'conflict', [...path, i], message);
    }
  });
  return amounts.length === stated.length ? { kind: 'amounts', amounts } : undefined;
}
