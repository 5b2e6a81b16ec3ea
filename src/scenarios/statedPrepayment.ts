import type { YamlPath } from '#basics/yamlDocument.js';
import type { PrepaymentBehavior } from '#collateral/assumptions.js';
import {
  type PrepaymentRegression,
  sourcePointsPerGrowthPoint,
  sourcePointsPerRatePoint,
} from '#collateral/prepaymentRegression.js';
import type { PrepaymentOfFile } from './behaviorSchema.js';
import { fractions, onlyKind, type StatedFile } from './statedFile.js';

const kinds = ['cpr', 'smm', 'psa', 'abs', 'vector', 'byTerm', 'regression', 'beforeDue'] as const;
export type PrepaymentKind = (typeof kinds)[number];

/** What a file says of prepayment at `group`; undefined where it says nothing, or two things. */
export function statedPrepayment(
  file: StatedFile,
  stated: PrepaymentOfFile,
  group: YamlPath,
): PrepaymentBehavior | undefined {
  const kind = onlyKind(file, stated, kinds, group);
  switch (kind) {
    case undefined:
      return undefined;
    case 'cpr':
      return { kind, cpr: stated.cpr!.value };
    case 'smm':
      return { kind, smm: stated.smm!.value };
    case 'psa':
      return { kind, psa: stated.psa!.value };
    case 'abs':
      return { kind, abs: stated.abs!.value };
    case 'vector':
      return { kind, ...stated.vector!, rates: fractions(stated.vector!.rates) };
    case 'byTerm': {
      const { unit, vectors } = stated.byTerm!;
      const read = vectors.map(({ termMonths, rates }) => ({ termMonths, rates: fractions(rates) }));
      return { kind: 'by-term', unit, vectors: read };
    }
    case 'regression':
      return { kind, ...regressionOf(stated.regression!) };
    case 'beforeDue':
      return { kind: 'before-due', probability: stated.beforeDue!.value };
    default:
      return kind satisfies never;
  }
}

/** The source documents' −5 and 0.3 points unless stated; a path left out does not move. */
function regressionOf(rule: NonNullable<PrepaymentOfFile['regression']>): PrepaymentRegression {
  return {
    base: rule.base.value,
    pointsPerRatePoint: rule.pointsPerRatePoint ?? sourcePointsPerRatePoint,
    pointsPerGrowthPoint: rule.pointsPerGrowthPoint ?? sourcePointsPerGrowthPoint,
    rateChange: rule.rateChange ?? [0],
    cashFlowGrowth: rule.cashFlowGrowth ?? [0],
    reading: rule.reading,
    ...(rule.effect === undefined ? {} : { effect: rule.effect }),
    ...(rule.cap === undefined ? {} : { cap: rule.cap.value }),
  };
}
