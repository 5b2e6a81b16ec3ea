import type { YamlPath } from '#basics/yamlDocument.js';
import type { SegmentCondition } from '#collateral/assumptions.js';
import type { StatedSegment } from './assumptions.js';
import type { RecoveryOfFile, SegmentOfFile } from './behaviorSchema.js';
import { type DefaultStatement, statedDefault } from './statedDefault.js';
import { refuse, type StatedFile } from './statedFile.js';
import { payablesOf, recoveryTermsOf } from './statedPool.js';
import { statedPrepayment } from './statedPrepayment.js';

/** The segments of a file, in its order. One that states no behavior would change nothing and is refused. */
export function statedSegments(file: StatedFile, segments: readonly SegmentOfFile[]): StatedSegment[] {
  return segments.map((segment, i) => statedSegment(file, segment, ['segments', i]));
}

function statedSegment(file: StatedFile, segment: SegmentOfFile, path: YamlPath): StatedSegment {
  const { prepayment, recovery, payables } = segment;
  if ([prepayment, segment.default, recovery, payables].every((part) => part === undefined)) {
    const message = 'a segment states prepayment, default, recovery or payables; this one none of them';
    refuse(file, 'missing-key', path, message);
  }
  const prepays =
    prepayment === 'none'
      ? ({ kind: 'none' } as const)
      : prepayment && statedPrepayment(file, prepayment, [...path, 'prepayment']);
  const defaults: DefaultStatement =
    segment.default === undefined || segment.default === 'none'
      ? { behavior: segment.default && { kind: 'none' }, multiple: undefined }
      : statedDefault(file, segment.default, [...path, 'default']);
  const recovers = recovery && recoveryOf(file, recovery, [...path, 'recovery']);
  return {
    where: conditionOf(segment.where),
    ...(prepays === undefined ? {} : { prepayment: prepays }),
    ...(defaults.behavior === undefined ? {} : { default: defaults.behavior }),
    ...(defaults.multiple === undefined ? {} : { defaultMultiple: defaults.multiple }),
    ...(recovers === undefined ? {} : { recovery: recovers }),
    ...(payables === undefined ? {} : { payables: payablesOf(payables) }),
  };
}

function conditionOf(where: SegmentOfFile['where']): SegmentCondition {
  const stated = Object.entries(where).filter(([, label]) => label !== undefined);
  return Object.fromEntries(stated);
}

function recoveryOf(
  file: StatedFile,
  recovery: RecoveryOfFile | 'none',
  path: YamlPath,
): StatedSegment['recovery'] {
  if (recovery === 'none') return { rate: 0, lagMonths: 0 };
  if (recovery.rate === undefined) {
    refuse(file, 'missing-key', [...path, 'rate'], 'the recovery of a segment needs a rate');
    return undefined;
  }
  return { rate: recovery.rate.value, lagMonths: recovery.lagMonths, ...recoveryTermsOf(recovery) };
}
