import type { Rate } from '#basics/rate.js';
import type { CollateralAssumptions } from '#collateral/assumptions.js';
import type { PayableAssumption } from '#collateral/payables.js';
import type { AssumptionsFile } from './assumptionsSchema.js';
import type { PayablesOfFile, RecoveryOfFile } from './behaviorSchema.js';
import { fractions } from './statedFile.js';

/** The assumptions about a pool that have no default: what a file leaves out does not happen. */
export type PoolExtras = Pick<
  CollateralAssumptions,
  | 'partialPrepayment'
  | 'prepaymentPenalty'
  | 'delinquency'
  | 'payables'
  | 'creditLines'
  | 'indexRates'
  | 'fixedRateStress'
>;

export const extraNames = [
  'partialPrepayment',
  'prepaymentPenalty',
  'delinquency',
  'payables',
  'creditLines',
  'indexRates',
  'fixedRateStress',
] as const satisfies readonly (keyof PoolExtras)[];

export function statedExtras(file: AssumptionsFile): PoolExtras {
  const { partialPrepayment, prepaymentPenalty, delinquency, payables } = file;
  const { creditLines, indexRates, fixedRateStress } = file;
  return {
    ...(partialPrepayment === undefined
      ? {}
      : { partialPrepayment: { smm: partialPrepayment.smm.value, effect: partialPrepayment.effect } }),
    ...(prepaymentPenalty === undefined
      ? {}
      : {
          prepaymentPenalty: prepaymentPenalty.map(({ throughAge, rate }) => ({
            throughAge,
            rate: rate.value,
          })),
        }),
    ...(delinquency === undefined ? {} : { delinquency: rollRatesOf(delinquency) }),
    ...(payables === undefined ? {} : { payables: payablesOf(payables) }),
    ...(creditLines === undefined
      ? {}
      : {
          creditLines: {
            averageDrawingDays: creditLines.averageDrawingDays,
            ...(creditLines.dailyDrawing === undefined
              ? {}
              : { dailyDrawing: creditLines.dailyDrawing.value }),
          },
        }),
    ...(indexRates === undefined ? {} : { indexRates: indexRatesOf(indexRates) }),
    ...(fixedRateStress === undefined
      ? {}
      : {
          fixedRateStress: {
            change: fixedRateStress.change.value,
            fromMonth: fixedRateStress.fromMonth,
          },
        }),
  };
}

function rollRatesOf(rows: NonNullable<AssumptionsFile['delinquency']>) {
  return {
    current: fractions(rows.current),
    '1-30': fractions(rows['1-30']),
    '31-60': fractions(rows['31-60']),
    '61-90': fractions(rows['61-90']),
  };
}

/** Without a prototype: an index may have any name. */
function indexRatesOf(stated: { readonly [name: string]: Rate | readonly Rate[] }) {
  const curves: { [name: string]: number[] } = Object.create(null);
  for (const [name, rates] of Object.entries(stated)) {
    curves[name] = 'value' in rates ? [rates.value] : fractions(rates);
  }
  return curves;
}

export function payablesOf(stated: PayablesOfFile): PayableAssumption {
  const { late, partial, guarantee } = stated;
  return {
    ...(late === undefined
      ? {}
      : { late: late.map(({ months, share }) => ({ months, share: share.value })) }),
    ...(partial === undefined
      ? {}
      : { partial: { share: partial.share.value, paidShare: partial.paidShare.value } }),
    unpaidShare: stated.unpaidShare.value,
    defaultAfterMonths: stated.defaultAfterMonths,
    ...(guarantee === undefined
      ? {}
      : {
          guarantee: {
            ...(guarantee.obligation === undefined ? {} : { obligation: guarantee.obligation }),
            claimDelayMonths: guarantee.claimDelayMonths,
            limit: guarantee.limit.value,
          },
        }),
  };
}

/** What a recovery may have besides its rate and lag. */
export function recoveryTermsOf({ timing, cost, advances, allowAboveOne }: RecoveryOfFile) {
  return {
    ...(timing === undefined ? {} : { timing: fractions(timing) }),
    ...(cost === undefined ? {} : { cost: cost.value }),
    ...(advances === undefined ? {} : { advances }),
    ...(allowAboveOne === undefined ? {} : { allowAboveOne }),
  };
}
